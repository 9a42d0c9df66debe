-- Tags of contacts, and who added and removed them. No contact of the version before has any.
CREATE TABLE "Tag" (
  "id" uuid NOT NULL,
  "firmId" uuid NOT NULL,
  "name" text NOT NULL,
  "folded" text NOT NULL,
  "color" text,
  "createdAt" timestamptz(3) NOT NULL DEFAULT now(),
  CONSTRAINT "Tag_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "Tag_firmId_folded_key" ON "Tag" ("firmId", "folded");

CREATE TABLE "ContactTag" (
  "firmId" uuid NOT NULL,
  "contactId" uuid NOT NULL,
  "tagId" uuid NOT NULL,
  CONSTRAINT "ContactTag_pkey" PRIMARY KEY ("contactId", "tagId")
);
CREATE INDEX "ContactTag_firmId_tagId_contactId_idx" ON "ContactTag" ("firmId", "tagId", "contactId");

CREATE TABLE "ContactTagEdit" (
  "id" uuid NOT NULL,
  "firmId" uuid NOT NULL,
  "contactId" uuid NOT NULL,
  "at" timestamptz(3) NOT NULL DEFAULT now(),
  "userId" uuid,
  "added" text[] NOT NULL,
  "removed" text[] NOT NULL,
  CONSTRAINT "ContactTagEdit_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "ContactTagEdit_firmId_contactId_at_idx" ON "ContactTagEdit" ("firmId", "contactId", "at");

ALTER TABLE "Tag" ADD CONSTRAINT "Tag_firmId_fkey" FOREIGN KEY ("firmId") REFERENCES "Firm" ("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "ContactTag" ADD CONSTRAINT "ContactTag_contactId_fkey" FOREIGN KEY ("contactId") REFERENCES "Contact" ("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "ContactTag" ADD CONSTRAINT "ContactTag_tagId_fkey" FOREIGN KEY ("tagId") REFERENCES "Tag" ("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "ContactTagEdit" ADD CONSTRAINT "ContactTagEdit_contactId_fkey" FOREIGN KEY ("contactId") REFERENCES "Contact" ("id") ON DELETE CASCADE ON UPDATE CASCADE;

DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['Tag', 'ContactTag', 'ContactTagEdit'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('CREATE POLICY own_firm ON %I USING ("firmId" = (SELECT current_firm()))', name);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO concord_app', name);
  END LOOP;
END $$;
