// What a change does to each field, for reading: what both sides say now, and what both say afterwards, with the
// words that come and go marked. Pure.

import { diffWordsWithSpace } from 'diff'
import type { Terms } from './kinds'
import type { FieldView, Sides } from './kinds/view'
import { sideName } from './words'

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
  readonly field: string
  readonly label: string
  /** Whether it is a list. */
  readonly many: boolean
  readonly local: readonly string[]
  readonly remote: readonly string[]
  readonly result: readonly Line[]
  readonly differs: boolean
}

/** Every field that either side says anything about, or will. Both sides before and after. */
export function fieldDiffs(
  before: Sides<unknown>,
  after: Sides<unknown>,
  terms: Terms,
): readonly FieldDiff[] {
  const known = [before.local, before.remote, after.local, after.remote].filter((one) => one !== null)
  return terms.view.compared(known).map((field) => fieldDiff(field, before, after, known, terms))
}

function fieldDiff(
  { name: field, label, many }: FieldView,
  before: Sides<unknown>,
  after: Sides<unknown>,
  known: readonly unknown[],
  terms: Terms,
): FieldDiff {
  const step = (side: 'local' | 'remote'): Step => ({
    name: sideName(side, terms.label),
    from: linesOf(before[side], field, terms),
    to: linesOf(after[side], field, terms),
    exists: after[side] !== null,
    keys: after[side] === null ? new Map() : terms.view.keys(after[side], field, known, terms.zone),
  })
  const [local, remote] = [step('local'), step('remote')]
  const differs =
    !same(local.from, remote.from) || !same(local.from, local.to) || !same(remote.from, remote.to)
  const result = resultLines(local, remote)
  return { field, label, many, local: local.from, remote: remote.from, result, differs }
}

const linesOf = (value: unknown, field: string, { view, zone }: Pick<Terms, 'view' | 'zone'>) =>
  value === null ? [] : view.lines(value, field, zone)

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

/** Fields that a write alters; of a create or delete, all that are filled. `from` or `to` null: no such item. */
export function alteredFields(
  write: { readonly from: unknown; readonly to: unknown } | null,
  terms: Pick<Terms, 'view' | 'zone'>,
): readonly string[] {
  if (write === null) return []
  return terms.view.fields
    .map(({ name }) => name)
    .filter((field) => !same(linesOf(write.from, field, terms), linesOf(write.to, field, terms)))
}
