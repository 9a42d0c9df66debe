import { beforeEach, expect, it } from 'vitest'
import { type Contact, EMPTY_CONTACT } from '@/lib/domains/contacts/value/contact'
import { owner, withDatabase } from '@/testing/database/test-database'
import { alikeHere } from './alike'
import { createContact, deleteContact } from './contacts'

withDatabase()

let firmId = ''
const by = { userId: null }
const labelled = (value: string) => [{ value, label: '' }]
const person = (firstName: string, lastName: string, more: Partial<Contact> = {}): Contact => ({
  ...EMPTY_CONTACT,
  firstName,
  lastName,
  ...more,
})

async function here(contact: Contact): Promise<string> {
  const id = crypto.randomUUID()
  await createContact(firmId, id, contact, by)
  return id
}

const alike = async (contact: Contact, id: string = crypto.randomUUID()) =>
  (await alikeHere(firmId, id, contact)).map(({ name, shares }) => [name, ...shares])

beforeEach(async () => {
  firmId = crypto.randomUUID()
  await owner().firm.create({ data: { id: firmId, name: 'Ours', phoneRegion: 'US' } })
})

it('names who has the same e-mail address or phone number, however it is written, those that share most first', async () => {
  await here(person('Bea', 'Costa', { phones: labelled('+1 (312) 555-0100') }))
  await here(person('Zoë', 'O’Neill', { emails: labelled('Zoe@Example.com') }))
  const typed = person('zoe', "O'Neill", {
    emails: labelled(' zoe@example.COM'),
    phones: labelled('312.555.0100'),
  })
  expect(await alike(typed)).toEqual([
    ['Zoë O’Neill', 'name', 'email'],
    ['Bea Costa', 'phone'],
  ])
})

it('names who has the same name where nothing else was typed, and not a namesake otherwise', async () => {
  await here(person('Ana', 'Lima', { emails: labelled('ana@lima.example') }))
  await here(person('Ana', 'Limage'))
  expect(await alike(person('ana', 'LIMA'))).toEqual([['Ana Lima', 'name']])
  expect(await alike(person('Ana', 'Lima', { emails: labelled('other@lima.example') }))).toEqual([])
})

it('names the company of the same name, however it is spelled, whatever else was typed', async () => {
  const company = (name: string, emails: Contact['emails'] = []) =>
    ({ ...EMPTY_CONTACT, kind: 'company', company: name, emails }) as const
  await here(company('Müller & Co. KG'))
  await here(company('Müller GmbH'))
  await here(person('Ana', 'Lima', { company: 'Müller & Co. KG' }))
  expect(await alike(company('MUELLER UND CO. KG'))).toEqual([['Müller & Co. KG', 'name']])
  const typed = company('mueller und co kg', [{ value: 'info@mueller.example', label: '' }])
  expect(await alike(typed)).toEqual([['Müller & Co. KG', 'name']])
})

it('names them by their first email address, otherwise by their first phone number', async () => {
  await here(
    person('Ana', 'Lima', { emails: labelled('ana@lima.example'), phones: labelled('312 555 0100') }),
  )
  await here(person('Ana', 'Lima', { phones: labelled('312 555 0101') }))
  await here(person('Ana', 'Lima'))
  const found = await alikeHere(firmId, crypto.randomUUID(), person('Ana', 'Lima'))
  expect(found.map(({ detail }) => detail).toSorted()).toEqual(['', '312 555 0101', 'ana@lima.example'])
})

it('is silent about others, the deleted, the contact itself, and one who says nothing', async () => {
  const typed = person('Ana', 'Lima', { emails: labelled('a_a@lima.example'), phones: labelled('112') })
  await here(person('Ben', 'Lima', { emails: labelled('axa@lima.example'), phones: labelled('112') }))
  const gone = await here(typed)
  await deleteContact(firmId, gone, by)
  const itself = await here(typed)
  expect(await alike(typed, itself)).toEqual([])
  expect(await alike(EMPTY_CONTACT)).toEqual([])
  expect(await alike({ ...EMPTY_CONTACT, kind: 'company', company: ' – ' })).toEqual([])
})
