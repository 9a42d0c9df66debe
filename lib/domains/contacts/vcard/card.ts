// The content lines of one card by name: preferred ones first, with the labels of their groups.

import { labelOfGroup, labelOfTypes, preferenceOf } from '@/lib/domains/contacts/vcard/labels'
import type { ContentLine } from '@/lib/domains/contacts/vcard/lines'
import { decoded, unescaped } from '@/lib/domains/contacts/vcard/text'
import { oneLine } from '@/lib/domains/text/plain-text'

export interface Card {
  readonly byName: ReadonlyMap<string, readonly ContentLine[]>
  /** Labels from X-ABLabel, by group. */
  readonly labels: ReadonlyMap<string, string>
}

export const cardOf = (lines: readonly ContentLine[]): Card => ({
  byName: linesByName(lines),
  labels: groupLabels(lines),
})

function linesByName(lines: readonly ContentLine[]): Card['byName'] {
  const byName = new Map<string, ContentLine[]>()
  for (const content of lines) {
    const same = byName.get(content.name)
    if (same) same.push(content)
    else byName.set(content.name, [content])
  }
  return byName
}

function groupLabels(lines: readonly ContentLine[]): ReadonlyMap<string, string> {
  const labels = lines.filter(({ name, group }) => name === 'X-ABLABEL' && group !== '')
  return new Map(labels.map((content) => [content.group, labelOfGroup(oneLine(textOf(content)))]))
}

/** Preferred first; otherwise in the order of the file. */
export function named(card: Card, ...names: readonly string[]): readonly ContentLine[] {
  const found = names.flatMap((name) => card.byName.get(name) ?? [])
  return found.length < 2 ? found : found.toSorted((a, b) => preferenceOf(a) - preferenceOf(b))
}

export const textOf = (content: ContentLine) => unescaped(decoded(content))
export const firstText = (card: Card, name: string) =>
  oneLine(named(card, name).map(textOf).find(Boolean) ?? '')

/** The label of an entry: the group's label, otherwise one derived from its types. */
export const labelOf = (card: Card, content: ContentLine) =>
  card.labels.get(content.group) || labelOfTypes(content)
