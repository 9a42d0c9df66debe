-- Contacts of an account that may be one person, as the last preview found them. It names ids only.
CREATE TABLE "AccountDuplicates" (
  id UUID PRIMARY KEY,
  "firmId" UUID NOT NULL REFERENCES "Firm"(id) ON DELETE CASCADE ON UPDATE CASCADE,
  "syncId" UUID NOT NULL REFERENCES "Sync"(id) ON DELETE CASCADE ON UPDATE CASCADE,
  "remoteIds" TEXT[] NOT NULL,
  probability DOUBLE PRECISION NOT NULL,
  "apartAt" TIMESTAMPTZ(3)
);
CREATE INDEX "AccountDuplicates_firmId_syncId_probability_id_idx" ON "AccountDuplicates"("firmId", "syncId", probability DESC, id);

ALTER TABLE "AccountDuplicates" ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_firm ON "AccountDuplicates" USING ("firmId" = (SELECT current_firm()));
GRANT SELECT, INSERT, UPDATE, DELETE ON "AccountDuplicates" TO concord_app;
