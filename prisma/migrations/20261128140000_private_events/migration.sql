-- How private events of an account's calendar are read. Until now all were read as busy.
-- This migration once had another name. A database that ran it then has both already, and stays as it is.
DO $$ BEGIN
  CREATE TYPE "PrivateAs" AS ENUM ('busy', 'details', 'none');
EXCEPTION WHEN duplicate_object THEN NULL;
END $$;
ALTER TABLE "Sync" ADD COLUMN IF NOT EXISTS "privateAs" "PrivateAs" NOT NULL DEFAULT 'busy';
