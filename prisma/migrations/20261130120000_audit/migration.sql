-- The audit: what was done in a firm, by whom, in one chain for each firm. Every row carries the hash of itself and of the row before it.
-- Values of people are not in it. They stand beside it, in ContactEdit, ContactTagEdit, Change and AuditValue, with a salt; the audit has
-- their digest. Erasing values and salt leaves the chain whole, and the digest says nothing any more.

ALTER TABLE "ContactEdit" ADD COLUMN salt uuid;
ALTER TABLE "ContactEdit" ALTER COLUMN salt SET DEFAULT gen_random_uuid();
ALTER TABLE "ContactTagEdit" ADD COLUMN salt uuid;
ALTER TABLE "ContactTagEdit" ALTER COLUMN salt SET DEFAULT gen_random_uuid();
ALTER TABLE "Change" ADD COLUMN salt uuid;
-- Seven years.
ALTER TABLE "Retention" ADD COLUMN "auditDays" integer NOT NULL DEFAULT 2555;
ALTER TABLE "Retention" ADD CONSTRAINT "Retention_auditDays_least" CHECK ("auditDays" >= 365);

-- Without a foreign key: a firm's chain outlives its rows.
CREATE TABLE "Audit" (
  "firmId" uuid NOT NULL,
  seq bigint NOT NULL,
  at timestamptz(3) NOT NULL,
  kind text NOT NULL,
  side text,
  "userId" uuid,
  "subjectId" uuid,
  "contactId" uuid,
  "syncId" uuid,
  "runId" uuid,
  "changeId" uuid,
  "importId" uuid,
  "sourceId" uuid,
  detail jsonb,
  digest bytea,
  hash bytea NOT NULL,
  CONSTRAINT "Audit_pkey" PRIMARY KEY ("firmId", seq),
  -- Neither has the separator of the text that is hashed (audit_chain).
  CONSTRAINT "Audit_kind" CHECK (kind ~ '^[a-zA-Z.]+$'),
  CONSTRAINT "Audit_side" CHECK (side IN ('local', 'remote'))
);
CREATE INDEX "Audit_firmId_at_idx" ON "Audit" ("firmId", at);
CREATE INDEX "Audit_firmId_kind_seq_idx" ON "Audit" ("firmId", kind, seq);
CREATE INDEX "Audit_person" ON "Audit" ("firmId", "userId", seq) WHERE "userId" IS NOT NULL;
CREATE INDEX "Audit_contact" ON "Audit" ("firmId", "contactId", seq) WHERE "contactId" IS NOT NULL;
CREATE INDEX "Audit_side" ON "Audit" ("firmId", side, seq) WHERE side IS NOT NULL;

-- The end of each firm's chain, and the row after which it begins: the last one that retention removed.
CREATE TABLE "AuditHead" (
  "firmId" uuid NOT NULL,
  seq bigint NOT NULL DEFAULT 0,
  hash bytea NOT NULL DEFAULT sha256(''),
  at timestamptz(3) NOT NULL DEFAULT '-infinity',
  "anchorSeq" bigint NOT NULL DEFAULT 0,
  "anchorHash" bytea NOT NULL DEFAULT sha256(''),
  CONSTRAINT "AuditHead_pkey" PRIMARY KEY ("firmId")
);

-- Entries of a transaction, until it commits and chains them. No other transaction ever sees one.
CREATE TABLE "AuditPending" (
  id bigint GENERATED ALWAYS AS IDENTITY,
  "firmId" uuid NOT NULL,
  entries jsonb NOT NULL,
  CONSTRAINT "AuditPending_pkey" PRIMARY KEY (id)
);

