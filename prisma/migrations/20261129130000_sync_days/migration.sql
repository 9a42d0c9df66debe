-- What the runs of each sync did on each day, for charts and metrics: runs are erased after some time, and a firm has many. A run counts
-- on the day on which it ended, in UTC. One row for each sync and day, so that syncs never wait for each other.
ALTER TABLE "Run" ADD COLUMN "callsRefused" INTEGER NOT NULL DEFAULT 0;
ALTER TABLE "Run" ADD COLUMN "callsFailed" INTEGER NOT NULL DEFAULT 0;
ALTER TABLE "Run" ADD COLUMN "quotaWaits" INTEGER NOT NULL DEFAULT 0;

CREATE TABLE "SyncDay" (
  "firmId" UUID NOT NULL,
  "syncId" UUID NOT NULL,
  "day" DATE NOT NULL,
  "runs" INTEGER NOT NULL DEFAULT 0,
  "failedRuns" INTEGER NOT NULL DEFAULT 0,
  "written" INTEGER NOT NULL DEFAULT 0,
  "workedMs" BIGINT NOT NULL DEFAULT 0,
  "apiCalls" INTEGER NOT NULL DEFAULT 0,
  "callsRefused" INTEGER NOT NULL DEFAULT 0,
  "callsFailed" INTEGER NOT NULL DEFAULT 0,
  "quotaWaits" INTEGER NOT NULL DEFAULT 0,
  CONSTRAINT "SyncDay_pkey" PRIMARY KEY ("syncId", "day")
);
ALTER TABLE "SyncDay" ADD CONSTRAINT "SyncDay_syncId_fkey"
  FOREIGN KEY ("syncId") REFERENCES "Sync" ("id") ON DELETE CASCADE ON UPDATE CASCADE;
CREATE INDEX "SyncDay_firmId_day_idx" ON "SyncDay" ("firmId", "day");
ALTER TABLE "SyncDay" ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_firm ON "SyncDay" USING ("firmId" = (SELECT current_firm()));
GRANT SELECT, INSERT, UPDATE, DELETE ON "SyncDay" TO concord_app;

-- How long the machine worked: neither the time in which a preview was looked at nor that in which a person was waited for.
CREATE FUNCTION worked_ms(r "Run") RETURNS bigint LANGUAGE sql IMMUTABLE AS $$
  SELECT greatest(0, floor(1000 * (
    extract(epoch FROM r."endedAt" - r."createdAt")
    - coalesce(extract(epoch FROM coalesce(r."applyingAt", r."endedAt") - r."readyAt"), 0)
    - r."waitedSeconds")))::bigint
$$;

INSERT INTO "SyncDay" ("firmId", "syncId", day, runs, "failedRuns", written, "workedMs", "apiCalls")
SELECT "firmId", "syncId", ("endedAt" AT TIME ZONE 'UTC')::date, count(*), count(*) FILTER (WHERE state = 'failed'),
  sum(coalesce(written, 0)), sum(worked_ms("Run")), sum("apiCalls")
FROM "Run" WHERE "endedAt" IS NOT NULL GROUP BY 1, 2, 3;

-- When a run ends, all that it did; what is counted after its end, such as the calls of its last step, as it comes.
CREATE FUNCTION count_run_on_its_day() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  before "Run" := OLD;
BEGIN
  IF OLD."endedAt" IS NULL THEN
    before.written := 0; before."apiCalls" := 0; before."callsRefused" := 0; before."callsFailed" := 0; before."quotaWaits" := 0;
  END IF;
  INSERT INTO "SyncDay" AS d ("firmId", "syncId", day, runs, "failedRuns", written, "workedMs", "apiCalls", "callsRefused", "callsFailed", "quotaWaits")
  VALUES (NEW."firmId", NEW."syncId", (NEW."endedAt" AT TIME ZONE 'UTC')::date,
    CASE WHEN OLD."endedAt" IS NULL THEN 1 ELSE 0 END,
    CASE WHEN OLD."endedAt" IS NULL AND NEW.state = 'failed' THEN 1 ELSE 0 END,
    coalesce(NEW.written, 0) - coalesce(before.written, 0),
    CASE WHEN OLD."endedAt" IS NULL THEN worked_ms(NEW) ELSE 0 END,
    NEW."apiCalls" - before."apiCalls", NEW."callsRefused" - before."callsRefused", NEW."callsFailed" - before."callsFailed",
    NEW."quotaWaits" - before."quotaWaits")
  ON CONFLICT ("syncId", day) DO UPDATE SET runs = d.runs + excluded.runs, "failedRuns" = d."failedRuns" + excluded."failedRuns",
    written = d.written + excluded.written, "workedMs" = d."workedMs" + excluded."workedMs", "apiCalls" = d."apiCalls" + excluded."apiCalls",
    "callsRefused" = d."callsRefused" + excluded."callsRefused", "callsFailed" = d."callsFailed" + excluded."callsFailed",
    "quotaWaits" = d."quotaWaits" + excluded."quotaWaits";
  RETURN NULL;
END $$;
CREATE TRIGGER counted_on_its_day AFTER UPDATE ON "Run" FOR EACH ROW
  WHEN (NEW."endedAt" IS NOT NULL AND (OLD."endedAt" IS NULL OR (OLD.written, OLD."apiCalls", OLD."callsRefused", OLD."callsFailed", OLD."quotaWaits")
    IS DISTINCT FROM (NEW.written, NEW."apiCalls", NEW."callsRefused", NEW."callsFailed", NEW."quotaWaits")))
  EXECUTE FUNCTION count_run_on_its_day();
