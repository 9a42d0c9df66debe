// Setting up the sync of a calendar: who may, with what, and what the rows say afterwards.
import { beforeEach, describe, expect, it } from 'vitest'
import { calendarsOf, saveShares } from '@/lib/store/calendar/calendars'
import type { Actor } from '@/lib/store/firm/actor'
import { owner, withDatabase } from '@/testing/database/test-database'
import { calendarSyncOf, calendarSyncsOf } from './calendar-sync-views'
import { type CalendarSetUp, setUpCalendarSync } from './calendar-syncs'
import { overviewOf } from './overview'

withDatabase()

interface Person {
  readonly actor: Actor
  readonly connectionId: string
  /** By kind: the firm's, and the person's own. */
  readonly calendars: Readonly<Record<'firm' | 'person', string>>
}
let ana: Person
let ben: Person

beforeEach(async () => {
  await owner().firm.deleteMany()
  const firmId = crypto.randomUUID()
  await owner().firm.create({ data: { id: firmId, name: 'Ours' } })
  ana = await add(firmId, 'ana')
  ben = await add(firmId, 'ben')
})

async function add(firmId: string, name: string): Promise<Person> {
  const [userId, connectionId] = [crypto.randomUUID(), crypto.randomUUID()]
  const email = `${name}@example.com`
  await owner().user.create({ data: { id: userId, firmId, subject: userId, email, name, role: 'member' } })
  const account = { provider: 'google', accountId: name, accountEmail: email }
  await owner().connection.create({ data: { id: connectionId, firmId, userId, ...account } })
  const actor = { userId, firmId, role: 'member' } as const
  const found = await calendarsOf(actor)
  const idOf = (kind: 'firm' | 'person') => found.find((one) => one.kind === kind)?.id ?? ''
  return { actor, connectionId, calendars: { firm: idOf('firm'), person: idOf('person') } }
}

const WORK = { kind: 'existing', id: 'work@group', name: 'Work' } as const
const HOME = { kind: 'existing', id: 'home@group', name: 'Home' } as const
const NEW = { kind: 'new', name: 'Hearings' } as const

const setUp = (
  { actor, connectionId, calendars }: Person,
  remote: CalendarSetUp['remote'],
  more: Partial<CalendarSetUp> = {},
) =>
  setUpCalendarSync(actor, {
    ...{ connectionId, calendarId: calendars.firm, remote, from: 'days30' },
    ...more,
  })

const done = { kind: 'done', syncId: expect.any(String) }
const start = (remoteId: string) =>
  owner().sync.updateMany({ where: { remoteId }, data: { state: 'active', startedAt: new Date() } })
const syncs = () => owner().sync.findMany({ orderBy: { createdAt: 'asc' } })
const rowOf = ({ actor, connectionId, calendars }: Person) =>
  calendarSyncOf(actor, connectionId, calendars.firm)

