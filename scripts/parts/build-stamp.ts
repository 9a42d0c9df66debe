// The production build, repeated only if its sources changed.
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { compressScripts } from './compress-scripts'
import { startNext } from './processes'

const FOLDERS = ['app', 'components', 'lib', 'public']
const FILES = [
  'package-lock.json',
  'tsconfig.json',
  'next.config.mjs',
  'postcss.config.mjs',
  'instrumentation.ts',
  'proxy.ts',
  'server-start.ts',
  'scripts/parts/compress-scripts.ts',
]
const STAMP = '.next/concord-made-from'

/** Builds if necessary and returns whether it did. */
export async function ensureBuilt(): Promise<boolean> {
  const wanted = await sourcesHash()
  if (existsSync('.next/BUILD_ID') && (await readFile(STAMP, 'utf8').catch(() => '')) === wanted) return false
  await build(wanted)
  return true
}

async function build(stamp: string): Promise<void> {
  const code = await startNext(['build'], { NODE_ENV: 'production' }).ended
  if (code !== 0) throw new Error('The build failed.')
  await compressScripts()
  await writeFile(STAMP, stamp)
}

async function sourcesHash(): Promise<string> {
  const hash = createHash('sha256')
  for (const file of [...FILES, ...(await sourcesIn(FOLDERS))]) hash.update(file).update(await readFile(file))
  return hash.digest('hex')
}

async function sourcesIn(folders: readonly string[]): Promise<readonly string[]> {
  const found = folders
    .filter((folder) => existsSync(folder))
    .map(async (folder) => {
      const entries = await readdir(folder, { recursive: true, withFileTypes: true })
      return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
    })
  return (await Promise.all(found))
    .flat()
    .filter((file) => !/\.test\.tsx?$/.test(file))
    .sort()
}
