// The contract of every provider, as tests. A fixture is one empty account with its provider, the actions of the account's owner, and
// faults.
import { afterEach, describe, expect, test } from 'vitest'
import { type Contact, EMPTY_CONTACT } from '@/lib/domains/contacts/value/contact'
import {
  type Cursor,
  type Outcome,
  type Provider,
  ProviderError,
  type Push,
  type RemoteItem,
} from '@/lib/providers/provider'

export type Misfortune =
  | 'consentLost'
  | 'rate'
  | 'brokenReply'
  | 'noReply'
  /** Carried out, but the reply never arrives. */
  | 'replyLost'

export interface Fixture {
  readonly provider: Provider
  add(contact: Contact): Promise<string>
  fill(count: number): Promise<void>
  edit(id: string, change: Partial<Contact>): Promise<void>
  remove(id: string): Promise<void>
  /** Gives the item another id and returns it. */
  rename(id: string): Promise<string>
  /** Adds data to the item that a Contact cannot contain. */
  annotate(id: string, text: string): Promise<void>
  /** All data of the account under this id, as one text; null if there is none. */
  look(id: string): Promise<string | null>
  count(): Promise<number>
  expireCursors(): Promise<void>
  /** Makes writes visible to pulls. */
  settle(): Promise<void>
  /** For the next call of that kind, or for all until `heal`. */
  strike(on: 'read' | 'write', what: Misfortune): Promise<void>
  /** A contact that this account rejects. */
  readonly refused: Contact
  close(): Promise<void>
}

const person = (firstName: string, more: Partial<Contact> = {}): Contact => ({
  ...EMPTY_CONTACT,
  firstName,
  lastName: 'Silva',
  ...more,
})

const FULL: Contact = {
  kind: 'person',
  prefix: 'Dr.',
  firstName: 'Ana',
  middleName: 'Maria',
  lastName: 'Silva',
  suffix: 'Jr.',
  nickname: 'Annie',
  company: 'Acme, Inc.',
  title: 'Partner',
  department: 'Litigation',
  notes: 'Met at the hearing.\nCalls after 5.',
  birthday: { year: 1980, month: 3, day: 12 },
  emails: [
    { value: 'ana@law.example', label: 'Work' },
    { value: 'ana@home.example', label: 'Home' },
  ],
  phones: [
    { value: '(415) 555-0132', label: 'Mobile' },
    { value: '555-0199', label: '' },
  ],
  websites: [{ value: 'https://law.example', label: 'Blog' }],
  addresses: [
    {
      street: '1 Main St',
      city: 'Boston',
      region: 'MA',
      postalCode: '02110',
      country: 'United States',
      label: 'Work',
    },
  ],
}

interface Round {
  readonly items: readonly RemoteItem[]
  readonly cursor: Cursor
  readonly pages: number
}

async function pullAll(provider: Provider, from: Cursor | null): Promise<Round> {
  const items: RemoteItem[] = []
  for (let page: string | null = null, pages = 1; ; pages++) {
    const answer = await provider.pull(from, page)
    items.push(...answer.items)
    page = answer.nextPage
    if (page !== null) {
      expect(answer.cursor).toBeNull()
      continue
    }
    if (!answer.cursor) throw new Error('the last page brought no cursor')
    return { items, cursor: answer.cursor, pages }
  }
}

async function pushAll(provider: Provider, pushes: readonly Push[]): Promise<ReadonlyMap<string, Outcome>> {
  const outcomes: Outcome[] = []
  for (const batch of provider.batches(pushes)) outcomes.push(...(await provider.push(batch)))
  expect(outcomes.map(({ ref }) => ref).toSorted()).toEqual(pushes.map(({ ref }) => ref).toSorted())
  return new Map(outcomes.map((outcome) => [outcome.ref, outcome]))
}

async function pushOne(provider: Provider, push: Push): Promise<Outcome> {
  const outcome = (await pushAll(provider, [push])).get(push.ref)
  if (!outcome) throw new Error('no outcome')
  return outcome
}

function done(outcome: Outcome | undefined): RemoteItem {
  if (outcome?.kind !== 'done') throw new Error(`not done: ${JSON.stringify(outcome)}`)
  return outcome.item
}

async function readOne(provider: Provider, id: string): Promise<RemoteItem> {
  const [item] = await provider.read([id])
  if (!item) throw new Error(`nothing was read of ${id}`)
  return item
}

const create = (key: string, to: Contact): Push => ({ kind: 'create', ref: `r-${key}`, key, to })
const update = ({ id, version, value: contact, raw }: RemoteItem, change: Partial<Contact>): Push => {
  return { kind: 'update', ref: `r-${id}`, id, version, from: contact, to: { ...contact, ...change }, raw }
}
const remove = ({ id, version }: RemoteItem): Push => ({ kind: 'delete', ref: `r-${id}`, id, version })

