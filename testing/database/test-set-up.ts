// Before the database tests: the tests' Postgres is started once and kept until the last test file is done.
import { testCluster } from '@/lib/store/embedded/databases'
import { freshDatabase } from './fresh-databases'

export default async function setUp(): Promise<() => Promise<void>> {
  const cluster = await testCluster()
  // Makes the template before several files ask for it at once.
  await (await freshDatabase()).drop()
  return cluster.leave
}
