-- An occurrence is deleted and restored with its series, and while the series does not repeat: it gets a new version then. Once per
-- statement, which may delete thousands.
CREATE OR REPLACE FUNCTION move_occurrences() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE series uuid[];
BEGIN
  SELECT array_agg(now.id) INTO series FROM after_update now JOIN before_update was ON was.id = now.id
    WHERE now."seriesId" IS NULL
      AND (was."deletedAt" IS NULL AND was.shape = 'series') <> (now."deletedAt" IS NULL AND now.shape = 'series');
  IF series IS NOT NULL THEN
    UPDATE "CalendarEvent" SET version = version + 1 WHERE "seriesId" = ANY (series);
  END IF;
  RETURN NULL;
END $$;
