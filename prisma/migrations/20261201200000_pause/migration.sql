ALTER TABLE "Sync" ADD COLUMN "pausedAt" TIMESTAMPTZ(3), ADD COLUMN "pausedById" UUID;

-- A pause ends with the sync, whatever stops it.
CREATE FUNCTION end_pause() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW."pausedAt" := NULL;
  NEW."pausedById" := NULL;
  RETURN NEW;
END $$;
CREATE TRIGGER end_pause BEFORE UPDATE ON "Sync" FOR EACH ROW
  WHEN (NEW.state <> 'active' AND NEW."pausedAt" IS NOT NULL) EXECUTE FUNCTION end_pause();
ALTER TABLE "Sync" ADD CONSTRAINT "Sync_paused" CHECK ("pausedAt" IS NULL OR state = 'active');

CREATE TABLE "SyncNotice" (
    "id" UUID NOT NULL,
    "firmId" UUID NOT NULL,
    "syncId" UUID NOT NULL,
    "userId" UUID NOT NULL,
    "byId" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "readAt" TIMESTAMPTZ(3),

    CONSTRAINT "SyncNotice_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "SyncNotice_firmId_userId_at_idx" ON "SyncNotice"("firmId", "userId", "at");
CREATE INDEX "SyncNotice_syncId_idx" ON "SyncNotice"("syncId");
CREATE INDEX "SyncNotice_unread" ON "SyncNotice"("firmId", "userId") WHERE "readAt" IS NULL;
ALTER TABLE "SyncNotice" ADD CONSTRAINT "SyncNotice_syncId_fkey" FOREIGN KEY ("syncId") REFERENCES "Sync"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "SyncNotice" ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_firm ON "SyncNotice" USING ("firmId" = (SELECT current_firm()));
GRANT SELECT, INSERT, UPDATE, DELETE ON "SyncNotice" TO concord_app;

-- A paused sync starts no run, and an open run of it is not woken.
CREATE OR REPLACE FUNCTION cross_tenant_due_syncs(moment timestamptz, most int) RETURNS TABLE (id uuid, "firmId" uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
  SELECT s.id, s."firmId" FROM "Sync" s JOIN "Connection" c ON c.id = s."connectionId"
  WHERE s.state = 'active' AND s."pausedAt" IS NULL AND (s."nextCheckAt" IS NULL OR s."nextCheckAt" <= moment)
    AND c."disconnectedAt" IS NULL AND c."consentLostAt" IS NULL
    AND NOT EXISTS (
      SELECT FROM "Run" r WHERE r."syncId" = s.id AND r.state IN ('reading', 'comparing', 'ready', 'applying'))
  ORDER BY s."nextCheckAt" LIMIT most
$$;

CREATE OR REPLACE FUNCTION cross_tenant_forgotten_runs(moment timestamptz, most int) RETURNS TABLE (id uuid, "firmId" uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
  SELECT r.id, r."firmId" FROM "Run" r JOIN "Sync" s ON s.id = r."syncId" JOIN "Connection" c ON c.id = s."connectionId"
  WHERE r.state IN ('reading', 'comparing', 'applying') AND s."pausedAt" IS NULL
    AND (r."waitKind" IS NULL OR r."waitUntil" <= moment
      OR (r."waitKind" = 'consent' AND c."consentLostAt" IS NULL AND c."disconnectedAt" IS NULL))
  LIMIT most
$$;

-- A paused sync is counted by itself: neither its queue nor its edits are late. Its oldest edit has a number of its own.
CREATE OR REPLACE FUNCTION cross_tenant_metrics(moment timestamptz) RETURNS jsonb
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
  SELECT jsonb_build_object(
    'syncs', (SELECT coalesce(jsonb_object_agg(state, n), '{}') FROM (
      SELECT CASE WHEN "pausedAt" IS NULL THEN state::text ELSE 'paused' END AS state, count(*) AS n FROM "Sync" GROUP BY 1) s),
    'lostAccess', (SELECT count(*) FROM "Connection" WHERE "disconnectedAt" IS NULL AND ("consentLostAt" IS NOT NULL OR "calendarsLostAt" IS NOT NULL)),
    'openRuns', (SELECT coalesce(jsonb_object_agg(state, n), '{}') FROM (
      SELECT state, count(*) AS n FROM "Run" WHERE state IN ('reading', 'comparing', 'ready', 'applying') GROUP BY 1) r),
    'waitingRuns', (SELECT coalesce(jsonb_object_agg("waitKind", n), '{}') FROM (
      SELECT "waitKind", count(*) AS n FROM "Run"
      WHERE state IN ('reading', 'comparing', 'ready', 'applying') AND "waitKind" IS NOT NULL GROUP BY 1) w),
    -- How long the check that is due longest has waited for a worker.
    'queueDelaySeconds', (SELECT coalesce(max(extract(epoch FROM moment - s."nextCheckAt")), 0) FROM "Sync" s JOIN "Connection" c ON c.id = s."connectionId"
      WHERE s.state = 'active' AND s."pausedAt" IS NULL AND s."nextCheckAt" <= moment AND c."disconnectedAt" IS NULL AND c."consentLostAt" IS NULL
        AND NOT EXISTS (SELECT FROM "Run" r WHERE r."syncId" = s.id AND r.state IN ('reading', 'comparing', 'ready', 'applying'))),
    'oldestEditSeconds', (SELECT coalesce(greatest(0, max(extract(epoch FROM moment - p.at))), 0) FROM "PendingItem" p JOIN "Sync" s ON s.id = p."syncId"
      WHERE p.side = 'local' AND s.state = 'active' AND s."pausedAt" IS NULL),
    'oldestPausedEditSeconds', (SELECT coalesce(greatest(0, max(extract(epoch FROM moment - p.at))), 0) FROM "PendingItem" p JOIN "Sync" s ON s.id = p."syncId"
      WHERE p.side = 'local' AND s."pausedAt" IS NOT NULL),
    'waitingItems', (SELECT jsonb_build_object(
        'decision', count(*) FILTER (WHERE c.state = 'waiting' AND (c.undecided OR c.outdated)), 'failed', count(*) FILTER (WHERE c.state = 'failed'))
      FROM "Change" c JOIN "Sync" s ON s.id = c."syncId" AND s.state = 'active' WHERE c.state IN ('waiting', 'failed', 'sent')),
    'today', (SELECT jsonb_build_object('runs', coalesce(sum(runs), 0), 'failedRuns', coalesce(sum("failedRuns"), 0),
        'written', coalesce(sum(written), 0), 'workedSeconds', coalesce(sum("workedMs"), 0) / 1000, 'apiCalls', coalesce(sum("apiCalls"), 0),
        'callsRefused', coalesce(sum("callsRefused"), 0), 'callsFailed', coalesce(sum("callsFailed"), 0), 'quotaWaits', coalesce(sum("quotaWaits"), 0))
      FROM "SyncDay" WHERE day = (moment AT TIME ZONE 'UTC')::date))
$$;
