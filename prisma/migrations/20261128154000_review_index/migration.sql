-- A preview of 25,000 changes is counted several times for each of its pages. What is counted stands in columns, and those in an index, so
-- that a count reads no body: 41,000 changes were 42,000 pages of the table, and are 1,000 of the index.
-- AlterTable
ALTER TABLE "Change" ADD COLUMN "parted" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN "writesLocal" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN "writesRemote" BOOLEAN NOT NULL DEFAULT false;

-- DropIndex
DROP INDEX "Change_firmId_runId_group_sortKey_id_idx";

-- Written by hand. A writer of changes does not need to know of these columns; lib/store/review/writes.ts says what they mean.
CREATE FUNCTION set_change_flags() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW."writesLocal" := NEW.kind IN ('createLocal', 'deleteLocal')
    OR (NEW.kind IN ('update', 'question') AND coalesce(jsonb_typeof(NEW.body -> 'local') = 'object', false));
  NEW."writesRemote" := NEW.kind IN ('createRemote', 'deleteRemote')
    OR (NEW.kind IN ('update', 'question') AND coalesce(jsonb_typeof(NEW.body -> 'remote') = 'object', false));
  NEW.parted := NEW.kind = 'question' AND coalesce(NEW.answers ->> 'samePerson' = 'separate', false);
  RETURN NEW;
END $$;

UPDATE "Change" SET
  "writesLocal" = kind IN ('createLocal', 'deleteLocal')
    OR (kind IN ('update', 'question') AND coalesce(jsonb_typeof(body -> 'local') = 'object', false)),
  "writesRemote" = kind IN ('createRemote', 'deleteRemote')
    OR (kind IN ('update', 'question') AND coalesce(jsonb_typeof(body -> 'remote') = 'object', false)),
  parted = kind = 'question' AND coalesce(answers ->> 'samePerson' = 'separate', false)
WHERE kind IN ('createLocal', 'deleteLocal', 'createRemote', 'deleteRemote', 'update', 'question');

CREATE TRIGGER change_flags BEFORE INSERT OR UPDATE OF kind, body, answers ON "Change" FOR EACH ROW
  EXECUTE FUNCTION set_change_flags();

CREATE INDEX "Change_review" ON "Change" ("firmId", "runId", "sortKey", id)
  INCLUDE ("syncId", state, kind, "group", undecided, outdated, parted, "writesLocal", "writesRemote") WHERE state <> 'superseded';

-- Beneath row-level security Postgres does not use its statistics of an enum, and expects half of a sync's changes to be open. It takes this
-- index anyway where it has all columns of a query.
DROP INDEX "Change_open";
CREATE INDEX "Change_open" ON "Change" ("syncId", id)
  INCLUDE ("firmId", "runId", state, kind, "group", undecided, outdated, parted, "writesLocal", "writesRemote", "localId")
  WHERE state IN ('waiting', 'failed', 'sent');

-- How many items an account holds is compared with the most that it can hold.
CREATE INDEX "Item_live" ON "Item" ("firmId", "syncId") WHERE NOT deleted;

-- The list of contacts is in the order of this index. Postgres does not know that one value of "deletedAt" stands in each row of a list, so
-- that it sorted all contacts for each page.
DROP INDEX "Contact_firmId_deletedAt_sortKey_id_idx";
CREATE INDEX "Contact_live" ON "Contact" ("firmId", "sortKey", id) WHERE "deletedAt" IS NULL;
CREATE INDEX "Contact_deleted_list" ON "Contact" ("firmId", "sortKey", id) WHERE "deletedAt" IS NOT NULL;
