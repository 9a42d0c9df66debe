-- What has moved since a sync compared: each row names an item to look at, and is written in the transaction of the move. A check reads
-- these rows instead of all links and all items without a link. Triggers write them, since each table has many writers, among them
-- statements of later migrations; a writer that forgot would lose edits.
CREATE TABLE "PendingItem" (
  "id" UUID NOT NULL DEFAULT gen_random_uuid(),
  "firmId" UUID NOT NULL,
  "syncId" UUID NOT NULL,
  "side" TEXT NOT NULL,
  "itemId" TEXT,
  "runId" UUID,
  "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT "PendingItem_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "PendingItem_side" CHECK (side IN ('local', 'remote', 'all') AND (side = 'all') = ("itemId" IS NULL))
);
ALTER TABLE "PendingItem" ADD CONSTRAINT "PendingItem_syncId_fkey"
  FOREIGN KEY ("syncId") REFERENCES "Sync" ("id") ON DELETE CASCADE ON UPDATE CASCADE;
CREATE INDEX "PendingItem_syncId_idx" ON "PendingItem" ("syncId");
ALTER TABLE "PendingItem" ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_firm ON "PendingItem" USING ("firmId" = (SELECT current_firm()));
GRANT SELECT, INSERT, UPDATE, DELETE ON "PendingItem" TO concord_app;

-- For a check: the next retry, and the oldest create without a reply, without reading all that is open.
CREATE INDEX "Change_retry" ON "Change" ("syncId", "retryAt") WHERE state = 'failed';
CREATE INDEX "Change_sent" ON "Change" ("syncId", "sentAt") WHERE state = 'sent';

-- Every sync has everything to look at.
INSERT INTO "PendingItem" ("firmId", "syncId", side) SELECT "firmId", id, 'all' FROM "Sync";

-- Statements that join the old rows of an update with the new ones are planned anew each time, by EXECUTE: a plan that was kept from an
-- update of one row compares each row with each, which takes minutes for 20,000.

-- Whether the sync has everything to look at, so that one more item need not be named. The row is locked: it cannot be claimed before this
-- transaction ends, and the comparison that claims it then sees what this transaction wrote.
CREATE FUNCTION is_all_pending(sync UUID) RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
  PERFORM FROM "PendingItem" WHERE "syncId" = sync AND side = 'all' AND "runId" IS NULL LIMIT 1 FOR SHARE;
  RETURN FOUND;
END $$;

-- Items of the account. An id may change (item-renames.ts): then both ids have moved.
CREATE FUNCTION mark_items() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' THEN
    EXECUTE $sql$
    WITH moved AS MATERIALIZED (
      SELECT coalesce(n."syncId", o."syncId") AS "syncId", coalesce(n."remoteId", o."remoteId") AS "remoteId"
      FROM new_rows n FULL JOIN old_rows o ON o."syncId" = n."syncId" AND o."remoteId" = n."remoteId"
      WHERE (n."syncId", n.version, n.deleted, n.key, n."mergedInto", n."parentId", n.slot, n.uid, n.labels, n.value)
        IS DISTINCT FROM (o."syncId", o.version, o.deleted, o.key, o."mergedInto", o."parentId", o.slot, o.uid, o.labels, o.value)
    ), of_syncs AS MATERIALIZED (
      SELECT id, "firmId" FROM "Sync" WHERE id IN (SELECT "syncId" FROM moved)
    ), syncs AS MATERIALIZED (SELECT * FROM of_syncs WHERE NOT is_all_pending(id))
    INSERT INTO "PendingItem" ("firmId", "syncId", side, "itemId")
    SELECT s."firmId", s.id, 'remote', m."remoteId" FROM moved m JOIN syncs s ON s.id = m."syncId"
    $sql$;
  ELSIF TG_OP = 'INSERT' THEN
    WITH of_syncs AS MATERIALIZED (
      SELECT id, "firmId" FROM "Sync" WHERE id IN (SELECT "syncId" FROM new_rows)
    ), syncs AS MATERIALIZED (SELECT * FROM of_syncs WHERE NOT is_all_pending(id))
    INSERT INTO "PendingItem" ("firmId", "syncId", side, "itemId")
    SELECT s."firmId", s.id, 'remote', n."remoteId" FROM new_rows n JOIN syncs s ON s.id = n."syncId";
  ELSE
    WITH of_syncs AS MATERIALIZED (
      SELECT id, "firmId" FROM "Sync" WHERE id IN (SELECT "syncId" FROM old_rows)
    ), syncs AS MATERIALIZED (SELECT * FROM of_syncs WHERE NOT is_all_pending(id))
    INSERT INTO "PendingItem" ("firmId", "syncId", side, "itemId")
    SELECT s."firmId", s.id, 'remote', o."remoteId" FROM old_rows o JOIN syncs s ON s.id = o."syncId";
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER pending_inserted AFTER INSERT ON "Item" REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION mark_items();
CREATE TRIGGER pending_updated AFTER UPDATE ON "Item" REFERENCING NEW TABLE AS new_rows OLD TABLE AS old_rows
  FOR EACH STATEMENT EXECUTE FUNCTION mark_items();
