-- The firm's calendars: their events, who may see them, and the zone in which a person reads times.
ALTER TABLE "User" ADD COLUMN "timeZone" TEXT;

-- CreateEnum
CREATE TYPE "CalendarKind" AS ENUM ('firm', 'person', 'other');

-- CreateEnum
CREATE TYPE "CalendarRole" AS ENUM ('editor', 'viewer', 'busy');

-- CreateEnum
CREATE TYPE "EventShape" AS ENUM ('single', 'series', 'occurrence');

-- CreateTable
CREATE TABLE "Calendar" (
    "id" UUID NOT NULL,
    "firmId" UUID NOT NULL,
    "kind" "CalendarKind" NOT NULL,
    "ownerId" UUID,
    "name" TEXT NOT NULL,
    "color" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "deletedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Calendar_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "CalendarShare" (
    "firmId" UUID NOT NULL,
    "calendarId" UUID NOT NULL,
    "userId" UUID NOT NULL,
    "role" "CalendarRole" NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "CalendarShare_pkey" PRIMARY KEY ("calendarId","userId")
);

-- CreateTable
CREATE TABLE "CalendarEvent" (
    "id" UUID NOT NULL,
    "firmId" UUID NOT NULL,
    "calendarId" UUID NOT NULL,
    "shape" "EventShape" NOT NULL,
    "seriesId" UUID,
    "originalStart" TEXT,
    "tailOfId" UUID,
    "value" JSONB NOT NULL,
    "iCalUid" TEXT NOT NULL,
    "startsAt" TIMESTAMPTZ(3) NOT NULL,
    "endsAt" TIMESTAMPTZ(3),
    "search" TEXT NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "createdById" UUID,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "deletedAt" TIMESTAMPTZ(3),
    "deletedById" UUID,
    "purgedAt" TIMESTAMPTZ(3),

    CONSTRAINT "CalendarEvent_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "CalendarEventEdit" (
    "id" UUID NOT NULL,
    "firmId" UUID NOT NULL,
    "eventId" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "kind" "EditKind" NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "userId" UUID,
    "changeId" UUID,
    "importId" UUID,
    "from" JSONB,
    "to" JSONB,

    CONSTRAINT "CalendarEventEdit_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "CalendarImport" (
    "id" UUID NOT NULL,
    "firmId" UUID NOT NULL,
    "userId" UUID NOT NULL,
    "calendarId" UUID NOT NULL,
    "fileName" TEXT NOT NULL,
    "events" JSONB NOT NULL,
    "problems" JSONB NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "confirmedAt" TIMESTAMPTZ(3),

    CONSTRAINT "CalendarImport_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "CalendarImport_firmId_createdAt_idx" ON "CalendarImport"("firmId", "createdAt");

-- CreateIndex
CREATE INDEX "Calendar_firmId_ownerId_idx" ON "Calendar"("firmId", "ownerId");

-- CreateIndex
CREATE INDEX "CalendarShare_firmId_userId_idx" ON "CalendarShare"("firmId", "userId");

-- CreateIndex
CREATE INDEX "CalendarEvent_firmId_calendarId_endsAt_idx" ON "CalendarEvent"("firmId", "calendarId", "endsAt");

-- CreateIndex
CREATE INDEX "CalendarEvent_firmId_calendarId_iCalUid_idx" ON "CalendarEvent"("firmId", "calendarId", "iCalUid");

-- CreateIndex
CREATE UNIQUE INDEX "CalendarEvent_seriesId_originalStart_key" ON "CalendarEvent"("seriesId", "originalStart");

-- CreateIndex
CREATE INDEX "CalendarEventEdit_firmId_eventId_version_idx" ON "CalendarEventEdit"("firmId", "eventId", "version");

-- AddForeignKey
ALTER TABLE "Calendar" ADD CONSTRAINT "Calendar_firmId_fkey" FOREIGN KEY ("firmId") REFERENCES "Firm"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CalendarImport" ADD CONSTRAINT "CalendarImport_calendarId_fkey" FOREIGN KEY ("calendarId") REFERENCES "Calendar"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CalendarShare" ADD CONSTRAINT "CalendarShare_calendarId_fkey" FOREIGN KEY ("calendarId") REFERENCES "Calendar"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CalendarEvent" ADD CONSTRAINT "CalendarEvent_calendarId_fkey" FOREIGN KEY ("calendarId") REFERENCES "Calendar"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CalendarEvent" ADD CONSTRAINT "CalendarEvent_seriesId_fkey" FOREIGN KEY ("seriesId") REFERENCES "CalendarEvent"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CalendarEventEdit" ADD CONSTRAINT "CalendarEventEdit_eventId_fkey" FOREIGN KEY ("eventId") REFERENCES "CalendarEvent"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Written by hand: what the schema cannot say.
CREATE UNIQUE INDEX "Calendar_one_of_firm" ON "Calendar" ("firmId") WHERE kind = 'firm';
CREATE UNIQUE INDEX "Calendar_one_of_person" ON "Calendar" ("firmId", "ownerId") WHERE kind = 'person';
ALTER TABLE "Calendar" ADD CONSTRAINT "Calendar_owner" CHECK ((kind = 'firm') = ("ownerId" IS NULL));
ALTER TABLE "CalendarEvent" ADD CONSTRAINT "CalendarEvent_shape" CHECK (CASE shape
  WHEN 'occurrence' THEN "seriesId" IS NOT NULL AND "originalStart" IS NOT NULL
  ELSE "seriesId" IS NULL AND "originalStart" IS NULL END);

DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['Calendar', 'CalendarShare', 'CalendarEvent', 'CalendarEventEdit', 'CalendarImport'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('CREATE POLICY own_firm ON %I USING ("firmId" = (SELECT current_firm()))', name);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO concord_app', name);
  END LOOP;
END $$;
