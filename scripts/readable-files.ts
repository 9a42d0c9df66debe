// Files with secrets or contacts that others on this machine can read: named at the start, with the command that closes them.
import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'

/** Nobody but their owner has to read these. A folder may be passed by others: Postgres's user has to. */
const SECRET_FILES = ['.env', '.env.local', '.env.production', '.data/secrets.json', '.data/backup.key']
const FOLDERS = ['.data', '.data/postgres', '.data/backups']

/** What to run to close each file or folder that others can read or write. Empty where the system knows no such rights. */
export function chmodCommands(root = '.'): readonly string[] {
  if (process.platform === 'win32') return []
  const backups = filesIn(join(root, '.data/backups')).map((name) => `.data/backups/${name}`)
  return [
    ...[...SECRET_FILES, ...backups]
      .filter((file) => isOpen(join(root, file), 0o077))
      .map((file) => `chmod 600 ${file}`),
    ...FOLDERS.filter((folder) => isOpen(join(root, folder), 0o066)).map((folder) => `chmod go-rw ${folder}`),
  ]
}

export function warnOfReadableFiles(): void {
  const commands = chmodCommands()
  if (commands.length > 0)
    console.error(`Others on this machine can read secrets or contacts. Run: ${commands.join(' && ')}`)
}

function isOpen(path: string, bits: number): boolean {
  try {
    return (statSync(path).mode & bits) !== 0
  } catch {
    return false
  }
}

function filesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}
