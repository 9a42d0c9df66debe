-- Matters: what makes a contact a client, and why it may not be deleted.
CREATE TYPE "MatterStatus" AS ENUM ('open', 'pending', 'closed');

CREATE TABLE "Matter" (
    "id" UUID NOT NULL,
    "firmId" UUID NOT NULL,
    "number" TEXT NOT NULL,
    "description" TEXT NOT NULL,
    "status" "MatterStatus" NOT NULL DEFAULT 'open',
    "clientId" UUID,
    "responsibleId" UUID,
    "version" INTEGER NOT NULL DEFAULT 1,
    "sortKey" TEXT NOT NULL,
    "search" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "deletedAt" TIMESTAMPTZ(3),
    "deletedById" UUID,

    CONSTRAINT "Matter_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "MatterContact" (
    "firmId" UUID NOT NULL,
    "matterId" UUID NOT NULL,
    "contactId" UUID NOT NULL,
    "role" TEXT NOT NULL,
    "position" INTEGER NOT NULL,

    CONSTRAINT "MatterContact_pkey" PRIMARY KEY ("matterId","contactId")
);

CREATE TABLE "MatterEdit" (
    "id" UUID NOT NULL,
    "firmId" UUID NOT NULL,
    "matterId" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "kind" "EditKind" NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "userId" UUID,
    "from" JSONB,
    "to" JSONB,

    CONSTRAINT "MatterEdit_pkey" PRIMARY KEY ("id")
);

CREATE INDEX "Matter_firmId_deletedAt_sortKey_id_idx" ON "Matter"("firmId", "deletedAt", "sortKey" DESC, "id" DESC);
CREATE INDEX "Matter_firmId_clientId_idx" ON "Matter"("firmId", "clientId");
CREATE INDEX "Matter_firmId_responsibleId_idx" ON "Matter"("firmId", "responsibleId");
CREATE INDEX "Matter_clientId_idx" ON "Matter"("clientId");
CREATE INDEX "MatterContact_firmId_contactId_idx" ON "MatterContact"("firmId", "contactId");
CREATE INDEX "MatterContact_contactId_idx" ON "MatterContact"("contactId");
CREATE INDEX "MatterEdit_firmId_matterId_version_idx" ON "MatterEdit"("firmId", "matterId", "version");

ALTER TABLE "Matter" ADD CONSTRAINT "Matter_firmId_fkey" FOREIGN KEY ("firmId") REFERENCES "Firm"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "Matter" ADD CONSTRAINT "Matter_clientId_fkey" FOREIGN KEY ("clientId") REFERENCES "Contact"("id") ON DELETE SET NULL ON UPDATE CASCADE;
ALTER TABLE "MatterContact" ADD CONSTRAINT "MatterContact_matterId_fkey" FOREIGN KEY ("matterId") REFERENCES "Matter"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "MatterContact" ADD CONSTRAINT "MatterContact_contactId_fkey" FOREIGN KEY ("contactId") REFERENCES "Contact"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "MatterEdit" ADD CONSTRAINT "MatterEdit_matterId_fkey" FOREIGN KEY ("matterId") REFERENCES "Matter"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Written by hand: what the schema cannot say.
CREATE UNIQUE INDEX "Matter_number_once" ON "Matter" ("firmId", lower(number)) WHERE "deletedAt" IS NULL;

-- A contact that is tied to a matter outside the bin is neither deleted nor erased. Deleting a whole firm is allowed.
CREATE FUNCTION keep_contact_of_matter() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM "Matter" m WHERE m."firmId" = OLD."firmId" AND m."clientId" = OLD.id AND m."deletedAt" IS NULL)
    OR EXISTS (SELECT FROM "MatterContact" t JOIN "Matter" m ON m.id = t."matterId"
      WHERE t."firmId" = OLD."firmId" AND t."contactId" = OLD.id AND m."deletedAt" IS NULL)
  THEN
    IF TG_OP = 'UPDATE' OR EXISTS (SELECT FROM "Firm" WHERE id = OLD."firmId") THEN
      RAISE EXCEPTION 'contact % is tied to a matter', OLD.id USING ERRCODE = 'restrict_violation';
    END IF;
  END IF;
  RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;

CREATE TRIGGER contact_kept_by_matter BEFORE UPDATE OF "deletedAt" ON "Contact" FOR EACH ROW
  WHEN (OLD."deletedAt" IS NULL AND NEW."deletedAt" IS NOT NULL) EXECUTE FUNCTION keep_contact_of_matter();
CREATE TRIGGER contact_not_erased_of_matter BEFORE DELETE ON "Contact" FOR EACH ROW EXECUTE FUNCTION keep_contact_of_matter();

-- The other way round: a matter outside the bin names only contacts of its firm that are not deleted. The share lock makes a deletion
-- at the same moment wait, and then see the matter.
CREATE FUNCTION matter_contact_is_here(firm uuid, contact uuid) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  PERFORM FROM "Contact" c WHERE c.id = contact AND c."firmId" = firm AND c."deletedAt" IS NULL FOR SHARE;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'a matter names contact %, which is deleted or of another firm', contact USING ERRCODE = 'restrict_violation';
  END IF;
END $$;

CREATE FUNCTION keep_client_of_matter() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW."deletedAt" IS NULL AND NEW."clientId" IS NOT NULL THEN
    PERFORM matter_contact_is_here(NEW."firmId", NEW."clientId");
  END IF;
  IF TG_OP = 'UPDATE' AND OLD."deletedAt" IS NOT NULL AND NEW."deletedAt" IS NULL THEN
    IF NEW."clientId" IS NULL THEN
      RAISE EXCEPTION 'matter % has no client', NEW.id USING ERRCODE = 'restrict_violation';
    END IF;
    PERFORM matter_contact_is_here(NEW."firmId", t."contactId") FROM "MatterContact" t WHERE t."matterId" = NEW.id;
  END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER matter_client BEFORE INSERT OR UPDATE OF "clientId", "deletedAt" ON "Matter" FOR EACH ROW
  EXECUTE FUNCTION keep_client_of_matter();

CREATE FUNCTION keep_related_of_matter() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM "Matter" m WHERE m.id = NEW."matterId" AND m."deletedAt" IS NULL) THEN
    PERFORM matter_contact_is_here(NEW."firmId", NEW."contactId");
  END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER matter_related BEFORE INSERT OR UPDATE OF "contactId" ON "MatterContact" FOR EACH ROW
  EXECUTE FUNCTION keep_related_of_matter();

DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['Matter', 'MatterContact', 'MatterEdit'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('CREATE POLICY own_firm ON %I USING ("firmId" = (SELECT current_firm()))', name);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO concord_app', name);
  END LOOP;
END $$;
