-- Written by hand: a cross-tenant lookup (lib/db/doors.ts).

-- Live connections of people who were removed from their firm: a worker closes them.
CREATE FUNCTION door_connections_of_removed(most int) RETURNS TABLE (id uuid, "firmId" uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
  SELECT c.id, c."firmId" FROM "Connection" c JOIN "User" u ON u.id = c."userId"
  WHERE u."removedAt" IS NOT NULL AND c."disconnectedAt" IS NULL LIMIT most
$$;

REVOKE EXECUTE ON FUNCTION door_connections_of_removed(int) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION door_connections_of_removed(int) TO concord_app;
