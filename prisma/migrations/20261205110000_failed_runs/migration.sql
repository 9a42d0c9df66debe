-- The syncs that have a failed run are few: only of those Sync Status looks up the last run.
CREATE INDEX "Run_failed" ON "Run" ("firmId", "syncId") WHERE state = 'failed';
