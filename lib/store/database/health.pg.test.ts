// The answer of /api/health in each state of the database.
import { expect, test } from 'vitest'
import { ownerPool, withDatabase } from '@/testing/database/test-database'
import { setDatabase } from './client'
import { health } from './health'

const database = withDatabase()

test('a migrated database that answers is healthy', async () => {
  expect(await health()).toEqual({ kind: 'ok' })
})

test('a migration that did not end well counts as pending', async () => {
  await ownerPool().query('UPDATE _prisma_migrations SET finished_at = NULL')
  expect(await health()).toEqual({
    kind: 'unavailable',
    reason: expect.stringContaining('Migrations are pending'),
  })
})

test('a database that was never migrated says so', async () => {
  await ownerPool().query('DROP TABLE _prisma_migrations')
  expect(await health()).toEqual({
    kind: 'unavailable',
    reason: expect.stringContaining('Migrations are pending'),
  })
})

test('a database that cannot be reached is reported without its address', async () => {
  await setDatabase(database.url().replace(/:\d+\//, ':1/'))
  expect(await health()).toEqual({ kind: 'unavailable', reason: 'The database does not answer.' })
})
