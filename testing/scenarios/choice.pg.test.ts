// A sync that takes only some of the contacts here: by tag, or clients of the person's matters.
import { describe, expect, it } from 'vitest'
import type { SyncSettings } from '@/lib/engine/model'
import { linksOfContact } from '@/lib/store/address-book/contact-links'
import { asSettings } from '@/lib/store/address-book/values'
import { saveMatter } from '@/lib/store/matters/matters'
import { asOfNow } from '@/lib/store/review/as-of'
import { endExclusions, listExclusions } from '@/lib/store/review/exclusions'
import { leftOutOf } from '@/lib/store/runs/left-out'
import { wakeSyncs } from '@/lib/store/runs/runs'
import { byHandOf, syncByHand } from '@/lib/store/sync/hand'
import { overviewOf } from '@/lib/store/sync/overview'
import { NO_SETTINGS_EFFECT, saveSyncSettings, setSyncSettings } from '@/lib/store/sync/syncs'
import { saveTagsOf } from '@/lib/store/tags/contact-tags'
import { tagsOf } from '@/lib/store/tags/tags'
import { owner, withDatabase } from '@/testing/database/test-database'
import { type Fixture, person, setUpFixture } from './fixture'
import { contactHere, inStep } from './in-step'

withDatabase()

const SETTINGS = { onConflict: 'ask', onLocalDelete: 'delete' } as const

const tag = (fixture: Fixture, id: string, added: readonly string[], removed: readonly string[] = []) =>
  saveTagsOf(fixture.actor, id, { added, removed })
const takeTag = async (fixture: Fixture, name = 'Client') => {
  const ids = (await tagsOf(fixture.actor)).flatMap((one) => (one.name === name ? [one.id] : []))
  await setSyncSettings(fixture.actor, fixture.sync.id, { ...SETTINGS, only: { kind: 'tags', ids } })
}
const check = async (fixture: Fixture) => {
  await wakeSyncs(fixture.actor.firmId, { kind: 'contacts' })
  return fixture.later()
}
const counts = async (fixture: Fixture) => ({
  here: (await fixture.here()).length,
  there: fixture.there().length,
})

