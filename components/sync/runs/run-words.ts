// A run of the past in words: why it ran, how it ended, how long it took. Pure.
import type { Tone } from '@/components/ui/status'
import { isOpen, type RunKind, type RunState, type WaitKind } from '@/lib/engine/run-state'
import { amount, count, list, span } from '../figures'
import type { ItemKind } from '../kinds/kind-words'
import { wordsOf } from '../kinds/words'

export interface RunText {
  readonly kind: RunKind
  readonly state: RunState
  readonly full: boolean
  readonly createdAt: Date
  readonly readyAt: Date | null
  readonly applyingAt: Date | null
  readonly endedAt: Date | null
  readonly applied: number
  readonly matched?: number
  readonly failed: number
  readonly waitKind: WaitKind | null
  /** While it waited for a person. */
  readonly waitedSeconds?: number
  readonly by: string | null
  /** Open, while its sync is paused. */
  readonly isPaused?: boolean
  readonly callsRefused?: number
  readonly callsFailed?: number
  /** How often it waited for the quota. */
  readonly quotaWaits?: number
}

/** Why it ran: a person, the clock, or an edit made here. */
export function triggerWords({ kind, by }: Pick<RunText, 'kind' | 'by'>): string {
  switch (kind) {
    case 'first':
      return by ? `Set up by ${by}` : 'Set up'
    case 'manual':
      return by ? `Sync now by ${by}` : 'Sync now'
    case 'scheduled':
      return 'On schedule'
    case 'edit':
      return 'After a change in Clio'
    case 'undo':
      return by ? `Undo by ${by}` : 'Undo'
    case 'resume':
      return by ? `Resumed by ${by}` : 'After Resume'
  }
}

export const readWords = ({ full, kind }: Pick<RunText, 'full' | 'kind'>): string =>
  kind === 'undo' ? 'Undo' : full ? 'Full check' : 'Check for changes'

const ENDS: Readonly<Record<RunState, readonly [string, Tone]>> = {
  reading: ['Reading', 'busy'],
  comparing: ['Comparing', 'busy'],
  ready: ['Waiting for review', 'warn'],
  applying: ['Writing', 'busy'],
  done: ['Done', 'good'],
  discarded: ['Discarded', 'quiet'],
  stopped: ['Stopped', 'quiet'],
  failed: ['Failed', 'bad'],
}

/** A run under way that does not move says what it waits for, not what it was doing. */
const waits = (label: string): Readonly<Record<WaitKind, readonly [string, Tone]>> => ({
  guard: ['Waiting for approval', 'warn'],
  others: ['Waiting for approval', 'warn'],
  consent: [`Lost access to ${label}`, 'bad'],
  rate: [`Waiting for ${label}`, 'busy'],
  rateDay: [`Waiting for ${label}`, 'busy'],
  lists: [`Waiting for ${label}`, 'busy'],
  unavailable: [`${label} is not responding`, 'warn'],
  error: ['Trying again', 'warn'],
})

/** `label`: of the provider whose account it is. */
export function endWords(
  run: Pick<RunText, 'state' | 'failed' | 'waitKind' | 'isPaused'>,
  label: string,
): {
  readonly word: string
  readonly tone: Tone
} {
  if (run.isPaused) return { word: 'Paused', tone: 'quiet' }
  const [word, tone] = ENDS[run.state]
  const wait = isOpen(run.state) && run.waitKind ? waits(label)[run.waitKind] : undefined
  if (wait) return { word: wait[0], tone: wait[1] }
  if (run.state === 'done' && run.failed > 0) return { word: 'Done, with errors', tone: 'warn' }
  return { word, tone }
}

/** "3 contacts synced, 16 unchanged and 1 failed", "3 contacts changed back", "No changes" */
export function resultWords(
  {
    kind: why,
    applied,
    matched = 0,
    failed,
    state,
  }: Pick<RunText, 'kind' | 'applied' | 'matched' | 'failed' | 'state'>,
  kind: ItemKind,
): string {
  if (applied + matched + failed === 0) return state === 'done' ? 'No changes' : '–'
  const parts = [
    applied > 0 && `${amount(applied, wordsOf(kind).one)} ${why === 'undo' ? 'changed back' : 'synced'}`,
    matched > 0 && `${count(matched)} unchanged`,
    failed > 0 && `${count(failed)} failed`,
  ]
  return list(parts.filter((part) => part !== false))
}

/** "12 API calls, 1 refused by the quota and 2 failed" */
export function callsWords(
  run: Pick<RunText, 'callsRefused' | 'callsFailed'> & { readonly apiCalls: number },
): string {
  const { apiCalls, callsRefused = 0, callsFailed = 0 } = run
  const parts = [
    callsRefused > 0 && `${count(callsRefused)} refused by the quota`,
    callsFailed > 0 && `${count(callsFailed)} failed`,
  ].filter((part) => part !== false)
  return parts.length === 0 ? amount(apiCalls, 'API call') : `${amount(apiCalls, 'API call')}, ${list(parts)}`
}

/** "3 times for the account’s quota and 2 min for a person"; null if it waited for nothing. */
export function waitsWords(
  { quotaWaits = 0, waitedSeconds = 0 }: Pick<RunText, 'quotaWaits' | 'waitedSeconds'>,
  label: string,
): string | null {
  const parts = [
    quotaWaits > 0 && `${quotaWaits === 1 ? 'once' : `${count(quotaWaits)} times`} for ${label}’s quota`,
    waitedSeconds > 0 && `${span(waitedSeconds * 1000)} for a person`,
  ].filter((part) => part !== false)
  return parts.length === 0 ? null : list(parts)
}

/** How long the machine worked: reading and comparing, then writing. The time in which a person looked or was waited for is theirs. */
export function tookWords(
  run: Pick<RunText, 'createdAt' | 'readyAt' | 'applyingAt' | 'endedAt' | 'waitedSeconds'>,
): string {
  const { createdAt, readyAt, applyingAt, endedAt, waitedSeconds = 0 } = run
  if (!endedAt) return '–'
  const looked = readyAt ? since(readyAt, applyingAt ?? endedAt) : 0
  return span(Math.max(0, since(createdAt, endedAt) - looked - waitedSeconds * 1000))
}

const since = (from: Date, to: Date) => to.getTime() - from.getTime()
