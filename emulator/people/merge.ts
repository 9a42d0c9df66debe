// Merge & fix of Google's own pages: several contacts become one. The remaining one gets all their data, and the others are deleted.
// That it lists them as its former names is our guess (FIDELITY.md); a switch turns it off.

import { type Account, type Contact, newest, remove, replaceFields, type Store } from '@/emulator/store'
import { FIELDS, type FieldName } from './fields'
import type { Content, Entry } from './person-body'

/** Afterwards `into` has the union; for a field with a single value it keeps its own, or takes the first of the others. */
export function merge(store: Store, account: Account, into: Contact, others: readonly Contact[]): void {
  if (others.includes(into)) throw new Error('a contact cannot be merged into itself')
  const content = [into, ...others].map((contact) => newest(contact).content).reduce(union)
  const lost = others.flatMap((contact) => [
    newest(contact).resourceName,
    ...contact.renames.map(({ from }) => from),
  ])
  for (const contact of others) remove(store, account, contact)
  const { sequence } = replaceFields(store, account, into, Object.keys(content) as FieldName[], content)
  if (store.switches.mergedNamesTold) for (const from of lost) into.renames.push({ from, sequence })
}

function union(first: Content, second: Content): Content {
  const fields = new Set([...Object.keys(first), ...Object.keys(second)] as FieldName[])
  return Object.fromEntries([...fields].map((field) => [field, both(field, first[field], second[field])]))
}

function both(field: FieldName, first: readonly Entry[] = [], second: readonly Entry[] = []) {
  if (FIELDS[field].singleton && first.length > 0) return first
  const had = new Set(first.map(saidBy))
  return [...first, ...second.filter((entry) => !had.has(saidBy(entry))).map(asLater)]
}

/** An entry's data, without the primary mark. */
const saidBy = (entry: Entry) => JSON.stringify(asLater(entry))
const asLater = ({ sourcePrimary: _, ...entry }: Entry): Entry => entry
