import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { chmodCommands } from './readable-files'

test('files with secrets and folders with contacts that others can read are listed, with the command that protects them', () => {
  const root = mkdtempSync(join(tmpdir(), 'concord-files-'))
  const write = (file: string, mode: number) => {
    writeFileSync(join(root, file), 'secret')
    chmodSync(join(root, file), mode)
  }
  try {
    expect(chmodCommands(root)).toEqual([])
    mkdirSync(join(root, '.data/backups'), { recursive: true })
    for (const folder of ['.data', '.data/backups']) chmodSync(join(root, folder), 0o711)
    write('.env', 0o600)
    write('.data/backup.key', 0o400)
    write('.data/backups/one.concord', 0o600)
    expect(chmodCommands(root)).toEqual([])
    write('.env', 0o640)
    write('.data/backups/one.concord', 0o604)
    chmodSync(join(root, '.data'), 0o755)
    expect(chmodCommands(root)).toEqual(
      process.platform === 'win32'
        ? []
        : ['chmod 600 .env', 'chmod 600 .data/backups/one.concord', 'chmod go-rw .data'],
    )
  } finally {
    rmSync(root, { recursive: true })
  }
})
