// For *.pg.test.ts: one fresh, migrated database for the tests of a file, to which db(firmId) leads meanwhile, and which owner()
// shows whole: tests set it up and look at it across firms.
import { afterAll, beforeAll } from 'vitest'
import { closeDatabase, setDatabase } from './client'
import { type FreshDatabase, freshDatabase } from './fresh'
import type { PrismaClient } from './generated/client'
import { type Owner, openAsOwner } from './owner'

let opened: Owner | undefined

/** Every firm's rows; `ownerPool` is the same bare. */
export const owner = (): PrismaClient => theOwner().client
export const ownerPool = (): Owner['pool'] => theOwner().pool

function theOwner(): Owner {
  if (!opened) throw new Error('the database is there once the tests run')
  return opened
}

/** Call it at the top of the file; the database's address is there once the tests run. */
export function withDatabase(): { readonly url: () => string } {
  let fresh: FreshDatabase | undefined
  beforeAll(async () => {
    fresh = await freshDatabase()
    opened = openAsOwner(fresh.url)
    await setDatabase(fresh.url)
  })
  afterAll(async () => {
    await closeDatabase()
    await opened?.close()
    await fresh?.drop()
  })
  return { url: () => fresh?.url ?? '' }
}
