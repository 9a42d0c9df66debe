// `npm run bench`: duration and API cost of a sync with 1,000, 5,000 and 25,000 contacts on each side, of one with 5,000 events on each
// side, and the cost of 10,000 firms without changes. Prints tables and writes bench/results.json. `npm run bench -- 1000` measures one
// size, `npm run bench -- calendar` the events, `npm run bench -- many` the firms, `npm run bench -- recurrence FILE` how many of libical's
// rules are expanded correctly; these do not write the file.
import { execFile } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { cpus } from 'node:os'
import { promisify } from 'node:util'
import { freePortFrom } from '@/scripts/parts/ports'
import { startScript } from '@/scripts/parts/processes'
import type { CalendarFigures } from './calendar'
import type { ManyFigures } from './many'
import type { Figures } from './measure'
import type { SizeFigures } from './one-size'
import { recurrenceExam } from './recurrence'

const ALL_SIZES = [1_000, 5_000, 25_000] as const
const PHASES = ['preview', 'start', 'noChange', 'changes'] as const
const TITLES = { preview: 'preview', start: 'first sync', noChange: 'no change' }
const EVENTS = 5_000

const given = process.argv.slice(2)
if (given[0] === 'recurrence') {
  if (given[1] === undefined)
    throw new Error('Give the path of icalrecur_test.txt: npm run bench -- recurrence FILE')
  console.log(await recurrenceExam(given[1]))
  process.exit(0)
}
const sizes = given.length > 0 ? given.map(Number).filter(Boolean) : ALL_SIZES
const results: SizeFigures[] = []
for (const size of sizes) results.push(await withGoogle<SizeFigures>('bench/one-size.ts', size))
const calendar =
  given.length === 0 || given.includes('calendar')
    ? await withGoogle<CalendarFigures>('bench/calendar.ts', EVENTS)
    : undefined
const measured = [
  ...results.map((one) => ({ ...one, items: `${one.contacts} contacts`, edits: 250 })),
  ...(calendar ? [{ ...calendar, items: `${calendar.events} events`, edits: 100 }] : []),
]
if (measured.length > 0) console.log(table(measured))
const many =
  given.length === 0 || given.includes('many') ? await run<ManyFigures>('bench/many.ts') : undefined
if (many) console.log(inWords(many))
if (given.length === 0) {
  const made = { node: process.version, cores: cpus().length, results, calendar, many }
  await writeFile('bench/results.json', `${JSON.stringify(made, null, 2)}\n`)
}
process.exit(0)

async function withGoogle<T>(file: string, size: number): Promise<T> {
  const port = await freePortFrom(4500)
  const google = startScript('emulator/main.ts', ['--port', String(port), '--seed', 'empty'])
  try {
    const url = `http://127.0.0.1:${port}`
    await answers(url)
    return await run<T>(file, String(size), url)
  } finally {
    await google.stop()
  }
}

/** In a separate process, so that the memory of one measurement does not affect the next. It prints its figures. */
async function run<T>(file: string, ...given: readonly string[]): Promise<T> {
  const args = ['--import', 'tsx', file, ...given]
  const { stdout, stderr } = await promisify(execFile)(process.execPath, args, { maxBuffer: 1 << 26 })
  if (stderr.trim()) console.error(stderr.trim())
  return JSON.parse(stdout) as T
}

function inWords({
  connections,
  dueEachMinute,
  minuteSeconds,
  cpuSecondsEachMinute,
  delaySeconds,
}: ManyFigures): string {
  const { median, p95, most } = delaySeconds
  return `\n${connections} connections, ${dueEachMinute} checks a minute, one worker: done in ${minuteSeconds} s, ${cpuSecondsEachMinute} CPU s; a check waits ${median} s (median), ${p95} s (95 %), ${most} s (most)`
}

async function answers(url: string): Promise<void> {
  for (let tries = 0; tries < 100; tries += 1) {
    if (
      await fetch(url).then(
        ({ ok }) => ok,
        () => false,
      )
    )
      return
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error('The emulated Google did not start.')
}

interface Measured extends Readonly<Record<(typeof PHASES)[number], Figures>> {
  readonly items: string
  readonly edits: number
}

function table(sizes: readonly Measured[]): string {
  const head = ['items', 'phase', 'seconds', 'CPU s', 'calls', 'least', 'peak MB']
  const rows = sizes.flatMap((one) =>
    PHASES.map((phase) => [
      one.items,
      phase === 'changes' ? `${one.edits} changes` : TITLES[phase],
      ...cells(one[phase]),
    ]),
  )
  const widths = head.map((title, at) => Math.max(title.length, ...rows.map((row) => row[at]?.length ?? 0)))
  const line = (row: readonly string[]) =>
    row
      .map((cell, at) => (at === 1 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0)))
      .join('  ')
  return [head, ...rows].map(line).join('\n')
}

function cells({ seconds, cpuSeconds, calls, leastCalls, peakMb }: Figures): readonly string[] {
  return [seconds.toFixed(2), cpuSeconds.toFixed(2), calls, leastCalls, peakMb].map(String)
}
