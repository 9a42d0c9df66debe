-- When the account changed each value of a contact, as well as it can be known (lib/sync/change-times.ts). Times, no values.
ALTER TABLE "Entry" ADD COLUMN "changeTimes" JSONB;
