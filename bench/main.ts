// `npm run bench`: measures all of it, prints tables and writes bench/results.json at the end of each part. Arguments name parts to measure;
// `--quick` takes small sizes and writes no file, `--runs 3` measures each size three times and shows the medians. docs/benchmarks.md lists
// the parts and says how to read them.
import { ensureBrowser } from '@/scripts/parts/browser'
import { ensureBuilt } from '@/scripts/parts/build-stamp'
import { freePortFrom } from '@/scripts/parts/ports'
import { startScript } from '@/scripts/parts/processes'
import type { AuditFigures } from './audit'
import type { CalendarFigures } from './calendar'
import type { FeedbackFigures } from './feedback'
import type { FileFigures } from './files'
import { growth } from './growth'
import { inProcess } from './in-process'
import type { LiveFigures } from './live'
import type { ManyFigures } from './many'
import { type MatchingFigures, matchingCases } from './matching'
import { againstFloor, type Figures, medians } from './measure'
import type { SizeFigures } from './one-size'
import type { OversightFigures } from './oversight'
import type { PagesFigures } from './pages'
import { type PeerFigures, peers } from './peers'
import { recurrenceExam } from './recurrence'
import { keepResult } from './results'
import { type ScriptsFigures, scripts } from './scripts'
import type { StartFigures } from './starts'

const ALL_SIZES = [1_000, 5_000, 25_000, 50_000] as const
const PHASES = ['preview', 'start', 'noChange', 'changes'] as const
const TITLES = { preview: 'preview', start: 'first sync', noChange: 'no change' }
const EVENTS = 5_000

/** Of the preview that is built while a colleague looks at pages. */
const LIVE = 25_000

const QUICK = { sizes: [1_000], events: 1_000, live: 1_000 } as const

const { given, runs, isQuick } = options(process.argv.slice(2))
if (given[0] === 'recurrence') {
  if (given[1] === undefined)
    throw new Error('Give the path of icalrecur_test.txt: npm run bench -- recurrence FILE')
  console.log(await recurrenceExam(given[1]))
  process.exit(0)
}
const isWhole = given.length === 0
const asked = (name: string) => isWhole || given.includes(name)
const failed: string[] = []

await sizesPart()
if (asked('calendar')) await part('calendar', measuredCalendar)
if (asked('many')) await part('many', measuredMany, (all) => all.map(inWords).join('\n'))
if (asked('audit')) await part('audit', () => inProcess<AuditFigures>('bench/audit.ts'), asJson)
if (asked('oversight'))
  await part('oversight', () => inProcess<OversightFigures>('bench/oversight.ts'), asJson)
if (asked('matching')) await part('matching', measuredMatching)
if (asked('files')) await part('files', () => inProcess<FileFigures>('bench/files.ts'), filesInWords)
if (asked('scripts')) await part('scripts', measuredScripts, scriptsInWords)
if (asked('pages')) await part('pages', measuredPages, pagesInWords)
if (asked('feedback')) await part('feedback', measuredFeedback, asJson)
if (asked('live')) await part('live', measuredLive, liveInWords)
if (asked('starts')) await part('starts', () => inProcess<StartFigures>('bench/starts.ts'), startsInWords)
if (asked('peers'))
  await part(
    'peers',
    async () => peers(),
    (all) => all.map(peerInWords).join('\n'),
  )
if (failed.length > 0) console.error(`Not measured: ${failed.join(', ')}`)
process.exit(failed.length > 0 ? 1 : 0)

/** Measures one part, prints it and writes its figures: a part that fails takes no other with it. Null if it failed. */
async function part<T>(
  name: string,
  measured: () => Promise<T>,
  words?: (figures: T) => string,
  times = 1,
): Promise<T | null> {
  const began = performance.now()
  try {
    const figures = await measured()
    if (!isQuick) await keepResult(name, figures, times)
    if (words) console.log(words(figures))
    return figures
  } catch (error) {
    failed.push(name)
    console.error(`${name}:`, error)
    return null
  } finally {
    console.log(`(${name}: ${Math.round((performance.now() - began) / 1000)} s)\n`)
  }
}

async function sizesPart(): Promise<void> {
  const sizes = isWhole ? (isQuick ? QUICK.sizes : ALL_SIZES) : given.map(Number).filter(Boolean)
  const results: SizeFigures[] = []
  for (const size of sizes) {
    const one = await part(`${size} contacts`, () => measuredSize(size), sizeInWords, runs)
    if (one) results.push(one)
  }
  for (const line of growth(results)) console.log(line)
}

function sizeInWords(one: SizeFigures): string {
  const items = `${one.contacts} contacts`
  return [table([{ ...one, items, edits: 250 }]), againstFloor(items, one, one.floor)].join('\n')
}

async function measuredSize(size: number): Promise<SizeFigures> {
  const measured: SizeFigures[] = []
  for (let n = 0; n < runs; n += 1) measured.push(await withGoogle<SizeFigures>('bench/one-size.ts', size))
  return medians(measured)
}

async function measuredCalendar(): Promise<CalendarFigures> {
  const one = await withGoogle<CalendarFigures>('bench/calendar.ts', isQuick ? QUICK.events : EVENTS)
  console.log(table([{ ...one, items: `${one.events} events`, edits: 100 }]))
  return one
}

