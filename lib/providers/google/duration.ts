// Estimates the duration of writes to Google by running the provider's own rate limiter on a simulated clock. It leaves out what nobody
// can know beforehand, such as a 429 or slow answers. Pure.
import type { Writes } from '@/lib/providers/descriptor'
import { costsOf } from './batches'
import { type Cost, createPacing, type Quotas, quotasAt } from './pacing'

/** The time of one call; a guess, and small compared to the waits that quotas require. */
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
