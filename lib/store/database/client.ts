// The way to the database: one pool for each process, opened when first asked for and kept through the reloads of development.
// Each caller names its firm; the database shows the rows of that firm and no other (firm-pool.ts).
import { PrismaPg } from '@prisma/adapter-pg'
import { env, setEnv } from '@/lib/env'
import { insideTransaction } from '@/lib/transaction-scope'
import { FirmPool } from './firm-pool'
import { type Prisma, PrismaClient } from './generated/client'
import { storableAdapter } from './storable-adapter'

type Open = {
  readonly pool: FirmPool
  readonly client: PrismaClient
  /** Clients bound to a firm: light shells around the one client. */
  readonly bound: Map<string | null, Db>
}

/** A transaction, bound to its firm from its beginning to its end. */
export type Tx = Prisma.TransactionClient

/**
 * The client for one firm. Without `findUnique`: Prisma joins such calls of one tick into one query, across callers, and
 * so would two firms share one. A transaction may have it, since it shares with nobody.
 */
export type Db = { readonly [Name in keyof Tx]: Bound<Tx[Name]> }
type Bound<T> = T extends { findUnique: unknown } ? Omit<T, 'findUnique' | 'findUniqueOrThrow'> : T

declare global {
  var concordDatabase: Open | undefined
}

/** Enough for a page's few queries at a time and a worker's step; several processes share Postgres's hundred. */
const POOL_SIZE = 10
/** The pool's own limit comes first: its error says what is the matter (firm-pool.ts). */
const MAX_WAIT_MS = 20_000
/** Shells kept for the next query of the same firm. */
const MOST_BOUND = 500

/** Address of the database, as its owner; known once `openDatabase` or the environment gave one. */
export function databaseUrl(): string {
  const url = env().DATABASE_URL
  if (!url) throw new Error('No database yet: openDatabase comes first.')
  return url
}

/** The database as the firm sees it. */
export const db = (firmId: string): Db => boundTo(firmId)

/** For what belongs to no firm: account leases and cross-tenant lookups (cross-tenant.ts). */
export const dbOfNoFirm = (): Db => boundTo(null)

/**
 * Runs the callback in one transaction of the firm; it may run long (a batch of a sync), hence the generous limits. The callback
 * uses this transaction and nothing else: `db`, another `withTransaction`, the queue and every provider throw InsideTransaction
 * within it (lib/transaction-scope.ts).
 */
export function withTransaction<T>(firmId: string, work: (tx: Tx) => Promise<T>): Promise<T> {
  const { pool, client } = open()
  const alone = (tx: Tx) => insideTransaction(() => work(tx))
  return pool.forFirm(firmId, () => client.$transaction(alone, { maxWait: MAX_WAIT_MS, timeout: 60_000 }))
}

/** How often this process lost the database so far. What fails while it grows says nothing of our own code. */
export const databaseLosses = (): number => globalThis.concordDatabase?.pool.losses ?? 0

/** From now on this process works on the database at the address. */
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

function boundTo(firmId: string | null): Db {
  const { bound, pool, client } = open()
  const known = bound.get(firmId)
  if (known) return known
  if (bound.size >= MOST_BOUND) bound.clear()
  const made = bind(client, pool, firmId)
  bound.set(firmId, made)
  return made
}

// The query begins within the firm's scope, hence the await: Prisma's promises do nothing until somebody waits for them.
function bind(client: PrismaClient, pool: FirmPool, firmId: string | null): Db {
  return client.$extends({
    query: {
      $allOperations({ operation, args, query }) {
        if (operation.startsWith('findUnique'))
          throw new Error(`${operation} is not bound to a firm: use findFirst.`)
        return pool.forFirm(firmId, async () => await query(args))
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
  // An idle connection that breaks (a restart of Postgres) must not end the process; the next query reports or reconnects.
  pool.on('error', () => undefined)
  return {
    pool,
    client: new PrismaClient({ adapter: storableAdapter(new PrismaPg(pool)) }),
    bound: new Map(),
  }
}
