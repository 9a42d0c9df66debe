CREATE TABLE "Webhook" (
    "firmId" UUID NOT NULL,
    "url" TEXT NOT NULL,
    "secret" TEXT NOT NULL,
    "oldSecret" TEXT,
    "oldSecretUntil" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Webhook_pkey" PRIMARY KEY ("firmId")
);
CREATE TABLE "WebhookDelivery" (
    "id" UUID NOT NULL,
    "firmId" UUID NOT NULL,
    "event" TEXT NOT NULL,
    "body" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "nextAt" TIMESTAMPTZ(3),
    "triedAt" TIMESTAMPTZ(3),
    "deliveredAt" TIMESTAMPTZ(3),
    "status" INTEGER,
    "problem" TEXT,

    CONSTRAINT "WebhookDelivery_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "WebhookDelivery_firmId_createdAt_idx" ON "WebhookDelivery"("firmId", "createdAt" DESC);
CREATE INDEX "WebhookDelivery_nextAt_idx" ON "WebhookDelivery"("nextAt");
CREATE TABLE "SyncAlert" (
    "syncId" UUID NOT NULL,
    "firmId" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "SyncAlert_pkey" PRIMARY KEY ("syncId")
);
CREATE INDEX "SyncAlert_firmId_idx" ON "SyncAlert"("firmId");
ALTER TABLE "Webhook" ADD CONSTRAINT "Webhook_firmId_fkey" FOREIGN KEY ("firmId") REFERENCES "Firm"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "WebhookDelivery" ADD CONSTRAINT "WebhookDelivery_firmId_fkey" FOREIGN KEY ("firmId") REFERENCES "Firm"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "SyncAlert" ADD CONSTRAINT "SyncAlert_syncId_fkey" FOREIGN KEY ("syncId") REFERENCES "Sync"("id") ON DELETE CASCADE ON UPDATE CASCADE;

DO $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['Webhook', 'WebhookDelivery', 'SyncAlert'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('CREATE POLICY own_firm ON %I USING ("firmId" = (SELECT current_firm()))', name);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO concord_app', name);
  END LOOP;
END $$;

-- Deliveries that are to be tried now, longest waiting first.
CREATE FUNCTION cross_tenant_due_deliveries(moment timestamptz, most int) RETURNS TABLE (id uuid, "firmId" uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
AS $$ SELECT id, "firmId" FROM "WebhookDelivery" WHERE "nextAt" <= moment ORDER BY "nextAt" LIMIT most $$;
REVOKE EXECUTE ON FUNCTION cross_tenant_due_deliveries(timestamptz, int) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION cross_tenant_due_deliveries(timestamptz, int) TO concord_app;
