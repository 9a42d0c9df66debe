-- AlterTable
ALTER TABLE "Contact" ADD COLUMN "stamp" TEXT NOT NULL DEFAULT (pg_current_xact_id())::text;

-- AlterTable
ALTER TABLE "Erasure" ADD COLUMN "stamp" TEXT NOT NULL DEFAULT (pg_current_xact_id())::text;

-- Written by hand. A pull of the address book names the snapshot that it was read in; what a later transaction wrote was not in it.
-- A statement for many contacts sets the stamp itself, which spares a call for each.
CREATE TRIGGER contact_stamp BEFORE UPDATE ON "Contact" FOR EACH ROW
  WHEN (OLD.stamp IS NOT DISTINCT FROM NEW.stamp) EXECUTE FUNCTION set_stamp();
