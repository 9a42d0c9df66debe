// Work follows change: what moves is marked, a check that finds nothing reads no more rows however many contacts there are, and an edit
// costs what it moves.
import { afterAll, describe, expect, it } from 'vitest'
import { closeQueue } from '@/lib/store/database/queue'
import { askForCleanUp, cleanUp } from '@/lib/store/retention/clean-up'
import { setSyncSettings, stopSync } from '@/lib/store/sync/syncs'
import { saveTagsOf } from '@/lib/store/tags/contact-tags'
import { tagsOf } from '@/lib/store/tags/tags'
import { addLinks } from '@/testing/database/many-links'
import { rowsReadBy } from '@/testing/database/rows-read'
import { owner, ownerPool, withDatabase } from '@/testing/database/test-database'
import { type Fixture, person, setUpFixture } from '@/testing/scenarios/fixture'

withDatabase()
afterAll(closeQueue)

/** Two linked contacts, and nothing to look at. */
async function atRest() {
  const fixture = await setUpFixture()
  fixture.account.add(person('Ana', 'Lima'))
  const here = await fixture.addHere(person('Ben', 'Ode'))
  await fixture.start(await fixture.preview())
  await fixture.later()
  return { fixture, here }
}

const movedIn = ({ sync }: Fixture) =>
  owner().pendingItem.findMany({
    where: { syncId: sync.id },
    select: { side: true, itemId: true },
  })

/** What a check reads of these is counted. */
const COUNTED = [
  'Item',
  'Link',
  'Contact',
  'Change',
  'Exclusion',
  'Separation',
  'PendingItem',
  'UnlinkedItem',
  'LinkCount',
]

const counted = async (work: () => Promise<unknown>) =>
  Object.fromEntries(Object.entries(await rowsReadBy(work)).filter(([name]) => COUNTED.includes(name)))

describe('rows that a check reads', () => {
  async function withContacts(count: number) {
    const { fixture, here } = await atRest()
    const { sync } = fixture
    await addLinks({ firm: sync.firmId, sync: sync.id }, count)
    await owner().pendingItem.deleteMany({ where: { syncId: sync.id } })
    await ownerPool().query('vacuum analyze')
    await fixture.later()
    const nothing = await counted(() => fixture.later())
    await fixture.editHere(here, { title: 'Judge' })
    const editHere = await counted(() => fixture.later())
    expect(fixture.there().some(({ title }) => title === 'Judge')).toBe(true)
    await fixture.addHere(person('Cho', 'Min-ji'))
    const addition = await counted(() => fixture.later())
    expect(fixture.there().some(({ lastName }) => lastName === 'Min-ji')).toBe(true)
    return { nothing, editHere, addition }
  }

  it('are no more with 50,000 contacts than with 1,000', async () => {
    const few = await withContacts(1_000)
    const many = await withContacts(50_000)
    const most = (of: Readonly<Record<string, number>>) => Math.max(...Object.values(of))
    expect({ ...few.nothing, Change: 0 }).toEqual({ Change: 0, LinkCount: expect.any(Number) })
    expect({ ...many.nothing, Change: 0 }).toEqual({ Change: 0, LinkCount: expect.any(Number) })
    expect(most(many.nothing)).toBeLessThan(50)
    expect(most(many.editHere)).toBeLessThan(500)
    expect(most(many.addition)).toBeLessThan(500)
  }, 300_000)
})

it('a check applies a choice by tag to what moved, and reads no other contact', async () => {
  const { fixture, here } = await atRest()
  const { actor, sync } = fixture
  await saveTagsOf(actor, here, { added: ['Client'], removed: [] })
  const ids = (await tagsOf(actor)).map(({ id }) => id)
  await setSyncSettings(actor, sync.id, {
    ...{ onConflict: 'ask', onLocalDelete: 'keep' },
    only: { kind: 'tags', ids },
  })
  await addLinks({ firm: sync.firmId, sync: sync.id }, 3_000)
  for (let round = 0; round < 3; round++) await fixture.later()
  expect(await owner().exclusion.count({ where: { syncId: sync.id } })).toBe(3_001)
  expect(await movedIn(fixture)).toEqual([])
  await ownerPool().query('vacuum analyze')
  await fixture.later()
  const read = await counted(async () => {
    await fixture.later()
    await saveTagsOf(actor, here, { added: [], removed: ['Client'] })
    await fixture.later()
  })
  expect(await owner().exclusion.count({ where: { syncId: sync.id } })).toBe(3_002)
  for (const table of ['Contact', 'Exclusion', 'Link', 'Item']) expect(read[table] ?? 0).toBeLessThan(500)
})

