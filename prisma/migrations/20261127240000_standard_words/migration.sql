-- The standard words of the field: item, account lease, rate limit, outdated, base; functions that look across firms say so.
-- Nothing but names changes: rows, policies, grants and indexes stay.
ALTER TABLE "Entry" RENAME TO "Item";
ALTER TABLE "Item" RENAME CONSTRAINT "Entry_pkey" TO "Item_pkey";
ALTER TABLE "Item" RENAME CONSTRAINT "Entry_syncId_fkey" TO "Item_syncId_fkey";
ALTER INDEX "Entry_firmId_syncId_idx" RENAME TO "Item_firmId_syncId_idx";
ALTER INDEX "Entry_syncId_key_idx" RENAME TO "Item_syncId_key_idx";
ALTER INDEX "Entry_merged" RENAME TO "Item_merged";
ALTER TABLE "Item" RENAME COLUMN contact TO value;

ALTER TABLE "Lane" RENAME TO "AccountLease";
ALTER TABLE "AccountLease" RENAME CONSTRAINT "Lane_pkey" TO "AccountLease_pkey";
ALTER TABLE "AccountLease" RENAME COLUMN "pace" TO "quotaUsage";
ALTER INDEX "Lane_until_idx" RENAME TO "AccountLease_until_idx";

ALTER TABLE "Allowance" RENAME TO "RateLimit";
ALTER TABLE "RateLimit" RENAME CONSTRAINT "Allowance_pkey" TO "RateLimit_pkey";
ALTER INDEX "Allowance_usedUntil_idx" RENAME TO "RateLimit_usedUntil_idx";

ALTER TABLE "Change" RENAME COLUMN "drifted" TO "outdated";
ALTER TABLE "Link" RENAME COLUMN "agreedAt" TO "baseAt";
ALTER TABLE "Run" RENAME COLUMN "entriesRead" TO "itemsRead";
ALTER TABLE "Run" RENAME COLUMN "entriesTotal" TO "itemsTotal";

ALTER FUNCTION door_any_firm RENAME TO cross_tenant_any_firm;
ALTER FUNCTION door_user_of_subject RENAME TO cross_tenant_user_of_subject;
ALTER FUNCTION door_invitations RENAME TO cross_tenant_invitations;
ALTER FUNCTION door_account_in_use RENAME TO cross_tenant_account_in_use;
ALTER FUNCTION door_connections_of_removed RENAME TO cross_tenant_connections_of_removed;
ALTER FUNCTION door_firm_of_run RENAME TO cross_tenant_firm_of_run;
ALTER FUNCTION door_due_syncs RENAME TO cross_tenant_due_syncs;
ALTER FUNCTION door_forgotten_runs RENAME TO cross_tenant_forgotten_runs;
ALTER FUNCTION door_due_cleanups RENAME TO cross_tenant_due_cleanups;

-- What a person decided says so under the same name as the code.
UPDATE "Change" SET answers = (answers - 'settledBy') || jsonb_build_object('answeredBy', answers -> 'settledBy')
WHERE answers ? 'settledBy';

-- A plan can delete here, where the kind of what is synced allows it. Contacts do not.
ALTER TYPE "ChangeKind" ADD VALUE 'deleteLocal' BEFORE 'deleteRemote';
