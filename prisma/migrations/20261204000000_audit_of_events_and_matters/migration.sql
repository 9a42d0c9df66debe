-- The audit also has every change of an event and of a matter, with a digest of their values as it has of those of contacts.

ALTER TABLE "CalendarEventEdit" ADD COLUMN salt uuid;
ALTER TABLE "CalendarEventEdit" ALTER COLUMN salt SET DEFAULT gen_random_uuid();
ALTER TABLE "MatterEdit" ADD COLUMN salt uuid;
ALTER TABLE "MatterEdit" ALTER COLUMN salt SET DEFAULT gen_random_uuid();

CREATE FUNCTION audit_event_edits() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF current_user <> 'concord_app' THEN RETURN NULL; END IF;
  INSERT INTO "AuditPending" ("firmId", entries)
  SELECT e."firmId", jsonb_agg(jsonb_strip_nulls(jsonb_build_object('kind', 'event.' || e.kind, 'side', 'local',
    'userId', coalesce(e."userId", k."userId"), 'syncId', c."syncId", 'runId', c."runId", 'changeId', e."changeId",
    'importId', e."importId", 'sourceId', e.id, 'detail', jsonb_build_object('eventId', e."eventId"),
    'digest', audit_digest(e.salt, coalesce(e."from"::text, '') || coalesce(e."to"::text, '')))))
  FROM new_rows e LEFT JOIN "Change" c ON c.id = e."changeId" LEFT JOIN "Sync" s ON s.id = c."syncId"
    LEFT JOIN "Connection" k ON k.id = s."connectionId"
  GROUP BY e."firmId";
  RETURN NULL;
END $$;
CREATE TRIGGER audited AFTER INSERT ON "CalendarEventEdit" REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION audit_event_edits();

-- The contact of a matter's entry is its client: its related contacts are in its values.
CREATE FUNCTION audit_matter_edits() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF current_user <> 'concord_app' THEN RETURN NULL; END IF;
  INSERT INTO "AuditPending" ("firmId", entries)
  SELECT "firmId", jsonb_agg(jsonb_strip_nulls(jsonb_build_object('kind', 'matter.' || kind, 'side', 'local', 'userId', "userId",
    'contactId', coalesce("to" ->> 'clientId', "from" ->> 'clientId'), 'sourceId', id,
    'detail', jsonb_build_object('matterId', "matterId"),
    'digest', audit_digest(salt, coalesce("from"::text, '') || coalesce("to"::text, '')))))
  FROM new_rows GROUP BY "firmId";
  RETURN NULL;
END $$;
CREATE TRIGGER audited AFTER INSERT ON "MatterEdit" REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION audit_matter_edits();

-- As before, and now of events too; a decision on an event names it.
CREATE OR REPLACE FUNCTION audit_changes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF current_user <> 'concord_app' THEN RETURN NULL; END IF;
  EXECUTE $sql$
  INSERT INTO "AuditPending" ("firmId", entries)
  SELECT "firmId", jsonb_agg(jsonb_strip_nulls(jsonb_build_object('kind', kind, 'side', side, 'userId', "userId", 'contactId', "contactId",
    'syncId', "syncId", 'runId', "runId", 'changeId', id, 'digest', digest, 'detail', detail)))
  FROM (
    SELECT n."firmId", CASE s.kind WHEN 'events' THEN 'event' ELSE 'contact' END
        || CASE n.kind WHEN 'createRemote' THEN '.create' WHEN 'deleteRemote' THEN '.delete' ELSE '.edit' END AS kind,
      'remote' AS side, k."userId", CASE s.kind WHEN 'contacts' THEN n."localId" END AS "contactId", n."syncId", n."runId", n.id,
      audit_digest(n.salt, coalesce((n.body -> 'remote')::text, '')) AS digest,
      CASE s.kind WHEN 'events' THEN jsonb_build_object('eventId', n."localId") END AS detail
    FROM new_rows n JOIN old_rows o ON o.id = n.id JOIN "Sync" s ON s.id = n."syncId" JOIN "Connection" k ON k.id = s."connectionId"
    WHERE n.state = 'applied' AND o.state <> 'applied' AND n."writesRemote"
    UNION ALL
    SELECT n."firmId", 'decision', null, n."decidedById", CASE s.kind WHEN 'contacts' THEN n."localId" END, n."syncId", n."runId", n.id, null,
      n.answers || CASE s.kind WHEN 'events' THEN jsonb_build_object('eventId', n."localId") ELSE '{}' END
    FROM new_rows n JOIN old_rows o ON o.id = n.id JOIN "Sync" s ON s.id = n."syncId"
    WHERE n."decidedById" IS NOT NULL AND n."decidedAt" IS DISTINCT FROM o."decidedAt"
  ) entries
  GROUP BY "firmId"
  $sql$;
  RETURN NULL;
END $$;
