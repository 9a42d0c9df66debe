// A run of the past in words: why it ran, how it ended, how long it took. Pure.
import type { Tone } from '@/components/ui/status'
import { isUnderWay, type RunKind, type RunState } from '@/lib/sync/status'
import { amount, count, list, span } from '../figures'

export interface RunTold {
  readonly kind: RunKind
  readonly state: RunState
  readonly full: boolean
  readonly createdAt: Date
  readonly readyAt: Date | null
  readonly applyingAt: Date | null
  readonly endedAt: Date | null
  readonly applied: number
  readonly failed: number
  readonly waitKind: string | null
  readonly by: string | null
}

/** Why it ran: a person, the clock, or an edit made here. */
export function triggerWords({ kind, by }: Pick<RunTold, 'kind' | 'by'>): string {
  switch (kind) {
    case 'first':
      return by ? `Set up by ${by}` : 'Set up'
    case 'manual':
      return by ? `Sync now by ${by}` : 'Sync now'
    case 'scheduled':
      return 'On schedule'
    case 'edit':
      return 'After an edit in Clio'
  }
}

export const readWords = ({ full }: Pick<RunTold, 'full'>): string =>
  full ? 'Full check' : 'Check for changes'

const ENDS: Readonly<Record<RunState, readonly [string, Tone]>> = {
  reading: ['Reading', 'busy'],
  comparing: ['Comparing', 'busy'],
  ready: ['Waits for review', 'warn'],
  applying: ['Writing', 'busy'],
  done: ['Done', 'good'],
  discarded: ['Discarded', 'quiet'],
  stopped: ['Stopped', 'quiet'],
  failed: ['Failed', 'bad'],
}

/** A run under way that does not move says what it waits for, not what it was doing. */
const WAITS: Readonly<Record<string, readonly [string, Tone]>> = {
  guard: ['Waiting for approval', 'warn'],
  others: ['Waiting for approval', 'warn'],
  consent: ['Lost access to Google', 'bad'],
  rate: ['Waiting for Google', 'busy'],
  lists: ['Waiting for Google', 'busy'],
  unavailable: ['Google is not answering', 'warn'],
  error: ['Trying again', 'warn'],
}

export function endWords(run: Pick<RunTold, 'state' | 'failed' | 'waitKind'>): {
  readonly word: string
  readonly tone: Tone
} {
  const [word, tone] = ENDS[run.state]
  const wait = isUnderWay(run.state) ? WAITS[run.waitKind ?? ''] : undefined
  if (wait) return { word: wait[0], tone: wait[1] }
  if (run.state === 'done' && run.failed > 0) return { word: 'Done, with errors', tone: 'warn' }
  return { word, tone }
}

/** "3 contacts synced, 1 failed", "No changes" */
export function resultWords({
  applied,
  failed,
  state,
}: Pick<RunTold, 'applied' | 'failed' | 'state'>): string {
  if (applied === 0 && failed === 0) return state === 'done' ? 'No changes' : '–'
  const parts = [
    applied > 0 && `${amount(applied, 'contact')} synced`,
    failed > 0 && `${count(failed)} failed`,
  ]
  return list(parts.filter((part) => part !== false))
}

/** How long the machine worked: reading and comparing, then writing. The time in which a person looked at the preview is theirs. */
export function tookWords(run: Pick<RunTold, 'createdAt' | 'readyAt' | 'applyingAt' | 'endedAt'>): string {
  const { createdAt, readyAt, applyingAt, endedAt } = run
  if (!endedAt) return '–'
  if (!readyAt) return span(since(createdAt, endedAt))
  return span(since(createdAt, readyAt) + (applyingAt ? since(applyingAt, endedAt) : 0))
}

const since = (from: Date, to: Date) => to.getTime() - from.getTime()
