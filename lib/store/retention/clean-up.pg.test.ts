// The clean-up: what it erases and keeps, in batches, by one worker at a time, with failures in between.

import { beforeEach, describe, expect, it } from 'vitest'
import { EMPTY_CONTACT } from '@/lib/domains/contacts/value/contact'
import { NOTHING_SAID } from '@/lib/engine/planned-change'
import { contactHistory } from '@/lib/store/address-book/contact-history'
import {
  createContact,
  deleteContact,
  getContact,
  restoreContact,
  visibleContact,
} from '@/lib/store/address-book/contacts'
import { toJson } from '@/lib/store/address-book/values'
import { dueCleanUps } from '@/lib/store/database/cross-tenant'
import { DAY, HOUR } from '@/lib/time'
import { placesOf } from '@/testing/database/find-text'
import { type FirmRows, setFirm } from '@/testing/database/firm-rows'
import { wholeFirm } from '@/testing/database/firm-tables'
import { owner, ownerPool, withDatabase } from '@/testing/database/test-database'
import { askForCleanUp, cleanUp } from './clean-up'
import { DEFAULT_RETENTION } from './rules'
import { retentionOf, saveRetention } from './settings'

withDatabase()

const ALL = 1_000
const ago = (days: number) => new Date(Date.now() - days * DAY)
let firm: FirmRows
let mark = ''
beforeEach(async () => {
  mark = `m${crypto.randomUUID().slice(0, 8)}`
  firm = await setFirm(mark)
  await askForCleanUp(firm.firm, new Date())
})

const contact = () => ({
  ...EMPTY_CONTACT,
  firstName: 'Dora',
  lastName: `Deleted${mark}`,
  notes: `notes ${mark}`,
})

async function deletedContact(days: number): Promise<string> {
  const id = crypto.randomUUID()
  await createContact(firm.firm, id, contact(), { userId: firm.user })
  await deleteContact(firm.firm, id, { userId: firm.user })
  await owner().contact.update({ where: { id }, data: { deletedAt: ago(days) } })
  return id
}

/** A run of the fixture's idle sync that ended this many days ago. */
async function endedRun(days: number, state: 'done' | 'discarded' = 'done'): Promise<string> {
  const id = crypto.randomUUID()
  const times = { createdAt: ago(days), endedAt: ago(days) }
  await owner().run.create({
    data: { id, firmId: firm.firm, syncId: firm.running, kind: 'scheduled', state, full: false, ...times },
  })
  return id
}

async function changeOf(runId: string, days: number, more: object = {}): Promise<string> {
  const id = crypto.randomUUID()
  const values = { from: contact(), to: contact() }
  const body = { ...NOTHING_SAID, local: values }
  const named = { name: `Name ${mark}`, sortKey: mark, search: mark, group: 'update' }
  await owner().change.create({
    data: {
      ...{
        id,
        firmId: firm.firm,
        syncId: firm.running,
        runId,
        kind: 'update',
        state: 'applied',
        createdAt: ago(days),
      },
      ...named,
      localId: firm.contact,
      remoteId: 'people/some',
      body: toJson(body),
      ...more,
    },
  })
  return id
}

const change = (id: string) => owner().change.findUnique({ where: { id } })
const run = (id: string) => owner().run.count({ where: { id } })

