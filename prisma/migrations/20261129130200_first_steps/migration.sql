-- First steps of an administrator that Concord cannot check itself, and that somebody said are done.
ALTER TABLE "Firm" ADD COLUMN "stepsDone" TEXT[] NOT NULL DEFAULT '{}';
