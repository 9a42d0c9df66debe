// For *.pg.test.ts: a new, migrated database for the tests of a file. db(firmId) uses it, and owner() sees all of it: tests prepare and
// check data across firms.
import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { afterAll, beforeAll } from 'vitest'
import { closeDatabase, setDatabase } from '@/lib/store/database/client'
import type { PrismaClient } from '@/lib/store/database/generated/client'
import { type Owner, openAsOwner } from '@/lib/store/database/owner'
import { closeQueue } from '@/lib/store/database/queue'
import { isInsideTransaction } from '@/lib/transaction-scope'
import { type FreshDatabase, freshDatabase } from './fresh-databases'

let opened: Owner | undefined

/** Rows of every firm; `ownerPool` is the same without Prisma. */
export const owner = (): PrismaClient => theOwner().client
export const ownerPool = (): Owner['pool'] => theOwner().pool

function theOwner(): Owner {
  if (!opened) throw new Error('the database is there once the tests run')
  return opened
}

/** Node's own http client (openid-client) and its fetch (googleapis). */
const NETWORK = ['http.client.request.start', 'undici:request:create'] as const

/** pg will refuse several queries at once on one connection. Node warns once per process, and each test file has a process of its own. */
const AT_ONCE = 'already executing a query'

/**
 * Call it at the top of the file; the database's URL is available once the tests run. Afterwards it closes the queue and
 * the database, and fails if a network call began inside a transaction, or if a
 * connection was asked several queries at once.
 */
export function withDatabase(): { readonly url: () => string } {
  let fresh: FreshDatabase | undefined
  let callsInside = 0
  const count = () => {
    if (isInsideTransaction()) callsInside += 1
  }
  const warnings: Error[] = []
  const warned = (warning: Error) => {
    if (warning.message.includes(AT_ONCE)) warnings.push(warning)
  }
  beforeAll(async () => {
    for (const channel of NETWORK) subscribe(channel, count)
    process.on('warning', warned)
    fresh = await freshDatabase()
    opened = openAsOwner(fresh.url)
    await setDatabase(fresh.url)
  })
  afterAll(async () => {
    // Most suites wake a run somewhere, which opens it.
    await closeQueue()
    await closeDatabase()
    await opened?.close()
    await fresh?.drop()
    for (const channel of NETWORK) unsubscribe(channel, count)
    process.off('warning', warned)
    if (callsInside > 0) throw new Error(`${callsInside} network calls began inside a transaction`)
    if (warnings[0]) throw warnings[0]
  })
  return { url: () => fresh?.url ?? '' }
}
