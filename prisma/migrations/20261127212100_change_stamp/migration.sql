-- AlterTable
ALTER TABLE "Change" ADD COLUMN "stamp" TEXT NOT NULL DEFAULT (pg_current_xact_id())::text;

-- AlterTable
ALTER TABLE "Exclusion" ADD COLUMN "stamp" TEXT NOT NULL DEFAULT (pg_current_xact_id())::text;

-- Written by hand. A page names the snapshot that it was read in; what a later transaction made or changed was not shown on it.
CREATE FUNCTION set_stamp() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.stamp := pg_current_xact_id()::text;
  RETURN NEW;
END $$;

CREATE TRIGGER change_stamp BEFORE UPDATE OF kind, state, body, answers, undecided, drifted, name ON "Change" FOR EACH ROW
  WHEN ((OLD.kind, OLD.state, OLD.undecided, OLD.drifted, OLD.name) IS DISTINCT FROM (NEW.kind, NEW.state, NEW.undecided, NEW.drifted, NEW.name)
    OR OLD.answers IS DISTINCT FROM NEW.answers OR OLD.body IS DISTINCT FROM NEW.body)
  EXECUTE FUNCTION set_stamp();

CREATE TRIGGER exclusion_stamp BEFORE UPDATE OF id ON "Exclusion" FOR EACH ROW EXECUTE FUNCTION set_stamp();
