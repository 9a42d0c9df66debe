// Who is here already that a new contact looks like, asked before it is saved: nobody is typed twice without a word.

import { type Identifier, sharedIdentifiers } from '@/lib/domains/contacts/match/identifiers'
import { type Contact, displayName } from '@/lib/domains/contacts/value/contact'
import { digitsEnding, searchable } from '@/lib/domains/contacts/value/find'
import { type Db, db, type Tx } from '@/lib/store/database/client'
import { type Contact as ContactRow, Prisma } from '@/lib/store/database/generated/client'
import { phoneRegionOf } from '@/lib/store/firm/firm'
import { contactFromRow } from './contact-row'
import { found, holds } from './search'

export interface Alike {
  readonly id: string
  readonly name: string
  /** What the two have in common. */
  readonly shares: readonly Identifier[]
}

/** Rows that are looked at: a switchboard's number may be that of hundreds. */
const LOOKED_AT = 100
/** As many as a person will read. */
const NAMED = 3

/**
 * The firm's contacts that share an e-mail address or a phone number with this one; where it has neither, those of the same whole name.
 * Those that share most come first. `id`: of the contact itself, which may have been saved a moment ago.
 */
export async function alikeHere(
  firmId: string,
  id: string,
  contact: Contact,
  by: Db | Tx = db(firmId),
): Promise<readonly Alike[]> {
  const near = nearWords(contact)
  if (near.length === 0) return []
  const region = await phoneRegionOf(firmId, by)
  const rows = await by.$queryRaw<ContactRow[]>`
    select * from "Contact" where "firmId" = ${firmId}::uuid and "deletedAt" is null and id <> ${id}::uuid
      and (${Prisma.join(near, ' or ')}) order by "sortKey", id limit ${LOOKED_AT}`
  return rows
    .map(contactAndId)
    .map(({ id, here }) => ({
      id,
      name: displayName(here),
      shares: sharedIdentifiers(contact, here, region),
    }))
    .filter(({ shares }) => shares.some((kind) => kind !== 'name') || isNameAlone(contact, shares))
    .sort((a, b) => b.shares.length - a.shares.length)
    .slice(0, NAMED)
}

const contactAndId = (row: ContactRow) => ({ id: row.id, here: contactFromRow(row) })

const isNameAlone = ({ emails, phones }: Contact, shares: readonly Identifier[]) =>
  emails.length + phones.length === 0 && shares.includes('name')

/** Conditions that find every row with such a key, and a few more. */
function nearWords({ kind, firstName, lastName, company, emails, phones }: Contact): readonly Prisma.Sql[] {
  const search = Prisma.sql`search`
  const texts = [
    ...emails.map(({ value }) => searchable(value)),
    ...phones.map(({ value }) => digitsEnding(value)),
  ].filter(Boolean)
  if (emails.length + phones.length > 0) return texts.map((text) => holds(search, text))
  const name = kind === 'company' ? company : `${firstName} ${lastName}`
  return searchable(name) ? [found(search, name)] : []
}
