// For *.pg.test.ts: one fresh, migrated database for the tests of a file, to which db() and pool() lead meanwhile.
import { afterAll, beforeAll } from 'vitest'
import { closeDatabase, setDatabase } from './client'
import { type FreshDatabase, freshDatabase } from './fresh'

/** Call it at the top of the file; the database's address is there once the tests run. */
export function withDatabase(): { readonly url: () => string } {
  let fresh: FreshDatabase | undefined
  beforeAll(async () => {
    fresh = await freshDatabase()
    await setDatabase(fresh.url)
  })
  afterAll(async () => {
    await closeDatabase()
    await fresh?.drop()
  })
  return { url: () => fresh?.url ?? '' }
}
