// Reads the lists in a line of Google's contact CSV: several values with one label share a cell, and so do the parts of several
// addresses.

import {
  ADDRESS_PARTS,
  type AddressPart,
  type Columns,
  fromEntries,
  type ListColumns,
} from '@/lib/domains/contacts/csv/google-csv-columns'
import {
  type AddressParts,
  addressOf,
  isBlank,
  wholeSaysMore,
} from '@/lib/domains/contacts/text/address-parts'
import { apostropheOf, isMangled, mangled, unguarded } from '@/lib/domains/contacts/text/spreadsheet'
import type { Address, LabelledValue } from '@/lib/domains/contacts/value/contact'
import { chosenLabel } from '@/lib/domains/contacts/vcard/labels'
import { oneLine } from '@/lib/domains/text/plain-text'

const SEVERAL = / ?::: ?/

/** Several values with one label share a cell. A star before the label marks the preferred value, which comes first. */
export function valuesOf(
  columns: readonly ListColumns[],
  text: (at: number) => string,
): readonly LabelledValue[] {
  const found = columns.flatMap(({ label, value }) => {
    const { starred, name } = labelOf(text(label))
    return text(value)
      .split(SEVERAL)
      .map((part) => ({ starred, entry: { value: oneLine(part), label: name } }))
  })
  const filled = found.filter(({ entry }) => entry.value !== '')
  return [...filled.filter(({ starred }) => starred), ...filled.filter(({ starred }) => !starred)].map(
    ({ entry }) => entry,
  )
}

function labelOf(text: string) {
  const label = oneLine(text)
  const starred = label.startsWith('*')
  return { starred, name: chosenLabel(starred ? label.slice(1).trim() : label) }
}

/** Leaves out numbers that a spreadsheet program has damaged, and notes them. */
export function phonesOf(
  columns: readonly ListColumns[],
  values: readonly string[],
  trouble: (reason: string) => void,
): readonly LabelledValue[] {
  const labels = new Set(columns.map(({ label }) => label))
  const asWritten = valuesOf(columns, (at) =>
    labels.has(at) ? unguarded(values[at] ?? '') : (values[at] ?? ''),
  )
  return asWritten.flatMap(({ value, label }) => {
    if (isMangled(value)) {
      trouble(mangled(value))
      return []
    }
    if (unguarded(value) !== value) trouble(apostropheOf(value))
    return [{ value: unguarded(value), label }]
  })
}

/** Several addresses with one label share the cells of their parts. */
export function addressesOf(
  columns: Columns['addresses'][number],
  text: (at: number) => string,
): readonly { readonly address: Address; readonly saysMore: boolean }[] {
  const parts = fromEntries(ADDRESS_PARTS, () => [] as readonly string[])
  for (const part of Object.keys(ADDRESS_PARTS) as AddressPart[])
    parts[part] = text(columns[part]).split(SEVERAL)
  const count = Math.max(...Object.values(parts).map((all) => all.length))
  const label = labelOf(text(columns.label)).name
  return Array.from({ length: count }, (_, at) => {
    const one: AddressParts = fromEntries(parts, (all) => all[at] ?? '')
    const address = addressOf(one, label)
    return { address, saysMore: wholeSaysMore(one.whole, address) }
  }).filter(({ address }) => !isBlank(address))
}
