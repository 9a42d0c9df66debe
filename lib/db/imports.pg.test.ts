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

describe('an import', () => {
  it('happens once, however often it is confirmed at once', async () => {
    const id = await storeImport(ana, file(people(50)))
    const confirmed = await Promise.all([1, 2, 3].map(() => confirmImport(ana, id, false)))
    expect(confirmed.map(({ kind }) => kind).sort()).toEqual(['already', 'already', 'imported'])
    expect(await countContacts(ana.firmId, all)).toBe(50)
    expect((await getImport(ana, id))?.confirmedAt).toBeInstanceOf(Date)
  })

  it('recognises what is here already, to the letter, and what the file says twice', async () => {
    await confirmImport(ana, await storeImport(ana, file(people(3))), false)
    const [first, second, third] = people(3) as [Contact, Contact, Contact]
    const again = [first, { ...second, title: 'Judge' }, { ...second, title: 'Judge' }, third]
    expect([...(await exactDuplicates(ana.firmId, again))]).toEqual([0, 2, 3])
    const id = await storeImport(ana, file(again))
    expect(await confirmImport(ana, id, true)).toEqual({ kind: 'imported', count: 1 })
    expect(await countContacts(ana.firmId, all)).toBe(4)
  })

  it('is nobody else’s to see or to confirm', async () => {
    const id = await storeImport(ana, file(people(1)))
    const colleague = { ...ana, userId: crypto.randomUUID() }
    expect(await getImport(colleague, id)).toBeNull()
    expect(await confirmImport(colleague, id, false)).toEqual({ kind: 'missing' })
    expect(await confirmImport({ ...ana, firmId: crypto.randomUUID() }, id, false)).toEqual({
      kind: 'missing',
    })
  })

  it('of 25,000 contacts is one step', async () => {
    const id = await storeImport(ana, file(people(25_000)))
    expect(await confirmImport(ana, id, true)).toEqual({ kind: 'imported', count: 25_000 })
  })
})
