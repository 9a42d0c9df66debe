-- A run that takes back what an earlier run did.
ALTER TYPE "RunKind" ADD VALUE 'undo';
ALTER TABLE "Run" ADD COLUMN "undo" JSONB;
-- The undos of a sync are few among its runs.
CREATE INDEX "Run_undos" ON "Run" ("firmId", "syncId", "createdAt" DESC) WHERE "undo" IS NOT NULL;
