-- AlterTable
ALTER TABLE "Contact" ADD COLUMN "purgedAt" TIMESTAMPTZ(3);
ALTER TABLE "Sync" ADD COLUMN "mirrorErasedAt" TIMESTAMPTZ(3);
ALTER TABLE "Link" ADD COLUMN "baseDigest" JSONB;
ALTER TABLE "Change" ADD COLUMN "erasedAt" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "Retention" (
    "firmId" UUID NOT NULL,
    "historyDays" INTEGER NOT NULL DEFAULT 365,
    "emptyRunDays" INTEGER NOT NULL DEFAULT 30,
    "invitationDays" INTEGER NOT NULL DEFAULT 90,
    "nextAt" TIMESTAMPTZ(3) NOT NULL,
    "begunAt" TIMESTAMPTZ(3),
    "removing" JSONB NOT NULL DEFAULT '{}',
    "endedAt" TIMESTAMPTZ(3),
    "removed" JSONB NOT NULL DEFAULT '{}',

    CONSTRAINT "Retention_pkey" PRIMARY KEY ("firmId")
);

-- CreateTable
CREATE TABLE "Erasure" (
    "firmId" UUID NOT NULL,
    "contactId" UUID NOT NULL,
    "account" TEXT NOT NULL DEFAULT '',
    "remoteId" TEXT NOT NULL DEFAULT '',
    "at" TIMESTAMPTZ(3) NOT NULL,
    "userId" UUID NOT NULL,

    CONSTRAINT "Erasure_pkey" PRIMARY KEY ("firmId", "contactId", "account", "remoteId")
);

-- CreateIndex
CREATE INDEX "Erasure_firmId_account_remoteId_idx" ON "Erasure"("firmId", "account", "remoteId");

-- CreateIndex
CREATE INDEX "Run_firmId_endedAt_idx" ON "Run"("firmId", "endedAt");

-- AddForeignKey
ALTER TABLE "Retention" ADD CONSTRAINT "Retention_firmId_fkey" FOREIGN KEY ("firmId") REFERENCES "Firm"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Written by hand: what the schema cannot say.
ALTER TABLE "Retention" ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_firm ON "Retention" USING ("firmId" = (SELECT current_firm()));
GRANT SELECT, INSERT, UPDATE, DELETE ON "Retention" TO concord_app;
ALTER TABLE "Erasure" ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_firm ON "Erasure" USING ("firmId" = (SELECT current_firm()));
GRANT SELECT, INSERT, UPDATE, DELETE ON "Erasure" TO concord_app;

-- What a clean-up looks for, each in an index that holds only such rows: the rest of these tables is large and stays.
CREATE INDEX "Contact_deleted" ON "Contact" ("firmId", "deletedAt") WHERE "deletedAt" IS NOT NULL AND "purgedAt" IS NULL;
CREATE INDEX "ContactEdit_values" ON "ContactEdit" ("firmId", at) WHERE "from" IS NOT NULL OR "to" IS NOT NULL;
CREATE INDEX "Change_values" ON "Change" ("firmId", "createdAt") WHERE "erasedAt" IS NULL;

-- Firms whose next clean-up is due, those that wait longest first.
CREATE FUNCTION door_due_cleanups(moment timestamptz, most int) RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
  SELECT f.id FROM "Firm" f LEFT JOIN "Retention" r ON r."firmId" = f.id
  WHERE r."nextAt" IS NULL OR r."nextAt" <= moment
  ORDER BY r."nextAt" NULLS FIRST LIMIT most
$$;
REVOKE EXECUTE ON FUNCTION door_due_cleanups(timestamptz, int) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION door_due_cleanups(timestamptz, int) TO concord_app;

-- Previews that were discarded: few among all runs.
CREATE INDEX "Run_discarded" ON "Run" ("firmId") WHERE state = 'discarded';