describe('at rest nothing is marked; a mark is left by', () => {
  const causes: Readonly<Record<string, (of: Awaited<ReturnType<typeof atRest>>) => Promise<unknown>>> = {
    'an edit here': ({ fixture, here }) => fixture.editHere(here, { title: 'Judge' }),
    'an addition here': ({ fixture }) => fixture.addHere(person('Cho', 'Min-ji')),
    'a deletion here': ({ fixture, here }) => fixture.deleteHere(here),
    'a contact whose row is gone': ({ here }) => owner().contact.delete({ where: { id: here } }),
    'an item with another version': ({ fixture: { sync } }) =>
      owner().item.updateMany({ where: { syncId: sync.id }, data: { version: 'other' } }),
    'an item that is deleted': ({ fixture: { sync } }) =>
      owner().item.updateMany({ where: { syncId: sync.id }, data: { deleted: true } }),
    'an item whose row is gone': ({ fixture: { sync } }) =>
      owner().item.deleteMany({ where: { syncId: sync.id } }),
    'a link that is dropped': ({ fixture: { sync } }) =>
      owner().link.deleteMany({ where: { syncId: sync.id } }),
    'a tombstone': ({ fixture: { sync } }) =>
      owner().link.updateMany({
        where: { syncId: sync.id },
        data: { tombstone: 'remote', tombstoneAt: new Date() },
      }),
    'an exclusion': ({ fixture: { sync, actor }, here }) =>
      owner().exclusion.create({
        data: {
          ...{ id: crypto.randomUUID(), firmId: actor.firmId, syncId: sync.id },
          ...{ localId: here, name: '', userId: actor.userId },
        },
      }),
    'a separation': ({ fixture: { sync, actor }, here }) =>
      owner().separation.create({
        data: {
          ...{ firmId: actor.firmId, syncId: sync.id, localId: here },
          ...{ remoteId: 'people/1', userId: actor.userId },
        },
      }),
    'other settings': ({ fixture: { sync } }) =>
      owner().sync.update({
        where: { id: sync.id },
        data: { settings: { onConflict: 'newest', onLocalDelete: 'keep' } },
      }),
    'the end of the care after a restore': ({ fixture: { sync } }) =>
      owner().sync.update({ where: { id: sync.id }, data: { restoredAt: new Date() } }),
    'another region of phone numbers': ({ fixture: { actor } }) =>
      owner().firm.update({ where: { id: actor.firmId }, data: { phoneRegion: 'DE' } }),
  }
  it.each(Object.keys(causes))('%s', async (cause) => {
    const of = await atRest()
    expect(await movedIn(of.fixture)).toEqual([])
    await causes[cause]?.(of)
    expect(await movedIn(of.fixture)).not.toEqual([])
  })

  it('a move whose transaction commits after the check has claimed', async () => {
    const { fixture, here } = await atRest()
    const slow = await ownerPool().connect()
    await slow.query('begin')
    await slow.query('update "Contact" set version = version + 1 where id = $1', [here])
    await fixture.later()
    expect(await movedIn(fixture)).toEqual([])
    await slow.query('commit')
    slow.release()
    expect(await movedIn(fixture)).toEqual([{ side: 'local', itemId: here }])
  })

  it('a stop, once: setting up again compares everything', async () => {
    const { fixture, here } = await atRest()
    const everything = [{ side: 'all', itemId: null }]
    await fixture.editHere(here, { title: 'Judge' })
    await stopSync(fixture.actor, fixture.sync.id)
    await fixture.editHere(here, { department: 'Court' })
    expect(await movedIn(fixture)).toHaveLength(2)
    await askForCleanUp(fixture.actor.firmId, fixture.now())
    while (!(await cleanUp(fixture.actor.firmId, fixture.now(), 20)));
    expect(await movedIn(fixture)).toEqual(everything)
    await fixture.start(await fixture.preview())
    expect(fixture.there().some(({ title }) => title === 'Judge')).toBe(true)
  })
})
