-- A contact that a person chooses by hand, or no longer chooses, is marked for the sync, so that a check applies the choice to these contacts
-- only. By label the marks of items and links are enough (pending_items).
CREATE FUNCTION mark_hand_chosen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  WITH of_syncs AS MATERIALIZED (
    SELECT id, "firmId" FROM "Sync" WHERE id IN (SELECT "syncId" FROM moved_rows)
  ), syncs AS MATERIALIZED (SELECT * FROM of_syncs WHERE NOT is_all_pending(id))
  INSERT INTO "PendingItem" ("firmId", "syncId", side, "itemId")
  SELECT s."firmId", s.id, 'local', m."localId"::text FROM moved_rows m JOIN syncs s ON s.id = m."syncId";
  RETURN NULL;
END $$;
CREATE TRIGGER pending_inserted AFTER INSERT ON "HandChosen" REFERENCING NEW TABLE AS moved_rows
  FOR EACH STATEMENT EXECUTE FUNCTION mark_hand_chosen();
CREATE TRIGGER pending_deleted AFTER DELETE ON "HandChosen" REFERENCING OLD TABLE AS moved_rows
  FOR EACH STATEMENT EXECUTE FUNCTION mark_hand_chosen();

-- What was chosen before this: every sync that chooses has everything to look at once.
INSERT INTO "PendingItem" ("firmId", "syncId", side)
SELECT "firmId", id, 'all' FROM "Sync" WHERE settings -> 'only' ->> 'kind' IN ('hand', 'labels');
