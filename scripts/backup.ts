// `npm run backup [-- FILE] [--plain]`: writes all of Concord's data to one file; Concord may be running.
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { Client } from 'pg'
import { recordForFirms } from '@/lib/ops/audit/record-for-firms'
import { KEY_FILE, sealingKey } from '@/lib/ops/backup/key'
import type { BackupKey } from '@/lib/ops/backup/sealed'
import { nameFor, writeBackup } from '@/lib/ops/backup/write'
import { openDatabase } from '@/lib/store/database/open'
import { unusable } from './parts/migrated-database'

const FOLDER = '.data/backups'

const { values, positionals } = parseArgs({ allowPositionals: true, options: { plain: { type: 'boolean' } } })
const [given] = positionals
if (!given) await mkdir(FOLDER, { recursive: true, mode: 0o711 })
const key = values.plain ? null : await sealingKey()
const path = given ?? join(FOLDER, `${nameFor(new Date())}${key ? '.sealed' : ''}`)
const database = await openDatabase()
const rows = await written()
  .catch((error: unknown) => {
    throw unusable(error)
  })
  .finally(database.leave)
console.log(`Written: ${path} (${rows} rows)
${wordsOf(key)} TOKEN_KEY is not in it: keep that too, elsewhere.`)

async function written(): Promise<number> {
  const rows = await writeBackup(database.url, path, key)
  const client = new Client({ connectionString: database.url, application_name: 'concord backup' })
  try {
    await client.connect()
    await recordForFirms(client, 'backup.make', { rows })
  } finally {
    await client.end()
  }
  return rows
}

function wordsOf(key: BackupKey | null): string {
  if (!key)
    return 'It is not encrypted: anyone who has it can read and change the contacts in it. Keep it safe.'
  const opener = key.kind === 'file' ? `the key file ${KEY_FILE}` : 'the passphrase BACKUP_KEY'
  return `It is sealed. Only ${opener} opens it: keep a copy of that in another place than the backups.`
}
