-- CreateTable
CREATE TABLE "Allowance" (
    "key" TEXT NOT NULL,
    "usedUntil" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Allowance_pkey" PRIMARY KEY ("key")
);

-- CreateIndex
CREATE INDEX "Allowance_usedUntil_idx" ON "Allowance"("usedUntil");

-- Written by hand: what the schema cannot say.
ALTER TABLE "Allowance" SET UNLOGGED;
