import { beforeEach, describe, expect, it } from 'vitest'
import { type Contact, EMPTY_CONTACT } from '@/lib/contacts/contact'
import type { Actor } from './actor'
import { countContacts } from './contact-list'
import { confirmImport, exactDuplicates, getImport, storeImport } from './imports'
import { owner, withDatabase } from './testing'

withDatabase()

let ana: Actor
const all = { query: '', deleted: false }

beforeEach(async () => {
  ana = { userId: crypto.randomUUID(), firmId: crypto.randomUUID(), role: 'member' }
  await owner().firm.create({ data: { id: ana.firmId, name: 'Ours' } })
})

const people = (count: number): readonly Contact[] =>
  Array.from({ length: count }, (_, at) => ({
    ...EMPTY_CONTACT,
    firstName: `P${at}`,
    birthday: { year: null, month: 2, day: 29 },
    emails: [{ value: `p${at}@example.com`, label: 'Work' }],
    addresses: [{ street: 'a', city: 'b', region: 'c', postalCode: 'd', country: 'e', label: 'f' }],
  }))
const file = (contacts: readonly Contact[]) => ({ fileName: 'a.vcf', contacts, problems: [], leftOut: [] })

const ALL = { exact: true, likely: true }
const NEW = { exact: false, likely: false }

const named = (firstName: string, lastName: string, more: Partial<Contact> = {}): Contact => ({
  ...EMPTY_CONTACT,
  firstName,
  lastName,
  ...more,
})
const email = (value: string) => ({ emails: [{ value, label: '' }] })
const phone = (value: string) => ({ phones: [{ value, label: '' }] })

describe('an import', () => {
  it('happens once, however often it is confirmed at once', async () => {
    const id = await storeImport(ana, file(people(50)))
    const confirmed = await Promise.all([1, 2, 3].map(() => confirmImport(ana, id, ALL)))
    expect(confirmed.map(({ kind }) => kind).sort()).toEqual(['already', 'already', 'imported'])
    expect(await countContacts(ana.firmId, all)).toBe(50)
    expect((await getImport(ana, id))?.confirmedAt).toBeInstanceOf(Date)
  })

  it('recognises what is here already, to the letter, and what the file says twice', async () => {
    await confirmImport(ana, await storeImport(ana, file(people(3))), ALL)
    const [first, second, third] = people(3) as [Contact, Contact, Contact]
    const again = [first, { ...second, title: 'Judge' }, { ...second, title: 'Judge' }, third]
    expect([...(await exactDuplicates(ana.firmId, again))]).toEqual([0, 2, 3])
    const id = await storeImport(ana, file(again))
    expect(await confirmImport(ana, id, { exact: false, likely: true })).toEqual({
      kind: 'imported',
      count: 1,
    })
    expect(await countContacts(ana.firmId, all)).toBe(4)
  })

  describe('of people who are likely here already', () => {
    const chloe = named('Chloé', 'Singh', email('chloe.singh@mail.example'))
    const deshawn = named('DeShawn', 'Davis', phone('+1 312 555 9100'))
    const here = [
      named('Chloé', 'Singh', { ...email('chloe.singh@mail.example'), middleName: 'Geneviève' }),
      named('DeShawn', 'Davis', phone('3125559100')),
    ]
    const read = [named('Kim', 'Zhang'), deshawn, chloe, ...people(1)]
    const rows = () => owner().contact.findMany({ where: { firmId: ana.firmId } })

    beforeEach(async () => {
      await confirmImport(ana, await storeImport(ana, file([...here, ...people(1)])), ALL)
    })

    it('says who they are, and why', async () => {
      const found = await getImport(ana, await storeImport(ana, file(read)))
      expect(found?.likely).toMatchObject([
        {
          at: 1,
          name: 'DeShawn Davis',
          reasons: expect.arrayContaining([expect.objectContaining({ field: 'phones' })]),
        },
        {
          at: 2,
          name: 'Chloé Geneviève Singh',
          reasons: expect.arrayContaining([expect.objectContaining({ field: 'emails' })]),
        },
      ])
    })

    it('leaves them out, and forgets them with what was read', async () => {
      const id = await storeImport(ana, file(read))
      expect(await confirmImport(ana, id, NEW)).toEqual({ kind: 'imported', count: 1 })
      expect(await getImport(ana, id)).toMatchObject({ contacts: [], likely: [] })
    })

    it('takes them in beside those who are here when that is chosen, and changes nothing of theirs', async () => {
      const before = await rows()
      const id = await storeImport(ana, file(read))
      expect(await confirmImport(ana, id, { exact: false, likely: true })).toEqual({
        kind: 'imported',
        count: 3,
      })
      expect(await rows()).toEqual(expect.arrayContaining(before))
    })

    it('does not take namesakes for one person', async () => {
      const smiths = (host: string) =>
        Array.from({ length: 20 }, (_, at) => named('John', 'Smith', email(`j${at}@${host}${at}.example`)))
      await confirmImport(ana, await storeImport(ana, file(smiths('a'))), ALL)
      const id = await storeImport(ana, file(smiths('b')))
      expect((await getImport(ana, id))?.likely).toEqual([])
      expect(await confirmImport(ana, id, NEW)).toEqual({ kind: 'imported', count: 20 })
    })
  })

  it('that an earlier version read takes nobody for likely here', async () => {
    const id = await storeImport(ana, file(people(2)))
    await owner().import.update({ where: { id }, data: { problems: { lines: [], leftOut: [] } } })
    expect((await getImport(ana, id))?.likely).toEqual([])
    expect(await confirmImport(ana, id, NEW)).toEqual({ kind: 'imported', count: 2 })
  })

  it('is nobody else’s to see or to confirm', async () => {
    const id = await storeImport(ana, file(people(1)))
    const colleague = { ...ana, userId: crypto.randomUUID() }
    expect(await getImport(colleague, id)).toBeNull()
    expect(await confirmImport(colleague, id, ALL)).toEqual({ kind: 'missing' })
    expect(await confirmImport({ ...ana, firmId: crypto.randomUUID() }, id, ALL)).toEqual({
      kind: 'missing',
    })
  })

  it('of 25,000 contacts is one step', async () => {
    const id = await storeImport(ana, file(people(25_000)))
    expect(await confirmImport(ana, id, NEW)).toEqual({ kind: 'imported', count: 25_000 })
  })
})