describe('a deleted contact', () => {
  it('is visible to administrators for 30 days and to no member, whether or not the clean-up ran', async () => {
    const [recent, old] = [await deletedContact(29), await deletedContact(31)]
    const member = { ...firm.actor, role: 'member' as const }
    expect((await visibleContact(firm.actor, recent))?.id).toBe(recent)
    for (const [actor, id] of [
      [member, recent],
      [member, old],
      [firm.actor, old],
    ] as const)
      expect(await visibleContact(actor, id)).toBeNull()
    expect((await visibleContact(member, firm.contact))?.id).toBe(firm.contact)
  })

  it('loses values, history and changes after 30 days; its ids stay, so that its links still show the deletion', async () => {
    await owner().contact.update({ where: { id: firm.contact }, data: { deletedAt: ago(31) } })
    await cleanUp(firm.firm, new Date(), ALL)
    const row = await getContact(firm.firm, firm.contact)
    expect(row).toMatchObject({
      value: EMPTY_CONTACT,
      search: '',
      sortKey: '',
      version: 1,
      purgedAt: expect.any(Date),
    })
    expect(await contactHistory(firm.firm, firm.contact, 10)).toEqual([])
    const links = await owner().link.findMany({ where: { localId: firm.contact } })
    expect(links.map(({ baseLocal, baseRemote, tombstone }) => [baseLocal, baseRemote, tombstone])).toEqual([
      [{}, {}, 'remote'],
      [{}, {}, 'remote'],
    ])
    const changes = await owner().change.findMany({ where: { localId: firm.contact } })
    expect(
      changes.map(({ name, search, body }) => [name, search, (body as { remote: unknown }).remote]),
    ).toEqual(changes.map(() => ['', '', null]))
    expect(changes.filter(({ state }) => ['planned', 'waiting', 'failed'].includes(state))).toEqual([])
  })

  it('without its values is not restored, whatever the time on another machine', async () => {
    const id = await deletedContact(29)
    await cleanUp(firm.firm, new Date(Date.now() + 2 * DAY), ALL)
    expect((await restoreContact(firm.firm, id, { userId: firm.user })).kind).toBe('missing')
    expect(await visibleContact(firm.actor, id)).toBeNull()
  })

  it('keeps everything for 29 days', async () => {
    const id = await deletedContact(29)
    await cleanUp(firm.firm, new Date(), ALL)
    expect(await getContact(firm.firm, id)).toMatchObject({ value: { lastName: `Deleted${mark}` } })
    expect(await contactHistory(firm.firm, id, 10)).toHaveLength(2)
  })

  it('leaves nothing that a search over every table would find', async () => {
    const id = await deletedContact(31)
    const only = `secret${mark}`
    await owner().contact.update({
      where: { id },
      data: { value: toJson({ ...contact(), notes: only }), search: only },
    })
    await owner().contactEdit.updateMany({
      where: { contactId: id },
      data: { to: toJson({ ...contact(), notes: only }) },
    })
    await cleanUp(firm.firm, new Date(), ALL)
    expect(await placesOf([only])).toEqual([])
  })
})

describe('values of history', () => {
  it('are erased after a year; kinds, states, times and ids stay, so that counts still add up', async () => {
    const ended = await endedRun(400)
    const [old, recent] = [await changeOf(ended, 366), await changeOf(ended, 364)]
    await owner().contactEdit.update({ where: { id: firm.edit }, data: { at: ago(366) } })
    await cleanUp(firm.firm, new Date(), ALL)
    expect(await change(old)).toMatchObject({
      name: '',
      search: '',
      kind: 'update',
      state: 'applied',
      localId: firm.contact,
      erasedAt: expect.any(Date),
    })
    expect(await change(recent)).toMatchObject({ name: `Name ${mark}`, erasedAt: null })
    const [edit] = await contactHistory(firm.firm, firm.contact, 10)
    expect(edit).toMatchObject({ kind: 'create', from: null, to: null })
    expect(await run(ended)).toBe(1)
  })

  it('stay while a change waits for its person in an active sync, or its run is open', async () => {
    const ended = await endedRun(400)
    const waiting = await changeOf(ended, 400, { state: 'waiting' })
    const open = await changeOf(firm.held, 400)
    await cleanUp(firm.firm, new Date(), ALL)
    for (const id of [waiting, open]) expect((await change(id))?.erasedAt).toBeNull()
    await owner().sync.update({ where: { id: firm.running }, data: { state: 'stopped' } })
    await askForCleanUp(firm.firm, new Date())
    await cleanUp(firm.firm, new Date(), ALL)
    expect((await change(waiting))?.erasedAt).toBeInstanceOf(Date)
  })

  it('of an error keep its kind, not the text that it quoted', async () => {
    const error = { kind: 'rejected', field: 'emails', message: `quotes ${mark}` }
    const id = await changeOf(await endedRun(400), 400, { state: 'superseded', error })
    await cleanUp(firm.firm, new Date(), ALL)
    expect((await change(id))?.error).toEqual({ kind: 'rejected', field: 'emails', message: '' })
  })
})

