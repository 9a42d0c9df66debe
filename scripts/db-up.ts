// `npm run db:up [-- NAME ...]`: keeps the embedded Postgres running until Ctrl-C, with the named databases migrated.
import { developmentCluster, ensureDatabase } from '@/lib/store/embedded/databases'
import { applyMigrations } from '@/lib/store/migrations/migrations'
import { stopAsked } from './parts/signals'

const cluster = await developmentCluster()
const names = process.argv.slice(2)
for (const name of names.length > 0 ? names : ['concord']) {
  const url = await ensureDatabase(cluster, name)
  await applyMigrations(url)
  console.log(`DATABASE_URL=${url}`)
}
console.log('Running until Ctrl-C.')
await stopAsked()
await cluster.leave()
