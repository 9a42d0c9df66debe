// The two clusters of a checkout, and making databases in them.
import { resolve } from 'node:path'
import { Client, DatabaseError, type QueryResult } from 'pg'
import { type Cluster, joinCluster } from './cluster'

/** Holds what `npm run dev`, `demo` and `start` keep when no DATABASE_URL is set. */
export const DEVELOPMENT_FOLDER = resolve('.data/postgres')
export const developmentCluster = (): Promise<Cluster> => joinCluster(DEVELOPMENT_FOLDER)

// Nothing in the tests' cluster is worth surviving a power cut, so it never waits for the disk.
const careless = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off']

/** Holds databases that live for one test file; never the place of anything a person keeps. */
export const testCluster = (): Promise<Cluster> => joinCluster(resolve('.data/test-postgres'), careless)

/** Runs one statement that cannot run inside the database it is about. */
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

/** Makes sure the database exists and gives its address. */
export async function ensureDatabase(cluster: Cluster, name: string): Promise<string> {
  const { rowCount } = await runOnCluster(cluster, 'SELECT 1 FROM pg_database WHERE datname = $1', [name])
  if (rowCount === 0) {
    await runOnCluster(cluster, `CREATE DATABASE "${name}"`).catch((error: unknown) => {
      if (!madeMeanwhile(error)) throw error
    })
  }
  return cluster.url(name)
}

// By another process: 42P04 when it was first, 23505 at the very same moment.
const madeMeanwhile = (error: unknown): boolean =>
  error instanceof DatabaseError && (error.code === '42P04' || error.code === '23505')
