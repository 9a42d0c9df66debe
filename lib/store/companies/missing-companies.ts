// The companies that people name and that are no contact yet: people here, and people that the person's preview would add. A person chooses
// which of them become contacts; none is made otherwise.
import { companyKey, companyMeant } from '@/lib/domains/contacts/companies/company-name'
import { missingCompanies, type Spelling } from '@/lib/domains/contacts/companies/missing'
import { EMPTY_CONTACT } from '@/lib/domains/contacts/value/contact'
import { checkContact } from '@/lib/domains/contacts/value/limits'
import { lockAdditions } from '@/lib/store/address-book/additions'
import { createContact } from '@/lib/store/address-book/contacts'
import { db, withTransaction } from '@/lib/store/database/client'
import type { Actor } from '@/lib/store/firm/actor'
import { companiesWithKeys, fillCompanyKeys } from './companies'

/** Most people first. */
export async function companiesMissing(actor: Actor): Promise<readonly Spelling[]> {
  const { firmId, userId } = actor
  const ours = db(actor)
  const here = await ours.$queryRaw<{ kind: string; name: string; people: number }[]>`
    select value->>'kind' as kind, value->>'company' as name, count(*)::int as people from "Contact"
    where "firmId" = ${firmId}::uuid and "deletedAt" is null and value->>'company' <> '' group by 1, 2`
  const arriving = await ours.$queryRaw<{ kind: string; name: string; people: number }[]>`
    select h.body#>>'{local,to,kind}' as kind, h.body#>>'{local,to,company}' as name, count(*)::int as people
    from "Change" h join "Run" r on r.id = h."runId" join "Sync" s on s.id = h."syncId"
      join "Connection" c on c.id = s."connectionId"
    where h."firmId" = ${firmId}::uuid and c."userId" = ${userId}::uuid and r.state = 'ready'
      and h.kind = 'createLocal' and h.state = 'planned' and s.kind = 'contacts' and h.body#>>'{local,to,company}' <> ''
    group by 1, 2`
  const named = [...here, ...arriving]
  const companies = named.filter(({ kind }) => kind === 'company').map(({ name }) => ({ id: name, name }))
  return missingCompanies(
    named.filter(({ kind }) => kind !== 'company'),
    companies,
  )
}

/** Adds these companies as contacts, except those that are contacts by now. Returns how many were added. */
export async function addCompanies(actor: Actor, names: readonly string[]): Promise<number> {
  const { firmId, userId } = actor
  await fillCompanyKeys(firmId)
  return withTransaction(actor, async (tx) => {
    await lockAdditions(tx, firmId)
    let added = 0
    for (const name of names) {
      const contact = { ...EMPTY_CONTACT, kind: 'company' as const, company: name.trim() }
      if (checkContact(contact).length > 0 || companyKey(name) === '') continue
      if (companyMeant(name, await companiesWithKeys(firmId, [companyKey(name)], tx))) continue
      await createContact(actor, crypto.randomUUID(), contact, { userId }, tx)
      added += 1
    }
    return added
  })
}
