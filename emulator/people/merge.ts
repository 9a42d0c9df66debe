// Merge & fix of Google's own pages: several contacts become one. The one that stays has everything that they had, the others
// are deleted. That it names them as its former names is our guess (FIDELITY.md): by switch it does not.

import { type Account, type Contact, newest, remove, replaceFields, type Store } from '@/emulator/store'
import { FIELDS, type FieldName } from './fields'
import type { Content, Entry } from './person-body'

/** `into` has the union afterwards; where a contact has one value of a field only, it keeps its own, or takes the first other. */
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

/** What an entry says, without which of them comes first. */
const saidBy = (entry: Entry) => JSON.stringify(asLater(entry))
const asLater = ({ sourcePrimary: _, ...entry }: Entry): Entry => entry
