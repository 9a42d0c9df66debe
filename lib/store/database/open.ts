// Which database this process uses: the one the settings name, else the embedded Postgres of this checkout.
import { env } from '@/lib/env'
import { DEVELOPMENT_FOLDER, developmentCluster, ensureDatabase } from '@/lib/store/embedded/databases'
import { setDatabase } from './client'

export type OpenDatabase = {
  readonly url: string
  /** Releases the embedded Postgres; the last process to leave stops it. */
  readonly leave: () => Promise<void>
  /** Where the embedded Postgres has its files, if not in .data/postgres. */
  readonly elsewhere?: string
}

/** `embedded` names the database within the embedded Postgres. */
export async function openDatabase(embedded = 'concord'): Promise<OpenDatabase> {
  const given = env().DATABASE_URL
  if (given) return { url: given, leave: async () => undefined }
  const cluster = await developmentCluster()
  const url = await ensureDatabase(cluster, embedded)
  await setDatabase(url)
  const moved = cluster.folder !== DEVELOPMENT_FOLDER
  return { url, leave: cluster.leave, ...(moved ? { elsewhere: cluster.folder } : {}) }
}
