-- How many links each sync has, without those with a tombstone: the sum of its rows here. A check says how many links did not change, and
-- must not count them all. Each statement adds a row, so that no transaction waits for another; the end of a run adds the rows up.
CREATE TABLE "LinkCount" (
  "id" UUID NOT NULL DEFAULT gen_random_uuid(),
  "firmId" UUID NOT NULL,
  "syncId" UUID NOT NULL,
  "count" INTEGER NOT NULL,
  CONSTRAINT "LinkCount_pkey" PRIMARY KEY ("id")
);
ALTER TABLE "LinkCount" ADD CONSTRAINT "LinkCount_syncId_fkey"
  FOREIGN KEY ("syncId") REFERENCES "Sync" ("id") ON DELETE CASCADE ON UPDATE CASCADE;
CREATE INDEX "LinkCount_syncId_idx" ON "LinkCount" ("syncId");
ALTER TABLE "LinkCount" ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_firm ON "LinkCount" USING ("firmId" = (SELECT current_firm()));
GRANT SELECT, INSERT, UPDATE, DELETE ON "LinkCount" TO concord_app;

INSERT INTO "LinkCount" ("firmId", "syncId", count)
SELECT "firmId", "syncId", count(*) FROM "Link" WHERE tombstone IS NULL GROUP BY 1, 2;

CREATE FUNCTION count_links() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    INSERT INTO "LinkCount" ("firmId", "syncId", count)
    SELECT s."firmId", s.id, count(*) FROM new_rows n JOIN "Sync" s ON s.id = n."syncId" WHERE n.tombstone IS NULL GROUP BY 1, 2;
  ELSIF TG_OP = 'DELETE' THEN
    INSERT INTO "LinkCount" ("firmId", "syncId", count)
    SELECT s."firmId", s.id, -count(*) FROM old_rows o JOIN "Sync" s ON s.id = o."syncId" WHERE o.tombstone IS NULL GROUP BY 1, 2;
  ELSE
    INSERT INTO "LinkCount" ("firmId", "syncId", count)
    SELECT s."firmId", s.id, sum(e.count) FROM (
      SELECT "syncId", 1 AS count FROM new_rows WHERE tombstone IS NULL
      UNION ALL SELECT "syncId", -1 FROM old_rows WHERE tombstone IS NULL
    ) e JOIN "Sync" s ON s.id = e."syncId" GROUP BY 1, 2 HAVING sum(e.count) <> 0;
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER counted_inserted AFTER INSERT ON "Link" REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION count_links();
CREATE TRIGGER counted_updated AFTER UPDATE ON "Link" REFERENCING NEW TABLE AS new_rows OLD TABLE AS old_rows
  FOR EACH STATEMENT EXECUTE FUNCTION count_links();
CREATE TRIGGER counted_deleted AFTER DELETE ON "Link" REFERENCING OLD TABLE AS old_rows
  FOR EACH STATEMENT EXECUTE FUNCTION count_links();
