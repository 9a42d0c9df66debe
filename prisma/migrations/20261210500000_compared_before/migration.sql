-- What an item without a link was compared as: two items that were compared and did not change are not compared again. The rows so far say
-- nothing, so that the next comparison of everything compares them once more.
ALTER TABLE "UnlinkedItem" ADD COLUMN "digest" TEXT, ADD COLUMN "asked" BOOLEAN NOT NULL DEFAULT true;

-- Two items that a person kept apart were not compared. Once they are no longer kept apart, they have to be.
CREATE FUNCTION forget_compared() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE $sql$
  UPDATE "UnlinkedItem" u SET digest = NULL FROM old_rows o
  WHERE u."syncId" = o."syncId" AND u.side = 'local' AND u."itemId" = o."localId"::text
  $sql$;
  RETURN NULL;
END $$;
CREATE TRIGGER forget_compared AFTER DELETE ON "Separation" REFERENCING OLD TABLE AS old_rows
  FOR EACH STATEMENT EXECUTE FUNCTION forget_compared();

-- A sync that is set up again looks at everything, and compares what is new or changed.
DROP TRIGGER unlinked_stopped ON "Sync";
DROP FUNCTION forget_unlinked_of_sync();
