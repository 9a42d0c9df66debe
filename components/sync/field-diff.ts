// What a change does to each field, for reading: what both sides say now, and what both say afterwards, with the
// words that come and go marked. Pure.

import { diffWordsWithSpace } from 'diff'
import type { Write } from '@/lib/domains/contacts/types'
import type { Contact } from '@/lib/domains/contacts/value/contact'
import { FIELD_NAMES, FIELDS, type FieldName } from '@/lib/domains/contacts/value/fields'
import { type KeyOf, keysAmong } from '@/lib/domains/contacts/value/normalise'
import { fieldKeys, fieldLines } from './field-text'
import { sideName } from './words'

/** Both sides before and after. null: there is no such contact on that side. */
export interface Sides {
  readonly local: Contact | null
  readonly remote: Contact | null
}

export interface Piece {
  readonly text: string
  readonly mark: 'same' | 'added' | 'removed'
}

/** One line of the result. `where` says which side gains or loses it, when that is not plain from the rest. */
export interface Line {
  readonly pieces: readonly Piece[]
  readonly where: string
}

export interface FieldDiff {
  readonly field: FieldName
  readonly label: string
  readonly local: readonly string[]
  readonly remote: readonly string[]
  readonly result: readonly Line[]
  readonly differs: boolean
}

/** Every field that either side says anything about, or will. `label`: of the provider whose account it is. */
export function fieldDiffs(before: Sides, after: Sides, label: string): readonly FieldDiff[] {
  return FIELD_NAMES.map((field) => fieldDiff(field, before, after, label)).filter(
    ({ local, remote, result }) => local.length + remote.length + result.length > 0,
  )
}

function fieldDiff(field: FieldName, before: Sides, after: Sides, label: string): FieldDiff {
  const lines = (contact: Contact | null) => fieldLines(contact, field)
  const [local, remote] = [lines(before.local), lines(before.remote)]
  const known = [before.local, before.remote, after.local, after.remote].flatMap((one) => one ?? [])
  const keyOf = keysAmong(known, null)
  const result = resultLines(
    stepOf(sideName('local', label), field, before.local, after.local, keyOf),
    stepOf(sideName('remote', label), field, before.remote, after.remote, keyOf),
  )
  const differs =
    !same(local, remote) || !same(local, lines(after.local)) || !same(remote, lines(after.remote))
  return { field, label: FIELDS[field].label, local, remote, result, differs }
}

function stepOf(
  name: string,
  field: FieldName,
  before: Contact | null,
  after: Contact | null,
  keyOf: KeyOf,
): Step {
  const [from, to] = [fieldLines(before, field), fieldLines(after, field)]
  return { name, from, to, exists: after !== null, keys: fieldKeys(after, field, keyOf) }
}

interface Step {
  /** Of the side, as the page calls it. */
  readonly name: string
  readonly from: readonly string[]
  readonly to: readonly string[]
  readonly exists: boolean
  /** What each line of `to` is about, however it is spelled. */
  readonly keys: ReadonlyMap<string, string>
}

const same = (a: readonly string[], b: readonly string[]) =>
  a.length === b.length && [...a].sort().join('\n') === [...b].sort().join('\n')

/** A text that one side replaces by another is shown as one line, with its words marked. */
function resultLines(local: Step, remote: Step): readonly Line[] {
  const lines: Line[] = []
  const replaced = replacements([local, remote])
  const texts = [...new Set([...local.to, ...remote.to])]
  for (const text of texts) lines.push(kept(text, local, remote, replaced.get(text) ?? null))
  const used = new Set(replaced.values())
  for (const text of new Set([...local.from, ...remote.from])) {
    const losers = [local, remote].filter(({ from, to }) => from.includes(text) && !to.includes(text))
    if (losers.length === 0 || used.has(text)) continue
    lines.push({ pieces: [{ text, mark: 'removed' }], where: `removed from ${names(losers)}` })
  }
  return lines
}

const names = (steps: readonly Step[]) => steps.map(({ name }) => name).join(' and ')

/** New text -> the text it replaces, where a side loses exactly one line and gains exactly one. */
function replacements(steps: readonly Step[]): ReadonlyMap<string, string> {
  const found = new Map<string, string>()
  for (const { from, to } of steps) {
    const [gone, ...moreGone] = from.filter((text) => !to.includes(text))
    const [come, ...moreCome] = to.filter((text) => !from.includes(text))
    if (gone && come && moreGone.length + moreCome.length === 0) found.set(come, gone)
  }
  return found
}

function kept(text: string, local: Step, remote: Step, old: string | null): Line {
  const gainers = [local, remote].filter(({ from, to }) => to.includes(text) && !from.includes(text))
  if (gainers.length === 0)
    return { pieces: [{ text, mark: 'same' }], where: staysApart(text, local, remote) }
  const where = `${old === null ? 'added to' : 'changed in'} ${names(gainers)}`
  return { pieces: old === null ? [{ text, mark: 'added' }] : wordDiff(old, text), where }
}

/** What one side says and the other never will is named: it cannot hold it, or it writes the same thing its own way. */
function staysApart(text: string, local: Step, remote: Step): string {
  if (!local.exists || !remote.exists || (local.to.includes(text) && remote.to.includes(text))) return ''
  const [own, other] = local.to.includes(text) ? [local, remote] : [remote, local]
  const key = own.keys.get(text)
  const alike = key !== undefined && other.to.some((theirs) => other.keys.get(theirs) === key)
  return alike ? `as ${own.name} writes it` : `only in ${own.name}`
}

/** Words that left and came; a text that shares nothing with the old one is shown as removed and added whole. */
export function wordDiff(from: string, to: string): readonly Piece[] {
  const parts = diffWordsWithSpace(from, to)
  const shared = parts.some(({ added, removed, value }) => !added && !removed && /[\p{L}\p{N}]/u.test(value))
  if (!shared) {
    return [
      { text: from, mark: 'removed' },
      { text: to, mark: 'added' },
    ]
  }
  return parts.map(({ value, added, removed }) => ({
    text: value,
    mark: added ? 'added' : removed ? 'removed' : 'same',
  }))
}

/** Fields that a write alters; of a create or delete, all that are filled. */
export function alteredFields(write: Write | null): readonly FieldName[] {
  if (write === null) return []
  return FIELD_NAMES.filter((field) => !same(fieldLines(write.from, field), fieldLines(write.to, field)))
}