describe('by tag', () => {
  it('a first sync takes only who has the tag, adds nobody here, and its preview says how many are left out', async () => {
    const fixture = await setUpFixture()
    const ana = await fixture.addHere(person('Ana', 'Lima'))
    await fixture.addHere(person('Ben', 'Okafor'))
    const zoe = await fixture.addHere(person('Zoe', 'New'))
    const remoteAna = fixture.account.add(person('Ana', 'Lima'))
    fixture.account.add(person('Ben', 'Okafor'))
    fixture.account.add(person('Cho', 'Min-ji'))
    await tag(fixture, ana, ['Client'])
    await tag(fixture, zoe, ['Client'])
    await takeTag(fixture)
    const run = await fixture.preview()
    expect((await fixture.changes(run.id)).map(({ kind, localId }) => [kind, localId])).toEqual([
      ['createRemote', zoe],
      ['link', ana],
    ])
    expect(leftOutOf(run.leftOut)).toEqual({
      direction: 'both',
      only: 'tags',
      alsoByLabel: false,
      unchosen: 1,
      stay: { local: 0, remote: 2 },
    })
    await fixture.start(run)
    expect(await counts(fixture)).toEqual({ here: 3, there: 4 })
    await fixture.editHere(ana, { title: 'Partner' })
    await fixture.later()
    expect(fixture.account.look(remoteAna)?.contact.title).toBe('Partner')
  })

  it('who loses the tag rests on both sides, and goes on where it was once it has the tag again', async () => {
    const fixture = await inStep()
    for (const { id } of await fixture.here()) await tag(fixture, id, ['Client'])
    await takeTag(fixture)
    await fixture.later()
    const before = await counts(fixture)
    await tag(fixture, fixture.ana, [], ['Client'])
    await check(fixture)
    await fixture.editHere(fixture.ana, { nickname: 'Aninha' })
    fixture.account.edit(fixture.remoteAna, person('Ana', 'Lima', { title: 'Mediator' }))
    await fixture.later()
    expect(await counts(fixture)).toEqual(before)
    expect((await contactHere(fixture, fixture.ana))?.title).toBe('Judge')
    expect(fixture.account.look(fixture.remoteAna)?.contact.nickname).toBe('')
    expect(await linksOfContact(fixture.actor, fixture.ana)).toMatchObject([{ kind: 'unchosen' }])
    await tag(fixture, fixture.ana, ['Client'])
    await check(fixture)
    expect(await counts(fixture)).toEqual(before)
    expect(await contactHere(fixture, fixture.ana)).toMatchObject({ title: 'Mediator', nickname: 'Aninha' })
    expect(fixture.account.look(fixture.remoteAna)?.contact).toMatchObject({
      title: 'Mediator',
      nickname: 'Aninha',
    })
  })

  it('another choice of a running sync is counted at once, before the next check', async () => {
    const fixture = await inStep()
    await fixture.addHere(person('Zoe', 'New'))
    await fixture.later()
    await tag(fixture, fixture.ana, ['Client'])
    const counted = async () => (await overviewOf(fixture.actor, 'google', null))?.sync?.counts
    const all = (await fixture.here()).length
    expect(await counted()).toMatchObject({ leftOut: 0, inSync: all })
    await takeTag(fixture)
    expect(await counted()).toMatchObject({ leftOut: all - 1, inSync: 1 })
    await fixture.later()
    expect(await counted()).toMatchObject({ leftOut: all - 1, inSync: 1 })
  })

  it('who loses the tag after the preview is synced this once, and rests from the end of the run', async () => {
    const fixture = await setUpFixture()
    const ana = await fixture.addHere(person('Ana', 'Lima'))
    const remoteAna = fixture.account.add(person('Ana', 'Lima'))
    await tag(fixture, ana, ['Client'])
    await takeTag(fixture)
    const run = await fixture.preview()
    await tag(fixture, ana, [], ['Client'])
    await fixture.start(run)
    expect(await linksOfContact(fixture.actor, ana)).toMatchObject([{ kind: 'unchosen' }])
    await fixture.editHere(ana, { title: 'Partner' })
    await fixture.later()
    expect(fixture.account.look(remoteAna)?.contact.title).toBe('')
  })

  it('what a choice leaves out is no exclusion of the person, and is not ended with those', async () => {
    const fixture = await inStep()
    await tag(fixture, fixture.ana, ['Client'])
    await takeTag(fixture)
    await fixture.later()
    expect(await listExclusions(fixture.actor, fixture.sync.id, '', 10)).toEqual({ rows: [], total: 0 })
    const overview = await overviewOf(fixture.actor, 'google')
    expect(overview?.sync?.counts).toMatchObject({ inSync: 1, excluded: 0 })
    await endExclusions(fixture.actor, fixture.sync.id, 'all', await asOfNow(fixture.actor))
    expect(await owner().exclusion.count({ where: { syncId: fixture.sync.id, byChoice: true } })).toBe(2)
  })

  it('all contacts again: everybody goes on, and nobody is doubled', async () => {
    const fixture = await inStep()
    const before = await counts(fixture)
    await tag(fixture, fixture.ana, ['Client'])
    await takeTag(fixture)
    await fixture.later()
    await setSyncSettings(fixture.actor, fixture.sync.id, SETTINGS)
    await fixture.later()
    expect(await counts(fixture)).toEqual(before)
    expect(await owner().exclusion.count({ where: { syncId: fixture.sync.id } })).toBe(0)
    expect(await owner().link.count({ where: { syncId: fixture.sync.id, tombstone: null } })).toBe(3)
  })
})

