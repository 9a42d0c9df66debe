// What the contacts and users that matters name are called.
import { displayName } from '@/lib/domains/contacts/value/contact'
import type { Matter } from '@/lib/domains/matters/matter'
import { contactFromRow } from '@/lib/store/address-book/contact-row'
import { db } from '@/lib/store/database/client'
import { userNames } from '@/lib/store/firm/user-names'

export interface NamedContact {
  readonly name: string
  readonly deleted: boolean
}

/** By id; an erased contact is missing. */
export async function contactNames(
  firmId: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, NamedContact>> {
  if (ids.length === 0) return new Map()
  const rows = await db(firmId).contact.findMany({
    where: { firmId, id: { in: [...new Set(ids)] } },
    select: { id: true, value: true, deletedAt: true },
  })
  return new Map(
    rows.map((row) => {
      const name = displayName(contactFromRow(row)) || 'No name'
      return [row.id, { name, deleted: row.deletedAt !== null }]
    }),
  )
}

/** The names of all that these matters name, by id. */
export async function namesIn(firmId: string, matters: readonly Matter[]): Promise<(id: string) => string> {
  const contacts = await contactNames(
    firmId,
    matters.flatMap(({ clientId, related }) => [
      ...(clientId ? [clientId] : []),
      ...related.map(({ contactId }) => contactId),
    ]),
  )
  const users = await userNames(
    firmId,
    matters.map(({ responsibleId }) => responsibleId),
  )
  return (id) => contacts.get(id)?.name ?? users.get(id) ?? 'Someone who was erased'
}