async function thrownBy(call: Promise<unknown>): Promise<ProviderError> {
  const thrown = await call.then(
    () => null,
    (error: unknown) => error,
  )
  if (!(thrown instanceof ProviderError)) throw new Error(`not a ProviderError: ${String(thrown)}`)
  return thrown
}

/** Enough for batching, if the provider uses batches. */
const MANY = 25

export function providerContract(name: string, open: () => Promise<Fixture>): void {
  describe(`${name} as a provider`, () => {
    let fixture: Fixture | null = null
    const opened = async (): Promise<Fixture> => {
      fixture = await open()
      return fixture
    }
    afterEach(async () => {
      await fixture?.close()
      fixture = null
    })

    describe('pulling', () => {
      test('an empty account returns no items and a cursor', async () => {
        const { provider } = await opened()
        const page = await provider.pull(null, null)
        expect(page).toMatchObject({ items: [], nextPage: null })
        expect(page.cursor?.shape).toBe(provider.shape)
      })

      test('everything comes in pages, each item once, and the cursor with the last page', async () => {
        const { provider, fill } = await opened()
        const count = provider.can.limits.pageSize * 2 + 1
        await fill(count)
        expect(await provider.pull(null, null)).toMatchObject({ total: count })
        const { items, pages } = await pullAll(provider, null)
        expect(pages).toBe(3)
        expect(new Set(items.map(({ id }) => id)).size).toBe(count)
        expect(items).toHaveLength(count)
      })

      test('every field of a contact arrives', async () => {
        const { provider, add } = await opened()
        const id = await add(FULL)
        const { items } = await pullAll(provider, null)
        expect(items).toMatchObject([{ id, value: FULL, deleted: false, key: null, previousIds: [] }])
      })

      test('a pull since a cursor returns only changes: new, edited and deleted items', async () => {
        const { provider, add, edit, remove } = await opened()
        const [edited, deleted] = [await add(person('Edited')), await add(person('Deleted'))]
        await add(person('Same'))
        const before = await pullAll(provider, null)
        expect((await pullAll(provider, before.cursor)).items).toEqual([])
        await edit(edited, { title: 'Partner' })
        await remove(deleted)
        const added = await add(person('Added'))
        const { items } = await pullAll(provider, before.cursor)
        expect(new Map(items.map((item) => [item.id, item]))).toEqual(
          new Map([
            [
              edited,
              expect.objectContaining({ deleted: false, value: person('Edited', { title: 'Partner' }) }),
            ],
            [deleted, expect.objectContaining({ deleted: true, raw: null })],
            [added, expect.objectContaining({ deleted: false, value: person('Added') })],
          ]),
        )
      })

      test('a full pull does not report deleted items', async () => {
        const { provider, add, remove } = await opened()
        await remove(await add(person('Ana')))
        expect((await pullAll(provider, null)).items).toEqual([])
      })

      test('a cursor that is too old requires a full pull', async () => {
        const { provider, expireCursors } = await opened()
        const { cursor } = await pullAll(provider, null)
        await expireCursors()
        expect(await thrownBy(provider.pull(cursor, null))).toMatchObject({ kind: 'cursorExpired' })
      })

      test('so does a cursor from another version of the program', async () => {
        const { provider } = await opened()
        const { cursor } = await pullAll(provider, null)
        const error = await thrownBy(provider.pull({ ...cursor, shape: 'older' }, null))
        expect(error.kind).toBe('cursorExpired')
      })

      test('a renamed item reports its former ids', async () => {
        const { provider, add, rename } = await opened()
        const id = await add(person('Ana'))
        const { cursor } = await pullAll(provider, null)
        const renamed = await rename(id)
        const { items } = await pullAll(provider, cursor)
        expect(items).toMatchObject([{ id: renamed, previousIds: [id], deleted: false }])
      })
    })

    describe('reading', () => {
      test('returns the requested items, in that order', async () => {
        const { provider, add } = await opened()
        const ids = [await add(person('Ana')), await add(person('Ben'))]
        const items = await provider.read(ids.toReversed())
        expect(items.map(({ value: contact }) => contact.firstName)).toEqual(['Ben', 'Ana'])
      })

      test('returns an item that does not exist as deleted', async () => {
        const { provider, add, remove } = await opened()
        const [ana, ben] = [await add(person('Ana')), await add(person('Ben'))]
        await remove(ben)
        expect(await provider.read([ana, ben])).toMatchObject([
          { id: ana, deleted: false },
          { id: ben, deleted: true, raw: null, value: EMPTY_CONTACT },
        ])
      })

      test('a former id returns the item with its present id', async () => {
        const { provider, add, rename } = await opened()
        const id = await add(person('Ana'))
        const renamed = await rename(id)
        const item = await readOne(provider, id)
        expect(item).toMatchObject({ id: renamed, previousIds: [id] })
      })

      test('an item has the same version in a pull, in a read and in the reply to its write', async () => {
        const { provider, settle } = await opened()
        const written = done(await pushOne(provider, create('c-1', person('Ana'))))
        await settle()
        const { items } = await pullAll(provider, null)
        const versions = [written, await readOne(provider, written.id), ...items].map(
          ({ version }) => version,
        )
        expect(new Set(versions).size).toBe(1)
      })
    })

    describe('creating', () => {
      test('a new item reads back as project predicts, and is found by our key', async () => {
        const { provider, settle } = await opened()
        const written = done(await pushOne(provider, create('c-1', FULL)))
        expect(written).toMatchObject({ value: provider.can.project(FULL), key: 'c-1', deleted: false })
        await settle()
        const { items } = await pullAll(provider, null)
        expect(items).toMatchObject([{ id: written.id, key: 'c-1', value: provider.can.project(FULL) }])
      })

      test('many at once: each outcome belongs to its own write', async () => {
        const { provider, count } = await opened()
        const names = Array.from({ length: MANY }, (_, at) => `Person ${at}`)
        const outcomes = await pushAll(
          provider,
          names.map((name) => create(name, person(name))),
        )
        for (const name of names) expect(done(outcomes.get(`r-${name}`)).value.firstName).toBe(name)
        expect(await count()).toBe(MANY)
      })

      test('25 custom labels are returned as typed', async () => {
        const { provider } = await opened()
        const phones = Array.from({ length: 25 }, (_, at) => ({
          value: `555-01${at + 10}`,
          label: `Línea nº ${at}`,
        }))
        const { value: contact } = done(await pushOne(provider, create('c-1', person('Ana', { phones }))))
        expect(contact.phones).toEqual(phones)
      })

      test.each([
        ['without a year', { year: null, month: 2, day: 29 }],
        ['without a day', { year: 1980, month: 3, day: null }],
        ['of a year alone', { year: 1980, month: null, day: null }],
      ])('a birthday %s comes back so', async (_, birthday) => {
        const { provider } = await opened()
        const { value: contact } = done(await pushOne(provider, create('c-1', person('Ana', { birthday }))))
        expect(contact.birthday).toEqual(birthday)
      })

      test('a rejected contact is named; the others of its batch are untried and then accepted', async () => {
        const { provider, refused, count } = await opened()
        const good = Array.from({ length: MANY }, (_, at) => create(`c-${at}`, person(`Person ${at}`)))
        const outcomes = await pushAll(provider, [
          ...good.slice(0, 9),
          create('bad', refused),
          ...good.slice(9),
        ])
        expect(outcomes.get('r-bad')).toMatchObject({ kind: 'rejected', field: 'emails' })
        const again = good.filter(({ ref }) => outcomes.get(ref)?.kind !== 'done')
        expect(again.every(({ ref }) => outcomes.get(ref)?.kind === 'untried')).toBe(true)
        const second = await pushAll(provider, again)
        for (const { ref } of again) done(second.get(ref))
        expect(await count()).toBe(MANY)
      })

      test('a rejection contains none of the contact’s values', async () => {
        const { provider, refused } = await opened()
        const outcome = await pushOne(provider, create('bad', refused))
        const message = outcome.kind === 'rejected' ? outcome.message : ''
        expect(message).not.toBe('')
        for (const value of [
          refused.firstName,
          refused.lastName,
          ...refused.emails.map((email) => email.value),
        ])
          expect(message).not.toContain(value)
      })

      test('a lost reply gives an unknown outcome, and the next pull shows the item with our key', async () => {
        const { provider, strike, settle } = await opened()
        const { cursor } = await pullAll(provider, null)
        await strike('write', 'replyLost')
        expect(await pushOne(provider, create('c-1', person('Ana')))).toEqual({
          kind: 'unknown',
          ref: 'r-c-1',
        })
        await settle()
        const { items } = await pullAll(provider, cursor)
        expect(items).toMatchObject([{ key: 'c-1', value: person('Ana') }])
      })

      test('so does the lost reply to many at once', async () => {
        const { provider, strike, settle } = await opened()
        await strike('write', 'replyLost')
        const pushes = Array.from({ length: MANY }, (_, at) => create(`c-${at}`, person(`Person ${at}`)))
        const [first = []] = provider.batches(pushes)
        const outcomes = await provider.push(first)
        expect(outcomes).toEqual(first.map(({ ref }) => ({ kind: 'unknown', ref })))
        await settle()
        const { items } = await pullAll(provider, null)
        expect(new Set(items.map(({ key }) => `r-${key}`))).toEqual(new Set(first.map(({ ref }) => ref)))
      })

      test.each(['noReply', 'brokenReply'] as const)('%s gives an unknown outcome too', async (what) => {
        const { provider, strike } = await opened()
        await strike('write', what)
        expect(await pushOne(provider, create('c-1', person('Ana')))).toMatchObject({ kind: 'unknown' })
      })
    })

    describe('updating', () => {
      test('only changed fields are written, and all other data stays, modeled or not', async () => {
        const { provider, add, annotate, look } = await opened()
        const id = await add(FULL)
        await annotate(id, 'flat 4, ring twice')
        const before = await readOne(provider, id)
        const after = done(await pushOne(provider, update(before, { notes: 'Moved.', title: '' })))
        expect(after.value).toEqual({ ...before.value, notes: 'Moved.', title: '' })
        expect(after.version).not.toBe(before.version)
        expect(await look(id)).toContain('flat 4, ring twice')
      })

      test('a list entry is edited in its place and keeps data that we do not model', async () => {
        const { provider, add, annotate, look } = await opened()
        const id = await add(FULL)
        await annotate(id, 'flat 4, ring twice')
        const before = await readOne(provider, id)
        const addresses = before.value.addresses.map((address) => ({
          ...address,
          street: address.street.replace('1 Main St', '2 Main St'),
        }))
        const after = done(await pushOne(provider, update(before, { addresses })))
        expect(after.value).toEqual({ ...before.value, addresses })
        expect(await look(id)).toContain('flat 4, ring twice')
      })

      test('everything except the name can be removed', async () => {
        const { provider, add } = await opened()
        const before = await readOne(provider, await add(FULL))
        const bare = person('Ana')
        expect(done(await pushOne(provider, update(before, { ...bare }))).value).toEqual(bare)
      })

      test('a write without changes gives no new version', async () => {
        const { provider, add } = await opened()
        const before = await readOne(provider, await add(FULL))
        const after = done(await pushOne(provider, update(before, {})))
        expect(after.value).toEqual(before.value)
        expect((await readOne(provider, before.id)).version).toBe(before.version)
      })

      test('the version in the reply is valid for the next update', async () => {
        const { provider, add } = await opened()
        const first = await readOne(provider, await add(FULL))
        const second = done(await pushOne(provider, update(first, { title: 'Associate' })))
        const third = done(await pushOne(provider, update(second, { title: 'Of counsel' })))
        expect(third.value.title).toBe('Of counsel')
      })

      test('the key of a created item stays', async () => {
        const { provider } = await opened()
        const created = done(await pushOne(provider, create('c-1', person('Ana'))))
        expect(done(await pushOne(provider, update(created, { title: 'Partner' }))).key).toBe('c-1')
      })

      test('an item that changed meanwhile is stale, and nothing is written', async () => {
        const { provider, add, edit } = await opened()
        const before = await readOne(provider, await add(person('Ana')))
        await edit(before.id, { title: 'Partner' })
        expect(await pushOne(provider, update(before, { notes: 'Ours' }))).toMatchObject({ kind: 'stale' })
        expect((await readOne(provider, before.id)).value).toEqual(person('Ana', { title: 'Partner' }))
      })

      test('a deleted item is gone', async () => {
        const { provider, add, remove } = await opened()
        const before = await readOne(provider, await add(person('Ana')))
        await remove(before.id)
        expect(await pushOne(provider, update(before, { notes: 'Ours' }))).toMatchObject({ kind: 'gone' })
      })

      test('stale, gone and rejected items among many are named, and the others are written', async () => {
        const { provider, add, edit, remove, refused } = await opened()
        const ids: string[] = []
        for (let at = 0; at < MANY; at++)
          ids.push(await add(person(`Person ${at}`, { emails: [{ value: `p${at}@x.example`, label: '' }] })))
        const items = await provider.read(ids)
        const requests = new Map(
          items.map((item, at) => [
            item.id,
            update(item, {
              emails: at === 2 ? refused.emails : [{ value: `new${at}@x.example`, label: '' }],
            }),
          ]),
        )
        const [stale = '', gone = '', bad = ''] = ids
        await edit(stale, { title: 'Partner' })
        await remove(gone)
        const ended = new Map<string, Outcome>()
        for (let round = 0; round < 4; round++) {
          const left = [...requests.values()].filter(({ ref }) => !ended.has(ref))
          for (const [ref, outcome] of await pushAll(provider, left))
            if (outcome.kind !== 'untried') ended.set(ref, outcome)
        }
        expect(ended.get(`r-${stale}`)).toMatchObject({ kind: 'stale' })
        expect(ended.get(`r-${gone}`)).toMatchObject({ kind: 'gone' })
        expect(ended.get(`r-${bad}`)).toMatchObject({ kind: 'rejected', field: 'emails' })
        for (const id of ids.slice(3))
          expect(done(ended.get(`r-${id}`)).value.emails[0]?.value).toMatch(/^new/)
      })

      test('an item that was renamed meanwhile is written under either id', async () => {
        const { provider, add, rename } = await opened()
        const id = await add(person('Ana'))
        const renamed = await rename(id)
        const before = { ...(await readOne(provider, id)), id }
        const after = done(await pushOne(provider, update(before, { title: 'Partner' })))
        expect(after).toMatchObject({
          id: renamed,
          previousIds: [id],
          value: person('Ana', { title: 'Partner' }),
        })
      })

      test('a lost reply gives an unknown outcome, and a read shows the result', async () => {
        const { provider, add, strike } = await opened()
        const before = await readOne(provider, await add(person('Ana')))
        await strike('write', 'replyLost')
        expect(await pushOne(provider, update(before, { title: 'Partner' }))).toMatchObject({
          kind: 'unknown',
        })
        expect((await readOne(provider, before.id)).value.title).toBe('Partner')
      })
    })

    describe('deleting', () => {
      test('the item is deleted, and the outcome contains its last value', async () => {
        const { provider, add, look } = await opened()
        const before = await readOne(provider, await add(person('Ana')))
        const after = done(await pushOne(provider, remove(before)))
        expect(after).toMatchObject({ id: before.id, deleted: true, raw: null, value: person('Ana') })
        expect(await look(before.id)).toBeNull()
      })

      test('an item that was edited meanwhile stays, a deleted one is reported as gone, the others are deleted', async () => {
        const { provider, add, edit, remove: removed, count } = await opened()
        const ids: string[] = []
        for (let at = 0; at < MANY; at++) ids.push(await add(person(`Person ${at}`)))
        const requests = (await provider.read(ids)).map(remove)
        const [stale = '', gone = ''] = ids
        await edit(stale, { title: 'Partner' })
        await removed(gone)
        const ended = new Map<string, Outcome>()
        for (let round = 0; round < 3; round++) {
          const left = requests.filter(({ ref }) => !ended.has(ref))
          for (const [ref, outcome] of await pushAll(provider, left))
            if (outcome.kind !== 'untried') ended.set(ref, outcome)
        }
        expect(ended.get(`r-${stale}`)).toMatchObject({ kind: 'stale' })
        expect(ended.get(`r-${gone}`)).toMatchObject({ kind: 'gone' })
        expect(await count()).toBe(1)
      })
    })

    describe('a whole call that fails', () => {
      const calls = {
        pull: (provider: Provider) => provider.pull(null, null),
        read: (provider: Provider, id: string) => provider.read([id]),
        push: (provider: Provider) => provider.push([create('c-1', person('Ana'))]),
      }
      const kinds = [
        ['pull', 'read'],
        ['read', 'read'],
        ['push', 'write'],
      ] as const

      test.each(kinds)('%s says that the consent is lost', async (call, on) => {
        const { provider, add, strike, count } = await opened()
        const id = await add(person('Ben'))
        await strike(on, 'consentLost')
        expect(await thrownBy(calls[call](provider, id))).toMatchObject({ kind: 'consent' })
        expect(await count()).toBe(1)
      })

      test.each(kinds)('%s says until when to slow down', async (call, on) => {
        const { provider, add, strike, count } = await opened()
        const id = await add(person('Ben'))
        await strike(on, 'rate')
        const error = await thrownBy(calls[call](provider, id))
        expect(error).toMatchObject({ kind: 'rate', retryAt: expect.any(Date) })
        expect(await count()).toBe(1)
      })

      test.each([
        ['pull', 'brokenReply'],
        ['pull', 'noReply'],
        ['read', 'brokenReply'],
        ['read', 'noReply'],
      ] as const)('%s with %s is unavailable, not empty', async (call, what) => {
        const { provider, add, strike } = await opened()
        const id = await add(person('Ben'))
        await strike('read', what)
        expect(await thrownBy(calls[call](provider, id))).toMatchObject({ kind: 'unavailable' })
      })
    })
  })
}
