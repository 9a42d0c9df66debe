-- What was deleted in the account may have been merged into another contact there.
ALTER TABLE "Link" ADD COLUMN "mergedInto" TEXT;
