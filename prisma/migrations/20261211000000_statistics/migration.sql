-- The next changes of a run, in the order in which it carries them out: each step read all changes of the run to find them.
CREATE INDEX "Change_planned" ON "Change" ("runId", "ofSeries", kind, "sortKey", id) WHERE state = 'planned';

-- Each statement that marks items asks whether all are marked already: it read all marks to find out.
CREATE INDEX "PendingItem_all" ON "PendingItem" ("syncId") WHERE side = 'all';

-- A sync writes tens of thousands of rows within seconds, long before autovacuum counts them. Until then Postgres takes a firm for a few
-- hundred rows and reads all of them again and again. So the worker has tables counted that have doubled, from a small sample. Only their
-- owner may count them. A table that another transaction counts at the same time is skipped.
CREATE FUNCTION count_grown_tables() RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  name text;
BEGIN
  PERFORM set_config('default_statistics_target', '10', true);
  FOR name IN
    SELECT s.relname FROM pg_stat_user_tables s JOIN pg_class c ON c.oid = s.relid
    WHERE s.schemaname = 'public' AND s.relname IN ('Change', 'Contact', 'ContactEdit', 'CalendarEvent', 'CalendarEventEdit', 'Item', 'Link', 'Audit')
      AND s.n_mod_since_analyze > 1000 + greatest(c.reltuples, 0)
  LOOP
    EXECUTE format('ANALYZE (SKIP_LOCKED) %I', name);
  END LOOP;
END $$;
REVOKE EXECUTE ON FUNCTION count_grown_tables() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION count_grown_tables() TO concord_app;

-- No query compares these long values, and counting them takes most of the time.
ALTER TABLE "Change" ALTER COLUMN body SET STATISTICS 0, ALTER COLUMN answers SET STATISTICS 0, ALTER COLUMN search SET STATISTICS 0;
ALTER TABLE "Contact" ALTER COLUMN "value" SET STATISTICS 0;
ALTER TABLE "ContactEdit" ALTER COLUMN "from" SET STATISTICS 0, ALTER COLUMN "to" SET STATISTICS 0;
ALTER TABLE "CalendarEvent" ALTER COLUMN "value" SET STATISTICS 0;
ALTER TABLE "CalendarEventEdit" ALTER COLUMN "from" SET STATISTICS 0, ALTER COLUMN "to" SET STATISTICS 0;
ALTER TABLE "Item" ALTER COLUMN "value" SET STATISTICS 0, ALTER COLUMN raw SET STATISTICS 0, ALTER COLUMN "changeTimes" SET STATISTICS 0;
ALTER TABLE "Link" ALTER COLUMN "baseLocal" SET STATISTICS 0, ALTER COLUMN "baseRemote" SET STATISTICS 0;
ALTER TABLE "Audit" ALTER COLUMN detail SET STATISTICS 0, ALTER COLUMN hash SET STATISTICS 0, ALTER COLUMN digest SET STATISTICS 0;

-- Planned anew each time (EXECUTE): a plan that was made for a batch would read all changes for a single edit.
CREATE OR REPLACE FUNCTION audit_contact_edits() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF current_user <> 'concord_app' THEN RETURN NULL; END IF;
  EXECUTE $sql$
  INSERT INTO "AuditPending" ("firmId", entries)
  SELECT e."firmId", jsonb_agg(jsonb_strip_nulls(jsonb_build_object('kind', 'contact.' || e.kind, 'side', 'local',
    'userId', coalesce(e."userId", k."userId"), 'contactId', e."contactId", 'syncId', c."syncId", 'runId', c."runId",
    'changeId', e."changeId", 'importId', e."importId", 'sourceId', e.id,
    'digest', audit_digest(e.salt, coalesce(e."from"::text, '') || coalesce(e."to"::text, '')))))
  FROM new_rows e LEFT JOIN "Change" c ON c.id = e."changeId" LEFT JOIN "Sync" s ON s.id = c."syncId"
    LEFT JOIN "Connection" k ON k.id = s."connectionId"
  GROUP BY e."firmId"
  $sql$;
  RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION audit_event_edits() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF current_user <> 'concord_app' THEN RETURN NULL; END IF;
  EXECUTE $sql$
  INSERT INTO "AuditPending" ("firmId", entries)
  SELECT e."firmId", jsonb_agg(jsonb_strip_nulls(jsonb_build_object('kind', 'event.' || e.kind, 'side', 'local',
    'userId', coalesce(e."userId", k."userId"), 'syncId', c."syncId", 'runId', c."runId", 'changeId', e."changeId",
    'importId', e."importId", 'sourceId', e.id, 'detail', jsonb_build_object('eventId', e."eventId"),
    'digest', audit_digest(e.salt, coalesce(e."from"::text, '') || coalesce(e."to"::text, '')))))
  FROM new_rows e LEFT JOIN "Change" c ON c.id = e."changeId" LEFT JOIN "Sync" s ON s.id = c."syncId"
    LEFT JOIN "Connection" k ON k.id = s."connectionId"
  GROUP BY e."firmId"
  $sql$;
  RETURN NULL;
END $$;
