// Companies and their people: a person's organisation is text, and means the company contact of that name. The connection is derived from
// the names on every read, so that it follows each edit on either side and needs no upkeep.
import { companyKey, companyMeant, type NamedCompany } from '@/lib/domains/contacts/companies/company-name'
import { type Contact, displayName } from '@/lib/domains/contacts/value/contact'
import { contactFromRow } from '@/lib/store/address-book/contact-row'
import { asContact } from '@/lib/store/address-book/values'
import { asEveryone, type Db, db, type Tx } from '@/lib/store/database/client'
import { firmOf, type View } from '@/lib/store/database/firm-pool'
import { Prisma } from '@/lib/store/database/generated/client'
import { withRows } from '@/lib/store/database/given-rows'

/** Contacts whose key is computed in one statement. */
const BATCH = 1_000

/** Computes the keys of contacts from before there were keys. Afterwards it costs one look into an index. */
export async function fillCompanyKeys(firmId: string): Promise<void> {
  const ours = db(asEveryone(firmId))
  for (;;) {
    const where = { firmId, companyKey: null }
    const rows = await ours.contact.findMany({
      where,
      select: { id: true, value: true, version: true },
      take: BATCH,
    })
    if (rows.length === 0) return
    const keys = rows.map((row) => ({
      id: row.id,
      version: row.version,
      key: companyKey(contactFromRow(row).company),
    }))
    await withRows(
      keys,
      (given) => ours.$executeRaw`
        update "Contact" c set "companyKey" = given.key
        from jsonb_to_recordset(${given}) as given(id uuid, version int, key text)
        where c.id = given.id and c."firmId" = ${firmId}::uuid and c."companyKey" is null and c.version = given.version`,
    )
  }
}

/** The company contacts whose names have one of these keys, the oldest first. */
export async function companiesWithKeys(
  firmId: string,
  keys: readonly string[],
  by: Db | Tx,
): Promise<readonly (NamedCompany & { readonly key: string })[]> {
  const wanted = keys.filter((key) => key !== '')
  if (wanted.length === 0) return []
  return by.$queryRaw<(NamedCompany & { key: string })[]>`
    select id, value->>'company' as name, "companyKey" as key from "Contact"
    where "firmId" = ${firmId}::uuid and "companyKey" = any(${wanted}) and "deletedAt" is null and value->>'kind' = 'company'
    order by "createdAt", id`
}

/** The company contact that a person's organisation means; null if there is none, or if it is a company itself. */
export async function companyOf(view: View, { kind, company }: Contact): Promise<NamedCompany | null> {
  const key = companyKey(company)
  if (kind === 'company' || key === '') return null
  await fillCompanyKeys(firmOf(view))
  return companyMeant(company, await companiesWithKeys(firmOf(view), [key], db(view)))
}

export interface Employee {
  readonly id: string
  readonly name: string
  readonly title: string
}

export interface Employees {
  readonly people: readonly Employee[]
  readonly total: number
}

/** The people whose organisation means this company, by name, at most `most` of them. */
export async function employeesOf(
  view: View,
  id: string,
  { kind, company }: Contact,
  most: number,
): Promise<Employees> {
  const [firmId, key] = [firmOf(view), companyKey(company)]
  if (kind !== 'company' || key === '') return { people: [], total: 0 }
  await fillCompanyKeys(firmId)
  const ours = db(view)
  const isOfKey = Prisma.sql`"firmId" = ${firmId}::uuid and "companyKey" = ${key} and "deletedAt" is null and value->>'kind' = 'person'`
  const companies = await companiesWithKeys(firmId, [key], ours)
  const spelled = await ours.$queryRaw<{ name: string; people: number }[]>`
    select value->>'company' as name, count(*)::int as people from "Contact" where ${isOfKey} group by 1`
  const meant = spelled.filter(({ name }) => companyMeant(name, companies)?.id === id)
  if (meant.length === 0) return { people: [], total: 0 }
  const names = meant.map(({ name }) => name)
  const rows = await ours.$queryRaw<{ id: string; value: Prisma.JsonValue }[]>`
    select id, value from "Contact" where ${isOfKey} and value->>'company' = any(${names}) order by "sortKey", id limit ${most}`
  return {
    people: rows.map((row) => employee(row.id, asContact(row.value))),
    total: meant.reduce((sum, { people }) => sum + people, 0),
  }
}

const employee = (id: string, contact: Contact): Employee => ({
  id,
  name: displayName(contact) || 'No name',
  title: contact.title,
})
