-- Who decided on a change, and when; and the version of its body. Those that are there have version 1, and nobody knows who decided.
ALTER TABLE "Change" ADD COLUMN "bodyVersion" INTEGER NOT NULL DEFAULT 1,
ADD COLUMN "decidedById" UUID,
ADD COLUMN "decidedAt" TIMESTAMPTZ(3);

ALTER TABLE "Change" ADD CONSTRAINT "Change_decided" CHECK (("decidedById" IS NULL) = ("decidedAt" IS NULL));