CREATE TRIGGER pending_deleted AFTER DELETE ON "Item" REFERENCING OLD TABLE AS old_rows
  FOR EACH STATEMENT EXECUTE FUNCTION mark_items();

-- Contacts of the firm: for each of its syncs of contacts, in whatever state, since a preview may be open.
CREATE FUNCTION mark_contacts() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' THEN
    EXECUTE $sql$
    WITH moved AS MATERIALIZED (
      SELECT n."firmId", n.id FROM new_rows n JOIN old_rows o ON o.id = n.id
      WHERE (n.version, n."deletedAt", n."ownerId", n.value) IS DISTINCT FROM (o.version, o."deletedAt", o."ownerId", o.value)
    ), of_syncs AS MATERIALIZED (
      SELECT id, "firmId" FROM "Sync" WHERE "firmId" IN (SELECT "firmId" FROM moved) AND kind = 'contacts'
    ), syncs AS MATERIALIZED (SELECT * FROM of_syncs WHERE NOT is_all_pending(id))
    INSERT INTO "PendingItem" ("firmId", "syncId", side, "itemId")
    SELECT s."firmId", s.id, 'local', m.id::text FROM moved m JOIN syncs s ON s."firmId" = m."firmId"
    $sql$;
  ELSIF TG_OP = 'INSERT' THEN
    WITH of_syncs AS MATERIALIZED (
      SELECT id, "firmId" FROM "Sync" WHERE "firmId" IN (SELECT "firmId" FROM new_rows) AND kind = 'contacts'
    ), syncs AS MATERIALIZED (SELECT * FROM of_syncs WHERE NOT is_all_pending(id))
    INSERT INTO "PendingItem" ("firmId", "syncId", side, "itemId")
    SELECT s."firmId", s.id, 'local', n.id::text FROM new_rows n JOIN syncs s ON s."firmId" = n."firmId";
  ELSE
    WITH of_syncs AS MATERIALIZED (
      SELECT id, "firmId" FROM "Sync" WHERE "firmId" IN (SELECT "firmId" FROM old_rows) AND kind = 'contacts'
    ), syncs AS MATERIALIZED (SELECT * FROM of_syncs WHERE NOT is_all_pending(id))
    INSERT INTO "PendingItem" ("firmId", "syncId", side, "itemId")
    SELECT s."firmId", s.id, 'local', o.id::text FROM old_rows o JOIN syncs s ON s."firmId" = o."firmId";
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER pending_inserted AFTER INSERT ON "Contact" REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION mark_contacts();
CREATE TRIGGER pending_updated AFTER UPDATE ON "Contact" REFERENCING NEW TABLE AS new_rows OLD TABLE AS old_rows
  FOR EACH STATEMENT EXECUTE FUNCTION mark_contacts();
CREATE TRIGGER pending_deleted AFTER DELETE ON "Contact" REFERENCING OLD TABLE AS old_rows
  FOR EACH STATEMENT EXECUTE FUNCTION mark_contacts();

