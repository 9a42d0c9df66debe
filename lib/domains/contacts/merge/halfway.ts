// The base while a change is written on one side only: our half is written, the account's is not, or only partly. The link records it, so
// that what a sync wrote here never looks like a person's edit. Pure.

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
 * The base while the account has `remote`. Where the account's part is still to be written, our side has more than this base, so the next
 * plan writes it; everything else is agreed. It equals the base after the finished change, minus what the account lacks of it.
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
 * `from` plus those values of a write that `seen` contains: what the account had, and what it has of the values sent to it. Any other
 * difference in `seen` was written by someone else.
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
  // Duplicates of one entry in `from` stay as they are.
  if (!news.some(isShown)) return from
  return pairs.flatMap((pair) => (isShown(pair) ? pair.to : pair.from) ?? [])
}
