// The matcher alone, on generated lists whose people are known: how many it finds, what it asks, and what it costs. main.ts runs each case in
// a separate process; it prints its figures as JSON. Two lists are compared in the matcher's thread, as a worker does.

import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { findDuplicates } from '@/lib/domains/contacts/match/match'
import type { Candidate, Item } from '@/lib/domains/contacts/types'
import { matchInThread } from '@/lib/matching/match-in-thread'
import { figuresOf, type MatchFigures } from '@/testing/matching/figures'
import { indexFile, pieceFile, type Written } from './matching-lists'

export interface MatchingFigures extends MatchFigures {
  readonly name: string
  readonly compared: number
  /** Processor time of reading the lists and packing them for the thread: all of it is spent before the comparison begins. */
  readonly readCpuSeconds: number
  /** Of the comparison itself: unpacking, matching, and the reasons in words, with the threads in which V8 collects garbage and compiles. */
  readonly matchCpuSeconds: number
  /** Resident memory of the process once the lists are read and packed. */
  readonly readMb: number
  /** What the comparison's objects and buffers took at most; null where no thread was needed. */
  readonly matchMb: number | null
  /** Peak resident memory of the whole process, its thread included. */
  readonly peakMb: number
}

const run = promisify(execFile)
const generator = (...given: readonly string[]) =>
  run(process.execPath, ['--import', 'tsx', 'bench/matching-lists.ts', ...given], { maxBuffer: 1 << 26 })

export async function matchingCases(): Promise<readonly string[]> {
  return JSON.parse((await generator('names')).stdout) as string[]
}

function* pieces(folder: string, side: 'left' | 'right', count: number): Generator<readonly Item[]> {
  for (let at = 0; at < count; at += 1)
    yield JSON.parse(readFileSync(pieceFile(folder, side, at), 'utf8')) as Item[]
}

interface Cost {
  readonly cpuSeconds: number
  readonly mb: number
}

/** Processor time since `before`, and resident memory. */
const costSince = (before: NodeJS.CpuUsage): Cost => {
  const { user, system } = process.cpuUsage(before)
  return { cpuSeconds: (user + system) / 1e6, mb: Math.round(process.memoryUsage.rss() / 1e6) }
}

/** All pieces, and then the call: a piece is packed before the next one is read. */
function* andThen(all: Iterable<readonly Item[]>, isRead: () => void): Generator<readonly Item[]> {
  yield* all
  isRead()
}

interface Found {
  readonly candidates: readonly Candidate[]
  readonly compared: number
  readonly matchMb: number | null
}

/** `isRead`: called once the lists are read, before they are compared. */
async function found(folder: string, { left, right }: Written, isRead: () => void): Promise<Found> {
  if (right !== null) {
    const lists = {
      local: pieces(folder, 'left', left),
      remote: andThen(pieces(folder, 'right', right), isRead),
    }
    const { candidates, compared, heapMb } = await matchInThread(lists, { region: 'US' })
    return { candidates, compared, matchMb: heapMb }
  }
  let compared = 0
  const list = [...andThen(pieces(folder, 'left', left), isRead)].flat()
  const candidates = findDuplicates(list, { region: 'US', onCompare: () => (compared += 1) })
  return { candidates, compared, matchMb: null }
}

const rounded = (seconds: number) => Math.round(seconds * 100) / 100

async function measured(name: string, folder: string): Promise<MatchingFigures> {
  await generator(name, folder)
  const index = JSON.parse(readFileSync(indexFile(folder), 'utf8')) as Written
  const before = process.cpuUsage()
  let read = costSince(before)
  const { candidates, ...rest } = await found(folder, index, () => {
    read = costSince(before)
  })
  const all = costSince(before)
  const peakMb = Math.round(process.resourceUsage().maxRSS / 1e3)
  return {
    name,
    ...figuresOf(new Map(index.personOf), index.right !== null, candidates),
    ...rest,
    readCpuSeconds: rounded(read.cpuSeconds),
    matchCpuSeconds: rounded(all.cpuSeconds - read.cpuSeconds),
    readMb: read.mb,
    peakMb,
  }
}

const name = process.argv[2]
if (process.argv[1]?.endsWith('bench/matching.ts') && name) {
  const folder = await mkdtemp(join(tmpdir(), 'concord-matching-'))
  try {
    process.stdout.write(JSON.stringify(await measured(name, folder)))
  } finally {
    await rm(folder, { recursive: true })
  }
}
