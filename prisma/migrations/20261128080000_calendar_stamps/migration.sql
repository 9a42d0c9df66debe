-- AlterTable
ALTER TABLE "CalendarEvent" ADD COLUMN "stamp" TEXT NOT NULL DEFAULT (pg_current_xact_id())::text,
  ADD COLUMN "formerCalendarIds" UUID[] DEFAULT ARRAY[]::UUID[];

-- Written by hand. A pull of a calendar names the snapshot that it was read in; what a later transaction wrote was not in it.
-- A statement for many events sets the stamp itself, which spares a call for each.
CREATE TRIGGER event_stamp BEFORE UPDATE ON "CalendarEvent" FOR EACH ROW
  WHEN (OLD.stamp IS NOT DISTINCT FROM NEW.stamp) EXECUTE FUNCTION set_stamp();

-- An event that moves to another calendar is deleted in the one that it leaves.
CREATE FUNCTION remember_calendar() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW."formerCalendarIds" := array_append(array_remove(OLD."formerCalendarIds", OLD."calendarId"), OLD."calendarId");
  RETURN NEW;
END $$;
CREATE TRIGGER event_moved BEFORE UPDATE OF "calendarId" ON "CalendarEvent" FOR EACH ROW
  WHEN (OLD."calendarId" <> NEW."calendarId") EXECUTE FUNCTION remember_calendar();

-- An occurrence is deleted and restored with its series: it gets a new version then. Once per statement, which may delete thousands.
CREATE FUNCTION move_occurrences() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE series uuid[];
BEGIN
  SELECT array_agg(now.id) INTO series FROM after_update now JOIN before_update was ON was.id = now.id
    WHERE now."seriesId" IS NULL AND (was."deletedAt" IS NULL) <> (now."deletedAt" IS NULL);
  IF series IS NOT NULL THEN
    UPDATE "CalendarEvent" SET version = version + 1 WHERE "seriesId" = ANY (series);
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER occurrences_follow AFTER UPDATE ON "CalendarEvent"
  REFERENCING OLD TABLE AS before_update NEW TABLE AS after_update FOR EACH STATEMENT EXECUTE FUNCTION move_occurrences();
