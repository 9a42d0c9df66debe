-- Duplicates within a firm's contacts: what a worker found, what people decided, and what was merged.
ALTER TABLE "Contact" ADD COLUMN "mergedIntoId" UUID;
ALTER TABLE "Contact" ADD CONSTRAINT "Contact_mergedIntoId_fkey"
  FOREIGN KEY ("mergedIntoId") REFERENCES "Contact"(id) ON DELETE SET NULL ON UPDATE CASCADE;
CREATE INDEX "Contact_mergedIntoId_idx" ON "Contact"("mergedIntoId");

CREATE TABLE "DuplicateScan" (
  "firmId" UUID PRIMARY KEY REFERENCES "Firm"(id) ON DELETE CASCADE ON UPDATE CASCADE,
  "dueAt" TIMESTAMPTZ(3),
  "endedAt" TIMESTAMPTZ(3)
);

CREATE TABLE "DuplicateGroup" (
  id UUID PRIMARY KEY,
  "firmId" UUID NOT NULL REFERENCES "Firm"(id) ON DELETE CASCADE ON UPDATE CASCADE,
  "ownerId" UUID,
  "contactIds" UUID[] NOT NULL,
  probability DOUBLE PRECISION NOT NULL,
  reasons JSONB NOT NULL
);
CREATE INDEX "DuplicateGroup_firmId_probability_id_idx" ON "DuplicateGroup"("firmId", probability DESC, id);

CREATE TABLE "NotDuplicate" (
  "firmId" UUID NOT NULL REFERENCES "Firm"(id) ON DELETE CASCADE ON UPDATE CASCADE,
  "oneId" UUID NOT NULL REFERENCES "Contact"(id) ON DELETE CASCADE ON UPDATE CASCADE,
  "otherId" UUID NOT NULL REFERENCES "Contact"(id) ON DELETE CASCADE ON UPDATE CASCADE,
  "userId" UUID NOT NULL,
  at TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT "NotDuplicate_pkey" PRIMARY KEY ("firmId", "oneId", "otherId")
);
CREATE INDEX "NotDuplicate_oneId_idx" ON "NotDuplicate"("oneId");
CREATE INDEX "NotDuplicate_otherId_idx" ON "NotDuplicate"("otherId");

CREATE TABLE "ContactMerge" (
  id UUID PRIMARY KEY,
  "firmId" UUID NOT NULL REFERENCES "Firm"(id) ON DELETE CASCADE ON UPDATE CASCADE,
  "survivorId" UUID NOT NULL REFERENCES "Contact"(id) ON DELETE CASCADE ON UPDATE CASCADE,
  version INTEGER NOT NULL,
  "mergedIds" UUID[] NOT NULL,
  moved JSONB NOT NULL,
  "userId" UUID NOT NULL,
  at TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "undoneAt" TIMESTAMPTZ(3)
);
CREATE INDEX "ContactMerge_firmId_survivorId_at_idx" ON "ContactMerge"("firmId", "survivorId", at);

DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['DuplicateScan', 'DuplicateGroup', 'NotDuplicate', 'ContactMerge'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('CREATE POLICY own_firm ON %I USING ("firmId" = (SELECT current_firm()))', name);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO concord_app', name);
  END LOOP;
END $$;

-- As of contacts (private_contacts): a group of somebody's private contacts is theirs.
CREATE POLICY only_mine ON "DuplicateGroup" AS RESTRICTIVE
  USING ("ownerId" IS NULL OR "ownerId"::text = (SELECT current_person()) OR (SELECT current_person()) = 'all');

-- Every firm is looked at once.
INSERT INTO "DuplicateScan" ("firmId", "dueAt") SELECT id, now() FROM "Firm";

CREATE FUNCTION cross_tenant_due_scans(moment timestamptz, most int) RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
  SELECT "firmId" FROM "DuplicateScan" WHERE "dueAt" <= moment ORDER BY "dueAt" LIMIT most
$$;
REVOKE EXECUTE ON FUNCTION cross_tenant_due_scans(timestamptz, int) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION cross_tenant_due_scans(timestamptz, int) TO concord_app;
