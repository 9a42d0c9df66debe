import { beforeEach, describe, expect, it } from 'vitest'
import { type Contact, EMPTY_CONTACT } from '@/lib/domains/contacts/value/contact'
import { EMPTY_MATTER, type Matter } from '@/lib/domains/matters/matter'
import { addressBook } from '@/lib/store/address-book/collection'
import { contactHistory } from '@/lib/store/address-book/contact-history'
import { createContact, deleteContact, getContact, restoreContact } from '@/lib/store/address-book/contacts'
import { prepareOnlyMine, setOnlyMine } from '@/lib/store/address-book/privacy'
import { withTransaction } from '@/lib/store/database/client'
import { erasePerson } from '@/lib/store/retention/erase-person'
import { owner, ownerPool, withDatabase } from '@/testing/database/test-database'
import { countMatters, firstMatterOnPage, listMatters } from './matter-list'
import { matterFromRow } from './matter-row'
import { deleteMatter, matterHistory, matterOf, restoreMatter, saveMatter } from './matters'
import { moveMatters, returnMatters } from './move-matters'
import { clientsAmong, clientsOfUser, mattersOfContacts } from './of-contacts'

withDatabase()

const by = { userId: null }
const uuid = () => crypto.randomUUID()
let firm = ''
let user = ''

beforeEach(async () => {
  firm = uuid()
  user = uuid()
  await owner().firm.create({ data: { id: firm, name: 'Firm' } })
  const person = { email: 'ana@example.com', name: 'Ana', subject: user }
  await owner().user.create({ data: { id: user, firmId: firm, role: 'admin', ...person } })
})

async function contact(lastName: string, more: Partial<Contact> = {}): Promise<string> {
  const id = uuid()
  await createContact(firm, id, { ...EMPTY_CONTACT, lastName, ...more }, by)
  return id
}

async function matter(number: string, clientId: string, more: Partial<Matter> = {}): Promise<string> {
  const id = uuid()
  const value = { ...EMPTY_MATTER, number, clientId, responsibleId: user, ...more }
  expect(await saveMatter(firm, { id, version: 0, matter: value }, user)).toEqual({
    kind: 'written',
    version: 1,
  })
  return id
}

const saved = async (id: string): Promise<Matter> => {
  const row = await matterOf(firm, id)
  if (!row) throw new Error('no such matter')
  return matterFromRow(row)
}

