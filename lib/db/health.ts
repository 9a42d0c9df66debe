// Whether Concord can work: the database answers and has every migration of this checkout.
import { Client } from 'pg'
import { env } from '../env'
import { migrationNames } from './migration-files'

export type Health = { readonly kind: 'ok' } | { readonly kind: 'unavailable'; readonly reason: string }

/** Longest wait for a connection, and again for an answer. */
const PATIENCE_MS = 3000

const unavailable = (reason: string): Health => ({ kind: 'unavailable', reason })

/** Looks with a connection of its own: pages that wait for a connection must not make Concord look dead. */
export async function health(): Promise<Health> {
  const applied = await appliedMigrations().catch(() => undefined)
  if (!applied) return unavailable('The database does not answer.')
  const pending = (await migrationNames()).filter((name) => !applied.has(name))
  return pending.length === 0
    ? { kind: 'ok' }
    : unavailable('Migrations are pending: run npm run db:migrate.')
}

async function appliedMigrations(): Promise<ReadonlySet<string>> {
  const client = new Client({
    connectionString: env().DATABASE_URL,
    connectionTimeoutMillis: PATIENCE_MS,
    query_timeout: PATIENCE_MS,
    application_name: 'concord health',
  })
  client.on('error', () => undefined)
  try {
    await client.connect()
    const answer = await client.query<{ name: string }>(
      'SELECT migration_name AS name FROM _prisma_migrations WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL',
    )
    return new Set(answer.rows.map((row) => row.name))
  } catch (error) {
    // 42P01: the table is missing, so the database answers but was never migrated.
    if (error instanceof Error && 'code' in error && error.code === '42P01') return new Set()
    throw error
  } finally {
    await client.end().catch(() => undefined)
  }
}
