-- CreateTable
CREATE TABLE "RemoteRestore" (
    "id" UUID NOT NULL,
    "firmId" UUID NOT NULL,
    "syncId" UUID NOT NULL,
    "contactId" UUID NOT NULL,
    "userId" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "RemoteRestore_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "RemoteRestore_firmId_contactId_idx" ON "RemoteRestore"("firmId", "contactId");

-- AddForeignKey
ALTER TABLE "RemoteRestore" ADD CONSTRAINT "RemoteRestore_syncId_fkey" FOREIGN KEY ("syncId") REFERENCES "Sync"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "RemoteRestore" ADD CONSTRAINT "RemoteRestore_contactId_fkey" FOREIGN KEY ("contactId") REFERENCES "Contact"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Written by hand: what the schema cannot say.
ALTER TABLE "RemoteRestore" ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_firm ON "RemoteRestore" USING ("firmId" = (SELECT current_firm()));
GRANT SELECT, INSERT, UPDATE, DELETE ON "RemoteRestore" TO concord_app;
