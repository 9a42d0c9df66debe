// The firm's address book as a collection: the contract of all collections, and what only a database can do wrong.
import { beforeEach, describe, expect, it } from 'vitest'
import { type Contact, EMPTY_CONTACT } from '@/lib/domains/contacts/value/contact'
import type { Push } from '@/lib/engine/collection'
import { withTransaction } from '@/lib/store/database/client'
import { erasePerson } from '@/lib/store/retention/erase-person'
import { owner, withDatabase } from '@/testing/database/test-database'
import { CONTACT_SAMPLES, person } from '@/testing/providers/contact-samples'
import { create, done, type Fixture, pullAll, pushOne, restore } from '@/testing/providers/contract-steps'
import { collectionContract } from '@/testing/providers/contract-suite'
import { ADDRESS_BOOK, addContacts, addressBook } from './collection'
import { contactHistory } from './contact-history'
import { contactFromRow } from './contact-row'
import { createContact, deleteContact, getContact, updateContact } from './contacts'

withDatabase()

const by = { userId: null }

async function newFirm(): Promise<string> {
  const { id } = await owner().firm.create({ data: { id: crypto.randomUUID(), name: 'Lima' } })
  return id
}

async function bookFixture(): Promise<Fixture<Contact>> {
  const firm = await newFirm()
  const row = async (id: string) => {
    const found = await getContact(firm, id)
    if (!found) throw new Error(`no ${id}`)
    return found
  }
  return {
    collection: addressBook(firm),
    add: async (contact) => {
      const id = crypto.randomUUID()
      await createContact(firm, id, contact, by)
      return id
    },
    fill: async (count) => {
      const contacts = Array.from({ length: count }, (_, at) => person(`Person ${at}`))
      await addContacts(firm, contacts, by)
    },
    edit: async (id, change) => {
      const before = await row(id)
      await updateContact(firm, id, before.version, { ...contactFromRow(before), ...change }, by)
    },
    remove: async (id) => {
      await deleteContact(firm, id, by)
    },
    look: async (id) => {
      const { deletedAt, value } = await row(id)
      return deletedAt ? null : JSON.stringify(value)
    },
    count: () => owner().contact.count({ where: { firmId: firm, deletedAt: null } }),
    settle: async () => undefined,
    close: async () => undefined,
  }
}

collectionContract('the firm’s address book', ADDRESS_BOOK, CONTACT_SAMPLES, bookFixture)

let firm = ''
beforeEach(async () => {
  firm = await newFirm()
})

const add = async (contact: Contact) => {
  const id = crypto.randomUUID()
  await createContact(firm, id, contact, by)
  return id
}
const item = async (id: string) => {
  const [found] = await addressBook(firm).read([id])
  if (!found) throw new Error(`no ${id}`)
  return found
}
const kindOf = async (push: Push<Contact>) => (await pushOne(addressBook(firm), push)).kind

function latch() {
  let open: () => void = () => undefined
  const opened = new Promise<void>((resolve) => {
    open = resolve
  })
  return { open, opened }
}

describe('a pull since a cursor', () => {
  it('brings what was written before the cursor was taken, and committed after it', async () => {
    const book = addressBook(firm)
    const id = await add(person('Ana'))
    const [written, mayEnd] = [latch(), latch()]
    const editing = withTransaction(firm, async (tx) => {
      await updateContact(firm, id, 1, person('Anna'), by, tx)
      written.open()
      await mayEnd.opened
    })
    await written.opened
    const { cursor, items } = await pullAll(book, null)
    expect(items).toMatchObject([{ id, value: person('Ana') }])
    mayEnd.open()
    await editing
    expect((await pullAll(book, cursor)).items).toMatchObject([{ id, value: person('Anna') }])
  })

  it('names a contact that was erased meanwhile as deleted, without a word of it', async () => {
    const book = addressBook(firm)
    const userId = crypto.randomUUID()
    const admin = {
      id: userId,
      firmId: firm,
      subject: userId,
      email: 'a@x.example',
      name: 'A',
      role: 'admin' as const,
    }
    await owner().user.create({ data: admin })
    const id = await add(person('Ana'))
    const { cursor } = await pullAll(book, null)
    await erasePerson({ firmId: firm, userId, role: 'admin' }, id, new Date())
    const { items, cursor: next } = await pullAll(book, cursor)
    expect(items).toMatchObject([{ id, deleted: true, version: '', value: EMPTY_CONTACT }])
    expect((await pullAll(book, next)).items).toEqual([])
    expect(await kindOf(create('again', person('Ana'), id))).toBe('rejected')
  })

  it('brings more than a page of changes, each once', async () => {
    const book = addressBook(firm)
    const { cursor } = await pullAll(book, null)
    await addContacts(
      firm,
      Array.from({ length: 2_001 }, (_, at) => person(`Person ${at}`)),
      by,
    )
    const { items, pages } = await pullAll(book, cursor)
    expect(pages).toBe(3)
    expect(new Set(items.map(({ id }) => id)).size).toBe(2_001)
  })

  it('of a database that is further on asks for everything again', async () => {
    const { cursor } = await pullAll(addressBook(firm), null)
    const later = { ...cursor, token: '999999999999:999999999999:' }
    await expect(addressBook(firm).pull(later, null)).rejects.toMatchObject({ kind: 'cursorExpired' })
  })
})