describe('a matter', () => {
  it('reads back as it was typed, and its history says who wrote what', async () => {
    const [client, judge] = [await contact('Lima'), await contact('Ruiz')]
    const related = [{ contactId: judge, role: 'Judge' }]
    const id = await matter('2026-1', client, { description: 'Lease\nof a shop', status: 'pending', related })
    const value = await saved(id)
    expect(value).toMatchObject({
      number: '2026-1',
      description: 'Lease\nof a shop',
      clientId: client,
      related,
    })
    const closed = { ...value, status: 'closed', related: [] } as const
    expect(await saveMatter(firm, { id, version: 1, matter: closed }, user)).toEqual({
      kind: 'written',
      version: 2,
    })
    expect(await saved(id)).toEqual(closed)
    expect(await matterHistory(firm, id, 10)).toMatchObject([
      { kind: 'edit', version: 2, author: 'Ana', from: value, to: closed },
      { kind: 'create', version: 1, author: 'Ana', to: value },
    ])
  })

  it('is saved once when its form is sent twice, and never over a change that the form did not show', async () => {
    const client = await contact('Lima')
    const id = await matter('1', client)
    const value = await saved(id)
    expect(await saveMatter(firm, { id, version: 0, matter: value }, user)).toEqual({
      kind: 'same',
      version: 1,
    })
    await saveMatter(firm, { id, version: 1, matter: { ...value, description: 'by Ben' } }, user)
    const late = await saveMatter(firm, { id, version: 1, matter: { ...value, description: 'by Eve' } }, user)
    expect(late).toMatchObject({ kind: 'stale', row: { version: 2, description: 'by Ben' } })
    expect((await saved(id)).description).toBe('by Ben')
  })

  it('has a number of its own, whatever its case; the number of a matter in the bin is free', async () => {
    const client = await contact('Lima')
    const id = await matter('A-1', client)
    const twice = { ...EMPTY_MATTER, number: 'a-1', clientId: client }
    const answer = await saveMatter(firm, { id: uuid(), version: 0, matter: twice }, user)
    expect(answer).toMatchObject({ kind: 'faults', faults: [{ field: 'number' }] })
    await deleteMatter(firm, id, user)
    await matter('a-1', client)
    expect(await restoreMatter(firm, id, user)).toMatchObject({
      kind: 'faults',
      faults: [{ field: 'number' }],
    })
  })

  it('is written by one of two people who choose the same number at the same moment', async () => {
    const client = await contact('Lima')
    const value = { ...EMPTY_MATTER, number: '7', clientId: client }
    const answers = await Promise.all(
      [uuid(), uuid()].map((id) => saveMatter(firm, { id, version: 0, matter: value }, user)),
    )
    expect(answers.map(({ kind }) => kind).sort()).toEqual(['faults', 'written'])
  })

  it('comes back from the bin, unless its client was deleted meanwhile', async () => {
    const client = await contact('Lima')
    const id = await matter('1', client)
    await deleteMatter(firm, id, user)
    await deleteContact(firm, client, by)
    expect(await restoreMatter(firm, id, user)).toMatchObject({
      kind: 'faults',
      faults: [{ field: 'client' }],
    })
    await restoreContact(firm, client, by)
    expect((await restoreMatter(firm, id, user)).kind).toBe('written')
    expect((await matterHistory(firm, id, 10)).map(({ kind }) => kind)).toEqual([
      'restore',
      'delete',
      'create',
    ])
  })

  it.each(['client', 'related'] as const)('does not name a deleted contact as its %s', async (field) => {
    const [client, gone] = [await contact('Lima'), await contact('Gone')]
    await deleteContact(firm, gone, by)
    const value: Matter = {
      ...EMPTY_MATTER,
      number: '1',
      clientId: field === 'client' ? gone : client,
      related: field === 'related' ? [{ contactId: gone, role: '' }] : [],
    }
    const answer = await saveMatter(firm, { id: uuid(), version: 0, matter: value }, user)
    expect(answer).toMatchObject({ kind: 'faults', faults: [{ field }] })
  })
})

describe('a contact that is tied to a matter', () => {
  it.each(['client', 'related'] as const)('is not deleted while it is its %s', async (as) => {
    const [one, other] = [await contact('Lima'), await contact('Ruiz')]
    const id = await matter('1', as === 'client' ? one : other, {
      related: as === 'related' ? [{ contactId: one, role: 'Judge' }] : [],
    })
    const role = as === 'client' ? null : 'Judge'
    expect(await deleteContact(firm, one, by)).toEqual({
      kind: 'tied',
      matters: [{ id, number: '1', description: '', status: 'open', contactId: one, role }],
    })
    expect(await getContact(firm, one)).toMatchObject({ deletedAt: null, version: 1 })
    expect(await contactHistory(firm, one, 10)).toHaveLength(1)
    await deleteMatter(firm, id, user)
    expect((await deleteContact(firm, one, by)).kind).toBe('written')
  })

  it('stays when many are deleted at once, and the others go', async () => {
    const [tied, free] = [await contact('Lima'), await contact('Ruiz')]
    await matter('1', tied)
    const deletions = [tied, free].map((id) => ({ kind: 'delete', ref: id, id, version: '1' }) as const)
    const outcomes = await addressBook(firm).push(deletions)
    expect(outcomes).toMatchObject([
      { kind: 'rejected', ref: tied },
      { kind: 'done', ref: free },
    ])
    expect(await getContact(firm, tied)).toMatchObject({ deletedAt: null })
  })

  it('is not erased', async () => {
    const tied = await contact('Lima')
    const id = await matter('1', tied)
    const admin = { firmId: firm, userId: user, role: 'admin' } as const
    expect(await erasePerson(admin, tied, new Date())).toBe('tied')
    await deleteMatter(firm, id, user)
    expect(await erasePerson(admin, tied, new Date())).toBe('erased')
    expect(await restoreMatter(firm, id, user)).toMatchObject({
      kind: 'faults',
      faults: [{ field: 'client' }],
    })
  })

  it('is kept by the database itself, whatever program writes', async () => {
    const [tied, gone] = [await contact('Lima'), await contact('Gone')]
    const id = await matter('1', tied, { related: [{ contactId: tied, role: '' }] })
    await deleteContact(firm, gone, by)
    for (const [sql, ids, reason] of [
      ['update "Contact" set "deletedAt" = now() where id = $1', [tied], 'tied to a matter'],
      ['delete from "Contact" where id = $1', [tied], 'tied to a matter'],
      ['update "Matter" set "clientId" = $1 where id = $2', [gone, id], 'deleted or of another firm'],
      [
        'update "MatterContact" set "contactId" = $1 where "matterId" = $2',
        [gone, id],
        'deleted or of another firm',
      ],
    ] as const)
      await expect(ownerPool().query(sql, [...ids])).rejects.toThrow(reason)
    await ownerPool().query('delete from "Firm" where id = $1', [firm])
    expect(await owner().matter.count({ where: { firmId: firm } })).toBe(0)
  })

  it('is not deleted at the moment at which a matter is saved: one of the two happens', async () => {
    const client = await contact('Lima')
    const value = { ...EMPTY_MATTER, number: '1', clientId: client }
    const [written, deleted] = await Promise.all([
      saveMatter(firm, { id: uuid(), version: 0, matter: value }, user),
      deleteContact(firm, client, by),
    ])
    expect([written.kind, deleted.kind].sort()).toEqual(
      written.kind === 'written' ? ['tied', 'written'] : ['faults', 'written'],
    )
  })
})

