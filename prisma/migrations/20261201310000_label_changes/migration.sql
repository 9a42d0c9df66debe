-- Who got or lost a tag here, or a label in the account, by a run: shown with the run, and undone with it.
CREATE TABLE "LabelChange" (
  id UUID PRIMARY KEY,
  "firmId" UUID NOT NULL,
  "syncId" UUID NOT NULL REFERENCES "Sync"(id) ON DELETE CASCADE ON UPDATE CASCADE,
  "runId" UUID NOT NULL REFERENCES "Run"(id) ON DELETE CASCADE ON UPDATE CASCADE,
  "tagId" UUID NOT NULL,
  "labelId" TEXT NOT NULL,
  name TEXT NOT NULL,
  "localId" UUID NOT NULL REFERENCES "Contact"(id) ON DELETE CASCADE ON UPDATE CASCADE,
  side TEXT NOT NULL,
  added BOOLEAN NOT NULL,
  at TIMESTAMPTZ(3) NOT NULL
);
-- A step that is repeated records nothing twice.
CREATE UNIQUE INDEX "LabelChange_runId_side_tagId_localId_key" ON "LabelChange"("runId", side, "tagId", "localId");
CREATE INDEX "LabelChange_firmId_at_idx" ON "LabelChange"("firmId", at);
CREATE INDEX "LabelChange_localId_idx" ON "LabelChange"("localId");
CREATE INDEX "LabelChange_syncId_idx" ON "LabelChange"("syncId");

ALTER TABLE "LabelChange" ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_firm ON "LabelChange" USING ("firmId" = (SELECT current_firm()));
GRANT SELECT, INSERT, UPDATE, DELETE ON "LabelChange" TO concord_app;

-- Where an undo has left the two sides apart: what the account had. Null: the same as "member".
ALTER TABLE "TagLabelMember" ADD COLUMN there BOOLEAN;
