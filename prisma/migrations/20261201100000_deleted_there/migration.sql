-- Contacts that were deleted in an account, newest first: the sync's page counts them among all of its links.
CREATE INDEX "Link_deleted" ON "Link" ("syncId", "tombstoneAt" DESC, id) WHERE "tombstoneAt" IS NOT NULL;