describe('a contact that is only one person’s', () => {
  const asked = async (id: string): Promise<boolean> => {
    const actor = { firmId: firm, userId: user, role: 'admin' } as const
    return withTransaction(actor, async (tx) => {
      const may = await prepareOnlyMine(tx, actor, id, true)
      if (may) await setOnlyMine(tx, actor, id, true)
      return may
    })
  }

  it.each(['client', 'related'] as const)(
    'does not become so as the %s of a matter, even one in the bin',
    async (field) => {
      const [client, other] = [await contact('Lima'), await contact('Ruiz')]
      const id = await matter('1', client, { related: [{ contactId: other, role: '' }] })
      const tied = field === 'client' ? client : other
      expect(await asked(tied)).toBe(false)
      await deleteMatter(firm, id, user)
      expect(await asked(tied)).toBe(false)
    },
  )

  it.each(['client', 'related'] as const)('is not the %s of a matter', async (field) => {
    const [client, mine] = [await contact('Lima'), await contact('Ruiz')]
    expect(await asked(mine)).toBe(true)
    const value: Matter = {
      ...EMPTY_MATTER,
      number: '1',
      clientId: field === 'client' ? mine : client,
      related: field === 'related' ? [{ contactId: mine, role: '' }] : [],
    }
    const answer = await saveMatter(firm, { id: uuid(), version: 0, matter: value }, user)
    expect(answer).toMatchObject({ kind: 'faults', faults: [{ field }] })
  })

  it('is not made so at the moment at which a matter is saved: one of the two happens', async () => {
    for (let round = 0; round < 5; round += 1) {
      const client = await contact('Lima')
      const value = { ...EMPTY_MATTER, number: `${round}`, clientId: client }
      const [written, isMine] = await Promise.all([
        saveMatter(firm, { id: uuid(), version: 0, matter: value }, user),
        asked(client),
      ])
      expect([written.kind, isMine]).toEqual(isMine ? ['faults', true] : ['written', false])
    }
  })
})

describe('clients', () => {
  it('are the clients of matters outside the bin, whatever their status', async () => {
    const [ana, ben, eve] = [await contact('Ana'), await contact('Ben'), await contact('Eve')]
    await matter('1', ana, { status: 'closed', related: [{ contactId: eve, role: 'Judge' }] })
    const gone = await matter('2', ben)
    expect(await clientsAmong(firm, [ana, ben, eve])).toEqual(new Set([ana, ben]))
    await deleteMatter(firm, gone, user)
    expect(await clientsAmong(firm, [ana, ben, eve])).toEqual(new Set([ana]))
  })

  it('of a user are those of matters for which that user is responsible', async () => {
    const [ana, ben] = [await contact('Ana'), await contact('Ben')]
    await matter('1', ana)
    await matter('2', ben, { responsibleId: null })
    expect(await clientsOfUser(firm, user)).toEqual(new Set([ana]))
    expect(await clientsOfUser(firm, uuid())).toEqual(new Set())
  })
})

