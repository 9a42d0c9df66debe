-- A calendar in an account that was synced with one calendar of the firm can be synced with another one later. Each pair has a sync of its
-- own, which keeps its links and history; at most one of them is active (Sync_one_active).
DROP INDEX "Sync_remoteCollectionId_key";
DROP INDEX "Sync_localCollectionId_idx";
CREATE UNIQUE INDEX "Sync_localCollectionId_remoteCollectionId_key" ON "Sync"("localCollectionId", "remoteCollectionId");
CREATE INDEX "Sync_remoteCollectionId_idx" ON "Sync"("remoteCollectionId");
