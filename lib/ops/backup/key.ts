// The key of backups: the passphrase BACKUP_KEY, or a key file beside the data that is created when it is first needed.
import { randomBytes } from 'node:crypto'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { env } from '@/lib/env'
import { BackupError } from './error'
import type { BackupKey } from './sealed'

export const KEY_FILE = '.data/backup.key'

/** The key for encryption. */
export async function sealingKey(file = KEY_FILE): Promise<BackupKey> {
  const { BACKUP_KEY } = env()
  if (BACKUP_KEY) return { kind: 'passphrase', text: BACKUP_KEY }
  await mkdir(dirname(file), { recursive: true, mode: 0o711 })
  // Fails if the file exists; then that file is the key.
  await writeFile(file, `${randomBytes(32).toString('base64')}\n`, { flag: 'wx', mode: 0o600 }).catch(
    () => undefined,
  )
  return keyIn(file, 'file')
}

/**
 * The key for decryption, of the kind that the file was encrypted with. `file` is given on the command line and may contain a passphrase
 * too.
 */
export async function openingKey(kind: BackupKey['kind'], file?: string): Promise<BackupKey> {
  if (file) return keyIn(file, kind)
  if (kind === 'file') return keyIn(KEY_FILE, kind)
  const { BACKUP_KEY } = env()
  if (BACKUP_KEY) return { kind, text: BACKUP_KEY }
  throw new BackupError(
    'The backup was sealed with a passphrase: set BACKUP_KEY to it, or add --key-file FILE.',
  )
}

async function keyIn(file: string, kind: BackupKey['kind']): Promise<BackupKey> {
  const text = await readFile(file, 'utf8').catch(() => {
    throw new BackupError(
      `The key file ${file} cannot be read. Name the one that the backup was sealed with: --key-file FILE.`,
    )
  })
  if (kind === 'passphrase') return { kind, text: text.trim() }
  const bytes = Buffer.from(text.trim(), 'base64')
  if (bytes.length !== 32)
    throw new BackupError(`${file} is not a key file of Concord: it must contain 32 bytes in base64.`)
  return { kind, bytes }
}
