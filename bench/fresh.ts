// A database of a benchmark's own, and a connection of its owner, who is not limited to one firm.
import { Client } from 'pg'
import { setEnv } from '@/lib/env'
import { closeDatabase, setDatabase } from '@/lib/store/database/client'
import { closeQueue } from '@/lib/store/database/queue'
import { freshDatabase } from '@/testing/database/fresh-databases'

/** `end` drops the database. Only figures go to stdout: the log is silent. */
export async function freshOwner() {
  setEnv({ LOG_LEVEL: 'silent' })
  const { url, drop } = await freshDatabase()
  await setDatabase(url)
  const owner = new Client({ connectionString: url })
  await owner.connect()
  const end = async () => {
    await owner.end()
    await closeQueue()
    await closeDatabase()
    await drop()
  }
  return { owner, url, end }
}
