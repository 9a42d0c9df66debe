-- Where phone numbers without a country code are dialled. Firms that exist read them as numbers of the United States until now.
ALTER TABLE "Firm" ADD COLUMN "phoneRegion" TEXT;
UPDATE "Firm" SET "phoneRegion" = 'US';
