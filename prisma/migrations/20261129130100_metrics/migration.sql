-- Numbers of the whole installation for its operator: sums only, never a row of a firm.
CREATE FUNCTION cross_tenant_metrics(moment timestamptz) RETURNS jsonb
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
  SELECT jsonb_build_object(
    'syncs', (SELECT coalesce(jsonb_object_agg(state, n), '{}') FROM (SELECT state, count(*) AS n FROM "Sync" GROUP BY 1) s),
    'lostAccess', (SELECT count(*) FROM "Connection" WHERE "disconnectedAt" IS NULL AND ("consentLostAt" IS NOT NULL OR "calendarsLostAt" IS NOT NULL)),
    'openRuns', (SELECT coalesce(jsonb_object_agg(state, n), '{}') FROM (
      SELECT state, count(*) AS n FROM "Run" WHERE state IN ('reading', 'comparing', 'ready', 'applying') GROUP BY 1) r),
    'waitingRuns', (SELECT coalesce(jsonb_object_agg("waitKind", n), '{}') FROM (
      SELECT "waitKind", count(*) AS n FROM "Run"
      WHERE state IN ('reading', 'comparing', 'ready', 'applying') AND "waitKind" IS NOT NULL GROUP BY 1) w),
    -- How long the check that is due longest has waited for a worker.
    'queueDelaySeconds', (SELECT coalesce(max(extract(epoch FROM moment - s."nextCheckAt")), 0) FROM "Sync" s JOIN "Connection" c ON c.id = s."connectionId"
      WHERE s.state = 'active' AND s."nextCheckAt" <= moment AND c."disconnectedAt" IS NULL AND c."consentLostAt" IS NULL
        AND NOT EXISTS (SELECT FROM "Run" r WHERE r."syncId" = s.id AND r.state IN ('reading', 'comparing', 'ready', 'applying'))),
    'oldestEditSeconds', (SELECT coalesce(greatest(0, max(extract(epoch FROM moment - p.at))), 0) FROM "PendingItem" p JOIN "Sync" s ON s.id = p."syncId"
      WHERE p.side = 'local' AND s.state = 'active'),
    'waitingItems', (SELECT jsonb_build_object(
        'decision', count(*) FILTER (WHERE c.state = 'waiting' AND (c.undecided OR c.outdated)), 'failed', count(*) FILTER (WHERE c.state = 'failed'))
      FROM "Change" c JOIN "Sync" s ON s.id = c."syncId" AND s.state = 'active' WHERE c.state IN ('waiting', 'failed', 'sent')),
    'today', (SELECT jsonb_build_object('runs', coalesce(sum(runs), 0), 'failedRuns', coalesce(sum("failedRuns"), 0),
        'written', coalesce(sum(written), 0), 'workedSeconds', coalesce(sum("workedMs"), 0) / 1000, 'apiCalls', coalesce(sum("apiCalls"), 0),
        'callsRefused', coalesce(sum("callsRefused"), 0), 'callsFailed', coalesce(sum("callsFailed"), 0), 'quotaWaits', coalesce(sum("quotaWaits"), 0))
      FROM "SyncDay" WHERE day = (moment AT TIME ZONE 'UTC')::date))
$$;
REVOKE EXECUTE ON FUNCTION cross_tenant_metrics(timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION cross_tenant_metrics(timestamptz) TO concord_app;
CREATE INDEX "SyncDay_day_idx" ON "SyncDay" ("day");
