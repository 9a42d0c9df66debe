-- A contact that is only one person's. All contacts of before are the firm's.
ALTER TABLE "Contact" ADD COLUMN "ownerId" UUID;

-- Whether contacts that the sync adds here are only its person's; of one change: what was decided about it in the preview.
ALTER TABLE "Sync" ADD COLUMN "addsOnlyMine" BOOLEAN NOT NULL DEFAULT false;
ALTER TABLE "Change" ADD COLUMN "onlyMine" BOOLEAN;

-- The exclusion of a pair whose contact a colleague made private. It ends when the contact is shared again.
ALTER TABLE "Exclusion" ADD COLUMN "madePrivate" BOOLEAN NOT NULL DEFAULT false;

-- Whose private contacts the connection sees: a person's id, 'all' for the work of the program itself, or nobody's.
CREATE FUNCTION current_person() RETURNS text LANGUAGE sql STABLE
  AS $$ SELECT coalesce(current_setting('concord.person', true), '') $$;

CREATE POLICY only_mine ON "Contact" AS RESTRICTIVE
  USING ("ownerId" IS NULL OR "ownerId"::text = (SELECT current_person()) OR (SELECT current_person()) = 'all');

-- A history is as visible as its contact.
CREATE POLICY only_mine ON "ContactEdit" AS RESTRICTIVE
  USING ((SELECT current_person()) = 'all' OR EXISTS (SELECT FROM "Contact" c WHERE c.id = "contactId"))
  WITH CHECK (true);

-- A link of a contact that its sync cannot see must not count as deleted here. While the pair is excluded it rests;
-- when the exclusion ends, the account's contact is one without a link.
CREATE FUNCTION exclusion_ended() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM "Sync" s WHERE s.id = OLD."syncId" AND s.kind = 'contacts')
    AND NOT EXISTS (SELECT FROM "Contact" c WHERE c.id = OLD."localId") THEN
    DELETE FROM "Link" l WHERE l."syncId" = OLD."syncId" AND l."localId" = OLD."localId";
  END IF;
  RETURN NULL;
END $$;

CREATE TRIGGER exclusion_ended AFTER DELETE ON "Exclusion"
  FOR EACH ROW WHEN (OLD."localId" IS NOT NULL) EXECUTE FUNCTION exclusion_ended();
