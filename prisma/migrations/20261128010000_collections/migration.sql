-- Collections: an address book or a calendar, the firm's own or one in a connected account. A sync joins two of them. What was known
-- of a sync's reading (cursor, last full read) is the remote collection's.
ALTER TYPE "SyncKind" RENAME TO "CollectionKind";
CREATE TYPE "CollectionRole" AS ENUM ('local', 'remote');

CREATE TABLE "Collection" (
    "id" UUID NOT NULL,
    "firmId" UUID NOT NULL,
    "kind" "CollectionKind" NOT NULL,
    "name" TEXT NOT NULL,
    "role" "CollectionRole" NOT NULL,
    "connectionId" UUID,
    "remoteId" TEXT,
    "cursorToken" TEXT,
    "cursorShape" TEXT,
    "fullReadAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Collection_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "Collection_connectionId_kind_remoteId_key" ON "Collection"("connectionId", "kind", "remoteId");
CREATE UNIQUE INDEX "Collection_id_firmId_kind_key" ON "Collection"("id", "firmId", "kind");
CREATE UNIQUE INDEX "Collection_id_connectionId_kind_remoteId_key" ON "Collection"("id", "connectionId", "kind", "remoteId");
CREATE INDEX "Collection_firmId_idx" ON "Collection"("firmId");

-- AddForeignKey
ALTER TABLE "Collection" ADD CONSTRAINT "Collection_firmId_fkey" FOREIGN KEY ("firmId") REFERENCES "Firm"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "Collection" ADD CONSTRAINT "Collection_connectionId_fkey" FOREIGN KEY ("connectionId") REFERENCES "Connection"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Written by hand: what the schema cannot say.
ALTER TABLE "Collection" ADD CONSTRAINT "Collection_role" CHECK (CASE role
  WHEN 'local' THEN "connectionId" IS NULL AND "remoteId" IS NULL
  ELSE "connectionId" IS NOT NULL AND "remoteId" IS NOT NULL END);
CREATE UNIQUE INDEX "Collection_one_address_book" ON "Collection" ("firmId") WHERE role = 'local' AND kind = 'contacts';
ALTER TABLE "Collection" ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_firm ON "Collection" USING ("firmId" = (SELECT current_firm()));
GRANT SELECT, INSERT, UPDATE, DELETE ON "Collection" TO concord_app;

-- What there was: each firm with a sync has its address book, and each sync the contacts of its account.
INSERT INTO "Collection" (id, "firmId", kind, name, role, "createdAt")
SELECT gen_random_uuid(), "firmId", 'contacts', 'Contacts', 'local', min("createdAt") FROM "Sync" GROUP BY "firmId";
INSERT INTO "Collection" (id, "firmId", kind, name, role, "connectionId", "remoteId", "cursorToken", "cursorShape", "fullReadAt", "createdAt")
SELECT gen_random_uuid(), "firmId", kind, 'My Contacts', 'remote', "connectionId", 'myContacts', "cursorToken", "cursorShape", "fullReadAt", "createdAt"
FROM "Sync";

ALTER TABLE "Sync" ADD COLUMN "localCollectionId" UUID, ADD COLUMN "remoteCollectionId" UUID, ADD COLUMN "remoteId" TEXT;
UPDATE "Sync" s SET "localCollectionId" = l.id, "remoteCollectionId" = r.id, "remoteId" = r."remoteId"
FROM "Collection" l, "Collection" r
WHERE l."firmId" = s."firmId" AND l.role = 'local' AND l.kind = s.kind
  AND r."connectionId" = s."connectionId" AND r.kind = s.kind;
ALTER TABLE "Sync" ALTER COLUMN "localCollectionId" SET NOT NULL, ALTER COLUMN "remoteCollectionId" SET NOT NULL,
  ALTER COLUMN "remoteId" SET NOT NULL,
  DROP COLUMN "cursorToken", DROP COLUMN "cursorShape", DROP COLUMN "fullReadAt";

DROP INDEX "Sync_connectionId_kind_key";
CREATE UNIQUE INDEX "Sync_remoteCollectionId_key" ON "Sync"("remoteCollectionId");
CREATE INDEX "Sync_localCollectionId_idx" ON "Sync"("localCollectionId");
CREATE INDEX "Sync_connectionId_idx" ON "Sync"("connectionId");
ALTER TABLE "Sync" ADD CONSTRAINT "Sync_localCollectionId_firmId_kind_fkey" FOREIGN KEY ("localCollectionId", "firmId", "kind") REFERENCES "Collection"("id", "firmId", "kind") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "Sync" ADD CONSTRAINT "Sync_remoteCollectionId_connectionId_kind_remoteId_fkey" FOREIGN KEY ("remoteCollectionId", "connectionId", "kind", "remoteId") REFERENCES "Collection"("id", "connectionId", "kind", "remoteId") ON DELETE CASCADE ON UPDATE CASCADE;

-- A firm keeps a collection of an account in step once, over all its people's connections.
DROP INDEX "Sync_one_active";
CREATE UNIQUE INDEX "Sync_one_active" ON "Sync" ("firmId", account, kind, "remoteId") WHERE state = 'active';
