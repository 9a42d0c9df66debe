// One result of a run as a line: what was done with an item, or why it failed. Pure.
import type { DoneChange } from '@/lib/store/sync/overview'
import { errorWords } from '../error-words'
import type { Terms } from '../kinds'
import { happened } from '../row'
import type { DoneLine } from './done-list'

export const doneLine = (change: DoneChange, terms: Terms): DoneLine => ({
  id: change.id,
  name: change.name,
  at: change.at,
  href: change.localId && terms.view.href(change.localId),
  failed: change.state === 'failed',
  words: change.error ? errorWords(change.error, terms.label, terms.view).cause : happened(change, terms),
})
