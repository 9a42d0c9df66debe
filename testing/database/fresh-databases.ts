// Databases for tests: each is a copy of a template with all migrations, created in some tens of milliseconds in the tests' own embedded
// Postgres, whatever DATABASE_URL says. Several test processes create them at once.
import { createHash, randomBytes } from 'node:crypto'
import { Client } from 'pg'
import { APP_ROLE } from '@/lib/store/database/role'
import type { Cluster } from '@/lib/store/embedded/cluster'
import { ensureDatabase, runOnCluster, testCluster } from '@/lib/store/embedded/databases'
import { migrationNames, migrationSql } from '@/lib/store/migrations/migration-files'
import { applyMigrations } from '@/lib/store/migrations/migrations'

export type FreshDatabase = { readonly url: string; readonly drop: () => Promise<void> }

const TEMPLATE_LOCK = 732_511_403

/** A new, empty, migrated database; the caller drops it. */
export async function freshDatabase(): Promise<FreshDatabase> {
  const cluster = await testCluster()
  const name = `test_${process.pid}_${randomBytes(4).toString('hex')}`
  await runOnCluster(cluster, `CREATE DATABASE "${name}" TEMPLATE "${await template(cluster)}"`)
  return { url: cluster.url(name), drop: () => drop(cluster, name) }
}

async function drop(cluster: Cluster, name: string): Promise<void> {
  const { rows } = await runOnCluster(
    cluster,
    `SELECT rolname AS login FROM pg_roles JOIN pg_database d ON rolname = '${APP_ROLE}_' || d.oid WHERE datname = $1`,
    [name],
  )
  await runOnCluster(cluster, `DROP DATABASE IF EXISTS "${name}" WITH (FORCE)`)
  for (const { login } of rows) await runOnCluster(cluster, `DROP ROLE IF EXISTS ${login}`)
  await cluster.leave()
}

/** The template for the current migrations, created on first use. */
async function template(cluster: Cluster): Promise<string> {
  // Its copies share its login (app-login.ts).
  const name = `template_${await migrationsHash()}_login`
  const client = new Client({ connectionString: cluster.url('postgres') })
  await client.connect()
  try {
    await client.query('SELECT pg_advisory_lock($1)', [TEMPLATE_LOCK])
    const found = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [name])
    if (found.rowCount === 0) await makeTemplate(cluster, client, name)
  } finally {
    await client.end()
  }
  return name
}

// Migrated under another name and renamed when complete, so that a half-made template of a killed process is never used.
async function makeTemplate(cluster: Cluster, client: Client, name: string): Promise<void> {
  const unfinished = `${name}_unfinished`
  await client.query(`DROP DATABASE IF EXISTS "${unfinished}" WITH (FORCE)`)
  await applyMigrations(await ensureDatabase(cluster, unfinished))
  await client.query(`ALTER DATABASE "${unfinished}" RENAME TO "${name}"`)
}

async function migrationsHash(): Promise<string> {
  const hash = createHash('sha256')
  for (const name of await migrationNames()) {
    hash.update(name).update(await migrationSql(name))
  }
  return hash.digest('hex').slice(0, 16)
}
