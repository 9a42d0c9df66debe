import { beforeEach, describe, expect, it } from 'vitest'
import { type Contact, EMPTY_CONTACT } from '@/lib/domains/contacts/value/contact'
import { writeVcards } from '@/lib/domains/contacts/vcard/write'
import { db } from '@/lib/store/database/client'
import type { Actor } from '@/lib/store/firm/actor'
import { owner, withDatabase } from '@/testing/database/test-database'
import { addContacts } from './collection'
import { countContacts } from './contact-list'
import { confirmImport, exactDuplicates, getImport, ImportBusy, storeImport } from './imports'

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

  it('of one file that was uploaded twice brings each contact once, also where both are confirmed at once', async () => {
    const ids = [await storeImport(ana, file(people(50))), await storeImport(ana, file(people(50)))]
    const confirmed = await Promise.all(ids.map((id) => confirmImport(ana, id, NEW)))
    expect(confirmed.map((one) => one.kind === 'imported' && one.count).sort()).toEqual([0, 50])
    expect(await countContacts(ana.firmId, all)).toBe(50)
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

  it('of 25,000 contacts is one step', { timeout: 180_000 }, async () => {
    const id = await storeImport(ana, file(people(25_000)))
    expect(await confirmImport(ana, id, NEW)).toEqual({ kind: 'imported', count: 25_000 })
  })
})

describe('while a file is read', () => {
  /** Contacts that share their addresses and numbers with thousands, so that every contact shares something with every other. */
  const pooled = (count: number, name: string): readonly Contact[] =>
    Array.from({ length: count }, (_, at) => ({
      ...named(`${name}${at}`, 'Ode'),
      emails: Array.from({ length: 5 }, (_, n) => ({
        value: `${(at * 5 + n * 7) % 600}@pool.example`,
        label: '',
      })),
      phones: Array.from({ length: 5 }, (_, n) => ({
        value: `+1 312 555 ${1000 + ((at * 5 + n) % 600)}`,
        label: '',
      })),
    }))

  it('others are answered, however much its contacts share with those here', {
    timeout: 180_000,
  }, async () => {
    await addContacts(ana.firmId, pooled(2_000, 'h'), { userId: null })
    const bytes = new TextEncoder().encode(writeVcards(pooled(5_000, 'i').map((contact) => ({ contact }))))
    expect(bytes.length).toBeGreaterThan(900_000)
    let reading = true
    const stored = storeImport(ana, { fileName: 'pool.vcf', bytes }).finally(() => {
      reading = false
    })
    // Comparing does not pause: in this thread it would block every query until it ends.
    let answered = 0
    while (reading) {
      await db(ana.firmId).firm.findFirst({ where: { id: ana.firmId } })
      answered += 1
    }
    const found = await getImport(ana, await stored)
    expect(found?.contacts).toHaveLength(5_000)
    expect(answered).toBeGreaterThan(50)
  })

  it('no other of the firm is, and the first is not disturbed; another firm’s is', async () => {
    const ben = { ...ana, userId: crypto.randomUUID() }
    const eve = { ...ana, firmId: crypto.randomUUID() }
    await owner().firm.create({ data: { id: eve.firmId, name: 'Theirs' } })
    const [first, second, theirs] = await Promise.allSettled([
      storeImport(ana, file(people(3))),
      storeImport(ben, file(people(2))),
      storeImport(eve, file(people(1))),
    ])
    expect([first, second].map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    const refused = [first, second].find(({ status }) => status === 'rejected')
    expect(refused?.status === 'rejected' && refused.reason).toBeInstanceOf(ImportBusy)
    expect(theirs.status).toBe('fulfilled')
    expect(await storeImport(ben, file(people(2)))).toBeTruthy()
  })

  it('a file that a dead server began to read is in nobody’s way after a while, and on no page', async () => {
    const { firmId, userId } = ana
    const begun = { id: crypto.randomUUID(), firmId, userId, fileName: 'a.vcf', contacts: [], problems: {} }
    await owner().import.create({ data: begun })
    expect(await getImport(ana, begun.id)).toBeNull()
    await expect(storeImport(ana, file(people(1)))).rejects.toThrow(ImportBusy)
    await owner().import.update({
      where: { id: begun.id },
      data: { createdAt: new Date(Date.now() - 6 * 60_000) },
    })
    expect(await storeImport(ana, file(people(1)))).toBeTruthy()
  })

  it('one that cannot be kept leaves the way free', async () => {
    await expect(storeImport({ ...ana, userId: 'nobody' }, file(people(1)))).rejects.toThrow()
    expect(await storeImport(ana, file(people(1)))).toBeTruthy()
  })
})

it('what a file said of contacts is not kept once they are imported', async () => {
  const problems = [{ line: 3, reason: 'Ana Lima’s birthday is no date.' }]
  const id = await storeImport(ana, { ...file(people(1)), problems })
  expect((await getImport(ana, id))?.problems).toEqual(problems)
  await confirmImport(ana, id, ALL)
  expect(await getImport(ana, id)).toMatchObject({ contacts: [], problems: [], leftOut: [], likely: [] })
})
