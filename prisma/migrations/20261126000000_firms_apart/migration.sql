-- Written by hand: what the schema cannot say.

-- Row-level security: the application works as the role concord_app (lib/db/role.ts makes it), which owns nothing and sees
-- the rows of one firm, the one that its connection names. Whoever owns the tables (migrations, backups) sees all of them.

-- The firm that the connection works for; null when it named none, and then no row is seen.
CREATE FUNCTION current_firm() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
AS $$ SELECT nullif(current_setting('concord.firm', true), '')::uuid $$;

GRANT USAGE ON SCHEMA public TO concord_app;

-- The firm is asked for in a subselect, so that it is looked up once a statement and not once a row.
DO $$
DECLARE
  tables CONSTANT text[] := ARRAY['User', 'Invitation', 'Contact', 'ContactEdit', 'Import', 'Connection', 'Sync', 'Entry', 'Link',
    'Exclusion', 'Separation', 'Run', 'Change'];
  name text;
BEGIN
  FOREACH name IN ARRAY tables LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('CREATE POLICY own_firm ON %I USING ("firmId" = (SELECT current_firm()))', name);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO concord_app', name);
  END LOOP;
END $$;

ALTER TABLE "Firm" ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_firm ON "Firm" USING (id = (SELECT current_firm()));
GRANT SELECT, INSERT, UPDATE, DELETE ON "Firm" TO concord_app;

-- Belongs to no firm: two firms may use one account at a provider, and then share its lane.
GRANT SELECT, INSERT, UPDATE, DELETE ON "Lane" TO concord_app;

-- Belongs to no firm: it counts before anybody has signed in, by keys that are hashed.
GRANT SELECT, INSERT, UPDATE, DELETE ON "Allowance" TO concord_app;

-- What /api/health reads.
GRANT SELECT ON "_prisma_migrations" TO concord_app;

-- The doors: every question that is asked across firms, each answered with ids, yes or no (lib/db/doors.ts). They run as the
-- owner of the tables.

CREATE FUNCTION door_any_firm() RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
AS $$ SELECT EXISTS (SELECT FROM "Firm") $$;

CREATE FUNCTION door_firm_of_user(person uuid) RETURNS uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
AS $$ SELECT "firmId" FROM "User" WHERE id = person $$;

CREATE FUNCTION door_user_of_subject(account text) RETURNS TABLE (id uuid, "firmId" uuid, removed boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
AS $$ SELECT u.id, u."firmId", u."removedAt" IS NOT NULL FROM "User" u WHERE u.subject = account $$;

CREATE FUNCTION door_open_invitation(address text) RETURNS TABLE (id uuid, "firmId" uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
  SELECT i.id, i."firmId" FROM "Invitation" i WHERE i.email = address AND i."acceptedAt" IS NULL
  ORDER BY i."createdAt" DESC LIMIT 1
$$;

CREATE FUNCTION door_account_in_use(at_provider text, account text) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
  SELECT EXISTS (
    SELECT FROM "Connection" WHERE provider = at_provider AND "accountId" = account AND "disconnectedAt" IS NULL)
$$;

CREATE FUNCTION door_firm_of_run(run uuid) RETURNS uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
AS $$ SELECT "firmId" FROM "Run" WHERE id = run $$;

-- Active syncs whose next check is due. None is set and no run is open: a worker died between the two.
CREATE FUNCTION door_due_syncs(moment timestamptz, most int) RETURNS TABLE (id uuid, "firmId" uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
  SELECT s.id, s."firmId" FROM "Sync" s JOIN "Connection" c ON c.id = s."connectionId"
  WHERE s.state = 'active' AND (s."nextCheckAt" IS NULL OR s."nextCheckAt" <= moment)
    AND c."disconnectedAt" IS NULL AND c."consentLostAt" IS NULL
    AND NOT EXISTS (
      SELECT FROM "Run" r WHERE r."syncId" = s.id AND r.state IN ('reading', 'comparing', 'ready', 'applying'))
  ORDER BY s."nextCheckAt" LIMIT most
$$;

-- Open runs that wait for no person and whose wait, if any, is over.
CREATE FUNCTION door_forgotten_runs(moment timestamptz, most int) RETURNS TABLE (id uuid, "firmId" uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
  SELECT r.id, r."firmId" FROM "Run" r JOIN "Sync" s ON s.id = r."syncId" JOIN "Connection" c ON c.id = s."connectionId"
  WHERE r.state IN ('reading', 'comparing', 'applying')
    AND (r."waitKind" IS NULL OR r."waitKind" = 'acknowledged'
      OR (r."waitKind" IN ('rate', 'unavailable', 'error') AND (r."waitUntil" IS NULL OR r."waitUntil" <= moment))
      OR (r."waitKind" = 'consent' AND c."consentLostAt" IS NULL AND c."disconnectedAt" IS NULL))
  LIMIT most
$$;

DO $$
DECLARE
  door regprocedure;
BEGIN
  FOR door IN SELECT oid FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND proname LIKE 'door\_%' LOOP
    EXECUTE format('REVOKE EXECUTE ON FUNCTION %s FROM PUBLIC', door);
    EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO concord_app', door);
  END LOOP;
END $$;

-- Beneath row-level security no index finds rows by an enum (Postgres does not call comparing enums leakproof), unless the
-- index itself holds only such rows. What waits, failed or is on its way is asked for at every look at a sync's page.
CREATE INDEX "Change_open" ON "Change" ("syncId") WHERE state IN ('waiting', 'failed', 'sent');
