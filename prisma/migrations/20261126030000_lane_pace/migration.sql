-- A lane outlives its holder for a while, to tell the next one how much of the account's quotas is used up.
ALTER TABLE "Lane" ADD COLUMN "pace" JSONB;
CREATE INDEX "Lane_until_idx" ON "Lane"("until");
