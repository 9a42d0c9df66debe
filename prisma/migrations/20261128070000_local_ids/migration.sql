-- Links, changes and decisions name the item here by "localId", of whatever kind it is. Nothing but names changes; the foreign keys to
-- "Contact" go, because a link may join an event. What erased a contact by them erases it by a statement (lib/store/retention).
ALTER TABLE "Link" DROP CONSTRAINT "Link_contactId_fkey";
ALTER TABLE "Link" RENAME COLUMN "contactId" TO "localId";
ALTER INDEX "Link_firmId_contactId_idx" RENAME TO "Link_firmId_localId_idx";
ALTER INDEX "Link_syncId_contactId_key" RENAME TO "Link_syncId_localId_key";

ALTER TABLE "RemoteRestore" DROP CONSTRAINT "RemoteRestore_contactId_fkey";
ALTER TABLE "RemoteRestore" RENAME COLUMN "contactId" TO "localId";
ALTER INDEX "RemoteRestore_firmId_contactId_idx" RENAME TO "RemoteRestore_firmId_localId_idx";

ALTER TABLE "Exclusion" RENAME COLUMN "contactId" TO "localId";
ALTER INDEX "Exclusion_syncId_contactId_idx" RENAME TO "Exclusion_syncId_localId_idx";

ALTER TABLE "Separation" RENAME COLUMN "contactId" TO "localId";

ALTER TABLE "Change" RENAME COLUMN "contactId" TO "localId";
ALTER TABLE "Change" RENAME COLUMN "contactVersion" TO "localVersion";
ALTER INDEX "Change_firmId_contactId_createdAt_idx" RENAME TO "Change_firmId_localId_createdAt_idx";