describe('another choice of a running sync', () => {
  const save = (
    { actor, sync }: Fixture,
    settings: SyncSettings,
    confirmed = NO_SETTINGS_EFFECT,
    labelled: ReadonlySet<string> | null = null,
  ) => saveSyncSettings(actor, sync.id, settings, confirmed, labelled)
  const saved = async ({ sync }: Fixture) =>
    asSettings((await owner().sync.findUniqueOrThrow({ where: { id: sync.id } })).settings).only

  it('asks in numbers before anything is saved, and does what it said', async () => {
    const fixture = await inStep()
    await tag(fixture, fixture.ana, ['Client'])
    const ids = (await tagsOf(fixture.actor)).map(({ id }) => id)
    const settings = { ...SETTINGS, only: { kind: 'tags', ids } } as const
    const asks = await save(fixture, settings)
    expect(asks).toEqual({ ...NO_SETTINGS_EFFECT, leaving: 2 })
    expect(await saved(fixture)).toBeUndefined()
    expect(await save(fixture, settings, { ...NO_SETTINGS_EFFECT, leaving: 1 })).toEqual(asks)
    expect(await save(fixture, settings, { ...NO_SETTINGS_EFFECT, leaving: 2 })).toBeNull()
    await fixture.later()
    const left = await overviewOf(fixture.actor, 'google')
    expect(left?.sync?.counts).toMatchObject({ inSync: 1, excluded: 0, leftOut: 2 })
    fixture.account.add(person('Dov', 'Levi'))
    await fixture.later()
    const back = await save(fixture, SETTINGS)
    expect(back).toEqual({ ...NO_SETTINGS_EFFECT, joining: 2, arriving: 1 })
    expect(await save(fixture, SETTINGS, { ...NO_SETTINGS_EFFECT, joining: 2, arriving: 1 })).toBeNull()
    await fixture.later()
    const all = await overviewOf(fixture.actor, 'google')
    expect(all?.sync?.counts).toMatchObject({ inSync: 4, leftOut: 0 })
  })

  it('counts by the labels that were just read, and says how many contacts it knows no labels of', async () => {
    const fixture = await inStep()
    const settings = { ...SETTINGS, only: { kind: 'labels', ids: ['work'] } } as const
    expect(await save(fixture, settings)).toEqual({ ...NO_SETTINGS_EFFECT, unread: 3 })
    expect(await save(fixture, settings, undefined, new Set([fixture.remoteAna]))).toEqual({
      ...NO_SETTINGS_EFFECT,
      leaving: 2,
    })
  })

  it('leaves out, from the moment it is saved, contacts whose labels were first read for it', async () => {
    const fixture = await inStep()
    const settings = { ...SETTINGS, only: { kind: 'labels', ids: ['work'] } } as const
    const confirmed = { ...NO_SETTINGS_EFFECT, leaving: 2 }
    expect(await save(fixture, settings, confirmed, new Set([fixture.remoteAna]))).toBeNull()
    const overview = await overviewOf(fixture.actor, 'google')
    expect(overview?.sync?.counts).toMatchObject({ inSync: 1, leftOut: 2 })
  })

  it('asks nothing if nothing stops or begins: by hand, what is synced is chosen', async () => {
    const fixture = await inStep()
    expect(await save(fixture, { ...SETTINGS, only: { kind: 'hand' } })).toBeNull()
    expect(await saved(fixture)).toEqual({ kind: 'hand' })
  })

  it('decisions about contacts that it leaves out wait no longer, and wait again with the contacts', async () => {
    const fixture = await inStep()
    await fixture.editHere(fixture.ana, { title: 'Partner' })
    fixture.account.edit(fixture.remoteAna, person('Ana', 'Lima', { title: 'Mediator' }))
    await fixture.addHere(person('Eve', 'Stone', { emails: [], phones: [] }))
    fixture.account.add(person('Eve', 'Stone', { emails: [], phones: [] }))
    await fixture.later()
    const waiting = () =>
      owner().change.findMany({
        where: { syncId: fixture.sync.id, state: 'waiting' },
        select: { name: true, kind: true },
        orderBy: { name: 'asc' },
      })
    const both = await waiting()
    expect(both).toHaveLength(2)
    await tag(fixture, fixture.ben, ['Client'])
    const ids = (await tagsOf(fixture.actor)).map(({ id }) => id)
    const settings = { ...SETTINGS, only: { kind: 'tags', ids } } as const
    const asks = await save(fixture, settings)
    expect(asks).toMatchObject({ leaving: 2, questions: 2 })
    await save(fixture, settings, asks ?? undefined)
    await fixture.later()
    expect(await waiting()).toEqual([])
    const back = await save(fixture, SETTINGS)
    await save(fixture, SETTINGS, back ?? undefined)
    await fixture.later()
    expect(await waiting()).toEqual(both)
  })
})

