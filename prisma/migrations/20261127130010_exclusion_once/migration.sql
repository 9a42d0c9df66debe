-- One exclusion for the same ends, also where one end is null: a unique index of the columns takes two nulls for different.
-- (NULLS NOT DISTINCT would say the same, but Postgres 14 does not know it.) Of several the latest stays.
DELETE FROM "Exclusion" x USING "Exclusion" o
WHERE o."syncId" = x."syncId" AND o."contactId" IS NOT DISTINCT FROM x."contactId"
  AND o."remoteId" IS NOT DISTINCT FROM x."remoteId" AND (o.at, o.id) > (x.at, x.id);

DROP INDEX "Exclusion_syncId_contactId_remoteId_key";
CREATE INDEX "Exclusion_syncId_contactId_idx" ON "Exclusion"("syncId", "contactId");
CREATE UNIQUE INDEX "Exclusion_once" ON "Exclusion"
  ("syncId", (coalesce("contactId"::text, '')), (coalesce("remoteId", '')));
