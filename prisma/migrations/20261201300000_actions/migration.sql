-- What a person did to many contacts at once: an import, or an action on the selected contacts. Its history names it, so that it can be
-- undone as a whole.
CREATE TYPE "ActionKind" AS ENUM ('import', 'delete', 'addTag', 'removeTag', 'sync', 'doNotSync', 'undo');
CREATE TABLE "Action" (
  id UUID PRIMARY KEY,
  "firmId" UUID NOT NULL REFERENCES "Firm"(id) ON DELETE CASCADE ON UPDATE CASCADE,
  "userId" UUID NOT NULL,
  at TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  kind "ActionKind" NOT NULL,
  count INTEGER NOT NULL,
  name TEXT NOT NULL DEFAULT '',
  "contactIds" UUID[] NOT NULL,
  "undoesId" UUID
);
CREATE INDEX "Action_firmId_at_id_idx" ON "Action"("firmId", at DESC, id DESC);
CREATE INDEX "Action_undoes" ON "Action"("firmId", "undoesId") WHERE "undoesId" IS NOT NULL;

ALTER TABLE "Action" ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_firm ON "Action" USING ("firmId" = (SELECT current_firm()));
GRANT SELECT, INSERT, UPDATE, DELETE ON "Action" TO concord_app;

ALTER TABLE "ContactEdit" ADD COLUMN "actionId" UUID;
ALTER TABLE "ContactTagEdit" ADD COLUMN "actionId" UUID;
CREATE INDEX "ContactEdit_action" ON "ContactEdit"("firmId", "actionId", "contactId") WHERE "actionId" IS NOT NULL;
CREATE INDEX "ContactTagEdit_action" ON "ContactTagEdit"("firmId", "actionId", "contactId") WHERE "actionId" IS NOT NULL;
