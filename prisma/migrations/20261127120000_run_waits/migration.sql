-- What a run may wait for is a closed set (lib/sync/run-state.ts), and each wait either ends at a time or has none.
-- "acknowledged" was no wait: such a run simply goes on.
CREATE TYPE "WaitKind" AS ENUM ('rate', 'rateDay', 'lists', 'unavailable', 'error', 'consent', 'guard', 'others');

UPDATE "Run" SET "waitKind" = NULL
WHERE "waitKind" NOT IN ('rate', 'lists', 'unavailable', 'error', 'consent', 'guard', 'others');
UPDATE "Run" SET "waitUntil" = NULL WHERE "waitKind" IS NULL OR "waitKind" IN ('consent', 'guard', 'others');
UPDATE "Run" SET "waitUntil" = now() WHERE "waitKind" IN ('rate', 'lists', 'unavailable', 'error') AND "waitUntil" IS NULL;

ALTER TABLE "Run" ALTER COLUMN "waitKind" TYPE "WaitKind" USING "waitKind"::"WaitKind";

-- AlterTable
ALTER TABLE "Run" ADD COLUMN     "acknowledged" JSONB,
ADD COLUMN     "brokenReads" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "pages" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "settings" JSONB;

ALTER TABLE "Run" ADD CONSTRAINT "Run_wait" CHECK (
  ("waitUntil" IS NOT NULL) = ("waitKind" IS NOT NULL AND "waitKind" NOT IN ('consent', 'guard', 'others')));

-- Open runs that wait for no person and whose wait, if any, is over. No wait that ends at a time is named, so none can be forgotten.
CREATE OR REPLACE FUNCTION door_forgotten_runs(moment timestamptz, most int) RETURNS TABLE (id uuid, "firmId" uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
  SELECT r.id, r."firmId" FROM "Run" r JOIN "Sync" s ON s.id = r."syncId" JOIN "Connection" c ON c.id = s."connectionId"
  WHERE r.state IN ('reading', 'comparing', 'applying')
    AND (r."waitKind" IS NULL OR r."waitUntil" <= moment
      OR (r."waitKind" = 'consent' AND c."consentLostAt" IS NULL AND c."disconnectedAt" IS NULL))
  LIMIT most
$$;
