-- Of a contact that is gone from the account: which one the account says it was merged into.
ALTER TABLE "Entry" ADD COLUMN "mergedInto" TEXT;

-- Those merged into one that is itself merged into another.
CREATE INDEX "Entry_merged" ON "Entry" ("syncId", "mergedInto") WHERE "mergedInto" IS NOT NULL;
CREATE INDEX "Link_merged" ON "Link" ("syncId", "mergedInto") WHERE "mergedInto" IS NOT NULL;