describe('runs', () => {
  it('that did nothing are deleted after 30 days, except the last one of a sync', async () => {
    const [old, recent, busy] = [await endedRun(31), await endedRun(29), await endedRun(40)]
    await changeOf(busy, 40)
    await cleanUp(firm.firm, new Date(), ALL)
    expect([await run(old), await run(recent), await run(busy)]).toEqual([0, 1, 1])
    await owner().run.deleteMany({ where: { syncId: firm.running, id: { not: recent } } })
    await owner().run.update({ where: { id: recent }, data: { endedAt: ago(500), createdAt: ago(500) } })
    await askForCleanUp(firm.firm, new Date())
    await cleanUp(firm.firm, new Date(), ALL)
    expect(await run(recent)).toBe(1)
  })
})

describe('other expired data is deleted:', () => {
  it('files, a day after they were read or imported', async () => {
    const file = (days: number, confirmed: boolean) => ({
      ...{ id: crypto.randomUUID(), firmId: firm.firm, userId: firm.user, fileName: mark },
      ...{
        contacts: [],
        problems: {},
        readAt: ago(days),
        createdAt: ago(days),
        confirmedAt: confirmed ? ago(days) : null,
      },
    })
    const files = [file(2, false), file(2, true), file(0.5, false), file(0.5, true)]
    await owner().import.createMany({ data: files })
    await cleanUp(firm.firm, new Date(), ALL)
    const left = await owner().import.findMany({ where: { id: { in: files.map(({ id }) => id) } } })
    expect(left.map(({ id }) => id).sort()).toEqual(
      files
        .slice(2)
        .map(({ id }) => id)
        .sort(),
    )
  })

  it('sessions a day after their end, and invitations after 90 days, unless they can still be accepted', async () => {
    await owner().session.update({ where: { id: firm.session }, data: { endedAt: ago(2) } })
    const invited = { where: { id: firm.invitation } }
    const renewed = { createdAt: ago(91), expiresAt: ago(-1), acceptedAt: null }
    await owner().invitation.update({ ...invited, data: renewed })
    await cleanUp(firm.firm, new Date(), ALL)
    expect(await owner().session.count({ where: { id: firm.session } })).toBe(0)
    expect(await owner().invitation.count(invited)).toBe(1)
    await owner().invitation.update({ ...invited, data: { expiresAt: ago(1) } })
    await askForCleanUp(firm.firm, new Date())
    await cleanUp(firm.firm, new Date(), ALL)
    expect(await owner().invitation.count(invited)).toBe(0)
  })
})

describe('beside the audit', () => {
  it('what entries say about people ends with the history, and sums of days with it', async () => {
    const firmId = firm.firm
    await owner().auditValue.updateMany({ where: { firmId }, data: { at: ago(366) } })
    await owner().auditValue.create({
      data: {
        id: crypto.randomUUID(),
        firmId,
        salt: crypto.randomUUID(),
        value: { email: 'new' },
        at: ago(364),
      },
    })
    const day = (days: number) => ({ firmId, syncId: firm.running, day: ago(days), runs: 1 })
    await owner().syncDay.deleteMany({ where: { firmId } })
    await owner().syncDay.createMany({ data: [day(367), day(364)] })
    await cleanUp(firmId, new Date(), ALL)
    const values = await owner().auditValue.findMany({ where: { firmId }, orderBy: { at: 'asc' } })
    expect(values.map(({ salt, value }) => [salt === null, value])).toEqual([
      [true, null],
      [false, { email: 'new' }],
    ])
    const days = await owner().syncDay.findMany({ where: { firmId, syncId: firm.running } })
    expect(days.map((one) => one.day > ago(365))).toEqual([true])
    expect(await owner().audit.count({ where: { firmId } })).toBe(1)
    expect((await retentionOf(firm.actor)).last?.removed).toMatchObject({ edits: 1, days: 1 })
  })
})