describe('setting up', () => {
  it('joins the calendar with the one in the account, idle and from the chosen day', async () => {
    expect(await setUp(ana, WORK, { from: 'year' })).toEqual(done)
    const sync = await owner().sync.findFirstOrThrow({
      include: { localCollection: true, remoteCollection: true },
    })
    expect(sync).toMatchObject({
      ...{ kind: 'events', state: 'idle', scopeFrom: 'year', account: 'google:ana', remoteId: WORK.id },
      ...{ connectionId: ana.connectionId, settings: { onConflict: 'ask', onLocalDelete: 'delete' } },
      localCollection: { kind: 'events', role: 'local', name: 'Firm', calendarId: ana.calendars.firm },
      remoteCollection: { kind: 'events', role: 'remote', name: 'Work', remoteId: WORK.id },
    })
    expect(await rowOf(ana)).toMatchObject({
      ...{ syncedBy: null, calendar: { kind: 'firm' } },
      sync: { id: sync.id, state: 'idle', remoteName: 'Work', remoteId: WORK.id, from: 'year', run: null },
    })
  })

  it('can be read at the moment when the account gets its new calendar', async () => {
    await setUp(ana, NEW)
    const { remoteCollectionId: id } = await owner().sync.findFirstOrThrow()
    let reading = true
    const creating = (async () => {
      for (let times = 0; reading; times += 1)
        await owner().collection.update({ where: { id }, data: { remoteId: `made-${times}` } })
    })()
    for (let times = 0; times < 100; times += 1) {
      expect((await rowOf(ana))?.sync).toMatchObject({ remoteName: NEW.name })
      expect((await overviewOf(ana.actor, 'google', ana.calendars.firm))?.sync).toMatchObject({
        calendar: { there: NEW.name },
      })
    }
    reading = false
    await creating
  })

  it('of a new calendar creates nothing yet, and choosing it again keeps the mark under its latest name', async () => {
    expect(await setUp(ana, NEW)).toEqual(done)
    const [before] = await syncs()
    expect(before?.remoteId).toBe(`new:${before?.remoteCollectionId}`)
    expect(await setUp(ana, { ...NEW, name: 'Deadlines' }, { from: 'all' })).toEqual({
      kind: 'done',
      syncId: before?.id,
    })
    expect(await syncs()).toMatchObject([{ id: before?.id, remoteId: before?.remoteId, scopeFrom: 'all' }])
    expect((await rowOf(ana))?.sync).toMatchObject({ remoteName: 'Deadlines', remoteId: null })
  })

  it('again, with another calendar, stops the first choice; going back finds the same sync', async () => {
    const first = await setUp(ana, WORK)
    const second = await setUp(ana, HOME)
    expect(await syncs()).toMatchObject([
      { state: 'stopped', stoppedById: ana.actor.userId },
      { state: 'idle', stoppedAt: null },
    ])
    expect((await rowOf(ana))?.sync?.remoteName).toBe('Home')
    expect(await setUp(ana, WORK)).toEqual(first)
    expect(second).not.toEqual(first)
    expect(await syncs()).toMatchObject([{ state: 'idle', stoppedAt: null }, { state: 'stopped' }])
    expect((await rowOf(ana))?.sync?.remoteName).toBe('Work')
  })

  it('after Stop Sync keeps the links, and reads everything again', async () => {
    await setUp(ana, WORK)
    const at = new Date()
    await owner().sync.updateMany({ data: { state: 'stopped', startedAt: at, stoppedAt: at } })
    await owner().collection.updateMany({
      where: { role: 'remote' },
      data: { cursorToken: 't', fullReadAt: at },
    })
    const [{ id: syncId } = { id: '' }] = await syncs()
    const link = { localId: crypto.randomUUID(), remoteId: 'e1', baseLocal: {}, baseRemote: {} }
    const versions = { localVersion: 1, remoteVersion: '1', baseAt: at }
    const { firmId } = ana.actor
    await owner().link.create({ data: { id: crypto.randomUUID(), firmId, syncId, ...link, ...versions } })
    expect(await setUp(ana, WORK)).toEqual({ kind: 'done', syncId })
    expect(await owner().link.count({ where: { syncId } })).toBe(1)
    expect(await owner().collection.findFirst({ where: { role: 'remote' } })).toMatchObject({
      ...{ cursorToken: null, fullReadAt: null },
    })
  })

  it('a calendar of the account can be joined with another one of ours later', async () => {
    await setUp(ana, WORK)
    await start(WORK.id)
    expect(await setUp(ana, WORK, { calendarId: ana.calendars.person })).toEqual({ kind: 'taken' })
    await owner().sync.updateMany({ data: { state: 'stopped', stoppedAt: new Date() } })
    expect(await setUp(ana, WORK, { calendarId: ana.calendars.person })).toEqual(done)
    expect(await syncs()).toMatchObject([{ state: 'stopped' }, { state: 'idle' }])
  })

  it('pressed several times at once, it is set up once', async () => {
    const results = await Promise.all([1, 2, 3, 4].map(() => setUp(ana, NEW)))
    expect(new Set(results.map((one) => JSON.stringify(one))).size).toBe(1)
    expect(results[0]).toEqual(done)
    expect(await owner().collection.count()).toBe(2)
  })

  it('does nothing while it syncs, or while its preview is there', async () => {
    const first = await setUp(ana, WORK)
    const syncId = first.kind === 'done' ? first.syncId : ''
    const run = { id: crypto.randomUUID(), firmId: ana.actor.firmId, syncId, kind: 'first' } as const
    await owner().run.create({ data: { ...run, state: 'ready', full: true } })
    expect(await setUp(ana, HOME)).toEqual({ kind: 'previewing' })
    expect((await rowOf(ana))?.sync?.run).toMatchObject({ id: run.id, state: 'ready' })
    await owner().run.updateMany({ data: { state: 'done', endedAt: new Date() } })
    await start(WORK.id)
    expect(await setUp(ana, HOME)).toEqual({ kind: 'active' })
    expect(await syncs()).toHaveLength(1)
  })
})

describe('the firm’s calendar', () => {
  it('is synced by one person, and the others see who', async () => {
    await setUp(ana, WORK)
    expect(await rowOf(ben)).toMatchObject({ sync: null, syncedBy: null })
    await start(WORK.id)
    expect(await rowOf(ben)).toMatchObject({ sync: null, syncedBy: 'ana' })
    expect(await rowOf(ana)).toMatchObject({ sync: { state: 'active' }, syncedBy: null })
    expect(await setUp(ben, HOME)).toEqual({ kind: 'otherPerson', name: 'ana' })
  })

  it('and a calendar in Google that another person syncs already cannot be joined twice', async () => {
    await setUp(ana, WORK)
    await start(WORK.id)
    expect(await setUp(ben, WORK, { calendarId: ben.calendars.person })).toEqual({ kind: 'taken' })
  })
})

describe('a person may sync', () => {
  it('the firm’s calendar and their own, not one that a colleague shares with them', async () => {
    await saveShares(ana.actor, ana.calendars.person, [{ userId: ben.actor.userId, role: 'editor' }])
    const rows = await calendarSyncsOf(ben.actor, ben.connectionId)
    expect(rows.map(({ calendar }) => calendar.kind)).toEqual(['firm', 'person'])
    expect(rows.map(({ calendar }) => calendar.id)).not.toContain(ana.calendars.person)
    expect(await setUp(ben, WORK, { calendarId: ana.calendars.person })).toEqual({ kind: 'missing' })
  })

  it('with their own live account only', async () => {
    expect(await setUp(ben, WORK, { connectionId: ana.connectionId })).toEqual({ kind: 'missing' })
    await owner().connection.updateMany({ data: { disconnectedAt: new Date() } })
    expect(await setUp(ben, WORK)).toEqual({ kind: 'missing' })
    expect(await syncs()).toEqual([])
  })

  it('no calendar that was deleted', async () => {
    await owner().calendar.updateMany({ data: { deletedAt: new Date() } })
    expect(await setUp(ana, WORK)).toEqual({ kind: 'missing' })
  })
})
