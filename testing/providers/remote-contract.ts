// The rest of the contract of a collection in an account (contract-suite.ts): failed calls, rejected items, and data that we do not model.
import { afterEach, describe, expect, test } from 'vitest'
import type { Capabilities, Collection } from '@/lib/engine/collection'
import type { RemoteFixture, RemoteSamples } from './contract-steps'
import {
  create,
  done,
  MANY,
  pullAll,
  pushAll,
  pushOne,
  pushUntilTried,
  readOne,
  thrownBy,
  update,
} from './contract-steps'
import { collectionContract } from './contract-suite'

export function remoteContract<V>(
  name: string,
  can: Capabilities<V>,
  samples: RemoteSamples<V>,
  open: () => Promise<RemoteFixture<V>>,
): void {
  collectionContract(name, can, samples, open)
  describe(`${name} as a collection in an account`, () => {
    let fixture: RemoteFixture<V> | null = null
    const opened = async (): Promise<RemoteFixture<V>> => {
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
          const id = await add(samples.named('Ana'))
          const { cursor } = await pullAll(collection, null)
          const renamed = await rename(id)
          const { items } = await pullAll(collection, cursor)
          expect(items).toMatchObject([{ id: renamed, previousIds: [id], deleted: false }])
        })

        test('a former id returns the item with its present id', async () => {
          const { collection, add, rename } = await opened()
          const id = await add(samples.named('Ana'))
          const renamed = await rename(id)
          const item = await readOne(collection, id)
          expect(item).toMatchObject({ id: renamed, previousIds: [id] })
        })

        test('an item that was renamed meanwhile is written under either id', async () => {
          const { collection, add, rename } = await opened()
          const id = await add(samples.named('Ana'))
          const renamed = await rename(id)
          const before = { ...(await readOne(collection, id)), id }
          const after = done(await pushOne(collection, update(before, samples.edit('Partner'))))
          expect(after).toMatchObject({
            id: renamed,
            previousIds: [id],
            value: { ...samples.named('Ana'), ...samples.edit('Partner') },
          })
        })
      })

    describe('creating', () => {
      test('a rejected item is named; the others of its batch are untried and then accepted', async () => {
        const { collection, refused, count } = await opened()
        const good = Array.from({ length: MANY }, (_, at) => create(`c-${at}`, samples.named(`Person ${at}`)))
        const outcomes = await pushAll(collection, [
          ...good.slice(0, 9),
          create('bad', refused),
          ...good.slice(9),
        ])
        expect(outcomes.get('r-bad')).toMatchObject({ kind: 'rejected', field: samples.refusedField })
        const again = good.filter(({ ref }) => outcomes.get(ref)?.kind !== 'done')
        expect(again.every(({ ref }) => outcomes.get(ref)?.kind === 'untried')).toBe(true)
        const second = await pushAll(collection, again)
        for (const { ref } of again) done(second.get(ref))
        expect(await count()).toBe(MANY)
      })

      test('a rejection contains none of the item’s values', async () => {
        const { collection, refused } = await opened()
        const outcome = await pushOne(collection, create('bad', refused))
        const message = outcome.kind === 'rejected' ? outcome.message : ''
        expect(message).not.toBe('')
        for (const text of samples.textsOf(refused)) expect(message).not.toContain(text)
      })

      test('a lost reply gives an unknown outcome, and the next pull shows the item with our key', async () => {
        const { collection, strike, settle } = await opened()
        const { cursor } = await pullAll(collection, null)
        await strike('write', 'replyLost')
        const push = create('c-1', samples.named('Ana'))
        expect(await pushOne(collection, push)).toEqual({
          kind: 'unknown',
          ref: 'r-c-1',
        })
        await settle()
        const { items } = await pullAll(collection, cursor)
        expect(items).toMatchObject([{ key: push.key, value: samples.named('Ana') }])
      })

      test('so does the lost reply to many at once', async () => {
        const { collection, strike, settle } = await opened()
        await strike('write', 'replyLost')
        const pushes = Array.from({ length: MANY }, (_, at) =>
          create(`c-${at}`, samples.named(`Person ${at}`)),
        )
        const [first = []] = collection.batches(pushes)
        const outcomes = await collection.push(first)
        // Where each write is a call of its own, those after the lost reply are not tried.
        const lost = outcomes.filter(({ kind }) => kind === 'unknown').map(({ ref }) => ref)
        expect(lost).not.toEqual([])
        expect(outcomes.filter(({ kind }) => kind !== 'unknown' && kind !== 'untried')).toEqual([])
        await settle()
        const { items } = await pullAll(collection, null)
        const keys = first.map((push) =>
          push.kind === 'create' && lost.includes(push.ref) ? push.key : null,
        )
        expect(new Set(items.map(({ key }) => key))).toEqual(new Set(keys.filter((key) => key !== null)))
      })

      test.each(['noReply', 'brokenReply'] as const)('%s gives an unknown outcome too', async (what) => {
        const { collection, strike } = await opened()
        await strike('write', what)
        expect(await pushOne(collection, create('c-1', samples.named('Ana')))).toMatchObject({
          kind: 'unknown',
        })
      })
    })

    describe('updating', () => {
      test('only changed fields are written, and all other data stays, modeled or not', async () => {
        const { collection, add, annotate, look } = await opened()
        const id = await add(samples.full)
        await annotate(id, 'flat 4, ring twice')
        const before = await readOne(collection, id)
        const after = done(
          await pushOne(collection, update(before, { ...samples.note('Moved.'), ...samples.edit('') })),
        )
        expect(after.value).toEqual({ ...before.value, ...samples.note('Moved.'), ...samples.edit('') })
        expect(after.version).not.toBe(before.version)
        expect(await look(id)).toContain('flat 4, ring twice')
      })

      test('a list entry is edited in its place and keeps data that we do not model', async () => {
        const { collection, add, annotate, look } = await opened()
        const id = await add(samples.full)
        await annotate(id, 'flat 4, ring twice')
        const before = await readOne(collection, id)
        const change = samples.entryEdit(before.value)
        const after = done(await pushOne(collection, update(before, change)))
        expect(after.value).toEqual({ ...before.value, ...change })
        expect(await look(id)).toContain('flat 4, ring twice')
      })

      test('stale, gone and rejected items among many are named, and the others are written', async () => {
        const { collection, add, edit, remove, refused } = await opened()
        const ids: string[] = []
        for (let at = 0; at < MANY; at++) ids.push(await add(samples.named(`Person ${at}`)))
        const items = await collection.read(ids)
        const field = samples.refusedField
        const rejected = { [field]: refused[field] } as unknown as Partial<V>
        const requests = items.map((item, at) => update(item, at === 2 ? rejected : samples.accepted(at)))
        const [stale = '', gone = '', bad = ''] = ids
        await edit(stale, samples.edit('Partner'))
        await remove(gone)
        const ended = await pushUntilTried(collection, requests)
        expect(ended.get(`r-${stale}`)).toMatchObject({ kind: 'stale' })
        expect(ended.get(`r-${gone}`)).toMatchObject({ kind: 'gone' })
        expect(ended.get(`r-${bad}`)).toMatchObject({ kind: 'rejected', field: samples.refusedField })
        for (const [at, id] of ids.entries())
          if (at > 2) expect(done(ended.get(`r-${id}`)).value).toMatchObject(samples.accepted(at))
      })

      test('a lost reply gives an unknown outcome, and a read shows the result', async () => {
        const { collection, add, strike } = await opened()
        const before = await readOne(collection, await add(samples.named('Ana')))
        await strike('write', 'replyLost')
        expect(await pushOne(collection, update(before, samples.edit('Partner')))).toMatchObject({
          kind: 'unknown',
        })
        expect((await readOne(collection, before.id)).value).toMatchObject(samples.edit('Partner'))
      })
    })

    describe('a whole call that fails', () => {
      const calls = {
        pull: (collection: Collection<V>) => collection.pull(null, null),
        read: (collection: Collection<V>, id: string) => collection.read([id]),
        push: (collection: Collection<V>) => collection.push([create('c-1', samples.named('Ana'))]),
      }
      const kinds = [
        ['pull', 'read'],
        ['read', 'read'],
        ['push', 'write'],
      ] as const

      test.each(kinds)('%s says that the consent is lost', async (call, on) => {
        const { collection, add, strike, count } = await opened()
        const id = await add(samples.named('Ben'))
        await strike(on, 'consentLost')
        expect(await thrownBy(calls[call](collection, id))).toMatchObject({ kind: 'consent' })
        expect(await count()).toBe(1)
      })

      test.each(kinds)('%s says until when to slow down', async (call, on) => {
        const { collection, add, strike, count } = await opened()
        const id = await add(samples.named('Ben'))
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
        const id = await add(samples.named('Ben'))
        await strike('read', what)
        expect(await thrownBy(calls[call](collection, id))).toMatchObject({ kind: 'unavailable' })
      })
    })
  })
}