-- Events: for the syncs of their calendar. An event that moves to another calendar has moved in both.
CREATE FUNCTION mark_events() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' THEN
    EXECUTE $sql$
    INSERT INTO "PendingItem" ("firmId", "syncId", side, "itemId")
    SELECT s."firmId", s.id, 'local', n.id::text
    FROM new_rows n JOIN old_rows o ON o.id = n.id
    JOIN "Collection" l ON l."calendarId" IN (n."calendarId", o."calendarId") JOIN "Sync" s ON s."localCollectionId" = l.id
    WHERE to_jsonb(n) - 'stamp' - 'updatedAt' IS DISTINCT FROM to_jsonb(o) - 'stamp' - 'updatedAt'
    $sql$;
  ELSIF TG_OP = 'INSERT' THEN
    WITH of_syncs AS MATERIALIZED (
      SELECT s.id, s."firmId", l."calendarId" FROM "Collection" l JOIN "Sync" s ON s."localCollectionId" = l.id
      WHERE l."calendarId" IN (SELECT "calendarId" FROM new_rows)
    ), syncs AS MATERIALIZED (SELECT * FROM of_syncs WHERE NOT is_all_pending(id))
    INSERT INTO "PendingItem" ("firmId", "syncId", side, "itemId")
    SELECT s."firmId", s.id, 'local', n.id::text FROM new_rows n JOIN syncs s ON s."calendarId" = n."calendarId";
  ELSE
    INSERT INTO "PendingItem" ("firmId", "syncId", side, "itemId")
    SELECT s."firmId", s.id, 'local', o.id::text
    FROM old_rows o JOIN "Collection" l ON l."calendarId" = o."calendarId" JOIN "Sync" s ON s."localCollectionId" = l.id;
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER pending_inserted AFTER INSERT ON "CalendarEvent" REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION mark_events();
CREATE TRIGGER pending_updated AFTER UPDATE ON "CalendarEvent" REFERENCING NEW TABLE AS new_rows OLD TABLE AS old_rows
  FOR EACH STATEMENT EXECUTE FUNCTION mark_events();
CREATE TRIGGER pending_deleted AFTER DELETE ON "CalendarEvent" REFERENCING OLD TABLE AS old_rows
  FOR EACH STATEMENT EXECUTE FUNCTION mark_events();

-- Links: both ends.
CREATE FUNCTION mark_links() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' THEN
    EXECUTE $sql$
    WITH moved AS MATERIALIZED (
      SELECT e.* FROM new_rows n JOIN old_rows o ON o.id = n.id
      CROSS JOIN LATERAL (
        SELECT n."syncId", 'local' AS side, n."localId"::text AS id
        WHERE (n."localVersion", n."remoteVersion", n."baseLocal", n."baseRemote")
          IS DISTINCT FROM (o."localVersion", o."remoteVersion", o."baseLocal", o."baseRemote")
        UNION ALL
        SELECT t.sync, t.side, t.id FROM (VALUES
          (n."syncId", 'local', n."localId"::text), (n."syncId", 'remote', n."remoteId"),
          (o."syncId", 'local', o."localId"::text), (o."syncId", 'remote', o."remoteId")) t (sync, side, id)
        WHERE (n."syncId", n."localId", n."remoteId", n.tombstone) IS DISTINCT FROM (o."syncId", o."localId", o."remoteId", o.tombstone)
      ) e
    ), of_syncs AS MATERIALIZED (
      SELECT id, "firmId" FROM "Sync" WHERE id IN (SELECT "syncId" FROM moved)
    ), syncs AS MATERIALIZED (SELECT * FROM of_syncs WHERE NOT is_all_pending(id))
    INSERT INTO "PendingItem" ("firmId", "syncId", side, "itemId")
    SELECT s."firmId", s.id, m.side, m.id FROM moved m JOIN syncs s ON s.id = m."syncId"
    $sql$;
  ELSIF TG_OP = 'INSERT' THEN
    WITH of_syncs AS MATERIALIZED (
      SELECT id, "firmId" FROM "Sync" WHERE id IN (SELECT "syncId" FROM new_rows)
    ), syncs AS MATERIALIZED (SELECT * FROM of_syncs WHERE NOT is_all_pending(id))
    INSERT INTO "PendingItem" ("firmId", "syncId", side, "itemId")
    SELECT s."firmId", s.id, 'local', n."localId"::text FROM new_rows n JOIN syncs s ON s.id = n."syncId";
  ELSE
    WITH of_syncs AS MATERIALIZED (
      SELECT id, "firmId" FROM "Sync" WHERE id IN (SELECT "syncId" FROM old_rows)
    ), syncs AS MATERIALIZED (SELECT * FROM of_syncs WHERE NOT is_all_pending(id))
    INSERT INTO "PendingItem" ("firmId", "syncId", side, "itemId")
    SELECT s."firmId", s.id, e.side, e.id FROM old_rows o JOIN syncs s ON s.id = o."syncId"
    CROSS JOIN LATERAL (VALUES ('local', o."localId"::text), ('remote', o."remoteId")) e (side, id);
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER pending_inserted AFTER INSERT ON "Link" REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION mark_links();
CREATE TRIGGER pending_updated AFTER UPDATE ON "Link" REFERENCING NEW TABLE AS new_rows OLD TABLE AS old_rows
  FOR EACH STATEMENT EXECUTE FUNCTION mark_links();
