-- The value of a contact is one column. What lists and searches need stays derived from it, in columns of their own.
ALTER TABLE "Contact" ADD COLUMN value JSONB NOT NULL DEFAULT '{}';

UPDATE "Contact" SET value = jsonb_build_object(
  'kind', kind, 'prefix', prefix, 'firstName', "firstName", 'middleName', "middleName", 'lastName', "lastName", 'suffix', suffix,
  'nickname', nickname, 'company', company, 'title', title, 'department', department, 'notes', notes,
  'birthday', CASE WHEN num_nonnulls("birthYear", "birthMonth", "birthDay") > 0
    THEN jsonb_build_object('year', "birthYear", 'month', "birthMonth", 'day', "birthDay") END,
  'emails', emails, 'phones', phones, 'websites', websites, 'addresses', addresses);

ALTER TABLE "Contact"
  DROP COLUMN kind, DROP COLUMN prefix, DROP COLUMN "firstName", DROP COLUMN "middleName", DROP COLUMN "lastName", DROP COLUMN suffix,
  DROP COLUMN nickname, DROP COLUMN company, DROP COLUMN title, DROP COLUMN department, DROP COLUMN notes,
  DROP COLUMN "birthYear", DROP COLUMN "birthMonth", DROP COLUMN "birthDay",
  DROP COLUMN emails, DROP COLUMN phones, DROP COLUMN websites, DROP COLUMN addresses;
DROP TYPE "ContactKind";
