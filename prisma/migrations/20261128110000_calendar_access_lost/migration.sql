-- When an account stopped allowing its calendars, while contacts may go on. What it allowed before stays known, to be asked for again.
ALTER TABLE "Connection" ADD COLUMN "calendarsLostAt" TIMESTAMPTZ(3);
