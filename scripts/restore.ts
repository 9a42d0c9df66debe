// `npm run restore -- FILE [--replace] [--key-file FILE] [--plain]`: restores the database from a backup.
import { parseArgs } from 'node:util'
import { BackupError } from '@/lib/ops/backup/error'
import { openingKey } from '@/lib/ops/backup/key'
import { restoreBackup } from '@/lib/ops/backup/restore'
import { openDatabase } from '@/lib/store/database/open'
import { unusable } from './parts/migrated-database'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { replace: { type: 'boolean' }, plain: { type: 'boolean' }, 'key-file': { type: 'string' } },
})
const [path] = positionals
if (!path || positionals.length > 1)
  throw new BackupError('Which backup? npm run restore -- FILE, and --replace to overwrite a firm.')
const database = await openDatabase()
const { head, rows, stopped } = await restoreBackup(database.url, path, {
  replace: values.replace ?? false,
  plain: values.plain ?? false,
  keyFor: (kind) => openingKey(kind, values['key-file']),
  now: new Date(),
})
  .catch((error: unknown) => {
    throw unusable(error)
  })
  .finally(database.leave)
console.log(`Restored: the state of ${head.madeAt.toISOString()} (${rows} rows).
${stopped === 1 ? 'One sync ran then and waits for its person' : `${stopped} syncs ran then and wait for their people`} now: see "After a restore" in docs/hosting.md.`)
// The schema engine leaves a timer of ten seconds; nothing else is running.
process.exit(0)
