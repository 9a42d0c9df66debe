-- The last run of each sync, in the order that pages of administrators use: the index alone finds it.
CREATE INDEX "Run_firmId_syncId_createdAt_id_idx" ON "Run"("firmId", "syncId", "createdAt" DESC, "id" DESC);
DROP INDEX "Run_firmId_syncId_createdAt_idx";
