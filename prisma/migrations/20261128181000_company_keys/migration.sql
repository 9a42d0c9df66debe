-- The company that a contact names, in a form that is the same for all its spellings. Rows from before have none: it is computed by the
-- program, when companies are first looked for.
ALTER TABLE "Contact" ADD COLUMN "companyKey" TEXT;
CREATE INDEX "Contact_firmId_companyKey_idx" ON "Contact"("firmId", "companyKey");

-- Computing it later is no edit: syncs do not read the contact again.
DROP TRIGGER contact_stamp ON "Contact";
CREATE TRIGGER contact_stamp BEFORE UPDATE ON "Contact" FOR EACH ROW
  WHEN (OLD.stamp IS NOT DISTINCT FROM NEW.stamp
    AND NOT (OLD."companyKey" IS NULL AND NEW."companyKey" IS NOT NULL AND OLD.version = NEW.version AND OLD.value = NEW.value))
  EXECUTE FUNCTION set_stamp();
