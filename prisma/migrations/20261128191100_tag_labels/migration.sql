-- Tags that a sync keeps in step with labels of the account. No sync of the version before did.
CREATE TABLE "TagLabel" (
  "syncId" uuid NOT NULL,
  "firmId" uuid NOT NULL,
  "tagId" uuid NOT NULL,
  "labelId" text,
  "name" text NOT NULL,
  "refused" text,
  "at" timestamptz(3) NOT NULL,
  CONSTRAINT "TagLabel_pkey" PRIMARY KEY ("syncId", "tagId")
);
CREATE INDEX "TagLabel_firmId_tagId_idx" ON "TagLabel" ("firmId", "tagId");

CREATE TABLE "TagLabelMember" (
  "syncId" uuid NOT NULL,
  "firmId" uuid NOT NULL,
  "tagId" uuid NOT NULL,
  "localId" uuid NOT NULL,
  "member" boolean NOT NULL,
  "at" timestamptz(3) NOT NULL,
  CONSTRAINT "TagLabelMember_pkey" PRIMARY KEY ("syncId", "tagId", "localId")
);
CREATE INDEX "TagLabelMember_firmId_localId_idx" ON "TagLabelMember" ("firmId", "localId");
CREATE INDEX "TagLabelMember_localId_idx" ON "TagLabelMember" ("localId");

ALTER TABLE "TagLabel" ADD CONSTRAINT "TagLabel_syncId_fkey" FOREIGN KEY ("syncId") REFERENCES "Sync" ("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "TagLabelMember" ADD CONSTRAINT "TagLabelMember_syncId_fkey" FOREIGN KEY ("syncId") REFERENCES "Sync" ("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "TagLabelMember" ADD CONSTRAINT "TagLabelMember_localId_fkey" FOREIGN KEY ("localId") REFERENCES "Contact" ("id") ON DELETE CASCADE ON UPDATE CASCADE;

DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['TagLabel', 'TagLabelMember'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('CREATE POLICY own_firm ON %I USING ("firmId" = (SELECT current_firm()))', name);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO concord_app', name);
  END LOOP;
END $$;
