// Starts the tests' Postgres once, before the database tests, and keeps it until the last test file is done.
import { testCluster } from '@/lib/store/embedded/databases'
import { freshDatabase } from './fresh-databases'

export default async function setUp(): Promise<() => Promise<void>> {
  const cluster = await testCluster()
  // Creates the template before several files need it at once.
  await (await freshDatabase()).drop()
  return cluster.leave
}
