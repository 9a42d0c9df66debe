// bench/results.json: of each part the latest figures, with when and where they were measured. So a part can be measured again by itself.
import { execFileSync } from 'node:child_process'
import { readFile, writeFile } from 'node:fs/promises'
import { cpus } from 'node:os'

const FILE = 'bench/results.json'

interface Result {
  readonly measuredAt: string
  /** The commit that was measured; with a plus if the tree had other changes. */
  readonly commit: string
  readonly node: string
  readonly cores: number
  /** How often it was measured; the figures are the medians. */
  readonly runs: number
  readonly figures: unknown
}

/** Replaces the part's figures in the file. */
export async function keepResult(part: string, figures: unknown, runs: number): Promise<void> {
  const known = JSON.parse(await readFile(FILE, 'utf8').catch(() => '{}')) as Readonly<Record<string, Result>>
  const result: Result = {
    measuredAt: new Date().toISOString(),
    commit: commit(),
    node: process.version,
    cores: cpus().length,
    runs,
    figures,
  }
  await writeFile(FILE, `${JSON.stringify({ ...known, [part]: result }, null, 2)}\n`)
}

function commit(): string {
  const git = (...args: readonly string[]) => execFileSync('git', args, { encoding: 'utf8' }).trim()
  const others = git('status', '--porcelain', '--', '.', `:!${FILE}`)
  return `${git('rev-parse', '--short', 'HEAD')}${others ? '+' : ''}`
}
