-- Syncs of calendars: a calendar of the firm is a local collection of events, a calendar in an account a remote one.
CREATE TYPE "SyncScope" AS ENUM ('days30', 'year', 'all');
ALTER TABLE "Sync" ADD COLUMN "scopeFrom" "SyncScope";
ALTER TABLE "Item" ADD COLUMN "parentId" TEXT, ADD COLUMN "slot" TEXT, ADD COLUMN "uid" TEXT;
ALTER TABLE "Collection" ADD COLUMN "calendarId" UUID;

-- CreateIndex
CREATE UNIQUE INDEX "Collection_calendarId_key" ON "Collection"("calendarId");

-- AddForeignKey
ALTER TABLE "Collection" ADD CONSTRAINT "Collection_calendarId_fkey" FOREIGN KEY ("calendarId") REFERENCES "Calendar"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Written by hand: what the schema cannot say.
ALTER TABLE "Collection" DROP CONSTRAINT "Collection_role";
ALTER TABLE "Collection" ADD CONSTRAINT "Collection_role" CHECK (CASE role
  WHEN 'local' THEN "connectionId" IS NULL AND "remoteId" IS NULL AND ("calendarId" IS NOT NULL) = (kind = 'events')
  ELSE "connectionId" IS NOT NULL AND "remoteId" IS NOT NULL AND "calendarId" IS NULL END);
ALTER TABLE "Sync" ADD CONSTRAINT "Sync_scope" CHECK (("scopeFrom" IS NOT NULL) = (kind = 'events'));

-- A calendar of the firm is synced by one person with one calendar of one account. The same calendar at the provider may be in several
-- accounts, under the same id.
CREATE UNIQUE INDEX "Sync_one_active_calendar" ON "Sync" ("localCollectionId") WHERE state = 'active' AND kind = 'events';
CREATE UNIQUE INDEX "Sync_one_active_remote_calendar" ON "Sync" ("firmId", split_part(account, ':', 1), "remoteId")
  WHERE state = 'active' AND kind = 'events';
-- A connection has one sync of a calendar that is set up or active; earlier ones are stopped.
CREATE UNIQUE INDEX "Sync_one_set_up" ON "Sync" ("localCollectionId", "connectionId") WHERE state <> 'stopped' AND kind = 'events';
