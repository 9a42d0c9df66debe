// What the pages of a matter's form need: who can be responsible, and contacts by a typed name.
import type { FindContact } from '@/components/matters/typed'
import { displayName } from '@/lib/domains/contacts/value/contact'
import { searchable } from '@/lib/domains/text/searchable'
import { listContacts } from '@/lib/store/address-book/contact-list'
import { contactFromRow } from '@/lib/store/address-book/contact-row'
import type { Actor } from '@/lib/store/firm/actor'
import { phoneRegionOf } from '@/lib/store/firm/firm'
import { listUsers } from '@/lib/store/firm/users'

/** Contacts that a list of the form shows. */
const MOST = 8
/** Contacts among which one of exactly the typed name is looked for. */
const MOST_ALIKE = 50

export async function peopleOf(firmId: string) {
  return (await listUsers(firmId)).map(({ id, name }) => ({ id, name }))
}

async function search(firmId: string, query: string, most: number) {
  const filter = { query, deleted: false, region: await phoneRegionOf(firmId) }
  const { rows } = await listContacts(firmId, filter, { kind: 'first' }, most)
  return rows.map((row) => ({ id: row.id, contact: contactFromRow(row) }))
}

/** Contacts that match a text, each with what tells it apart. */
export async function contactsLike({ firmId }: Actor, query: string) {
  if (query.trim() === '') return []
  const found = await search(firmId, query, MOST)
  return found.map(({ id, contact }) => {
    const details = [contact.kind === 'company' ? 'Company' : contact.company, contact.emails[0]?.value]
    return { id, name: displayName(contact) || 'No name', detail: details.filter(Boolean).join(', ') }
  })
}

/** The contact of exactly this name, or the only one that matches. */
export const finderOf =
  ({ firmId }: Actor): FindContact =>
  async (typed) => {
    const found = await search(firmId, typed, MOST_ALIKE)
    const named = found.map(({ id, contact }) => ({ id, name: displayName(contact) || 'No name' }))
    const exact = named.filter(({ name }) => searchable(name) === searchable(typed))
    const [one, another] = exact.length > 0 ? exact : named
    if (!one) return 'none'
    return another ? 'several' : one
  }