-- What an entry says about people, if no other table has it: addresses, names, file names.
CREATE TABLE "AuditValue" (
  id uuid NOT NULL,
  "firmId" uuid NOT NULL,
  at timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  salt uuid,
  value jsonb,
  CONSTRAINT "AuditValue_pkey" PRIMARY KEY (id)
);
CREATE INDEX "AuditValue_firmId_at_idx" ON "AuditValue" ("firmId", at);
ALTER TABLE "AuditValue" ADD CONSTRAINT "AuditValue_firmId_fkey"
  FOREIGN KEY ("firmId") REFERENCES "Firm" ("id") ON DELETE CASCADE ON UPDATE CASCADE;

DO $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['Audit', 'AuditHead', 'AuditPending', 'AuditValue'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('CREATE POLICY own_firm ON %I USING ("firmId" = (SELECT current_firm()))', name);
  END LOOP;
END $$;
-- The application reads the chain and adds to it through AuditPending; it has no right to write a row of it.
GRANT SELECT ON "Audit", "AuditHead" TO concord_app;
GRANT INSERT ON "AuditPending" TO concord_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON "AuditValue" TO concord_app;

-- Not even the owner of the tables changes the chain by mistake. Retention removes its beginning (audit_prune).
CREATE FUNCTION audit_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' AND current_setting('concord.audit_prune', true) = 'on' THEN RETURN NULL; END IF;
  RAISE EXCEPTION 'rows of the audit are never changed or removed';
END $$;
CREATE TRIGGER audit_is_kept BEFORE UPDATE OR DELETE ON "Audit" FOR EACH STATEMENT EXECUTE FUNCTION audit_is_kept();
CREATE TRIGGER audit_is_not_emptied BEFORE TRUNCATE ON "Audit" FOR EACH STATEMENT EXECUTE FUNCTION audit_is_kept();

CREATE FUNCTION audit_digest(salt uuid, said text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$ SELECT encode(sha256(convert_to(salt::text || said, 'UTF8')), 'hex') $$;

-- As a window function: the hash of each row from that of the row before. The first value is a hash, the others are rows.
CREATE FUNCTION audit_next(before bytea, entry bytea) RETURNS bytea LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
AS $$ SELECT sha256(before || entry) $$;
CREATE AGGREGATE audit_hash(bytea) (SFUNC = audit_next, STYPE = bytea);

-- Runs as the transaction commits, when it holds every other lock that it needs: transactions that wait for the end of the chain hold
-- nothing that its holder waits for. One statement chains all entries of the transaction. lib/ops/audit/chain.ts computes the same hash.
CREATE FUNCTION audit_chain() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  head "AuditHead";
  moment timestamptz(3);
BEGIN
  PERFORM FROM "AuditPending" WHERE id = NEW.id;
  IF NOT FOUND THEN RETURN NULL; END IF;
  INSERT INTO "AuditHead" ("firmId") VALUES (NEW."firmId") ON CONFLICT DO NOTHING;
  SELECT * INTO head FROM "AuditHead" WHERE "firmId" = NEW."firmId" FOR UPDATE;
  moment := greatest(clock_timestamp(), head.at);
  WITH given AS (
    SELECT head.seq + row_number() OVER (ORDER BY p.id, e.place) AS seq, e.*
    FROM "AuditPending" p CROSS JOIN LATERAL ROWS FROM (jsonb_to_recordset(p.entries) AS (kind text, side text, "userId" uuid,
      "subjectId" uuid, "contactId" uuid, "syncId" uuid, "runId" uuid, "changeId" uuid, "importId" uuid, "sourceId" uuid,
      detail jsonb, digest text)) WITH ORDINALITY AS e(kind, side, "userId", "subjectId", "contactId", "syncId", "runId", "changeId",
      "importId", "sourceId", detail, digest, place)
    WHERE p."firmId" = NEW."firmId"
  ), pieces AS (
    SELECT *, convert_to(array_to_string(ARRAY[NEW."firmId"::text, seq::text, (extract(epoch FROM moment) * 1000)::bigint::text, kind,
      side, "userId"::text, "subjectId"::text, "contactId"::text, "syncId"::text, "runId"::text, "changeId"::text, "importId"::text,
      "sourceId"::text, digest, detail::text], '|', ''), 'UTF8') AS piece
    FROM given
  ), added AS (
    INSERT INTO "Audit" ("firmId", seq, at, kind, side, "userId", "subjectId", "contactId", "syncId", "runId", "changeId", "importId",
      "sourceId", detail, digest, hash)
    SELECT NEW."firmId", seq, moment, kind, side, "userId", "subjectId", "contactId", "syncId", "runId", "changeId", "importId",
      "sourceId", detail, decode(digest, 'hex'),
      audit_hash(CASE WHEN seq = head.seq + 1 THEN sha256(head.hash || piece) ELSE piece END) OVER (ORDER BY seq)
    FROM pieces
    RETURNING seq, hash
  )
  UPDATE "AuditHead" h SET seq = last.seq, hash = last.hash, at = moment
  FROM (SELECT seq, hash FROM added ORDER BY seq DESC LIMIT 1) last WHERE h."firmId" = NEW."firmId";
  DELETE FROM "AuditPending" WHERE "firmId" = NEW."firmId";
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER audit_chain AFTER INSERT ON "AuditPending" DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION audit_chain();

-- Removes the oldest rows of the firm's chain, at most so many, whose retention has ended. The chain then begins after the last of them,
-- which a new row names with its hash. Returns how many were removed.
CREATE FUNCTION audit_prune(most int) RETURNS int LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  firm CONSTANT uuid := current_firm();
  due timestamptz;
  last record;
  removed int;
BEGIN
  SELECT now() - make_interval(days => "auditDays") INTO due FROM "Retention" WHERE "firmId" = firm;
  PERFORM FROM "AuditHead" WHERE "firmId" = firm FOR UPDATE;
  SELECT seq, hash INTO last FROM (SELECT seq, hash, at FROM "Audit" WHERE "firmId" = firm ORDER BY seq LIMIT most) oldest
    WHERE at < due ORDER BY seq DESC LIMIT 1;
  IF NOT FOUND THEN RETURN 0; END IF;
  PERFORM set_config('concord.audit_prune', 'on', true);
  DELETE FROM "Audit" WHERE "firmId" = firm AND seq <= last.seq;
  GET DIAGNOSTICS removed = ROW_COUNT;
  PERFORM set_config('concord.audit_prune', '', true);
  UPDATE "AuditHead" SET "anchorSeq" = last.seq, "anchorHash" = last.hash WHERE "firmId" = firm;
  INSERT INTO "AuditPending" ("firmId", entries) VALUES (firm, jsonb_build_array(jsonb_build_object('kind', 'audit.prune',
    'detail', jsonb_build_object('last', last.seq, 'hash', encode(last.hash, 'hex'), 'rows', removed))));
  RETURN removed;
END $$;

REVOKE EXECUTE ON FUNCTION audit_chain() FROM PUBLIC;
REVOKE EXECUTE ON FUNCTION audit_prune(int) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION audit_prune(int) TO concord_app;

-- The firm of an installation that has exactly one: a refused sign-in names no firm.
CREATE FUNCTION cross_tenant_only_firm() RETURNS uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
AS $$ SELECT CASE WHEN count(*) = 1 THEN min(id::text)::uuid END FROM (SELECT id FROM "Firm" LIMIT 2) few $$;
REVOKE EXECUTE ON FUNCTION cross_tenant_only_firm() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION cross_tenant_only_firm() TO concord_app;

-- Every change of a contact, whatever code made it. What the owner of the tables writes, such as a restored backup, is not new.
CREATE FUNCTION audit_contact_edits() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF current_user <> 'concord_app' THEN RETURN NULL; END IF;
  INSERT INTO "AuditPending" ("firmId", entries)
  SELECT e."firmId", jsonb_agg(jsonb_strip_nulls(jsonb_build_object('kind', 'contact.' || e.kind, 'side', 'local',
    'userId', coalesce(e."userId", k."userId"), 'contactId', e."contactId", 'syncId', c."syncId", 'runId', c."runId",
    'changeId', e."changeId", 'importId', e."importId", 'sourceId', e.id,
    'digest', audit_digest(e.salt, coalesce(e."from"::text, '') || coalesce(e."to"::text, '')))))
  FROM new_rows e LEFT JOIN "Change" c ON c.id = e."changeId" LEFT JOIN "Sync" s ON s.id = c."syncId"
    LEFT JOIN "Connection" k ON k.id = s."connectionId"
  GROUP BY e."firmId";
  RETURN NULL;
END $$;
CREATE TRIGGER audited AFTER INSERT ON "ContactEdit" REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION audit_contact_edits();

CREATE FUNCTION audit_tag_edits() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF current_user <> 'concord_app' THEN RETURN NULL; END IF;
  INSERT INTO "AuditPending" ("firmId", entries)
  SELECT "firmId", jsonb_agg(jsonb_strip_nulls(jsonb_build_object('kind', 'contact.tags', 'side', 'local', 'userId', "userId",
    'contactId', "contactId", 'sourceId', id, 'digest', audit_digest(salt, added::text || removed::text))))
  FROM new_rows GROUP BY "firmId";
  RETURN NULL;
END $$;
CREATE TRIGGER audited AFTER INSERT ON "ContactTagEdit" REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION audit_tag_edits();

-- What a sync wrote in an account, and what a person decided.
CREATE FUNCTION salt_written_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.salt := gen_random_uuid();
  RETURN NEW;
END $$;
CREATE TRIGGER change_written BEFORE UPDATE OF state ON "Change" FOR EACH ROW
  WHEN (NEW.state = 'applied' AND OLD.state <> 'applied' AND NEW."writesRemote") EXECUTE FUNCTION salt_written_change();

CREATE FUNCTION audit_changes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF current_user <> 'concord_app' THEN RETURN NULL; END IF;
  EXECUTE $sql$
  INSERT INTO "AuditPending" ("firmId", entries)
  SELECT "firmId", jsonb_agg(jsonb_strip_nulls(jsonb_build_object('kind', kind, 'side', side, 'userId', "userId", 'contactId', "localId",
    'syncId', "syncId", 'runId', "runId", 'changeId', id, 'digest', digest, 'detail', detail)))
  FROM (
    SELECT n."firmId", CASE n.kind WHEN 'createRemote' THEN 'contact.create' WHEN 'deleteRemote' THEN 'contact.delete' ELSE 'contact.edit' END
        AS kind, 'remote' AS side, k."userId", n."localId", n."syncId", n."runId", n.id,
      audit_digest(n.salt, coalesce((n.body -> 'remote')::text, '')) AS digest, null::jsonb AS detail
    FROM new_rows n JOIN old_rows o ON o.id = n.id JOIN "Sync" s ON s.id = n."syncId" JOIN "Connection" k ON k.id = s."connectionId"
    WHERE n.state = 'applied' AND o.state <> 'applied' AND n."writesRemote" AND s.kind = 'contacts'
    UNION ALL
    SELECT n."firmId", 'decision', null, n."decidedById", CASE s.kind WHEN 'contacts' THEN n."localId" END, n."syncId", n."runId", n.id, null, n.answers
    FROM new_rows n JOIN old_rows o ON o.id = n.id JOIN "Sync" s ON s.id = n."syncId"
    WHERE n."decidedById" IS NOT NULL AND n."decidedAt" IS DISTINCT FROM o."decidedAt"
  ) entries
  GROUP BY "firmId"
  $sql$;
  RETURN NULL;
END $$;
CREATE TRIGGER audited AFTER UPDATE ON "Change" REFERENCING NEW TABLE AS new_rows OLD TABLE AS old_rows
  FOR EACH STATEMENT EXECUTE FUNCTION audit_changes();
