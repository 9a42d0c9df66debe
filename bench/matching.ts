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
  /** Of the whole process, its thread included. */
  readonly cpuSeconds: number
  /** Peak resident memory of the whole process, its thread included. */
  readonly peakMb: number
  /** Of it, what the thread's objects and buffers took at most; null where no thread was needed. */
  readonly threadMb: number | null
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

interface Found {
  readonly candidates: readonly Candidate[]
  readonly compared: number
  readonly threadMb: number | null
}

async function found(folder: string, { left, right }: Written): Promise<Found> {
  if (right !== null) {
    const lists = { local: pieces(folder, 'left', left), remote: pieces(folder, 'right', right) }
    const { candidates, compared, heapMb } = await matchInThread(lists, { region: 'US' })
    return { candidates, compared, threadMb: heapMb }
  }
  let compared = 0
  const list = [...pieces(folder, 'left', left)].flat()
  const candidates = findDuplicates(list, { region: 'US', onCompare: () => (compared += 1) })
  return { candidates, compared, threadMb: null }
}

async function measured(name: string, folder: string): Promise<MatchingFigures> {
  await generator(name, folder)
  const index = JSON.parse(readFileSync(indexFile(folder), 'utf8')) as Written
  const before = process.cpuUsage()
  const { candidates, ...rest } = await found(folder, index)
  const { user, system } = process.cpuUsage(before)
  const peakMb = Math.round(process.resourceUsage().maxRSS / 1e3)
  const cpuSeconds = Math.round((user + system) / 1e4) / 100
  return {
    name,
    ...figuresOf(new Map(index.personOf), index.right !== null, candidates),
    ...rest,
    cpuSeconds,
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
