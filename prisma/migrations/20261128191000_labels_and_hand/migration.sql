-- Labels of accounts and of their items, and contacts chosen by hand. No sync of the version before has read or chosen any.
ALTER TABLE "Item" ADD COLUMN "labels" text[];
ALTER TABLE "Collection" ADD COLUMN "labels" jsonb;

CREATE TABLE "HandChosen" (
  "syncId" uuid NOT NULL,
  "firmId" uuid NOT NULL,
  "localId" uuid NOT NULL,
  "at" timestamptz(3) NOT NULL DEFAULT now(),
  CONSTRAINT "HandChosen_pkey" PRIMARY KEY ("syncId", "localId")
);
CREATE INDEX "HandChosen_firmId_localId_idx" ON "HandChosen" ("firmId", "localId");
CREATE INDEX "HandChosen_localId_idx" ON "HandChosen" ("localId");
ALTER TABLE "HandChosen" ADD CONSTRAINT "HandChosen_syncId_fkey" FOREIGN KEY ("syncId") REFERENCES "Sync" ("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "HandChosen" ADD CONSTRAINT "HandChosen_localId_fkey" FOREIGN KEY ("localId") REFERENCES "Contact" ("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "HandChosen" ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_firm ON "HandChosen" USING ("firmId" = (SELECT current_firm()));
GRANT SELECT, INSERT, UPDATE, DELETE ON "HandChosen" TO concord_app;
