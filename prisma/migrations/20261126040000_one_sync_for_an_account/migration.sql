-- The account that a sync is about stands on it, too, so that one index can say: a firm keeps an account in step once.
ALTER TABLE "Sync" ADD COLUMN "account" TEXT;
UPDATE "Sync" s SET account = c.provider || ':' || c."accountId" FROM "Connection" c WHERE c.id = s."connectionId";
ALTER TABLE "Sync" ALTER COLUMN "account" SET NOT NULL;

-- Where several did so until now, the one that began first goes on; the others stop, as by Stop Sync.
CREATE TEMPORARY TABLE surplus ON COMMIT DROP AS
SELECT s.id FROM "Sync" s WHERE s.state = 'active' AND EXISTS (
  SELECT FROM "Sync" o WHERE o."firmId" = s."firmId" AND o.account = s.account AND o.kind = s.kind AND o.state = 'active'
    AND (coalesce(o."startedAt", o."createdAt"), o.id) < (coalesce(s."startedAt", s."createdAt"), s.id));
UPDATE "Run" SET state = 'stopped', "endedAt" = now(), "waitKind" = NULL, "waitUntil" = NULL
WHERE state IN ('reading', 'comparing', 'ready', 'applying') AND "syncId" IN (SELECT id FROM surplus);
UPDATE "Sync" SET state = 'stopped', "stoppedAt" = now(), "stoppedById" = NULL, "nextCheckAt" = NULL
WHERE id IN (SELECT id FROM surplus);

-- Written by hand: what the schema cannot say.
CREATE UNIQUE INDEX "Sync_one_active" ON "Sync" ("firmId", account, kind) WHERE state = 'active';
