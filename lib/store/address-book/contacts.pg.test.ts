import { beforeEach, describe, expect, it } from 'vitest'
import { type Contact, EMPTY_CONTACT } from '@/lib/domains/contacts/value/contact'
import type { Push } from '@/lib/engine/collection'
import { withTransaction } from '@/lib/store/database/client'
import type { PageStart } from '@/lib/store/keyset'
import { owner, withDatabase } from '@/testing/database/test-database'
import { addContacts, addressBook } from './collection'
import { contactHistory } from './contact-history'
import { allContacts, countContacts, firstOnPage, listContacts } from './contact-list'
import { contactFromRow } from './contact-row'
import { createContact, deleteContact, getContact, restoreContact, updateContact } from './contacts'

withDatabase()

const person = (firstName: string, lastName: string, more: Partial<Contact> = {}): Contact => ({
  ...EMPTY_CONTACT,
  firstName,
  lastName,
  ...more,
})
const id = () => crypto.randomUUID()
const by = { userId: null }
let firm = ''
let other = ''

beforeEach(async () => {
  firm = id()
  other = id()
  await owner().firm.createMany({
    data: [
      { id: firm, name: 'Ours' },
      { id: other, name: 'Theirs' },
    ],
  })
})

describe('a contact', () => {
  it('reads back exactly as it was typed', async () => {
    const typed = person(' Ana ', 'Lima\u00a0', {
      notes: 'two\nlines',
      birthday: { year: null, month: 3, day: 12 },
      emails: [{ value: 'ANA@Example.com ', label: 'Work' }],
      addresses: [
        { street: '1 Main\nFloor 2', city: 'Porto', region: '', postalCode: '', country: '', label: '' },
      ],
    })
    const at = id()
    await createContact(firm, at, typed, by)
    const row = await getContact(firm, at)
    expect(row && contactFromRow(row)).toEqual(typed)
  })

  it('is created once when its form is sent twice', async () => {
    const at = id()
    const [one, two] = await Promise.all([
      createContact(firm, at, person('Ana', 'Lima'), by),
      createContact(firm, at, person('Ana', 'Lima'), by),
    ])
    expect([one.kind, two.kind].sort()).toEqual(['same', 'written'])
    expect(await contactHistory(firm, at, 10)).toHaveLength(1)
  })

  it('moves its version by one with every write, and its history tells each', async () => {
    const at = id()
    await createContact(firm, at, person('Ana', 'Lima'), by)
    await updateContact(firm, at, 1, person('Ana', 'Limas'), by)
    await deleteContact(firm, at, by)
    await restoreContact(firm, at, by)
    const history = await contactHistory(firm, at, 10)
    expect(history.map((edit) => [edit.version, edit.kind])).toEqual([
      [4, 'restore'],
      [3, 'delete'],
      [2, 'edit'],
      [1, 'create'],
    ])
    expect(history[2]?.from).toMatchObject({ lastName: 'Lima' })
    expect(history[2]?.to).toMatchObject({ lastName: 'Limas' })
    expect((await getContact(firm, at))?.version).toBe(4)
  })

  it('is not overwritten by someone who saw an older version', async () => {
    const at = id()
    await createContact(firm, at, person('Ana', 'Lima'), by)
    const writes = ['Silva', 'Costa', 'Rocha'].map((name) =>
      updateContact(firm, at, 1, person('Ana', name), by),
    )
    const kinds = (await Promise.all(writes)).map((written) => written.kind).sort()
    expect(kinds).toEqual(['stale', 'stale', 'written'])
  })

  it('is not written at all when nothing changed', async () => {
    const at = id()
    await createContact(firm, at, person('Ana', 'Lima'), by)
    expect(await updateContact(firm, at, 1, person('Ana', 'Lima'), by)).toEqual({ kind: 'same', version: 1 })
    expect(await contactHistory(firm, at, 10)).toHaveLength(1)
  })

  it('cannot be restored after thirty days', async () => {
    const at = id()
    await createContact(firm, at, person('Ana', 'Lima'), by)
    await deleteContact(firm, at, by)
    await owner().contact.update({
      where: { id: at },
      data: { deletedAt: new Date(Date.now() - 31 * 86_400_000) },
    })
    expect((await restoreContact(firm, at, by)).kind).toBe('missing')
    expect(await countContacts(firm, { query: '', deleted: true })).toBe(0)
  })

  it('keeps what Postgres can hold of a value that it cannot', async () => {
    const at = id()
    await createContact(firm, at, person('A\u0000na', 'Li\ud83dma', { notes: '🦉' }), by)
    expect(await getContact(firm, at)).toMatchObject({
      value: { firstName: 'Ana', lastName: 'Li\ufffdma', notes: '🦉' },
    })
  })

  it('goes with the transaction of the caller', async () => {
    const at = id()
    const failing = withTransaction(firm, async (tx) => {
      await createContact(firm, at, person('Ana', 'Lima'), by, tx)
      throw new Error('the rest failed')
    })
    await expect(failing).rejects.toThrow('the rest failed')
    expect(await getContact(firm, at)).toBeNull()
  })
})