CREATE TRIGGER pending_deleted AFTER DELETE ON "Link" REFERENCING OLD TABLE AS old_rows
  FOR EACH STATEMENT EXECUTE FUNCTION mark_links();

-- Decisions that outlive a run. Very many in one statement stand for everything.
CREATE FUNCTION mark_decided(sync UUID[], local TEXT[], remote TEXT[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  IF cardinality(sync) > 2000 THEN
    INSERT INTO "PendingItem" ("firmId", "syncId", side) SELECT s."firmId", s.id, 'all' FROM "Sync" s
    WHERE s.id = ANY (sync) AND NOT is_all_pending(s.id);
    RETURN;
  END IF;
  WITH of_syncs AS MATERIALIZED (
    SELECT id, "firmId" FROM "Sync" WHERE id = ANY (sync)
  ), syncs AS MATERIALIZED (SELECT * FROM of_syncs WHERE NOT is_all_pending(id))
  INSERT INTO "PendingItem" ("firmId", "syncId", side, "itemId")
  SELECT s."firmId", s.id, e.side, e.id FROM unnest(sync, local, remote) m (sync, local, remote) JOIN syncs s ON s.id = m.sync
  CROSS JOIN LATERAL (VALUES ('local', m.local), ('remote', m.remote)) e (side, id) WHERE e.id IS NOT NULL;
END $$;

CREATE FUNCTION mark_decisions() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP <> 'DELETE' THEN
    PERFORM mark_decided(array_agg("syncId"), array_agg("localId"::text), array_agg("remoteId")) FROM new_rows HAVING count(*) > 0;
  END IF;
  IF TG_OP <> 'INSERT' THEN
    PERFORM mark_decided(array_agg("syncId"), array_agg("localId"::text), array_agg("remoteId")) FROM old_rows HAVING count(*) > 0;
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER pending_inserted AFTER INSERT ON "Exclusion" REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION mark_decisions();
CREATE TRIGGER pending_updated AFTER UPDATE ON "Exclusion" REFERENCING NEW TABLE AS new_rows OLD TABLE AS old_rows
  FOR EACH STATEMENT EXECUTE FUNCTION mark_decisions();
CREATE TRIGGER pending_deleted AFTER DELETE ON "Exclusion" REFERENCING OLD TABLE AS old_rows
  FOR EACH STATEMENT EXECUTE FUNCTION mark_decisions();
CREATE TRIGGER pending_inserted AFTER INSERT ON "Separation" REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION mark_decisions();
CREATE TRIGGER pending_updated AFTER UPDATE ON "Separation" REFERENCING NEW TABLE AS new_rows OLD TABLE AS old_rows
  FOR EACH STATEMENT EXECUTE FUNCTION mark_decisions();
CREATE TRIGGER pending_deleted AFTER DELETE ON "Separation" REFERENCING OLD TABLE AS old_rows
  FOR EACH STATEMENT EXECUTE FUNCTION mark_decisions();

-- Changes that are given up before they are carried out, questions that end, and answers to those that wait.
CREATE FUNCTION mark_changes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' THEN
    EXECUTE $sql$
    SELECT mark_decided(array_agg(n."syncId"), array_agg(n."localId"::text), array_agg(n."remoteId"))
    FROM new_rows n JOIN old_rows o ON o.id = n.id
    WHERE (n.state <> o.state AND (n.state IN ('superseded', 'excluded') OR o.state IN ('waiting', 'failed')))
      OR (n.state IN ('waiting', 'failed') AND (n.answers, n.outdated, n.undecided) IS DISTINCT FROM (o.answers, o.outdated, o.undecided))
    HAVING count(*) > 0
    $sql$;
  ELSE
    PERFORM mark_decided(array_agg("syncId"), array_agg("localId"::text), array_agg("remoteId"))
    FROM old_rows WHERE state IN ('waiting', 'failed', 'sent') HAVING count(*) > 0;
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER pending_updated AFTER UPDATE ON "Change" REFERENCING NEW TABLE AS new_rows OLD TABLE AS old_rows
  FOR EACH STATEMENT EXECUTE FUNCTION mark_changes();
CREATE TRIGGER pending_deleted AFTER DELETE ON "Change" REFERENCING OLD TABLE AS old_rows
  FOR EACH STATEMENT EXECUTE FUNCTION mark_changes();

-- What decides for every item.
CREATE FUNCTION mark_settings() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO "PendingItem" ("firmId", "syncId", side) VALUES (NEW."firmId", NEW.id, 'all');
  RETURN NULL;
END $$;
CREATE TRIGGER pending_inserted AFTER INSERT ON "Sync" FOR EACH ROW EXECUTE FUNCTION mark_settings();
CREATE TRIGGER pending_updated AFTER UPDATE ON "Sync" FOR EACH ROW
  WHEN ((NEW.settings, NEW."scopeFrom", NEW."privateAs", NEW."restoredAt", NEW."localCollectionId", NEW."remoteCollectionId")
    IS DISTINCT FROM (OLD.settings, OLD."scopeFrom", OLD."privateAs", OLD."restoredAt", OLD."localCollectionId", OLD."remoteCollectionId"))
  EXECUTE FUNCTION mark_settings();
-- A sync that is set up again compares everything, so that what moves until then need not be named.
CREATE TRIGGER pending_stopped AFTER UPDATE OF state ON "Sync" FOR EACH ROW
  WHEN (NEW.state <> 'active' AND NEW.state <> OLD.state) EXECUTE FUNCTION mark_settings();

-- Without any of the chosen labels the account takes nothing new; once it has one again, it does.
CREATE FUNCTION mark_labels() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO "PendingItem" ("firmId", "syncId", side) SELECT "firmId", id, 'all' FROM "Sync" WHERE "remoteCollectionId" = NEW.id;
  RETURN NULL;
END $$;
CREATE TRIGGER pending_updated AFTER UPDATE OF labels ON "Collection" FOR EACH ROW
  WHEN (NEW.labels IS DISTINCT FROM OLD.labels) EXECUTE FUNCTION mark_labels();

CREATE FUNCTION mark_region() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO "PendingItem" ("firmId", "syncId", side) SELECT "firmId", id, 'all' FROM "Sync" WHERE "firmId" = NEW.id;
  RETURN NULL;
END $$;
CREATE TRIGGER pending_updated AFTER UPDATE ON "Firm" FOR EACH ROW
  WHEN (NEW."phoneRegion" IS DISTINCT FROM OLD."phoneRegion") EXECUTE FUNCTION mark_region();
