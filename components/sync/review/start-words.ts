// What the bar says about pressing Start Sync. Pure.
import type { Totals } from '@/lib/db/preview'
import { amount, count, list } from '../figures'

type Some<K extends keyof Totals> = Pick<Totals, K>

/** "934 changes: 805 in Clio, 129 in Google. Deletes nothing." */
export function startWords(totals: Some<'changes' | 'toLocal' | 'toRemote' | 'deletes'>): string {
  const { changes, toLocal, toRemote, deletes } = totals
  if (changes === 0) return 'nothing is written now. Deletes nothing.'
  const places = [toLocal > 0 && `${count(toLocal)} in Clio`, toRemote > 0 && `${count(toRemote)} in Google`]
  const end = deletes === 0 ? 'Deletes nothing.' : `Deletes ${amount(deletes, 'contact')} in Google.`
  return `${amount(changes, 'change')}: ${places.filter((part) => part !== false).join(', ')}. ${end}`
}

/** "Start without these 7 (without a decision): they wait for you." '' when nothing is open. */
export function openWords({ open, drifted }: Some<'open' | 'drifted'>): string {
  const kinds = [
    { n: open, words: 'without a decision' },
    { n: drifted, words: 'changed since the preview' },
  ].filter(({ n }) => n > 0)
  if (kinds.length === 0) return ''
  const n = open + drifted
  const which = list(kinds.map((kind) => (kinds.length > 1 ? `${count(kind.n)} ${kind.words}` : kind.words)))
  return `Start without ${n === 1 ? 'this one' : `these ${count(n)}`} (${which}): ${n === 1 ? 'it waits' : 'they wait'} for you.`
}
