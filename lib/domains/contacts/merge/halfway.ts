// What both sides hold while a change is carried out on one of them: our half is written, the account's is not, or only a part of it
// shows there. The link remembers that, so that what a sync wrote here is never taken for a person's edit. Pure.

import { merge } from '@/lib/domains/contacts/merge/merge'
import type { Region } from '@/lib/domains/contacts/text/phone-key'
import type { Base, Project } from '@/lib/domains/contacts/types'
import type { Contact } from '@/lib/domains/contacts/value/contact'
import {
  distinct,
  type EntryPair,
  isListField,
  pairEntries,
  sameEntry,
  sameValue,
} from '@/lib/domains/contacts/value/diff'
import { FIELD_NAMES, type ListEntry, type ListField } from '@/lib/domains/contacts/value/fields'
import { type KeyOf, keysAmong } from '@/lib/domains/contacts/value/normalise'
import type { HalfDone } from '@/lib/engine/domain'

/**
 * What the two agree on while the account says `remote`. Where the account's part is still to be written, our side says more than
 * this base has, so that the next plan carries it over; everything else is agreed. It is what the finished change would leave,
 * with whatever the account lacks of it taken back.
 */
export function halfwayBase(
  { local, base, conflicts }: HalfDone<Contact>,
  remote: Contact,
  project: Pick<Project, 'remote'>,
  region: Region,
): Base {
  const open = new Set(conflicts.map(({ field }) => field))
  const asItIs = { local: (contact: Contact) => contact, remote: project.remote }
  return merge(base, local, remote, {}, ({ field }) => (open.has(field) ? null : 'remote'), asItIs, region)
    .base
}

/**
 * `from`, with those values of a write in place that `seen` shows: what the account had, and has of what was sent to it. Anything
 * else that it shows somebody else wrote.
 */
export function shownOf(
  write: { readonly from: Contact; readonly to: Contact },
  seen: Contact,
  region: Region,
): Contact {
  const { from, to } = write
  const keyOf = keysAmong([from, to, seen], region)
  const shown = FIELD_NAMES.filter((field) => !sameValue(field, from, to, keyOf)).map((field) => {
    if (sameValue(field, to, seen, keyOf)) return [field, to[field]] as const
    if (!isListField(field)) return [field, from[field]] as const
    return [field, shownEntries(field, from[field], to[field], seen[field], keyOf)] as const
  })
  return { ...from, ...Object.fromEntries(shown) }
}

function shownEntries(
  field: ListField,
  from: readonly ListEntry[],
  to: readonly ListEntry[],
  seen: readonly ListEntry[],
  keyOf: KeyOf,
): readonly ListEntry[] {
  const byKey = distinct(field, seen, keyOf)
  const isShown = (pair: EntryPair) => {
    if (!pair.to) return pair.from !== null && !byKey.has(keyOf(field, pair.from))
    const found = byKey.get(keyOf(field, pair.to))
    return found !== undefined && sameEntry(found, pair.to)
  }
  const pairs = pairEntries(field, from, to, keyOf)
  const news = pairs.filter((pair) => !(pair.from && pair.to && sameEntry(pair.from, pair.to)))
  // Copies of one entry that `from` has stay as they are.
  if (!news.some(isShown)) return from
  return pairs.flatMap((pair) => (isShown(pair) ? pair.to : pair.from) ?? [])
}
