// Whether Concord can work: the database answers and has every migration of this checkout.
import { Client, DatabaseError } from 'pg'
import { migrationNames } from '@/lib/store/migrations/migration-files'
import { appUrl } from './app-login'
import { databaseUrl } from './client'

export type Health = { readonly kind: 'ok' } | { readonly kind: 'unavailable'; readonly reason: string }

/** The timeout for a connection, and again for an answer. */
const PATIENCE = { connectionTimeoutMillis: 3000, query_timeout: 3000 }

/** The database answers but lacks our role (22023), the table (42P01) or the right to read it (42501). */
const NOT_MIGRATED = new Set(['22023', '42P01', '42501'])

const unavailable = (reason: string): Health => ({ kind: 'unavailable', reason })

export const SILENT = unavailable('The database does not answer.')

/** Uses its own connection: pages waiting for a connection must not make Concord look dead. */
export async function health(): Promise<Health> {
  const applied = await appliedMigrations().catch(() => undefined)
  if (!applied) return SILENT
  const pending = (await migrationNames()).filter((name) => !applied.has(name))
  return pending.length === 0
    ? { kind: 'ok' }
    : unavailable('Migrations are pending: run npm run db:migrate.')
}

async function appliedMigrations(): Promise<ReadonlySet<string>> {
  try {
    return await migrationsSeenBy(await appUrl(databaseUrl(), PATIENCE))
  } catch (error) {
    if (error instanceof DatabaseError && NOT_MIGRATED.has(error.code ?? '')) return new Set()
    throw error
  }
}

async function migrationsSeenBy(connectionString: string): Promise<ReadonlySet<string>> {
  const client = new Client({
    connectionString,
    ...PATIENCE,
    application_name: 'concord health',
  })
  client.on('error', () => undefined)
  try {
    await client.connect()
    const answer = await client.query<{ name: string }>(
      'SELECT migration_name AS name FROM _prisma_migrations WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL',
    )
    return new Set(answer.rows.map((row) => row.name))
  } finally {
    await client.end().catch(() => undefined)
  }
}
