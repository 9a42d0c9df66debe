// `npm run backup [-- FILE]`: writes all that Concord remembers to one file, while it works or not.
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { nameFor, writeBackup } from '@/lib/db/backup/write'
import { openDatabase } from '@/lib/db/open'
import { unusable } from './migrated-database'

const FOLDER = '.data/backups'

const given = process.argv[2]
if (!given) await mkdir(FOLDER, { recursive: true, mode: 0o711 })
const path = given ?? join(FOLDER, nameFor(new Date()))
const database = await openDatabase()
const rows = await writeBackup(database.url, path)
  .catch((error: unknown) => {
    throw unusable(error)
  })
  .finally(database.leave)
console.log(`Written: ${path} (${rows} rows)
It holds contacts and sealed tokens: keep it safe. TOKEN_KEY is not in it: keep that too, elsewhere.`)
