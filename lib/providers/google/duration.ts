// How long so many writes will take at Google: the pacing that the provider is held to counts the calls, on a clock that only
// it moves. What nobody can know beforehand, a 429 or a slow answer, is not in it. Pure.
import type { Writes } from '@/lib/providers/descriptor'
import { costsOf } from './batches'
import { type Cost, createPacing, type Quotas, quotasAt } from './pacing'

/** An answer to one call; a guess, and small beside the waiting that quotas ask for. */
const ANSWER_MS = 1_000

export const writingMs = (writes: Writes, rootUrl: string): number =>
  callingMs(callsOf(writes), quotasAt(rootUrl))

const callsOf = ({ creates, updates, deletes }: Writes): readonly Cost[] => [
  ...costsOf('create', creates),
  ...updates.flatMap((alike) => costsOf('update', alike)),
  ...costsOf('delete', deletes),
]

export function callingMs(calls: readonly Cost[], quotas: Quotas): number {
  const pacing = createPacing(quotas)
  let time = 0
  for (const cost of calls) {
    for (let rest = pacing.take('', cost, new Date(time)); rest; ) {
      time = rest.until.getTime()
      rest = pacing.take('', cost, rest.until)
    }
    time += ANSWER_MS
  }
  return time
}
