-- Person or company follows the names, on every write (kindOf in lib/contacts/contact.ts). Until now it was what the contact began as.
UPDATE "Contact" c SET kind = said.kind
FROM (
  SELECT id,
    CASE WHEN btrim(company) <> '' AND name IN ('', lower(btrim(company))) THEN 'company'::"ContactKind"
    ELSE 'person'::"ContactKind" END AS kind
  FROM (
    SELECT id, company,
      lower(btrim(concat_ws(' ', nullif(prefix, ''), nullif("firstName", ''), nullif("middleName", ''),
        nullif("lastName", ''), nullif(suffix, '')))) AS name
    FROM "Contact"
  ) named
) said
WHERE said.id = c.id AND said.kind <> c.kind;