describe('the matters of a merged contact', () => {
  it('follow the survivor, and return when the merge is undone', async () => {
    const [from, to, judge] = [await contact('Lima'), await contact('Lima'), await contact('Ruiz')]
    const client = await matter('1', from)
    const both = await matter('2', judge, {
      related: [
        { contactId: from, role: 'Witness' },
        { contactId: to, role: 'Expert' },
      ],
    })
    const related = await matter('3', to, { related: [{ contactId: from, role: 'Guarantor' }] })
    const bin = await matter('4', from)
    await deleteMatter(firm, bin, user)
    const before = await Promise.all([client, both, related, bin].map(saved))

    const moved = await withTransaction(firm, (tx) => moveMatters(tx, firm, { from, to }, user))
    expect(await mattersOfContacts(firm, [from])).toEqual([])
    expect((await deleteContact(firm, from, by)).kind).toBe('written')
    expect(await saved(client)).toMatchObject({ clientId: to })
    expect((await saved(both)).related).toEqual([{ contactId: to, role: 'Expert, Witness' }])
    expect((await saved(related)).related).toEqual([{ contactId: to, role: 'Guarantor' }])
    expect((await restoreMatter(firm, bin, user)).kind).toBe('written')

    await restoreContact(firm, from, by)
    const plain = JSON.parse(JSON.stringify(moved))
    await withTransaction(firm, (tx) => returnMatters(tx, firm, { from, to }, plain, user))
    const after = await Promise.all([client, both, related, bin].map(saved))
    const sorted = (matters: readonly Matter[]) =>
      matters.map((one) => ({
        ...one,
        related: [...one.related].sort((a, b) => a.role.localeCompare(b.role)),
      }))
    expect(sorted(after)).toEqual(sorted(before))
  })

  it('keep what people changed since', async () => {
    const [from, to, other] = [await contact('Lima'), await contact('Lima'), await contact('Ruiz')]
    const id = await matter('1', from)
    const moved = await withTransaction(firm, (tx) => moveMatters(tx, firm, { from, to }, user))
    await saveMatter(firm, { id, version: 2, matter: { ...(await saved(id)), clientId: other } }, user)
    await withTransaction(firm, (tx) => returnMatters(tx, firm, { from, to }, moved, user))
    expect(await saved(id)).toMatchObject({ clientId: other })
  })
})

describe('the list of matters', () => {
  const all = { query: '', status: null, responsibleId: null, deleted: false } as const

  it('shows the newest number first, page by page in both directions', async () => {
    const client = await contact('Lima')
    for (const number of ['2', '10', '1', '9']) await matter(number, client)
    const first = await listMatters(firm, all, { kind: 'first' }, 3)
    expect(first.rows.map(({ number }) => number)).toEqual(['10', '9', '2'])
    const second = await listMatters(firm, all, { kind: 'after', id: first.rows[2]?.id ?? '' }, 3)
    expect(second.rows.map(({ number }) => number)).toEqual(['1'])
    expect(second.more).toEqual({ before: true, after: false })
    expect(await firstMatterOnPage(firm, all, second)).toBe(4)
    const back = await listMatters(firm, all, { kind: 'before', id: second.rows[0]?.id ?? '' }, 3)
    expect(back.rows.map(({ number }) => number)).toEqual(['10', '9', '2'])
    expect(back.rows[0]).toMatchObject({ responsible: 'Ana', client: { lastName: 'Lima' } })
  })

  it.each([
    [{ query: 'lima lease' }, ['1']],
    [{ query: 'MÜLLER' }, ['2']],
    [{ query: 'nobody' }, []],
    [{ status: 'closed' }, ['2']],
    [{ deleted: true }, ['3']],
    [{ query: 'lease', status: 'open' }, ['1']],
  ] as const)('finds with %j the matters %j', async (filter, numbers) => {
    const [lima, muller] = [await contact('Lima'), await contact('Müller')]
    await matter('1', lima, { description: 'Lease' })
    await matter('2', muller, { status: 'closed', responsibleId: null })
    await deleteMatter(firm, await matter('3', lima), user)
    const wanted = { ...all, ...filter }
    const { rows } = await listMatters(firm, wanted, { kind: 'first' }, 10)
    expect(rows.map(({ number }) => number)).toEqual(numbers)
    expect(await countMatters(firm, wanted)).toBe(numbers.length)
  })

  it('finds those of one responsible user', async () => {
    const lima = await contact('Lima')
    await matter('1', lima)
    await matter('2', lima, { responsibleId: null })
    expect(await countMatters(firm, { ...all, responsibleId: user })).toBe(1)
  })
})
