// Access to the database: one pool per process, opened on first use and kept across development reloads.
// Each caller names its firm, and the database returns only that firm's rows; private contacts only to their person (firm-pool.ts).
import { PrismaPg } from '@prisma/adapter-pg'
import { env, setEnv } from '@/lib/env'
import { insideTransaction } from '@/lib/transaction-scope'
import { EVERYONE, FirmPool, keyOf, type View } from './firm-pool'
import { type Prisma, PrismaClient } from './generated/client'
import { givenTexts } from './given-rows'
import { oneAtATime } from './one-at-a-time'
import { storableAdapter } from './storable-adapter'

type Open = {
  readonly pool: FirmPool
  readonly client: PrismaClient
  /** Clients bound to a firm: light wrappers of the one client. */
  readonly bound: Map<string, Db>
}

/** A transaction, bound to its firm. */
export type Tx = Prisma.TransactionClient

/**
 * The client for one firm. It lacks `findUnique`: Prisma joins such calls of one tick into one query across callers, so two firms could
 * share a query. A transaction has it, since it shares nothing.
 */
export type Db = { readonly [Name in keyof Tx]: Bound<Tx[Name]> }
type Bound<T> = T extends { findUnique: unknown } ? Omit<T, 'findUnique' | 'findUniqueOrThrow'> : T

declare global {
  var concordDatabase: Open | undefined
}

/** Enough for the few parallel queries of a page and for a worker's step; several processes share Postgres's hundred connections. */
const POOL_SIZE = 10
/** Longer than the pool's own limit, whose error is clearer (firm-pool.ts). */
const MAX_WAIT_MS = 20_000
/** Wrappers that are cached. */
const MOST_BOUND = 500

/** The database's URL with its owner's login; known after `openDatabase` or from the environment. */
export function databaseUrl(): string {
  const url = env().DATABASE_URL
  if (!url) throw new Error('No database yet: openDatabase comes first.')
  return url
}

/** The database as the firm sees it, or, given an actor, as that person sees it: with the contacts that are only theirs. */
export const db = (view: View): Db => boundTo(view)

/** The firm with everyone's private contacts: for work of the program itself, whose result no person reads. */
export const asEveryone = (firmId: string): View => ({ firmId, userId: EVERYONE })

/** Within `work`, `db(firmId)` and `withTransaction(firmId)` see what this person sees. A worker acts for the owner of a sync. */
export const asPerson = <T>(userId: string, work: () => Promise<T>): Promise<T> =>
  open().pool.asPerson(userId, work)

/** For data that belongs to no firm: account leases and cross-tenant lookups (cross-tenant.ts). */
export const dbOfNoFirm = (): Db => boundTo(null)

/**
 * Runs the callback in one transaction of the firm (`view`: as for `db`). The limits are generous, since a batch of a sync may take long. The callback may use
 * only this transaction: `db`, another `withTransaction`, the queue and every provider throw InsideTransaction within it
 * (lib/transaction-scope.ts).
 */
export function withTransaction<T>(view: View, work: (tx: Tx) => Promise<T>): Promise<T> {
  const { pool, client } = open()
  const alone = (tx: Tx) => insideTransaction(() => work(tx))
  return pool.forFirm(view, () => client.$transaction(alone, { maxWait: MAX_WAIT_MS, timeout: 60_000 }))
}

/** How often this process has lost the database so far. A failure while this number grows is not a bug of ours. */
export const databaseLosses = (): number => globalThis.concordDatabase?.pool.losses ?? 0

/** From now on this process uses the database at the URL. */
export async function setDatabase(url: string): Promise<void> {
  await closeDatabase()
  setEnv({ DATABASE_URL: url, DATABASE_APP_URL: '' })
}

export async function closeDatabase(): Promise<void> {
  const was = globalThis.concordDatabase
  globalThis.concordDatabase = undefined
  await was?.client.$disconnect()
  await was?.pool.end()
}

function boundTo(view: View | null): Db {
  const { bound, pool, client } = open()
  const key = keyOf(view)
  const known = bound.get(key)
  if (known) return known
  if (bound.size >= MOST_BOUND) bound.clear()
  const made = bind(client, pool, view)
  bound.set(key, made)
  return made
}

// The await makes the query begin within the firm's scope: Prisma's promises do nothing until they are awaited.
function bind(client: PrismaClient, pool: FirmPool, view: View | null): Db {
  return client.$extends({
    query: {
      $allOperations({ operation, args, query }) {
        if (operation.startsWith('findUnique'))
          throw new Error(`${operation} is not bound to a firm: use findFirst.`)
        return pool.forFirm(view, async () => await query(args))
      },
    },
  }) as unknown as Db
}

function open(): Open {
  globalThis.concordDatabase ??= connect(databaseUrl())
  return globalThis.concordDatabase
}

function connect(url: string): Open {
  const pool = new FirmPool(url, POOL_SIZE)
  // A broken idle connection (after a restart of Postgres) must not end the process; the next query reports it or reconnects.
  pool.on('error', () => undefined)
  return {
    pool,
    client: new PrismaClient({ adapter: givenTexts(storableAdapter(oneAtATime(new PrismaPg(pool)))) }),
    bound: new Map(),
  }
}
