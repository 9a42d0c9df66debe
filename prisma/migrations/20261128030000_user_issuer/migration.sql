-- A person is known by the issuer of their account and its subject there. Until now there was one issuer, that of the settings:
-- lib/store/migrations/schema-engine.ts says which in concord.issuer. Where another program applies this, it is Google.
ALTER TABLE "User" ADD COLUMN "issuer" TEXT NOT NULL DEFAULT 'https://accounts.google.com';
UPDATE "User" SET "issuer" = current_setting('concord.issuer', true) WHERE current_setting('concord.issuer', true) <> '';

DROP INDEX "User_subject_key";
CREATE UNIQUE INDEX "User_issuer_subject_key" ON "User"("issuer", "subject");

DROP FUNCTION cross_tenant_user_of_subject(text);
CREATE FUNCTION cross_tenant_user_of_subject(at_issuer text, account text)
RETURNS TABLE (id uuid, "firmId" uuid, removed boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
  SELECT u.id, u."firmId", u."removedAt" IS NOT NULL FROM "User" u WHERE u.issuer = at_issuer AND u.subject = account
$$;
REVOKE EXECUTE ON FUNCTION cross_tenant_user_of_subject(text, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION cross_tenant_user_of_subject(text, text) TO concord_app;
