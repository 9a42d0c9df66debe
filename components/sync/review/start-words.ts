// What the bar says about pressing Start Sync. Pure.

import type { Full, Totals } from '@/lib/store/runs/totals'
import { MINUTE } from '@/lib/time'
import { amount, count, list } from '../figures'
import type { ItemKind } from '../kinds/kind-words'
import { wordsOf } from '../kinds/words'

type Some<K extends keyof Totals> = Pick<Totals, K>

/**
 * "934 changes: 805 in Clio, 141 in Elsewhere, 12 of them on both sides. Deletes nothing. Takes about 3 minutes." `label`: of the
 * provider whose account it is, here "Elsewhere".
 */
export function startWords(
  totals: Some<'changes' | 'toLocal' | 'toRemote' | 'both' | 'deletes' | 'takesMs'> &
    Partial<Some<'onlyMine'>>,
  label: string,
  kind: ItemKind,
): string {
  const { changes, toLocal, toRemote, both, deletes, takesMs, onlyMine = 0 } = totals
  if (changes === 0) return NOTHING
  const places = [
    toLocal > 0 && `${count(toLocal)} in Clio${onlyMine > 0 ? ` (${count(onlyMine)} only yours)` : ''}`,
    toRemote > 0 && `${count(toRemote)} in ${label}`,
    both > 0 && `${both === changes ? 'all' : count(both)} of them on both sides`,
  ].filter((part) => part !== false)
  const where = changes === 1 && both === 1 ? 'on both sides' : places.join(', ')
  const end =
    deletes === 0
      ? 'Deletes nothing.'
      : `Deletes ${amount(deletes, wordsOf(kind).one)}${wordsOf(kind).guard.deletesIn(label)}.`
  return `${amount(changes, 'change')}: ${where}. ${end} Takes ${roughly(takesMs)}.`
}

/** Pressing the button is right all the same: the sync then runs. */
const NOTHING = 'nothing to write now. Later edits are synced.'

/** The same where there is little room: "934 changes, 7 left out. Deletes nothing." */
export function shortWords(
  {
    changes,
    deletes,
    open,
    outdated,
    excluded,
  }: Some<'changes' | 'deletes' | 'open' | 'outdated' | 'excluded'>,
  kind: ItemKind,
): string {
  const left = open + outdated + excluded
  const out = left > 0 ? `, ${count(left)} left out` : ''
  if (changes === 0) return `Nothing to write now${out}.`
  return `${amount(changes, 'change')}${out}. Deletes ${deletes === 0 ? 'nothing' : amount(deletes, wordsOf(kind).one)}.`
}

/** "less than a minute", "about 25 minutes", "about 3 hours", "about 2 days": a reckoning promises no more. */
export function roughly(ms: number): string {
  if (ms < MINUTE) return 'less than a minute'
  if (ms < 90 * MINUTE) return `about ${amount(Math.round(ms / MINUTE), 'minute')}`
  const hours = Math.round(ms / (60 * MINUTE))
  return hours < 36 ? `about ${amount(hours, 'hour')}` : `about ${amount(Math.round(hours / 24), 'day')}`
}

/** "Left out: 7 contacts that need your decision and 2 that you excluded." '' when nothing is left out. */
export function openWords(
  { open, outdated, excluded, partly }: Some<'open' | 'outdated' | 'excluded' | 'partly'>,
  kind: ItemKind,
): string {
  const left = [
    { n: open, words: `that ${open === 1 ? 'needs' : 'need'} your decision` },
    { n: outdated, words: 'that changed since the preview' },
    { n: excluded, words: 'that you excluded' },
  ].filter(({ n }) => n > 0)
  if (left.length === 0) return ''
  const { one } = wordsOf(kind)
  const which = left.map(({ n, words }, at) => `${at === 0 ? amount(n, one) : count(n)} ${words}`)
  return `Left out: ${list(which)}.${partlyWords(partly, open + outdated)}`
}

/** These count among the changes as well as among the open ones. */
function partlyWords(partly: number, open: number): string {
  if (partly === 0) return ''
  if (open === 1) return ' It will be partly updated.'
  return ` ${partly === open ? 'All' : count(partly)} of them will be partly updated.`
}

/** What the account will refuse, and what to do about it before pressing Start Sync. `label`: of its provider. */
export function fullWords({ adds, held, most, over }: Full, label: string, kind: ItemKind): string {
  const { one, many } = wordsOf(kind)
  const some =
    over === adds ? `${amount(adds, one)} to add` : `${count(over)} of the ${count(adds)} ${many} to add`
  return `${some} to ${label} will not fit: an account holds ${count(most)}, and this one has ${count(held)}. ${label} would refuse them; everything else continues. Delete ${many} you do not need in ${label} and empty its trash, or exclude some here.`
}
