// The two clusters of a checkout, and how databases are created in them.
import { resolve } from 'node:path'
import { Client, DatabaseError, type QueryResult } from 'pg'
import { type Cluster, joinCluster } from './cluster'

/** The data of `npm run dev`, `demo` and `start` if DATABASE_URL is not set. */
export const DEVELOPMENT_FOLDER = resolve('.data/postgres')
export const developmentCluster = (): Promise<Cluster> => joinCluster(DEVELOPMENT_FOLDER)

// The tests' cluster need not survive a power failure, so it does not wait for the disk.
const careless = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off']

/** Has databases that exist for one test file; people's data never goes here. */
export const testCluster = (): Promise<Cluster> => joinCluster(resolve('.data/test-postgres'), careless)

/** Runs a statement that cannot run inside the database that it is about. */
export async function runOnCluster(
  cluster: Cluster,
  sql: string,
  values: readonly string[] = [],
): Promise<QueryResult> {
  const client = new Client({ connectionString: cluster.url('postgres') })
  await client.connect()
  try {
    return await client.query(sql, [...values])
  } finally {
    await client.end()
  }
}

/** Creates the database if it does not exist and returns its URL. */
export async function ensureDatabase(cluster: Cluster, name: string): Promise<string> {
  const { rowCount } = await runOnCluster(cluster, 'SELECT 1 FROM pg_database WHERE datname = $1', [name])
  if (rowCount === 0) {
    await runOnCluster(cluster, `CREATE DATABASE "${name}"`).catch((error: unknown) => {
      if (!madeMeanwhile(error)) throw error
    })
  }
  return cluster.url(name)
}

// Another process created it: 42P04 if earlier, 23505 if at the same moment.
const madeMeanwhile = (error: unknown): boolean =>
  error instanceof DatabaseError && (error.code === '42P04' || error.code === '23505')
