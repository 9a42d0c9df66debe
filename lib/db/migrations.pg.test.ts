// The migrations make exactly the database that the schema describes, once, however many ask.
import { expect, test } from 'vitest'
import { migrationNames } from './migration-files'
import { applyMigrations, sqlToSchema } from './migrations'
import { ownerPool, withDatabase } from './testing'

const database = withDatabase()

test('migrations and schema agree', async () => {
  expect(await sqlToSchema(database.url())).toBe('')
})

test('a difference is told as SQL', async () => {
  await ownerPool().query('ALTER TABLE "Firm" ADD COLUMN "extra" text')
  expect(await sqlToSchema(database.url())).toContain('DROP COLUMN "extra"')
  await ownerPool().query('ALTER TABLE "Firm" DROP COLUMN "extra"')
})

test('checks and partial indexes, which the schema cannot express, are no difference', async () => {
  await ownerPool().query('ALTER TABLE "Firm" ADD CONSTRAINT "named" CHECK (name <> \'\')')
  await ownerPool().query('CREATE UNIQUE INDEX "one_ana" ON "User" ("firmId") WHERE name = \'Ana\'')
  expect(await sqlToSchema(database.url())).toBe('')
})

test('several starters at once apply each migration once', async () => {
  await ownerPool().query('DROP SCHEMA public CASCADE; CREATE SCHEMA public')
  const applied = await Promise.all([1, 2, 3].map(() => applyMigrations(database.url())))
  expect(applied.flat()).toEqual(await migrationNames())
})

test('a migration that failed left nothing behind and is tried again', async () => {
  await ownerPool().query(
    'DROP SCHEMA public CASCADE; CREATE SCHEMA public; CREATE TYPE "RunKind" AS ENUM ()',
  )
  await expect(applyMigrations(database.url())).rejects.toThrow('already exists')
  await ownerPool().query('DROP TYPE "RunKind"')
  expect(await applyMigrations(database.url())).toEqual(await migrationNames())
})

test('Prisma finds its own note of what was applied', async () => {
  const { rows } = await ownerPool().query(
    'SELECT migration_name, finished_at FROM _prisma_migrations WHERE rolled_back_at IS NULL',
  )
  expect(rows).toEqual(
    (await migrationNames()).map((name) => ({ migration_name: name, finished_at: expect.any(Date) })),
  )
})
