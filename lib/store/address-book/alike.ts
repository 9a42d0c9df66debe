// Finds contacts that look like a new one, before it is saved, so that a person who types a duplicate gets a warning.

import { companyKey, companyMeant } from '@/lib/domains/contacts/companies/company-name'
import { type Identifier, sharedIdentifiers } from '@/lib/domains/contacts/match/identifiers'
import type { Region } from '@/lib/domains/contacts/text/phone-key'
import { type Contact, displayName } from '@/lib/domains/contacts/value/contact'
import { digitsEnding } from '@/lib/domains/contacts/value/find'
import { searchable } from '@/lib/domains/text/searchable'
import { type Db, db, type Tx } from '@/lib/store/database/client'
import { firmOf, type View } from '@/lib/store/database/firm-pool'
import { type Contact as ContactRow, Prisma } from '@/lib/store/database/generated/client'
import { phoneRegionOf } from '@/lib/store/firm/firm'
import { contactFromRow } from './contact-row'
import { found, holds } from './search'

export interface Alike {
  readonly id: string
  readonly name: string
  /** Its first email address, otherwise its first phone number; '' if it has neither. */
  readonly detail: string
  /** The identifiers that both contacts share. */
  readonly shares: readonly Identifier[]
}

/** Most rows compared: hundreds of contacts may share a switchboard's number. */
const LOOKED_AT = 100
/** Most similar contacts shown; people do not read longer lists. */
const NAMED = 3

/**
 * The firm's contacts that share an email address or phone number with this one; if it has neither, contacts with the same full name; for
 * a company also the company of the same name, however it is spelled.
 * Those that share most come first. `view`: the firm, or a person, whose private contacts are then compared too. `id` is the contact's own id, since it may have been saved a moment ago.
 */
export async function alikeHere(
  view: View,
  id: string,
  contact: Contact,
  by: Db | Tx = db(view),
): Promise<readonly Alike[]> {
  const firmId = firmOf(view)
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
      detail: (here.emails[0] ?? here.phones[0])?.value ?? '',
      shares: sharedBy(contact, { id, here }, region),
    }))
    .filter(({ shares }) => shares.some((kind) => kind !== 'name') || isNameAlone(contact, shares))
    .sort((a, b) => b.shares.length - a.shares.length)
    .slice(0, NAMED)
}

const contactAndId = (row: ContactRow) => ({ id: row.id, here: contactFromRow(row) })

/** Companies have the same name however it is spelled, and no other: "Müller & Co. KG" and "MUELLER UND CO. KG", not "Müller GmbH". */
function sharedBy(
  typed: Contact,
  { id, here }: { readonly id: string; readonly here: Contact },
  region: Region,
): readonly Identifier[] {
  const shares = sharedIdentifiers(typed, here, region)
  if (typed.kind !== 'company' || here.kind !== 'company') return shares
  const isSame = companyMeant(typed.company, [{ id, name: here.company }]) !== null
  return [...(isSame ? (['name'] as const) : []), ...shares.filter((kind) => kind !== 'name')]
}

const isNameAlone = ({ kind, emails, phones }: Contact, shares: readonly Identifier[]) =>
  (kind === 'company' || emails.length + phones.length === 0) && shares.includes('name')

/** Conditions that find every row with a shared identifier, and possibly a few others. */
function nearWords({ kind, firstName, lastName, company, emails, phones }: Contact): readonly Prisma.Sql[] {
  const search = Prisma.sql`search`
  const texts = [
    ...emails.map(({ value }) => searchable(value)),
    ...phones.map(({ value }) => digitsEnding(value)),
  ].filter(Boolean)
  const key = kind === 'company' ? companyKey(company) : ''
  const named = key ? [Prisma.sql`("companyKey" = ${key} and value ->> 'kind' = 'company')`] : []
  if (emails.length + phones.length > 0) return [...named, ...texts.map((text) => holds(search, text))]
  const name = kind === 'company' ? company : `${firstName} ${lastName}`
  return searchable(name) ? [...named, found(search, name)] : named
}
