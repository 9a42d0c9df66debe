import { beforeEach, describe, expect, it } from 'vitest'
import { type Contact, EMPTY_CONTACT } from '@/lib/domains/contacts/value/contact'
import { addressBook } from '@/lib/store/address-book/collection'
import { contactFromRow } from '@/lib/store/address-book/contact-row'
import { createContact, deleteContact, getContact, updateContact } from '@/lib/store/address-book/contacts'
import { owner, ownerPool, withDatabase } from '@/testing/database/test-database'
import { companyOf, employeesOf } from './companies'
import { addCompanies, companiesMissing } from './missing-companies'

withDatabase()

const by = { userId: null }
let firm = ''

beforeEach(async () => {
  firm = crypto.randomUUID()
  await owner().firm.create({ data: { id: firm, name: 'Firm' } })
})

async function add(more: Partial<Contact>): Promise<string> {
  const id = crypto.randomUUID()
  await createContact(firm, id, { ...EMPTY_CONTACT, ...more }, by)
  return id
}

const contactOf = async (id: string): Promise<Contact> => {
  const row = await getContact(firm, id)
  if (!row) throw new Error('no such contact')
  return contactFromRow(row)
}
const company = async (id: string) => (await companyOf(firm, await contactOf(id)))?.id ?? null
const employees = async (id: string) => {
  const { people, total } = await employeesOf(firm, id, await contactOf(id), 10)
  return { names: people.map(({ name }) => name), total }
}

describe('a person and the company that their organisation means', () => {
  it('lead to each other, whatever the spelling', async () => {
    const muller = await add({ company: 'Müller & Co. KG' })
    const ana = await add({
      firstName: 'Ana',
      lastName: 'Lima',
      company: 'mueller und co kg',
      title: 'Judge',
    })
    await add({ firstName: 'Ben', lastName: 'Ruiz', company: 'Müller GmbH' })
    expect(await company(ana)).toBe(muller)
    expect(await employees(muller)).toEqual({ names: ['Ana Lima'], total: 1 })
    expect(await employees(ana)).toEqual({ names: [], total: 0 })
  })

  it('are apart once either is renamed or deleted, and the text of the person stays', async () => {
    const acme = await add({ company: 'Acme' })
    const ana = await add({ firstName: 'Ana', company: 'Acme' })
    await updateContact(firm, acme, 1, { ...(await contactOf(acme)), company: 'Apex' }, by)
    expect(await company(ana)).toBeNull()
    expect((await contactOf(ana)).company).toBe('Acme')
    await updateContact(firm, acme, 2, { ...(await contactOf(acme)), company: 'ACME Inc.' }, by)
    expect(await company(ana)).toBe(acme)
    await deleteContact(firm, acme, by)
    expect(await company(ana)).toBeNull()
  })

  it('are found in contacts that a sync wrote', async () => {
    const acme = await add({ company: 'Acme' })
    const key = crypto.randomUUID()
    const to = { ...EMPTY_CONTACT, firstName: 'Ana', company: 'ACME' }
    await addressBook(firm).push([{ kind: 'create', ref: key, key, to }])
    expect(await company(key)).toBe(acme)
  })

  it('are found in rows from before there were keys, which is no edit', async () => {
    const acme = await add({ company: 'Acme Ltd' })
    const ana = await add({ firstName: 'Ana', company: 'acme' })
    const book = addressBook(firm)
    const { cursor } = await book.pull(null, null)
    await ownerPool().query(
      'update "Contact" set "companyKey" = null, version = version, stamp = stamp where "firmId" = $1',
      [firm],
    )
    const before = await book.pull(cursor, null)
    expect(await company(ana)).toBe(acme)
    const after = await book.pull(before.cursor, null)
    expect(after.items.map(({ id }) => id)).toEqual([])
    expect(await getContact(firm, ana)).toMatchObject({ version: 1, companyKey: 'acme' })
  })

  it('of another firm are strangers', async () => {
    await add({ company: 'Acme' })
    const ana = await add({ firstName: 'Ana', company: 'Acme' })
    const found = await contactOf(ana)
    const other = crypto.randomUUID()
    await owner().firm.create({ data: { id: other, name: 'Other' } })
    expect(await companyOf(other, found)).toBeNull()
  })
})

describe('companies that people name', () => {
  it('become contacts only when they are chosen, once, and never empty', async () => {
    const userId = crypto.randomUUID()
    const actor = { userId, firmId: firm, role: 'member' } as const
    await add({ firstName: 'Ana', company: 'Müller & Co. KG' })
    await add({ firstName: 'Ben', company: 'mueller und co kg' })
    await add({ firstName: 'Eve', company: 'Globex' })
    await add({ company: 'Acme' })
    await add({ firstName: 'Joe', company: 'ACME Inc.' })
    const [first] = await companiesMissing(actor)
    expect(first?.people).toBe(2)
    const chosen = ['Müller & Co. KG', ' ', 'acme', 'Mueller und Co KG']
    const added = await Promise.all([addCompanies(actor, chosen), addCompanies(actor, chosen)])
    expect(added.sort()).toEqual([0, 1])
    expect((await companiesMissing(actor)).map(({ name }) => name)).toEqual(['Globex'])
    const companies = await owner().contact.count({
      where: { firmId: firm, companyKey: 'muller', value: { path: ['kind'], equals: 'company' } },
    })
    expect(companies).toBe(1)
  })
})
