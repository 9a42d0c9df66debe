// The contract of every collection, as tests. Where collections differ, their capabilities (`can`) say how. A fixture is one empty
// collection and the actions of its owner; `samples` are values of its domain.
import { afterEach, describe, expect, test } from 'vitest'
import type { Capabilities } from '@/lib/engine/collection'
import type { Fixture, Samples } from './contract-steps'
import {
  create,
  done,
  MANY,
  pullAll,
  pushAll,
  pushOne,
  pushUntilTried,
  readOne,
  remove,
  restore,
  thrownBy,
  update,
} from './contract-steps'

export function collectionContract<V>(
  name: string,
  can: Capabilities<V>,
  samples: Samples<V>,
  open: () => Promise<Fixture<V>>,
): void {
  describe(`${name} as a collection`, () => {
    let fixture: Fixture<V> | null = null
    const opened = async (): Promise<Fixture<V>> => {
      fixture = await open()
      return fixture
    }
    afterEach(async () => {
      await fixture?.close()
      fixture = null
    })
    /** How an item that was created is found by its key. */
    const found = (key: string) => (can.key === 'carried' ? { key } : { key: null, id: key })

    test('its capabilities are those of its descriptor', async () => {
      const { collection } = await opened()
      const { limits: _, ...traits } = can
      expect(collection.can).toMatchObject(traits)
    })

    describe('pulling', () => {
      test('an empty account returns no items and a cursor', async () => {
        const { collection } = await opened()
        const page = await collection.pull(null, null)
        expect(page).toMatchObject({ items: [], nextPage: null })
        expect(page.cursor?.shape).toBe(collection.shape)
      })

      test('everything comes in pages, each item once, and the cursor with the last page', async () => {
        const { collection, fill } = await opened()
        const count = collection.can.limits.pageSize * 2 + 1
        await fill(count)
        const { total } = await collection.pull(null, null)
        expect(total).toBe(samples.reportsTotal ? count : null)
        const { items, pages } = await pullAll(collection, null)
        expect(pages).toBe(3)
        expect(new Set(items.map(({ id }) => id)).size).toBe(count)
        expect(items).toHaveLength(count)
      })

      test('every field arrives', async () => {
        const { collection, add } = await opened()
        const id = await add(samples.full)
        const { items } = await pullAll(collection, null)
        expect(items).toMatchObject([{ id, value: samples.full, deleted: false, key: null, previousIds: [] }])
      })

      test('a pull since a cursor returns only changes: new, edited and deleted items', async () => {
        const { collection, add, edit, remove } = await opened()
        const [edited, deleted] = [await add(samples.named('Edited')), await add(samples.named('Deleted'))]
        await add(samples.named('Same'))
        const before = await pullAll(collection, null)
        expect((await pullAll(collection, before.cursor)).items).toEqual([])
        await edit(edited, samples.edit('Partner'))
        await remove(deleted)
        const added = await add(samples.named('Added'))
        const { items } = await pullAll(collection, before.cursor)
        expect(new Map(items.map((item) => [item.id, item]))).toEqual(
          new Map<string, unknown>([
            [
              edited,
              expect.objectContaining({
                deleted: false,
                value: { ...samples.named('Edited'), ...samples.edit('Partner') },
              }),
            ],
            ...(can.reportsDeletions
              ? [[deleted, expect.objectContaining({ deleted: true, raw: null })] as const]
              : []),
            [added, expect.objectContaining({ deleted: false, value: samples.named('Added') })],
          ]),
        )
      })

      test('a full pull does not report deleted items', async () => {
        const { collection, add, remove } = await opened()
        await remove(await add(samples.named('Ana')))
        expect((await pullAll(collection, null)).items).toEqual([])
      })

      test('a cursor from another version of the program requires a full pull', async () => {
        const { collection } = await opened()
        const { cursor } = await pullAll(collection, null)
        const error = await thrownBy(collection.pull({ ...cursor, shape: 'older' }, null))
        expect(error.kind).toBe('cursorExpired')
      })
    })

    describe('reading', () => {
      test('returns the requested items, in that order', async () => {
        const { collection, add } = await opened()
        const ids = [await add(samples.named('Ana')), await add(samples.named('Ben'))]
        const items = await collection.read(ids.toReversed())
        expect(items.map(({ value }) => samples.nameOf(value))).toEqual(['Ben', 'Ana'])
      })

      test('returns an item that does not exist as deleted', async () => {
        const { collection, add, remove } = await opened()
        const [ana, ben] = [await add(samples.named('Ana')), await add(samples.named('Ben'))]
        await remove(ben)
        expect(await collection.read([ana, ben])).toMatchObject([
          { id: ana, deleted: false },
          {
            id: ben,
            deleted: true,
            raw: null,
            value: can.keepsDeleted ? samples.named('Ben') : samples.empty,
          },
        ])
      })

      test('an item has the same version in a pull, in a read and in the reply to its write', async () => {
        const { collection, settle } = await opened()
        const written = done(await pushOne(collection, create('c-1', samples.named('Ana'))))
        await settle()
        const { items } = await pullAll(collection, null)
        const versions = [written, await readOne(collection, written.id), ...items].map(
          ({ version }) => version,
        )
        expect(new Set(versions).size).toBe(1)
      })
    })

    describe('creating', () => {
      test('a new item reads back as project predicts, and is found by our key', async () => {
        const { collection, settle } = await opened()
        const push = create('c-1', samples.full)
        const written = done(await pushOne(collection, push))
        expect(written).toMatchObject({
          value: samples.asCreated(can.project(samples.full)),
          deleted: false,
          ...found(push.key),
        })
        await settle()
        const { items } = await pullAll(collection, null)
        expect(items).toMatchObject([
          { id: written.id, value: samples.asCreated(can.project(samples.full)), ...found(push.key) },
        ])
      })

      test('many at once: each outcome belongs to its own write', async () => {
        const { collection, count } = await opened()
        const names = Array.from({ length: MANY }, (_, at) => `Person ${at}`)
        const outcomes = await pushAll(
          collection,
          names.map((name) => create(name, samples.named(name))),
        )
        for (const name of names) expect(samples.nameOf(done(outcomes.get(`r-${name}`)).value)).toBe(name)
        expect(await count()).toBe(MANY)
      })

      test.each(samples.exact)('%s: comes back as written', async (_, value) => {
        const { collection } = await opened()
        expect(done(await pushOne(collection, create('c-1', value))).value).toEqual(value)
      })
    })

    describe('updating', () => {
      test('only changed fields are written', async () => {
        const { collection, add } = await opened()
        const before = await readOne(collection, await add(samples.full))
        const after = done(
          await pushOne(collection, update(before, { ...samples.note('Moved.'), ...samples.edit('') })),
        )
        expect(after.value).toEqual({ ...before.value, ...samples.note('Moved.'), ...samples.edit('') })
        expect(after.version).not.toBe(before.version)
        expect((await readOne(collection, before.id)).value).toEqual(after.value)
      })

      test('everything except the name can be removed', async () => {
        const { collection, add } = await opened()
        const before = await readOne(collection, await add(samples.full))
        const bare = samples.named('Ana')
        expect(done(await pushOne(collection, update(before, bare))).value).toEqual(bare)
      })

      test('a write without changes gives no new version', async () => {
        const { collection, add } = await opened()
        const before = await readOne(collection, await add(samples.full))
        const after = done(await pushOne(collection, update(before, {})))
        expect(after.value).toEqual(before.value)
        expect((await readOne(collection, before.id)).version).toBe(before.version)
      })

      test('the version in the reply is valid for the next update', async () => {
        const { collection, add } = await opened()
        const first = await readOne(collection, await add(samples.full))
        const second = done(await pushOne(collection, update(first, samples.edit('Associate'))))
        const third = done(await pushOne(collection, update(second, samples.edit('Of counsel'))))
        expect(third.value).toMatchObject(samples.edit('Of counsel'))
      })

      test('the key of a created item stays', async () => {
        const { collection } = await opened()
        const push = create('c-1', samples.named('Ana'))
        const created = done(await pushOne(collection, push))
        expect(done(await pushOne(collection, update(created, samples.edit('Partner'))))).toMatchObject(
          found(push.key),
        )
      })

      test('an item that changed meanwhile is stale, and nothing is written', async () => {
        const { collection, add, edit } = await opened()
        const before = await readOne(collection, await add(samples.named('Ana')))
        await edit(before.id, samples.edit('Partner'))
        expect(await pushOne(collection, update(before, samples.note('Ours')))).toMatchObject({
          kind: 'stale',
        })
        expect((await readOne(collection, before.id)).value).toEqual({
          ...samples.named('Ana'),
          ...samples.edit('Partner'),
        })
      })

      test('a deleted item is gone', async () => {
        const { collection, add, remove } = await opened()
        const before = await readOne(collection, await add(samples.named('Ana')))
        await remove(before.id)
        expect(await pushOne(collection, update(before, samples.note('Ours')))).toMatchObject({
          kind: 'gone',
        })
      })

      test('stale and gone items among many are named, and the others are written', async () => {
        const { collection, add, edit, remove } = await opened()
        const ids: string[] = []
        for (let at = 0; at < MANY; at++) ids.push(await add(samples.named(`Person ${at}`)))
        const items = await collection.read(ids)
        const requests = items.map((item) => update(item, samples.note('Ours')))
        const [stale = '', gone = ''] = ids
        await edit(stale, samples.edit('Partner'))
        await remove(gone)
        const ended = await pushUntilTried(collection, requests)
        expect(ended.get(`r-${stale}`)).toMatchObject({ kind: 'stale' })
        expect(ended.get(`r-${gone}`)).toMatchObject({ kind: 'gone' })
        for (const id of ids.slice(2))
          expect(done(ended.get(`r-${id}`)).value).toMatchObject(samples.note('Ours'))
      })

      test('of two updates of one version the second is stale', async () => {
        const { collection, add } = await opened()
        const before = await readOne(collection, await add(samples.named('Ana')))
        const [first, second] = [
          update(before, samples.edit('First')),
          update(before, samples.edit('Second')),
        ]
        const ended = await pushUntilTried(collection, [first, { ...second, ref: 'second' }])
        done(ended.get(first.ref))
        expect(ended.get('second')).toMatchObject({ kind: 'stale' })
        expect((await readOne(collection, before.id)).value).toMatchObject(samples.edit('First'))
      })
    })

    describe('deleting', () => {
      test('the item is deleted, and the outcome contains its last value', async () => {
        const { collection, add, look } = await opened()
        const before = await readOne(collection, await add(samples.named('Ana')))
        const after = done(await pushOne(collection, remove(before)))
        expect(after).toMatchObject({ id: before.id, deleted: true, raw: null, value: samples.named('Ana') })
        expect(await look(before.id)).toBeNull()
      })

      test('an item that was edited meanwhile stays, a deleted one is reported as gone, the others are deleted', async () => {
        const { collection, add, edit, remove: removed, count } = await opened()
        const ids: string[] = []
        for (let at = 0; at < MANY; at++) ids.push(await add(samples.named(`Person ${at}`)))
        const requests = (await collection.read(ids)).map(remove)
        const [stale = '', gone = ''] = ids
        await edit(stale, samples.edit('Partner'))
        await removed(gone)
        const ended = await pushUntilTried(collection, requests)
        expect(ended.get(`r-${stale}`)).toMatchObject({ kind: 'stale' })
        expect(ended.get(`r-${gone}`)).toMatchObject({ kind: 'gone' })
        expect(await count()).toBe(1)
      })
    })

    describe('restoring', () => {
      if (can.keepsDeleted) {
        test('a deleted item is returned with its last value, and comes back with the value of its restore', async () => {
          const { collection, add, remove: removed, settle } = await opened()
          const id = await add(samples.named('Ana'))
          await removed(id)
          const { cursor } = await pullAll(collection, null)
          const before = await readOne(collection, id)
          expect(before).toMatchObject({ id, deleted: true, value: samples.named('Ana') })
          const to = { ...samples.named('Ana'), ...samples.edit('Partner') }
          const after = done(await pushOne(collection, restore(before, to)))
          expect(after).toMatchObject({ id, deleted: false, value: to })
          expect(after.version).not.toBe(before.version)
          await settle()
          expect((await pullAll(collection, cursor)).items).toMatchObject([{ id, deleted: false, value: to }])
        })

        test('an item that was restored meanwhile is stale, and keeps its value', async () => {
          const { collection, add, remove: removed } = await opened()
          const id = await add(samples.named('Ana'))
          await removed(id)
          const before = await readOne(collection, id)
          done(
            await pushOne(
              collection,
              restore(before, { ...samples.named('Ana'), ...samples.edit('Partner') }),
            ),
          )
          expect(await pushOne(collection, restore(before, samples.named('Eve')))).toMatchObject({
            kind: 'stale',
          })
          expect((await readOne(collection, id)).value).toEqual({
            ...samples.named('Ana'),
            ...samples.edit('Partner'),
          })
        })

        test('an item that was never deleted is stale', async () => {
          const { collection, add } = await opened()
          const before = await readOne(collection, await add(samples.named('Ana')))
          expect(await pushOne(collection, restore(before, samples.named('Eve')))).toMatchObject({
            kind: 'stale',
          })
        })
      } else {
        test('a deleted item cannot be restored: it is gone', async () => {
          const { collection, add, remove: removed } = await opened()
          const before = await readOne(collection, await add(samples.named('Ana')))
          await removed(before.id)
          expect(await pushOne(collection, restore(before, samples.named('Ana')))).toMatchObject({
            kind: 'gone',
          })
        })
      }
    })
  })
}
