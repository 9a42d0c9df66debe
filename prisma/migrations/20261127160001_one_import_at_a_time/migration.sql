-- A firm reads one uploaded file at a time.
ALTER TABLE "Import" ADD COLUMN "readAt" TIMESTAMPTZ(3);
UPDATE "Import" SET "readAt" = "createdAt";

-- Written by hand: what the schema cannot say.
CREATE UNIQUE INDEX "Import_one_reading" ON "Import" ("firmId") WHERE "readAt" IS NULL;

-- What a file said of contacts is not kept once they are imported.
UPDATE "Import" SET problems = '{"lines": [], "leftOut": []}' WHERE "confirmedAt" IS NOT NULL;
