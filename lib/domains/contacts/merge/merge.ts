// Three-way merge of one contact, with a base for each side: changes here since the last agreement are merged into their current
// value, and the other way round. If both changed the same value differently, it stays unchanged on both sides.

import type { Answer, Both, FieldMerge } from '@/lib/domains/contacts/merge/conflict'
import { mergeList } from '@/lib/domains/contacts/merge/merge-list'
import { mergeSingle } from '@/lib/domains/contacts/merge/merge-single'
import type { Region } from '@/lib/domains/contacts/text/phone-key'
import type { Base, Conflict, Merged, Project } from '@/lib/domains/contacts/types'
import {
  type Contact,
  EMPTY_CONTACT,
  identified,
  isNaming,
  withKind,
} from '@/lib/domains/contacts/value/contact'
import { isListField, type SingleValue, sameContact, sameValue } from '@/lib/domains/contacts/value/diff'
import {
  FIELD_NAMES,
  type FieldName,
  type ListEntry,
  type ListField,
} from '@/lib/domains/contacts/value/fields'
import { type KeyOf, keysAmong } from '@/lib/domains/contacts/value/normalise'
import type { Choice, Side } from '@/lib/engine/model'

/** Before the first link both bases are empty: blanks are filled, lists are united, and nothing can be overwritten. */
const NOTHING_AGREED: Base = { local: EMPTY_CONTACT, remote: EMPTY_CONTACT }

/**
 * `choices` are a person's decisions, by Conflict.id; `policy` resolves the rest, or leaves them open with null. Phone numbers are equal
 * if
 * the account's canonical forms are, or else if they are the same number dialed in `region`.
 */
export function merge(
  base: Base | null,
  local: Contact,
  remote: Contact,
  choices: Readonly<Record<string, Choice>>,
  policy: Answer,
  project: Project,
  region: Region,
): Merged {
  const now = { local, remote }
  const before = base ?? NOTHING_AGREED
  const keyOf = keysAmong([local, remote, before.local, before.remote], region)
  const untouched = sameContact(before.local, local, keyOf) && sameContact(before.remote, remote, keyOf)
  if (untouched || sameContact(local, remote, keyOf)) return { ...now, base: now, conflicts: [] }
  const answer: Answer = (conflict, parts) => {
    const choice = choices[conflict.id] ?? policy(conflict, parts)
    return choice === 'both' && !conflict.mayKeepBoth ? null : choice
  }
  const images = { local: project.local(remote), remote: project.remote(local) }
  const fields = FIELD_NAMES.map((field) =>
    isAgreed(field, before, now, images, keyOf) ? UNTOUCHED : mergeField(field, before, now, answer, keyOf),
  )
  const settled = {
    local: fitted(
      local,
      fields.reduce((value, one) => one.apply('local', value), local),
      project.local,
      keyOf,
    ),
    remote: fitted(
      remote,
      fields.reduce((value, one) => one.apply('remote', value), remote),
      project.remote,
      keyOf,
    ),
  }
  return {
    ...settled,
    base: {
      local: fields.reduce((value, one) => one.remember('local', value), settled.local),
      remote: fields.reduce((value, one) => one.remember('remote', value), settled.remote),
    },
    conflicts: fields.flatMap((one) => one.conflicts),
  }
}

/** One field's part of the whole merge. */
interface FieldPart {
  readonly apply: (side: Side, contact: Contact) => Contact
  readonly remember: (side: Side, settled: Contact) => Contact
  readonly conflicts: readonly Conflict[]
}

const UNTOUCHED: FieldPart = {
  apply: (_, contact) => contact,
  remember: (_, settled) => settled,
  conflicts: [],
}

/** Neither side changed it, or one already has the other's value as far as it can store it. */
function isAgreed(
  field: FieldName,
  base: Base,
  now: Both<Contact>,
  images: Both<Contact>,
  keyOf: KeyOf,
): boolean {
  return (
    (sameValue(field, base.local, now.local, keyOf) && sameValue(field, base.remote, now.remote, keyOf)) ||
    sameValue(field, images.local, now.local, keyOf) ||
    sameValue(field, images.remote, now.remote, keyOf)
  )
}

function mergeField(
  field: FieldName,
  base: Base,
  now: Both<Contact>,
  answer: Answer,
  keyOf: KeyOf,
): FieldPart {
  const of = <F extends FieldName>(name: F, { local, remote }: Both<Contact>) => ({
    local: local[name],
    remote: remote[name],
  })
  return isListField(field)
    ? part(
        field,
        mergeList(field, of(field, base), of(field, now), answer, keyOf),
        (contact) => contact[field],
      )
    : part(field, mergeSingle(field, of(field, base), of(field, now), answer), (contact) => contact[field])
}

function part<T extends SingleValue | readonly ListEntry[]>(
  field: FieldName,
  merged: FieldMerge<T>,
  read: (contact: Contact) => T,
): FieldPart {
  return {
    apply: (side, contact) => ({ ...contact, [field]: merged.now[side] }),
    remember: (side, settled) =>
      merged.conflicts.length === 0
        ? settled
        : { ...settled, [field]: merged.remembered(side, read(settled)) },
    conflicts: merged.conflicts,
  }
}

/** A side's final value: unchanged fields exactly as they are, the others as far as it can store them. */
function fitted(
  now: Contact,
  wanted: Contact,
  project: (contact: Contact) => Contact,
  keyOf: KeyOf,
): Contact {
  if (sameContact(now, wanted, keyOf)) return now
  const held = project(wanted)
  const fitted: Contact = {
    ...now,
    ...Object.fromEntries(
      FIELD_NAMES.filter((field) => !sameValue(field, now, wanted, keyOf)).map((field) => [
        field,
        isListField(field)
          ? withOwn(field, now[field], wanted[field], held[field], keyOf)
          : heldOrOwn(now[field], wanted[field], held[field]),
      ]),
    ),
  }
  const news = FIELD_NAMES.filter((field) => !sameValue(field, now, fitted, keyOf))
  if (news.length === 0) return now
  const settled = { ...now, ...Object.fromEntries(news.map((field) => [field, fitted[field]])) }
  if (!news.some(isNaming)) return withKind(settled)
  // A person who is linked to the company of the same name becomes that company: its name is not kept as the name of a person too.
  const named = identified(settled)
  return sameContact(now, named, keyOf) ? now : named
}

/** A value that does not fit at all leaves the current one. */
function heldOrOwn(now: SingleValue, wanted: SingleValue, held: SingleValue): SingleValue {
  return wanted && !held ? now : held
}

/** A full list takes no more, but loses none of its own entries either. */
function withOwn(
  field: ListField,
  now: readonly ListEntry[],
  wanted: readonly ListEntry[],
  held: readonly ListEntry[],
  keyOf: KeyOf,
): readonly ListEntry[] {
  const own = new Set(now)
  const fit = new Set(held.map((entry) => keyOf(field, entry)))
  return [...held, ...wanted.filter((entry) => own.has(entry) && !fit.has(keyOf(field, entry)))]
}
