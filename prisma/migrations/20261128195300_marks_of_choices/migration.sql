-- What moves a contact into a choice or out of it marks the contact, so that a check applies a choice by tag or of clients to these
-- contacts only: its tags, and the matters that it is the client of. Every sync has everything to look at once (pending_items).
CREATE FUNCTION mark_chosen(firm UUID[], contact UUID[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  WITH of_syncs AS MATERIALIZED (
    SELECT id, "firmId" FROM "Sync"
    WHERE "firmId" = ANY (firm) AND kind = 'contacts' AND jsonb_typeof(settings -> 'only') = 'object'
  ), syncs AS MATERIALIZED (SELECT * FROM of_syncs WHERE NOT is_all_pending(id))
  INSERT INTO "PendingItem" ("firmId", "syncId", side, "itemId")
  SELECT DISTINCT s."firmId", s.id, 'local', m.contact::text
  FROM unnest(firm, contact) m (firm, contact) JOIN syncs s ON s."firmId" = m.firm WHERE m.contact IS NOT NULL;
END $$;

CREATE FUNCTION mark_tagged() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP <> 'DELETE' THEN
    PERFORM mark_chosen(array_agg("firmId"), array_agg("contactId")) FROM new_rows HAVING count(*) > 0;
  END IF;
  IF TG_OP <> 'INSERT' THEN
    PERFORM mark_chosen(array_agg("firmId"), array_agg("contactId")) FROM old_rows HAVING count(*) > 0;
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER pending_inserted AFTER INSERT ON "ContactTag" REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION mark_tagged();
CREATE TRIGGER pending_updated AFTER UPDATE ON "ContactTag" REFERENCING NEW TABLE AS new_rows OLD TABLE AS old_rows
  FOR EACH STATEMENT EXECUTE FUNCTION mark_tagged();
CREATE TRIGGER pending_deleted AFTER DELETE ON "ContactTag" REFERENCING OLD TABLE AS old_rows
  FOR EACH STATEMENT EXECUTE FUNCTION mark_tagged();

CREATE FUNCTION mark_clients() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP <> 'DELETE' THEN
    PERFORM mark_chosen(array_agg("firmId"), array_agg("clientId")) FROM new_rows HAVING count(*) > 0;
  END IF;
  IF TG_OP <> 'INSERT' THEN
    PERFORM mark_chosen(array_agg("firmId"), array_agg("clientId")) FROM old_rows HAVING count(*) > 0;
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER pending_inserted AFTER INSERT ON "Matter" REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION mark_clients();
CREATE TRIGGER pending_updated AFTER UPDATE ON "Matter" REFERENCING NEW TABLE AS new_rows OLD TABLE AS old_rows
  FOR EACH STATEMENT EXECUTE FUNCTION mark_clients();
CREATE TRIGGER pending_deleted AFTER DELETE ON "Matter" REFERENCING OLD TABLE AS old_rows
  FOR EACH STATEMENT EXECUTE FUNCTION mark_clients();

-- Additions here that were planned and not carried out, for asReturns.
CREATE INDEX "Change_returns" ON "Change" ("syncId", "remoteId")
  WHERE kind = 'createLocal' AND state NOT IN ('applied', 'excluded');
