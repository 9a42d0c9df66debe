// Finds files with secrets or contacts that others on this machine can read. The start lists them with the command that protects them.
import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'

/** Only their owner needs to read these. Others may pass through a folder, since Postgres's user has to. */
const SECRET_FILES = ['.env', '.env.local', '.env.production', '.data/secrets.json', '.data/backup.key']
const FOLDERS = ['.data', '.data/postgres', '.data/backups']

/** The commands that protect files or folders which others can read or write. Empty if the system has no such permissions. */
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
