-- An invitation is good for two weeks. Those that are open now begin theirs now.
ALTER TABLE "Invitation" ADD COLUMN "expiresAt" TIMESTAMPTZ(3) NOT NULL DEFAULT (now() + '14 days'::interval);

-- Written by hand: what the schema cannot say.

-- Several firms may have invited an address: the person is asked which one to join.
DROP FUNCTION door_open_invitation(text);

CREATE FUNCTION door_invitations(address text) RETURNS TABLE (id uuid, "firmId" uuid, expired boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
  SELECT i.id, i."firmId", i."expiresAt" <= now() FROM "Invitation" i WHERE i.email = address AND i."acceptedAt" IS NULL
  ORDER BY i."createdAt" DESC
$$;

REVOKE EXECUTE ON FUNCTION door_invitations(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION door_invitations(text) TO concord_app;
