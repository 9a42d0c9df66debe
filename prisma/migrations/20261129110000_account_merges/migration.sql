-- Merges of contacts in an account that a person asked for. The values of what was deleted there are kept for Undo, and erased after 30 days.
CREATE TYPE "AccountMergeState" AS ENUM ('wanted', 'sent', 'updated', 'merged', 'changed', 'refused', 'undoing', 'undone');
CREATE TABLE "AccountMerge" (
  id UUID PRIMARY KEY,
  "firmId" UUID NOT NULL REFERENCES "Firm"(id) ON DELETE CASCADE ON UPDATE CASCADE,
  "syncId" UUID NOT NULL REFERENCES "Sync"(id) ON DELETE CASCADE ON UPDATE CASCADE,
  "userId" UUID NOT NULL,
  at TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  state "AccountMergeState" NOT NULL DEFAULT 'wanted',
  "survivorId" TEXT NOT NULL,
  name TEXT NOT NULL,
  "to" JSONB NOT NULL,
  parts JSONB NOT NULL,
  problem TEXT,
  "endedAt" TIMESTAMPTZ(3)
);
CREATE INDEX "AccountMerge_firmId_syncId_at_idx" ON "AccountMerge"("firmId", "syncId", at DESC);

ALTER TABLE "AccountMerge" ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_firm ON "AccountMerge" USING ("firmId" = (SELECT current_firm()));
GRANT SELECT, INSERT, UPDATE, DELETE ON "AccountMerge" TO concord_app;
