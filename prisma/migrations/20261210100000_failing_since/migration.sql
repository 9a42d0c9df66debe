-- Since when the current step of a run fails, whatever counts its attempts.
ALTER TABLE "Run" ADD COLUMN "failingSince" TIMESTAMPTZ(3);

CREATE FUNCTION run_fails() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.attempts = 0 THEN
    NEW."failingSince" := NULL;
  ELSIF OLD.attempts = 0 THEN
    NEW."failingSince" := clock_timestamp();
  END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER run_fails BEFORE UPDATE OF attempts ON "Run" FOR EACH ROW EXECUTE FUNCTION run_fails();
