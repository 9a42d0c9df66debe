-- The tags of a contact and their history are as visible as the contact.
DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['ContactTag', 'ContactTagEdit'] LOOP
    EXECUTE format('CREATE POLICY only_mine ON %I AS RESTRICTIVE
      USING ((SELECT current_person()) = ''all'' OR EXISTS (SELECT FROM "Contact" c WHERE c.id = "contactId"))
      WITH CHECK (true)', name);
  END LOOP;
END $$;
