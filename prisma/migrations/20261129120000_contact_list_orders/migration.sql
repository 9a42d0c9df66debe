-- The list of contacts by its last change, and its companies alone.
CREATE INDEX "Contact_changed" ON "Contact" ("firmId", "updatedAt", id) WHERE "deletedAt" IS NULL;
CREATE INDEX "Contact_companies" ON "Contact" ("firmId", "sortKey", id) WHERE "deletedAt" IS NULL AND value->>'kind' = 'company';