async function measuredMatching(): Promise<readonly MatchingFigures[]> {
  const all: MatchingFigures[] = []
  for (const name of await matchingCases())
    all.push(await inProcess<MatchingFigures>('bench/matching.ts', name))
  console.table(Object.fromEntries(all.map(({ name, ...rest }) => [name, shown(rest)])))
  return all
}

async function measuredScripts(): Promise<ScriptsFigures> {
  await ensureBuilt()
  return scripts()
}

function scriptsInWords({ floor, routes }: ScriptsFigures): string {
  console.table({ 'React and Next alone': floor, ...routes })
  const most = Math.max(...Object.values(routes).map(({ brotliKb }) => brotliKb))
  return `client JavaScript of a route: at most ${most} kB with Brotli; React and Next alone ${floor.brotliKb} kB`
}

function asJson(figures: object): string {
  return JSON.stringify(figures, null, 2)
}

function filesInWords(figures: FileFigures): string {
  console.table(figures)
  return ''
}

interface Options {
  readonly given: readonly string[]
  readonly runs: number
  readonly isQuick: boolean
}

/** `--runs N` and `--quick` may stand anywhere. */
function options(all: readonly string[]): Options {
  const isQuick = all.includes('--quick')
  const args = all.filter((arg) => arg !== '--quick')
  const at = args.indexOf('--runs')
  if (at < 0) return { given: args, runs: 1, isQuick }
  const runs = Number(args[at + 1])
  if (!Number.isInteger(runs) || runs < 1)
    throw new Error('Give how often to measure: npm run bench -- --runs 3')
  return { given: args.toSpliced(at, 2), runs, isQuick }
}

async function withGoogle<T>(file: string, size: number): Promise<T> {
  const port = await freePortFrom(4500)
  const google = startScript('emulator/main.ts', ['--port', String(port), '--seed', 'empty'])
  try {
    const url = `http://127.0.0.1:${port}`
    await answers(url)
    return await inProcess<T>(file, String(size), url)
  } finally {
    await google.stop()
  }
}

async function measuredPages(): Promise<PagesFigures> {
  await ensureBuilt()
  return inProcess<PagesFigures>('bench/pages.ts')
}

async function measuredFeedback(): Promise<FeedbackFigures> {
  await ensureBuilt()
  ensureBrowser()
  return inProcess<FeedbackFigures>('bench/feedback.ts')
}

async function measuredLive(): Promise<LiveFigures> {
  await ensureBuilt()
  return withGoogle<LiveFigures>('bench/live.ts', isQuick ? QUICK.live : LIVE)
}

function liveInWords({ edit, syncNow, during }: LiveFigures): string {
  const { contacts, previewSeconds, pages, p50Ms, p99Ms, mostMs } = during
  return [
    `an edit reaches Google after ${edit.medianMs} ms (median), ${edit.mostMs} ms (most); Sync now after ${syncNow.medianMs} and ${syncNow.mostMs} ms`,
    `during a preview of ${contacts} contacts (${previewSeconds} s), ${pages} pages: ${p50Ms} ms (median), ${p99Ms} ms (99 %), ${mostMs} ms (most)`,
  ].join('\n')
}

function startsInWords({ installSeconds, demoSeconds, startSeconds }: StartFigures): string {
  return `npm start serves a page after ${startSeconds} s; npm run demo in a fresh clone after ${demoSeconds} s (and npm ci ${installSeconds} s)`
}

function pagesInWords({ pages, people, requestsPerSecond, loadP50Ms, loadP99Ms }: PagesFigures): string {
  console.table(Object.fromEntries(pages.map(({ name, ...rest }) => [name, rest])))
  return `${people} people at once: ${requestsPerSecond} pages a second, ${loadP50Ms} ms (median), ${loadP99Ms} ms (99 %)`
}

function peerInWords({ name, seconds }: PeerFigures): string {
  if (seconds === null) return `${name}: skipped, since it is not installed`
  return `${name}: first sync ${seconds.first} s, no change ${seconds.noChange} s, 250 changes ${seconds.changes} s`
}

/** One worker, two, and one with firms of ten. */
async function measuredMany(): Promise<readonly ManyFigures[]> {
  const all: ManyFigures[] = []
  for (const [ofFirm, workers] of [
    [1, 1],
    [1, 2],
    [10, 1],
  ])
    all.push(await inProcess<ManyFigures>('bench/many.ts', '10000', String(ofFirm), String(workers)))
  return all
}

function inWords({
  connections,
  firms,
  workers,
  dueEachMinute,
  minuteSeconds,
  cpuSecondsEachMinute,
  delaySeconds,
}: ManyFigures): string {
  const { median, p95, most } = delaySeconds
  return `${connections} connections of ${firms} firms, ${dueEachMinute} checks a minute, workers: ${workers}: done in ${minuteSeconds} s, ${cpuSecondsEachMinute} CPU s; a check waits ${median} s (median), ${p95} s (95 %), ${most} s (most)`
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

function shown(figures: Omit<MatchingFigures, 'name'>): Readonly<Record<string, number | null>> {
  const rounded = Object.entries(figures).map(([name, value]) => [
    name,
    value === null ? null : Math.round(value * 1e4) / 1e4,
  ])
  return Object.fromEntries(rounded)
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
