// Compares two address books in a thread of its own, so that the server goes on answering: 25,000 contacts on each side take seconds of a
// core. The result is that of the matcher in this process.
import { on } from 'node:events'
import { setImmediate as yieldToEventLoop } from 'node:timers/promises'
import type { Worker } from 'node:worker_threads'
import { type MatchOptions, newMatcher } from '@/lib/domains/contacts/match/match'
import type { Candidate, Item } from '@/lib/domains/contacts/types'
import type { Side } from '@/lib/engine/model'
import { withThread } from '@/lib/threads/open'
import { candidatesIn, type FromThread, PIECE, packed, type ToThread } from './messages'

/** Fewer items than this in both lists are compared faster than a thread starts. */
export const WORTH_A_THREAD = 2_000

/** The thread's memory limit in megabytes: 200,000 contacts. Lists that need more end the thread, not the server. */
const MOST_MEMORY = 1_024
/** With less, a fifth more time is spent on cleaning it; more brings nothing. */
const YOUNG_MEMORY = 16
const THREAD = {
  main: 'lib/matching/thread-main.ts',
  limits: { maxOldGenerationSizeMb: MOST_MEMORY, maxYoungGenerationSizeMb: YOUNG_MEMORY },
} as const

export interface ThreadOptions extends Pick<MatchOptions, 'region' | 'separate' | 'known'> {
  /** Duplicates among the local items instead, see findDuplicates. */
  readonly within?: boolean
  /** Ends the thread; the call then rejects with the signal's reason. */
  readonly signal?: AbortSignal
}

export interface Matched {
  readonly candidates: readonly Candidate[]
  /** Pairs of items that were compared. */
  readonly compared: number
  /** The most memory that the thread's objects and buffers took, in megabytes. */
  readonly heapMb: number
}

/** Duplicates within one list of about `count` items, found in a thread where that is worth it. */
export async function duplicatesAmong(
  pieces: Pieces,
  count: number,
  options: Pick<ThreadOptions, 'region'>,
): Promise<readonly Candidate[]> {
  if (count >= WORTH_A_THREAD)
    return (await matchInThread({ local: pieces, remote: [] }, { ...options, within: true })).candidates
  const matcher = newMatcher(options)
  for await (const items of pieces) matcher.add('local', items)
  return matcher.duplicates()
}

type Lists = Readonly<Record<Side, readonly Item[] | Pieces>>

/** They are not kept. */
type Pieces = Iterable<readonly Item[]> | AsyncIterable<readonly Item[]>

/**
 * Waits while other threads work. Rejects if the thread fails or needs too much memory. A list may come in pieces, which may still be read. Nothing is stored: after a crash the
 * lists are compared again.
 */
export async function matchInThread(lists: Lists, options: ThreadOptions = {}): Promise<Matched> {
  const { signal } = options
  return withThread({ ...THREAD, signal }, async (worker) => {
    try {
      const answers = on(worker, 'message', { close: ['exit'], ...(signal && { signal }) })
      await send(worker, lists, options)
      return await received(answers)
    } catch (error) {
      signal?.throwIfAborted()
      throw error
    }
  })
}

async function send(
  worker: Worker,
  lists: Lists,
  { region, separate, known, within = false, signal }: ThreadOptions,
) {
  const say = (message: ToThread) =>
    worker.postMessage(message, 'bytes' in message ? [message.bytes.buffer] : [])
  for (const side of ['local', 'remote'] as const)
    for await (const items of inPieces(lists[side])) {
      signal?.throwIfAborted()
      say({ kind: 'items', side, bytes: packed(items) })
      await yieldToEventLoop()
    }
  say({
    kind: 'match',
    within,
    region: region ?? null,
    separate: separate ?? [],
    known: [...(known ?? [])],
  })
}

async function* inPieces(list: Lists[Side]): AsyncGenerator<readonly Item[]> {
  if (!Array.isArray(list)) yield* list as Pieces
  else for (let at = 0; at < list.length; at += PIECE) yield list.slice(at, at + PIECE)
}

async function received(answers: AsyncIterable<readonly FromThread[]>): Promise<Matched> {
  const candidates: Candidate[] = []
  for await (const [message] of answers) {
    switch (message?.kind) {
      case 'candidates':
        candidates.push(...candidatesIn(message.bytes))
        break
      case 'done':
        return { candidates, compared: message.compared, heapMb: message.heapMb }
      case 'failed':
        throw Object.assign(new Error(`the matcher failed: ${message.message}`), { stack: message.stack })
    }
  }
  throw new Error('the thread that compares two lists ended before it answered')
}