describe('by hand', () => {
  const byHand = { ...SETTINGS, only: { kind: 'hand' } } as const

  it('takes the contacts that the person chose, and nothing of the account is added here', async () => {
    const fixture = await setUpFixture()
    const ana = await fixture.addHere(person('Ana', 'Lima'))
    await fixture.addHere(person('Ben', 'Okafor'))
    fixture.account.add(person('Cho', 'Min-ji'))
    await setSyncSettings(fixture.actor, fixture.sync.id, byHand)
    expect(await syncByHand(fixture.actor, [ana], true)).toMatchObject({ ids: [ana] })
    expect(await syncByHand(fixture.actor, [ana], true)).toMatchObject({ ids: [] })
    const run = await fixture.preview()
    expect((await fixture.changes(run.id)).map(({ kind, localId }) => [kind, localId])).toEqual([
      ['createRemote', ana],
    ])
    expect(leftOutOf(run.leftOut)).toMatchObject({ only: 'hand', unchosen: 1, stay: { remote: 1 } })
    await fixture.start(run)
    expect(await counts(fixture)).toEqual({ here: 2, there: 2 })
    expect(await byHandOf(fixture.actor, ana)).toBe('synced')
  })

  it('what is synced when the person begins to choose stays chosen; who leaves rests, and returns with both edits', async () => {
    const fixture = await inStep()
    const before = await counts(fixture)
    await setSyncSettings(fixture.actor, fixture.sync.id, byHand)
    await fixture.later()
    expect(await owner().exclusion.count({ where: { syncId: fixture.sync.id } })).toBe(0)
    await syncByHand(fixture.actor, [fixture.ana], false)
    await check(fixture)
    await fixture.editHere(fixture.ana, { nickname: 'Aninha' })
    fixture.account.edit(fixture.remoteAna, person('Ana', 'Lima', { title: 'Mediator' }))
    await fixture.later()
    expect(fixture.account.look(fixture.remoteAna)?.contact.nickname).toBe('')
    expect(await byHandOf(fixture.actor, fixture.ana)).toBe('notSynced')
    await syncByHand(fixture.actor, [fixture.ana], true)
    await check(fixture)
    expect(await contactHere(fixture, fixture.ana)).toMatchObject({ title: 'Mediator', nickname: 'Aninha' })
    expect(await counts(fixture)).toEqual(before)
  })

  it('without a choice, Do not sync excludes a contact, and Sync ends it', async () => {
    const fixture = await inStep()
    const before = await counts(fixture)
    expect(await syncByHand(fixture.actor, [fixture.ana], false)).toMatchObject({ ids: [fixture.ana] })
    expect((await listExclusions(fixture.actor, fixture.sync.id, '', 10)).total).toBe(1)
    fixture.account.edit(fixture.remoteAna, person('Ana', 'Lima', { title: 'Mediator' }))
    await check(fixture)
    expect((await contactHere(fixture, fixture.ana))?.title).toBe('Judge')
    expect(await syncByHand(fixture.actor, [fixture.ana], true)).toMatchObject({ ids: [fixture.ana] })
    await check(fixture)
    expect((await contactHere(fixture, fixture.ana))?.title).toBe('Mediator')
    expect(await counts(fixture)).toEqual(before)
  })
})

describe('only clients of my matters', () => {
  it('takes the clients of the matters that the person is responsible for', async () => {
    const fixture = await setUpFixture()
    const ana = await fixture.addHere(person('Ana', 'Lima'))
    await fixture.addHere(person('Ben', 'Okafor'))
    const matter = { number: '1', description: 'Lima', status: 'open', clientId: ana, related: [] } as const
    const value = { ...matter, responsibleId: fixture.actor.userId }
    const made = await saveMatter(
      fixture.actor.firmId,
      { id: crypto.randomUUID(), version: 0, matter: value },
      fixture.actor.userId,
    )
    expect(made.kind).toBe('written')
    await setSyncSettings(fixture.actor, fixture.sync.id, { ...SETTINGS, only: { kind: 'clients' } })
    await fixture.start(await fixture.preview())
    expect(fixture.there().map(({ firstName }) => firstName)).toEqual(['Ana'])
  })
})
