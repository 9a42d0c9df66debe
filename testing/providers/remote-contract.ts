// The rest of the contract of a collection in an account (contract-suite.ts): failed calls, rejected contacts, and data that we do not model.
import { afterEach, describe, expect, test } from 'vitest'
import type { Contact } from '@/lib/domains/contacts/value/contact'
import type { Collection } from '@/lib/engine/collection'
import type { ContactCapabilities, RemoteFixture } from './contract-steps'
import {
  create,
  done,
  FULL,
  MANY,
  person,
  pullAll,
  pushAll,
  pushOne,
  pushUntilTried,
  readOne,
  thrownBy,
  update,
} from './contract-steps'
import { collectionContract } from './contract-suite'

export function remoteContract(
  name: string,
  can: ContactCapabilities,
  open: () => Promise<RemoteFixture>,
): void {
  collectionContract(name, can, open)
  describe(`${name} as a collection in an account`, () => {
    let fixture: RemoteFixture | null = null
    const opened = async (): Promise<RemoteFixture> => {
      fixture = await open()
      return fixture
    }
    afterEach(async () => {
      await fixture?.close()
      fixture = null
    })

    describe('pulling', () => {
      test('a cursor that is too old requires a full pull', async () => {
        const { collection, expireCursors } = await opened()
        const { cursor } = await pullAll(collection, null)
        await expireCursors()
        expect(await thrownBy(collection.pull(cursor, null))).toMatchObject({ kind: 'cursorExpired' })
      })
    })

    if (can.renames)
      describe('renaming', () => {
        test('a renamed item reports its former ids', async () => {
          const { collection, add, rename } = await opened()
          const id = await add(person('Ana'))
          const { cursor } = await pullAll(collection, null)
          const renamed = await rename(id)
          const { items } = await pullAll(collection, cursor)
          expect(items).toMatchObject([{ id: renamed, previousIds: [id], deleted: false }])
        })

        test('a former id returns the item with its present id', async () => {
          const { collection, add, rename } = await opened()
          const id = await add(person('Ana'))
          const renamed = await rename(id)
          const item = await readOne(collection, id)
          expect(item).toMatchObject({ id: renamed, previousIds: [id] })
        })

        test('an item that was renamed meanwhile is written under either id', async () => {
          const { collection, add, rename } = await opened()
          const id = await add(person('Ana'))
          const renamed = await rename(id)
          const before = { ...(await readOne(collection, id)), id }
          const after = done(await pushOne(collection, update(before, { title: 'Partner' })))
          expect(after).toMatchObject({
            id: renamed,
            previousIds: [id],
            value: person('Ana', { title: 'Partner' }),
          })
        })
      })

    describe('creating', () => {
      test('a rejected contact is named; the others of its batch are untried and then accepted', async () => {
        const { collection, refused, count } = await opened()
        const good = Array.from({ length: MANY }, (_, at) => create(`c-${at}`, person(`Person ${at}`)))
        const outcomes = await pushAll(collection, [
          ...good.slice(0, 9),
          create('bad', refused),
          ...good.slice(9),
        ])
        expect(outcomes.get('r-bad')).toMatchObject({ kind: 'rejected', field: 'emails' })
        const again = good.filter(({ ref }) => outcomes.get(ref)?.kind !== 'done')
        expect(again.every(({ ref }) => outcomes.get(ref)?.kind === 'untried')).toBe(true)
        const second = await pushAll(collection, again)
        for (const { ref } of again) done(second.get(ref))
        expect(await count()).toBe(MANY)
      })

      test('a rejection contains none of the contact’s values', async () => {
        const { collection, refused } = await opened()
        const outcome = await pushOne(collection, create('bad', refused))
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
        const { collection, strike, settle } = await opened()
        const { cursor } = await pullAll(collection, null)
        await strike('write', 'replyLost')
        const push = create('c-1', person('Ana'))
        expect(await pushOne(collection, push)).toEqual({
          kind: 'unknown',
          ref: 'r-c-1',
        })
        await settle()
        const { items } = await pullAll(collection, cursor)
        expect(items).toMatchObject([{ key: push.key, value: person('Ana') }])
      })

      test('so does the lost reply to many at once', async () => {
        const { collection, strike, settle } = await opened()
        await strike('write', 'replyLost')
        const pushes = Array.from({ length: MANY }, (_, at) => create(`c-${at}`, person(`Person ${at}`)))
        const [first = []] = collection.batches(pushes)
        const outcomes = await collection.push(first)
        expect(outcomes).toEqual(first.map(({ ref }) => ({ kind: 'unknown', ref })))
        await settle()
        const { items } = await pullAll(collection, null)
        const keys = first.map((push) => (push.kind === 'create' ? push.key : null))
        expect(new Set(items.map(({ key }) => key))).toEqual(new Set(keys))
      })

      test.each(['noReply', 'brokenReply'] as const)('%s gives an unknown outcome too', async (what) => {
        const { collection, strike } = await opened()
        await strike('write', what)
        expect(await pushOne(collection, create('c-1', person('Ana')))).toMatchObject({ kind: 'unknown' })
      })
    })

    describe('updating', () => {
      test('only changed fields are written, and all other data stays, modeled or not', async () => {
        const { collection, add, annotate, look } = await opened()
        const id = await add(FULL)
        await annotate(id, 'flat 4, ring twice')
        const before = await readOne(collection, id)
        const after = done(await pushOne(collection, update(before, { notes: 'Moved.', title: '' })))
        expect(after.value).toEqual({ ...before.value, notes: 'Moved.', title: '' })
        expect(after.version).not.toBe(before.version)
        expect(await look(id)).toContain('flat 4, ring twice')
      })

      test('a list entry is edited in its place and keeps data that we do not model', async () => {
        const { collection, add, annotate, look } = await opened()
        const id = await add(FULL)
        await annotate(id, 'flat 4, ring twice')
        const before = await readOne(collection, id)
        const addresses = before.value.addresses.map((address) => ({
          ...address,
          street: address.street.replace('1 Main St', '2 Main St'),
        }))
        const after = done(await pushOne(collection, update(before, { addresses })))
        expect(after.value).toEqual({ ...before.value, addresses })
        expect(await look(id)).toContain('flat 4, ring twice')
      })

      test('stale, gone and rejected items among many are named, and the others are written', async () => {
        const { collection, add, edit, remove, refused } = await opened()
        const ids: string[] = []
        for (let at = 0; at < MANY; at++)
          ids.push(await add(person(`Person ${at}`, { emails: [{ value: `p${at}@x.example`, label: '' }] })))
        const items = await collection.read(ids)
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
        const ended = await pushUntilTried(collection, [...requests.values()])
        expect(ended.get(`r-${stale}`)).toMatchObject({ kind: 'stale' })
        expect(ended.get(`r-${gone}`)).toMatchObject({ kind: 'gone' })
        expect(ended.get(`r-${bad}`)).toMatchObject({ kind: 'rejected', field: 'emails' })
        for (const id of ids.slice(3))
          expect(done(ended.get(`r-${id}`)).value.emails[0]?.value).toMatch(/^new/)
      })

      test('a lost reply gives an unknown outcome, and a read shows the result', async () => {
        const { collection, add, strike } = await opened()
        const before = await readOne(collection, await add(person('Ana')))
        await strike('write', 'replyLost')
        expect(await pushOne(collection, update(before, { title: 'Partner' }))).toMatchObject({
          kind: 'unknown',
        })
        expect((await readOne(collection, before.id)).value.title).toBe('Partner')
      })
    })

    describe('a whole call that fails', () => {
      const calls = {
        pull: (collection: Collection<Contact>) => collection.pull(null, null),
        read: (collection: Collection<Contact>, id: string) => collection.read([id]),
        push: (collection: Collection<Contact>) => collection.push([create('c-1', person('Ana'))]),
      }
      const kinds = [
        ['pull', 'read'],
        ['read', 'read'],
        ['push', 'write'],
      ] as const

      test.each(kinds)('%s says that the consent is lost', async (call, on) => {
        const { collection, add, strike, count } = await opened()
        const id = await add(person('Ben'))
        await strike(on, 'consentLost')
        expect(await thrownBy(calls[call](collection, id))).toMatchObject({ kind: 'consent' })
        expect(await count()).toBe(1)
      })

      test.each(kinds)('%s says until when to slow down', async (call, on) => {
        const { collection, add, strike, count } = await opened()
        const id = await add(person('Ben'))
        await strike(on, 'rate')
        const error = await thrownBy(calls[call](collection, id))
        expect(error).toMatchObject({ kind: 'rate', retryAt: expect.any(Date) })
        expect(await count()).toBe(1)
      })

      test.each([
        ['pull', 'brokenReply'],
        ['pull', 'noReply'],
        ['read', 'brokenReply'],
        ['read', 'noReply'],
      ] as const)('%s with %s is unavailable, not empty', async (call, what) => {
        const { collection, add, strike } = await opened()
        const id = await add(person('Ben'))
        await strike('read', what)
        expect(await thrownBy(calls[call](collection, id))).toMatchObject({ kind: 'unavailable' })
      })
    })
  })
}
