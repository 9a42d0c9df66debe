-- AlterTable
ALTER TABLE "Run" ADD COLUMN "matched" INTEGER,
ADD COLUMN "waitedSeconds" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN "waitingSince" TIMESTAMPTZ(3),
ADD COLUMN "written" INTEGER;

-- Written by hand. Whoever sets or ends a wait, the time of a person is counted apart from that of the machine.
CREATE FUNCTION run_waits() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  waits boolean := coalesce(NEW."waitKind" IN ('guard', 'others', 'consent'), false)
    AND NEW.state IN ('reading', 'comparing', 'applying');
BEGIN
  IF waits AND NEW."waitingSince" IS NULL THEN
    NEW."waitingSince" := clock_timestamp();
  ELSIF NOT waits AND NEW."waitingSince" IS NOT NULL THEN
    NEW."waitedSeconds" := NEW."waitedSeconds" + extract(epoch FROM clock_timestamp() - NEW."waitingSince")::int;
    NEW."waitingSince" := NULL;
  END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER run_waits BEFORE UPDATE OF "waitKind", state ON "Run" FOR EACH ROW EXECUTE FUNCTION run_waits();
