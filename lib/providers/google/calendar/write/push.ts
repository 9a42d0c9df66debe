// Sends writes, one call for each event, since Google counts the parts of a batch singly and a part without a reply is hard to find again.

import type { Reader } from '@/lib/providers/google/calendar/read'
import { isObject, text } from '@/lib/providers/google/raw'
import { ProviderError } from '@/lib/providers/provider'
import { createEvent } from './create'
import { type EventOutcome, type EventPush, gone, untried } from './outcome'
import { deleteEvent, updateEvent } from './update'

/** Writes in one batch: some seconds of work. */
const BATCH_SIZE = 50

/** Series come before their occurrences, which need them, and deletions last. Pure. */
export function eventBatches(pushes: readonly EventPush[]): readonly (readonly EventPush[])[] {
  const ordered = pushes.toSorted((a, b) => rank(a) - rank(b))
  const count = Math.ceil(ordered.length / BATCH_SIZE)
  return Array.from({ length: count }, (_, at) => ordered.slice(at * BATCH_SIZE, (at + 1) * BATCH_SIZE))
}

function rank(push: EventPush): number {
  switch (push.kind) {
    case 'create':
      return push.place ? 2 : 0
    case 'update':
      return isObject(push.raw) && text(push.raw.recurringEventId) !== '' ? 3 : 1
    case 'delete':
    case 'restore':
      return 4
  }
}

/**
 * Once something may be written, nothing is thrown: the remaining writes are untried. They are too after a lost reply, since each would
 * wait for the same silent Google.
 */
export async function pushEvents(
  reader: Reader,
  batch: readonly EventPush[],
): Promise<readonly EventOutcome[]> {
  const outcomes: EventOutcome[] = []
  for (const [at, push] of batch.entries()) {
    try {
      outcomes.push(await carryOut(reader, push))
    } catch (thrown) {
      const isWritten = outcomes.some(({ kind }) => kind === 'done' || kind === 'unknown')
      if (!isWritten || !(thrown instanceof ProviderError)) throw thrown
      return [...outcomes, ...batch.slice(at).map(untried)]
    }
    if (outcomes.at(-1)?.kind === 'unknown') return [...outcomes, ...batch.slice(at + 1).map(untried)]
  }
  return outcomes
}

function carryOut(reader: Reader, push: EventPush): Promise<EventOutcome> {
  switch (push.kind) {
    case 'create':
      return createEvent(reader, push)
    case 'update':
      return updateEvent(reader, push)
    case 'delete':
      return deleteEvent(reader, push)
    case 'restore':
      // Google may bring a deleted event back, but says nowhere for how long and in which state.
      return Promise.resolve(gone(push))
  }
}
