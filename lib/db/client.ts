// The connection to the database: one pool for each process, opened when first asked for and kept through the reloads of
// development. `pool()` is the same pool bare, for SQL that matters.
import { PrismaPg } from '@prisma/adapter-pg'
import { Pool } from 'pg'
import { env, setEnv } from '../env'
import { type Prisma, PrismaClient } from './generated/client'

type Open = { readonly url: string; readonly pool: Pool; readonly client: PrismaClient }

/** A transaction, or the client outside one: what functions that write take. */
export type Tx = Prisma.TransactionClient

declare global {
  var concordDatabase: Open | undefined
}

/** Enough for a page's few queries at a time and a worker's step; several processes share Postgres's hundred. */
const POOL_SIZE = 10

/** Address of the database; known once `openDatabase` or the environment gave one. */
export function databaseUrl(): string {
  const url = env().DATABASE_URL
  if (!url) throw new Error('No database yet: openDatabase comes first.')
  return url
}

export const db = (): PrismaClient => open().client
export const pool = (): Pool => open().pool

/** Runs the callback in one transaction; it may run long (a batch of a sync), hence the generous limits. */
export function withTransaction<T>(work: (tx: Prisma.TransactionClient) => Promise<T>): Promise<T> {
  return db().$transaction(work, { maxWait: 15_000, timeout: 60_000 })
}

/** From now on this process works on the database at the address. */
export async function setDatabase(url: string): Promise<void> {
  await closeDatabase()
  setEnv({ DATABASE_URL: url })
}

export async function closeDatabase(): Promise<void> {
  const was = globalThis.concordDatabase
  globalThis.concordDatabase = undefined
  await was?.client.$disconnect()
  await was?.pool.end()
}

function open(): Open {
  globalThis.concordDatabase ??= connect(databaseUrl())
  return globalThis.concordDatabase
}

function connect(url: string): Open {
  const opened = new Pool({ connectionString: url, max: POOL_SIZE, application_name: 'concord' })
  // An idle connection that breaks (a restart of Postgres) must not end the process; the next query reports or reconnects.
  opened.on('error', () => undefined)
  return { url, pool: opened, client: new PrismaClient({ adapter: new PrismaPg(opened) }) }
}
