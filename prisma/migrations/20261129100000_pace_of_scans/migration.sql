-- How long the last look for duplicates took: the next one waits in proportion.
ALTER TABLE "DuplicateScan" ADD COLUMN "tookMs" INTEGER NOT NULL DEFAULT 0;
