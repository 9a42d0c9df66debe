-- CreateTable
CREATE TABLE "MatterImport" (
    "id" UUID NOT NULL,
    "firmId" UUID NOT NULL,
    "userId" UUID NOT NULL,
    "fileName" TEXT NOT NULL,
    "matters" JSONB NOT NULL,
    "problems" JSONB NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "confirmedAt" TIMESTAMPTZ(3),
    "count" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "MatterImport_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "MatterImport_firmId_createdAt_idx" ON "MatterImport"("firmId", "createdAt");

-- Written by hand: what the schema cannot say.
ALTER TABLE "MatterImport" ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_firm ON "MatterImport" USING ("firmId" = (SELECT current_firm()));
GRANT SELECT, INSERT, UPDATE, DELETE ON "MatterImport" TO concord_app;
