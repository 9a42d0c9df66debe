ALTER TABLE "Firm" ADD COLUMN "notifyAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP;

CREATE TABLE "PersonMail" (
    "userId" UUID NOT NULL,
    "firmId" UUID NOT NULL,
    "need" TEXT NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL,
    "sentAt" TIMESTAMPTZ(3),
    "sentNeed" TEXT,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "problem" TEXT,
    "failedAt" TIMESTAMPTZ(3),
    "retryAt" TIMESTAMPTZ(3),

    CONSTRAINT "PersonMail_pkey" PRIMARY KEY ("userId")
);
CREATE INDEX "PersonMail_firmId_idx" ON "PersonMail"("firmId");
ALTER TABLE "PersonMail" ADD CONSTRAINT "PersonMail_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "PersonMail" ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_firm ON "PersonMail" USING ("firmId" = (SELECT current_firm()));
GRANT SELECT, INSERT, UPDATE, DELETE ON "PersonMail" TO concord_app;

-- Firms in which a worker is to look who needs an e-mail, longest waiting first.
CREATE FUNCTION cross_tenant_firms_to_notify(moment timestamptz, most int) RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
AS $$ SELECT id FROM "Firm" WHERE "notifyAt" <= moment ORDER BY "notifyAt" LIMIT most $$;
REVOKE EXECUTE ON FUNCTION cross_tenant_firms_to_notify(timestamptz, int) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION cross_tenant_firms_to_notify(timestamptz, int) TO concord_app;
CREATE INDEX "Firm_notifyAt_idx" ON "Firm" ("notifyAt");