describe('the clean-up', () => {
  it('changes nothing of another firm, and nothing that is not due', async () => {
    const other = await setFirm(`o${mark}`)
    await owner().contact.update({ where: { id: other.contact }, data: { deletedAt: ago(100) } })
    const before = await wholeFirm(other.firm)
    await cleanUp(firm.firm, new Date(), ALL)
    expect(await wholeFirm(other.firm)).toEqual(before)
    const mine = await wholeFirm(firm.firm)
    await askForCleanUp(firm.firm, new Date())
    await cleanUp(firm.firm, new Date(), ALL)
    expect({ ...(await wholeFirm(firm.firm)), Retention: [], Sync: [] }).toEqual({
      ...mine,
      Retention: [],
      Sync: [],
    })
  })

  it('works in batches and reports at the end what it removed', async () => {
    for (let n = 0; n < 3; n++) await deletedContact(31 + n)
    await createMany(250)
    expect(await cleanUp(firm.firm, new Date(), 1)).toBe(false)
    expect((await retentionOf(firm.actor)).last).toBeNull()
    expect(await cleanUp(firm.firm, new Date(), ALL)).toBe(true)
    const { last, nextAt } = await retentionOf(firm.actor)
    expect(last?.removed.contacts).toBe(253)
    expect(nextAt?.getTime()).toBeGreaterThan(Date.now())
  })

  it('is done by one worker at a time: a second one leaves it to the first', async () => {
    await deletedContact(31)
    const other = await ownerPool().connect()
    await other.query('begin')
    await other.query(`select 1 from "Retention" where "firmId" = $1 for update`, [firm.firm])
    expect(await cleanUp(firm.firm, new Date(), ALL)).toBe(true)
    await other.query('commit')
    other.release()
    expect(await owner().contact.count({ where: { firmId: firm.firm, purgedAt: { not: null } } })).toBe(0)
  })

  it.each(['ContactEdit', 'Change', 'Link', 'Contact', 'Retention'])(
    'that dies while it writes to %s leaves nothing half done, and the next one ends it with the right numbers',
    async (table) => {
      await owner().contact.update({ where: { id: firm.contact }, data: { deletedAt: ago(31) } })
      await deletedContact(31)
      const before = await wholeFirm(firm.firm)
      await ownerPool().query(
        `create function dies() returns trigger language plpgsql as 'begin raise exception ''dies''; end';
         create trigger dies before update or delete on "${table}" for each row execute function dies()`,
      )
      await expect(cleanUp(firm.firm, new Date(), ALL)).rejects.toThrow('dies')
      await ownerPool().query(`drop trigger dies on "${table}"; drop function dies()`)
      expect(await wholeFirm(firm.firm)).toEqual(before)
      await cleanUp(firm.firm, new Date(), ALL)
      expect((await retentionOf(firm.actor)).last?.removed.contacts).toBe(2)
    },
  )

  it('is due for a firm that never had one, an hour after the last one, and on request', async () => {
    await owner().retention.delete({ where: { firmId: firm.firm } })
    const due = async (at: Date) => (await dueCleanUps(at, ALL)).includes(firm.firm)
    expect(await due(new Date())).toBe(true)
    // A disconnected account is checked again sooner.
    await owner().sync.updateMany({ where: { firmId: firm.firm }, data: { state: 'active' } })
    await cleanUp(firm.firm, new Date(), ALL)
    expect([await due(new Date()), await due(new Date(Date.now() + HOUR))]).toEqual([false, true])
    await askForCleanUp(firm.firm, new Date())
    expect(await due(new Date())).toBe(true)
  })
})

/** Contacts that were deleted long ago, created in one statement. */
async function createMany(count: number): Promise<void> {
  const data = Array.from({ length: count }, () => ({
    ...{ id: crypto.randomUUID(), firmId: firm.firm, sortKey: mark, search: mark },
    deletedAt: ago(40),
  }))
  await owner().contact.createMany({ data })
}

