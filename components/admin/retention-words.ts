// What a clean-up removed, or would remove, in words. Pure.
import type { Removed, RemovedKind } from '@/lib/store/retention/rules'
import { amount } from '../sync/figures'

const WORDS: Readonly<Record<RemovedKind, (rows: number) => string>> = {
  contacts: (n) => amount(n, 'deleted contact'),
  events: (n) => amount(n, 'deleted event'),
  matters: (n) => amount(n, 'deleted matter'),
  edits: (n) =>
    `the values of ${amount(n, 'entry', 'entries')} in the history of contacts, events and matters`,
  changes: (n) => `the values of ${amount(n, 'change')} of syncs`,
  entries: (n) => `${amount(n, 'contact')} read from accounts that are no longer synced`,
  bases: (n) => `the values of ${amount(n, 'link')} with such accounts`,
  runs: (n) => amount(n, 'sync run that did nothing', 'sync runs that did nothing'),
  imports: (n) => amount(n, 'uploaded file'),
  sessions: (n) => amount(n, 'ended session'),
  invitations: (n) => amount(n, 'invitation'),
  audited: (n) => amount(n, 'entry of the audit', 'entries of the audit'),
  days: (n) => amount(n, 'daily total of a sync', 'daily totals of syncs'),
}

/** One phrase for each kind; none where nothing was removed. */
export const removedWords = (removed: Removed): readonly string[] =>
  Object.entries(removed).map(([kind, rows]) => WORDS[kind as RemovedKind](rows))
