-- Exclusions that a sync's choice makes and ends. All exclusions of before were made by a person, or by a colleague's private contact.
ALTER TABLE "Exclusion" ADD COLUMN "byChoice" BOOLEAN NOT NULL DEFAULT false;
