-- A preview shows which additions will be only their person's: a page notices when that changes, and counts read it from an index.
DROP TRIGGER change_stamp ON "Change";
CREATE TRIGGER change_stamp BEFORE UPDATE OF kind, state, body, answers, undecided, outdated, name, "onlyMine" ON "Change" FOR EACH ROW
  WHEN ((OLD.kind, OLD.state, OLD.undecided, OLD.outdated, OLD.name) IS DISTINCT FROM (NEW.kind, NEW.state, NEW.undecided, NEW.outdated, NEW.name)
    OR OLD."onlyMine" IS DISTINCT FROM NEW."onlyMine" OR OLD.answers IS DISTINCT FROM NEW.answers OR OLD.body IS DISTINCT FROM NEW.body)
  EXECUTE FUNCTION set_stamp();

DROP INDEX "Change_review";
CREATE INDEX "Change_review" ON "Change" ("firmId", "runId", "sortKey", id)
  INCLUDE ("syncId", state, kind, "group", undecided, outdated, parted, "writesLocal", "writesRemote", "localId", "onlyMine")
  WHERE state <> 'superseded';

DROP INDEX "Change_open";
CREATE INDEX "Change_open" ON "Change" ("syncId", id)
  INCLUDE ("firmId", "runId", state, kind, "group", undecided, outdated, parted, "writesLocal", "writesRemote", "localId", "onlyMine")
  WHERE state IN ('waiting', 'failed', 'sent');