it('another firm sees, changes and counts nothing', async () => {
  const at = id()
  await createContact(firm, at, person('Ana', 'Lima'), by)
  expect(await getContact(other, at)).toBeNull()
  expect((await updateContact(other, at, 1, person('Eve', 'Lima'), by)).kind).toBe('missing')
  expect((await deleteContact(other, at, by)).kind).toBe('missing')
  expect((await createContact(other, at, person('Eve', 'Lima'), by)).kind).toBe('missing')
  expect(await contactHistory(other, at, 10)).toEqual([])
  expect(await countContacts(other, { query: '', deleted: false })).toBe(0)
  expect(await countContacts(firm, { query: 'ana', deleted: false })).toBe(1)
})

describe('the list', () => {
  const names = (rows: readonly Parameters<typeof contactFromRow>[0][]) =>
    rows.map((row) => contactFromRow(row).lastName)
  const all = { query: '', deleted: false }

  it('is paged in order, forwards and backwards, also through equal names', async () => {
    const given = ['Álvares', 'Baker', 'Baker', 'Baker', 'cole', 'Dunn', 'Evans']
    await addContacts(
      firm,
      given.map((name) => person('X', name)),
      by,
    )
    const seen: string[] = []
    let start: PageStart = { kind: 'first' }
    for (let page = 0; page < 4; page++) {
      const { rows, more } = await listContacts(firm, all, start, 2)
      seen.push(...names(rows))
      expect(more).toEqual({ before: page > 0, after: page < 3 })
      expect(await firstOnPage(firm, all, { rows, more })).toBe(1 + page * 2)
      start = { kind: 'after', id: rows.at(-1)?.id ?? '' }
    }
    expect(seen).toEqual(given)
    const { rows: last } = await listContacts(firm, all, { kind: 'first' }, 7)
    const back = await listContacts(firm, all, { kind: 'before', id: last[4]?.id ?? '' }, 3)
    expect(back.rows.map((row) => row.id)).toEqual(last.slice(1, 4).map((row) => row.id))
    expect(back.more).toEqual({ before: true, after: true })
    expect(await firstOnPage(firm, all, back)).toBe(2)
    expect(await firstOnPage(firm, all, await listContacts(firm, all, { kind: 'first' }, 2))).toBe(1)
    const none = await listContacts(firm, { ...all, query: 'nobody' }, { kind: 'first' }, 2)
    expect(await firstOnPage(firm, { ...all, query: 'nobody' }, none)).toBe(0)
  })

  it('finds by every word, literally, in any accent', async () => {
    await createContact(firm, id(), person('José', 'Peña', { company: '100% Law_Firm' }), by)
    await createContact(firm, id(), person('Ana', 'Lima', { company: '100 Lawyers' }), by)
    const found = async (query: string) =>
      names((await listContacts(firm, { query, deleted: false }, { kind: 'first' }, 10)).rows)
    expect(await found('pena jose')).toEqual(['Peña'])
    expect(await found('100%')).toEqual(['Peña'])
    expect(await found('w_f')).toEqual(['Peña'])
    expect(await found('law')).toEqual(['Lima', 'Peña'])
    expect(await found('nobody')).toEqual([])
  })

  it('shows deleted contacts apart', async () => {
    const at = id()
    await createContact(firm, at, person('Ana', 'Lima'), by)
    await deleteContact(firm, at, by)
    expect(await countContacts(firm, all)).toBe(0)
    expect(
      names((await listContacts(firm, { query: '', deleted: true }, { kind: 'first' }, 10)).rows),
    ).toEqual(['Lima'])
  })
})

describe('many contacts', () => {
  it('are written with their histories and read back in batches', async () => {
    const given = Array.from({ length: 2_500 }, (_, at) => ({
      id: id(),
      contact: person('P', `N${String(at).padStart(4, '0')}`, { birthday: { year: 1980, month: 1, day: 2 } }),
    }))
    const book = addressBook(firm, { by: () => ({ userId: null, importId: firm }) })
    const creates = given.map((one): Push<Contact> => {
      return { kind: 'create', ref: one.id, key: one.id, to: one.contact }
    })
    const first = await book.push(creates)
    expect(first.filter(({ kind }) => kind === 'done')).toHaveLength(2_500)
    // A repeated create is already done: it adds no second contact.
    expect(await book.push(creates)).toEqual(first)
    const read: Contact[] = []
    for await (const rows of allContacts(firm, 700)) read.push(...rows.map(contactFromRow))
    expect(read).toEqual(given.map((one) => one.contact))
    expect(await owner().contactEdit.count({ where: { firmId: firm, importId: firm, version: 1 } })).toBe(
      2_500,
    )
  })
})
