-- How many items a run leaves out because of what its sync was set to do. Runs of the version before left out nothing, and say nothing.
ALTER TABLE "Run" ADD COLUMN "leftOut" jsonb;
