-- A check that adds shared contacts to an account looks at the private contacts of its person (lib/worker/compare/held-additions.ts), which are few.
CREATE INDEX "Contact_mine" ON "Contact" ("firmId", "ownerId") WHERE "ownerId" IS NOT NULL AND "deletedAt" IS NULL;