describe('a push', () => {
  it('writes the history of each contact in the name of who pushes', async () => {
    const importId = crypto.randomUUID()
    const book = addressBook(firm, { by: (ref) => ({ userId: null, changeId: ref, importId }) })
    const [ref, id] = [crypto.randomUUID(), crypto.randomUUID()]
    const made = done(await pushOne(book, { kind: 'create', ref, key: id, to: person('Ana') }))
    const { version, value } = made
    const edited = { kind: 'update', ref, id, version, from: value, to: person('Anna'), raw: null } as const
    const { version: second } = done(await pushOne(book, edited))
    const { version: third } = done(await pushOne(book, { kind: 'delete', ref, id, version: second }))
    done(await pushOne(book, { kind: 'restore', ref, id, version: third, to: person('Ann') }))
    const history = await contactHistory(firm, id, 10)
    expect(history.map((edit) => [edit.version, edit.kind, edit.changeId])).toEqual([
      [4, 'restore', ref],
      [3, 'delete', ref],
      [2, 'edit', ref],
      [1, 'create', ref],
    ])
    expect(history.map(({ from, to }) => [from, to])).toEqual([
      [null, person('Ann')],
      [person('Anna'), null],
      [person('Ana'), person('Anna')],
      [null, person('Ana')],
    ])
    expect(history.at(-1)).toMatchObject({ importId, author: null })
    expect(await getContact(firm, id)).toMatchObject({ deletedAt: null, deletedById: null, purgedAt: null })
  })

  it('goes with the transaction of the caller, all of it or nothing', async () => {
    const id = await add(person('Ana'))
    const before = await item(id)
    const push = create('new', person('Ben'))
    const failing = withTransaction(firm, async (tx) => {
      const to = person('Eve')
      const edited = {
        kind: 'update',
        ref: 'old',
        id,
        version: '1',
        from: before.value,
        to,
        raw: null,
      } as const
      const outcomes = await addressBook(firm, { tx }).push([push, edited])
      expect(outcomes.map(({ kind }) => kind)).toEqual(['done', 'done'])
      throw new Error('the rest failed')
    })
    await expect(failing).rejects.toThrow('the rest failed')
    expect(await item(id)).toEqual(before)
    expect((await item(push.key)).deleted).toBe(true)
  })

  it('creates once under one key, and never over a contact that was deleted since or that another firm has', async () => {
    const push = create('x', person('Ana'))
    const first = await pushOne(addressBook(firm), push)
    expect(await pushOne(addressBook(firm), push)).toEqual(first)
    expect(await contactHistory(firm, push.key, 10)).toHaveLength(1)
    await deleteContact(firm, push.key, by)
    expect(await kindOf(push)).toBe('gone')
    firm = await newFirm()
    expect(await kindOf(push)).toBe('rejected')
  })

  it('holds what the address book can hold, as foretold', async () => {
    const emails = Array.from({ length: 2_000 }, (_, at) => ({ value: `a${at}@x.example`, label: '' }))
    const to = person('A\u0000na', { emails })
    const { value, id } = done(await pushOne(addressBook(firm), create('x', to)))
    expect(value).toEqual(ADDRESS_BOOK.project(to))
    expect(value.emails.length).toBeLessThan(2_000)
    expect((await item(id)).value).toEqual(value)
  })
})

describe('contacts that were added since the plan of the run', () => {
  const run = () => ({ firmId: firm, syncId: crypto.randomUUID(), createdAt: new Date() })

  it('are compared before anything is added: additions that may be one of them are stale, all else is written', async () => {
    const gone = await add(person('Gone'))
    await deleteContact(firm, gone, by)
    const ana = await add(person('Ana'))
    const [one, two] = [create('one', person('Ana')), create('two', person('Ben'))]
    const again = restore(await item(gone), person('Gone'))
    const before = await item(ana)
    const edit = {
      kind: 'update',
      ref: 'edit',
      id: ana,
      version: '1',
      from: before.value,
      to: person('Anna'),
      raw: null,
    } as const
    const shown: unknown[] = []
    const compare = async (added: readonly { id: string }[], additions: readonly Push<Contact>[]) => {
      shown.push(
        added.map(({ id }) => id),
        additions.map(({ ref }) => ref),
      )
      return new Set([one.ref, again.ref])
    }
    const outcomes = await addressBook(firm, { concurrent: { run: run(), compare } }).push([
      one,
      two,
      again,
      edit,
    ])
    expect(shown).toEqual([[ana], [one.ref, two.ref, again.ref]])
    expect(Object.fromEntries(outcomes.map(({ ref, kind }) => [ref, kind]))).toEqual({
      [one.ref]: 'stale',
      [again.ref]: 'stale',
      [two.ref]: 'done',
      edit: 'done',
    })
    expect((await item(gone)).deleted).toBe(true)
  })

  it('are not compared if nothing is added', async () => {
    const id = await add(person('Ana'))
    const { version } = await item(id)
    const compare = () => Promise.reject(new Error('asked'))
    const book = addressBook(firm, { concurrent: { run: run(), compare } })
    expect((await pushOne(book, { kind: 'delete', ref: 'x', id, version })).kind).toBe('done')
  })
})