describe('the settings of a firm', () => {
  it('are the safe defaults until somebody changes them', async () => {
    expect(await retentionOf(firm.actor)).toMatchObject({ settings: DEFAULT_RETENTION, last: null })
  })

  it('are saved at once if nothing more would be erased', async () => {
    const longer = { ...DEFAULT_RETENTION, historyDays: 1_000 }
    expect(await saveRetention(firm.actor, longer, false, new Date())).toEqual({ kind: 'saved' })
    expect((await retentionOf(firm.actor)).settings).toEqual(longer)
  })

  it('with a shorter time first report how many rows it would erase, and are saved only after confirmation', async () => {
    const ended = await endedRun(40)
    for (const days of [40, 50, 400]) await changeOf(ended, days)
    await endedRun(20)
    await owner().contactEdit.update({ where: { id: firm.edit }, data: { at: ago(60) } })
    const shorter = { ...DEFAULT_RETENTION, historyDays: 30, emptyRunDays: 10 }
    expect(await saveRetention(firm.actor, shorter, false, new Date())).toEqual({
      kind: 'ask',
      rows: { edits: 1, changes: 2, runs: 1 },
    })
    expect((await retentionOf(firm.actor)).settings).toEqual(DEFAULT_RETENTION)
    expect(await saveRetention(firm.actor, shorter, true, new Date())).toEqual({ kind: 'saved' })
    await cleanUp(firm.firm, new Date(), ALL)
    expect((await retentionOf(firm.actor)).last?.removed).toMatchObject({ edits: 1, changes: 3, runs: 1 })
  })

  it('are changed by administrators of the firm only', async () => {
    const member = { ...firm.actor, role: 'member' as const }
    await expect(retentionOf(member)).rejects.toThrow('administrator')
    await expect(saveRetention(member, DEFAULT_RETENTION, true, new Date())).rejects.toThrow('administrator')
    await owner().user.update({ where: { id: firm.user }, data: { role: 'member' } })
    await expect(saveRetention(firm.actor, DEFAULT_RETENTION, true, new Date())).rejects.toThrow(
      'administrator',
    )
    await owner().user.update({ where: { id: firm.user }, data: { role: 'admin' } })
    const other = await setFirm(`p${mark}`)
    const before = await wholeFirm(other.firm)
    await saveRetention(firm.actor, { ...DEFAULT_RETENTION, historyDays: 31 }, true, new Date())
    expect(await wholeFirm(other.firm)).toEqual(before)
  })
})

describe('events', () => {
  const deletedAt = (id: string, days: number) =>
    owner().calendarEvent.update({ where: { id }, data: { deletedAt: ago(days) } })

  it('that were deleted longer ago than the bin keeps them lose their values and their history; their rows stay', async () => {
    await deletedAt(firm.event, 31)
    await deletedAt(firm.deletedEvent, 29)
    expect(await cleanUp(firm.firm, new Date(), ALL)).toBe(true)
    const [erased, kept] = await Promise.all(
      [firm.event, firm.deletedEvent].map((id) => owner().calendarEvent.findUniqueOrThrow({ where: { id } })),
    )
    expect(erased).toMatchObject({ search: '', value: { title: '' }, purgedAt: expect.any(Date) })
    expect(kept).toMatchObject({ search: mark, purgedAt: null })
    expect(await owner().calendarEventEdit.count({ where: { eventId: firm.event } })).toBe(0)
    expect((await retentionOf(firm.actor)).last?.removed).toMatchObject({ events: 1 })
  })

  it('of a deleted calendar go with it', async () => {
    await owner().calendar.update({ where: { id: firm.calendar }, data: { deletedAt: ago(31) } })
    expect(await cleanUp(firm.firm, new Date(), ALL)).toBe(true)
    expect(await owner().calendarEvent.count({ where: { firmId: firm.firm } })).toBe(0)
  })

  it('keep their history without its values where that is old', async () => {
    await owner().calendarEventEdit.update({ where: { id: firm.eventEdit }, data: { at: ago(366) } })
    expect(await cleanUp(firm.firm, new Date(), ALL)).toBe(true)
    const edit = await owner().calendarEventEdit.findUniqueOrThrow({ where: { id: firm.eventEdit } })
    expect(edit).toMatchObject({ to: null, kind: 'create' })
  })
})
