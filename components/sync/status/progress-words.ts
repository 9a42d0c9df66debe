// Progress as a sentence, in true numbers. Pure.
import type { PauseKind } from '@/lib/engine/status'
import { count, percent, span } from '../figures'
import type { ItemKind } from '../kinds/kind-words'
import { wordsOf } from '../kinds/words'
import type { PulseProgress } from './pulse'

/** Steps of a preview, in their order. `label`: of the provider whose account is read. */
export const stepWords = (label: string): readonly string[] => [label, 'Clio', 'Compare']

type Some<K extends keyof PulseProgress> = Pick<PulseProgress, K>

function verb(phase: PulseProgress['phase'], label: string, kind: ItemKind): string {
  switch (phase) {
    case 'reading':
      return `Reading ${label} ${wordsOf(kind).many}`
    case 'comparing':
      return 'Comparing'
    case 'writing':
      return 'Writing'
  }
}

/** "Reading Elsewhere contacts — 4,000 of 12,318". `label`: of the provider whose account it is, here "Elsewhere". */
export function progressWords(
  { phase, done, total }: Some<'phase' | 'done' | 'total'>,
  label: string,
  kind: ItemKind,
): string {
  const does = verb(phase, label, kind)
  if (total) return `${does} — ${count(Math.min(done, total))} of ${count(total)}`
  return done > 0 ? `${does} — ${count(done)} so far` : `${does}…`
}

/** "about 4 min left · 150 a minute"; '' before anything honest can be said. */
export function paceWords({ secondsLeft, perMinute }: Some<'secondsLeft' | 'perMinute'>): string {
  if (secondsLeft === null) return ''
  const left = `about ${span(Math.max(1, secondsLeft) * 1000)} left`
  return perMinute ? `${left} · ${count(perMinute)} a minute` : left
}

/** "(34 %) Contact sync": what the tab shows. */
export function titleWords({ done, total }: Some<'done' | 'total'>, kind: ItemKind): string {
  const { sync } = wordsOf(kind)
  return total ? `(${percent(done, total)} %) ${sync}` : sync
}

/** Why nothing moves; the page says until when. `label`: of the provider whose account it is. */
export function pauseWords(kind: PauseKind, label: string): string {
  switch (kind) {
    case 'rate':
      return `${label} asked us to slow down: it limits the number of calls per minute.`
    case 'rateDay':
      return `${label} asked us to slow down: the daily quota may be used up. We’ll retry, less often each time.`
    case 'lists':
      return `${label}’s lists do not yet show what was sent before Clio was restored.`
    case 'failure':
      return 'The last step failed. Nothing is lost.'
  }
}

/** Fewer changes than this are written in about a minute. */
export const MANY = 1_000

const MILESTONES = [25, 50, 75, 100] as const

/** The milestone passed between two looks, if any: only these are read out. */
export function milestone(before: number, now: number): number | null {
  return MILESTONES.findLast((mark) => before < mark && now >= mark) ?? null
}
