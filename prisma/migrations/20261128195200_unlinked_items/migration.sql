-- Items that a comparison left without a link, with the keys by which matches are found: an item that moves is compared with those that
-- share a key, and not with all. A comparison of everything writes them anew; the first check after this migration is one, since every
-- sync has everything to look at.
CREATE TABLE "UnlinkedItem" (
  "syncId" UUID NOT NULL,
  "firmId" UUID NOT NULL,
  "side" TEXT NOT NULL,
  "itemId" TEXT NOT NULL,
  "scheme" TEXT NOT NULL,
  "keys" INTEGER[] NOT NULL,
  CONSTRAINT "UnlinkedItem_pkey" PRIMARY KEY ("syncId", "side", "itemId"),
  CONSTRAINT "UnlinkedItem_side" CHECK (side IN ('local', 'remote'))
);
ALTER TABLE "UnlinkedItem" ADD CONSTRAINT "UnlinkedItem_syncId_fkey"
  FOREIGN KEY ("syncId") REFERENCES "Sync" ("id") ON DELETE CASCADE ON UPDATE CASCADE;
CREATE INDEX "UnlinkedItem_syncId_scheme_idx" ON "UnlinkedItem" ("syncId", "scheme");
CREATE INDEX "UnlinkedItem_keys_idx" ON "UnlinkedItem" USING GIN ("keys");
ALTER TABLE "UnlinkedItem" ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_firm ON "UnlinkedItem" USING ("firmId" = (SELECT current_firm()));
GRANT SELECT, INSERT, UPDATE, DELETE ON "UnlinkedItem" TO concord_app;

-- Open changes about an item, and those that are about items without a link and ask nothing: few, however many questions there are.
CREATE INDEX "Change_open_local" ON "Change" ("syncId", "localId") WHERE state IN ('waiting', 'failed', 'sent');
CREATE INDEX "Change_open_remote" ON "Change" ("syncId", "remoteId") WHERE state IN ('waiting', 'failed', 'sent');
CREATE INDEX "Change_open_unlinked" ON "Change" ("syncId")
  WHERE state IN ('waiting', 'failed', 'sent') AND "linkId" IS NULL AND kind <> 'question';
CREATE INDEX "Link_tombstones" ON "Link" ("syncId") WHERE tombstone IS NOT NULL;

-- Nothing of an item stays that is gone.
CREATE FUNCTION forget_unlinked() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_TABLE_NAME = 'Item' THEN
    EXECUTE $sql$
    DELETE FROM "UnlinkedItem" u USING old_rows o WHERE u."syncId" = o."syncId" AND u.side = 'remote' AND u."itemId" = o."remoteId"
    $sql$;
  ELSE
    EXECUTE $sql$
    DELETE FROM "UnlinkedItem" u USING old_rows o, "Sync" s
    WHERE s."firmId" = o."firmId" AND u."syncId" = s.id AND u.side = 'local' AND u."itemId" = o.id::text
    $sql$;
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER unlinked_deleted AFTER DELETE ON "Item" REFERENCING OLD TABLE AS old_rows
  FOR EACH STATEMENT EXECUTE FUNCTION forget_unlinked();
CREATE TRIGGER unlinked_deleted AFTER DELETE ON "Contact" REFERENCING OLD TABLE AS old_rows
  FOR EACH STATEMENT EXECUTE FUNCTION forget_unlinked();

-- A sync that is set up again compares everything.
CREATE FUNCTION forget_unlinked_of_sync() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM "UnlinkedItem" WHERE "syncId" = NEW.id;
  RETURN NULL;
END $$;
CREATE TRIGGER unlinked_stopped AFTER UPDATE OF state ON "Sync" FOR EACH ROW
  WHEN (NEW.state <> 'active' AND NEW.state <> OLD.state) EXECUTE FUNCTION forget_unlinked_of_sync();
