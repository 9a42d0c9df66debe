// Opens the database of this process: the one in the settings, otherwise the embedded Postgres of this checkout.
import { env } from '@/lib/env'
import { DEVELOPMENT_FOLDER, developmentCluster, ensureDatabase } from '@/lib/store/embedded/databases'
import { setDatabase } from './client'

export type OpenDatabase = {
  readonly url: string
  /** Leaves the embedded Postgres; the last process to leave stops it. */
  readonly leave: () => Promise<void>
  /** The folder of the embedded Postgres, if not .data/postgres. */
  readonly elsewhere?: string
}

/** `embedded` is the database's name within the embedded Postgres. */
export async function openDatabase(embedded = 'concord'): Promise<OpenDatabase> {
  const given = env().DATABASE_URL
  if (given) return { url: given, leave: async () => undefined }
  const cluster = await developmentCluster()
  const url = await ensureDatabase(cluster, embedded)
  await setDatabase(url)
  const moved = cluster.folder !== DEVELOPMENT_FOLDER
  return { url, leave: cluster.leave, ...(moved ? { elsewhere: cluster.folder } : {}) }
}
