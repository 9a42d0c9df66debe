-- Search texts forget quotes, kinds of dashes, invisible marks and letters that have no accent to lose, as `searchable` in
-- lib/contacts/find.ts does for what is written from now on.
CREATE FUNCTION pg_temp.searchable(stored text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT btrim(regexp_replace(
    replace(replace(replace(replace(translate(regexp_replace(regexp_replace(stored,
      E'[\'"`\u00b4\u00ab\u00bb\u02b9-\u02bd\u02c8\u2018-\u201f\u2032-\u2037\u2039\u203a\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]', '', 'g'),
      E'[\u2010-\u2015\u2043\u2212]', '-', 'g'),
      E'\u00f8\u0142\u0111\u00f0\u0127\u0131\u03c2', E'olddhi\u03c3'),
      E'\u00df', 'ss'), E'\u00e6', 'ae'), E'\u0153', 'oe'), E'\u00fe', 'th'),
    ' +', ' ', 'g'))
$$;

UPDATE "Contact" SET search = pg_temp.searchable(search) WHERE search <> pg_temp.searchable(search);
UPDATE "Change" SET search = pg_temp.searchable(search) WHERE search <> pg_temp.searchable(search);

-- An acute accent that stood for an apostrophe had become a space.
UPDATE "Contact" SET search = search || ' ' || pg_temp.searchable(lower(concat_ws(' ', "firstName", "middleName", "lastName", nickname, company)))
WHERE concat("firstName", "middleName", "lastName", nickname, company) LIKE E'%\u00b4%';
