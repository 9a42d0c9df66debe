// What people do outside a sync, in the audit: events, matters, calendars, tags, sign-outs and decisions; and what administrators see of it.
import { beforeAll, expect, it } from 'vitest'
import { EMPTY_CONTACT } from '@/lib/domains/contacts/value/contact'
import { type CalendarEvent, EMPTY_EVENT } from '@/lib/domains/events/value/event'
import { EMPTY_MATTER } from '@/lib/domains/matters/matter'
import { createContact } from '@/lib/store/address-book/contacts'
import {
  calendarsOf,
  createCalendar,
  deleteCalendar,
  saveCalendar,
  saveShares,
} from '@/lib/store/calendar/calendars'
import { addEvent, deleteEvent, restoreEvent, saveEvent } from '@/lib/store/calendar/editing'
import { keepApart } from '@/lib/store/duplicates/groups'
import type { Actor } from '@/lib/store/firm/actor'
import { endSession, endSessions, startSession } from '@/lib/store/firm/sessions'
import { saveTimeZone } from '@/lib/store/firm/users'
import { deleteMatter, restoreMatter, saveMatter } from '@/lib/store/matters/matters'
import { changeByHand } from '@/lib/store/sync/hand'
import { saveTagsOf } from '@/lib/store/tags/contact-tags'
import { deleteTag, mergeTags, saveTag, tagsOf } from '@/lib/store/tags/tags'
import { auditFaults } from '@/testing/database/audit-faults'
import { type FirmRows, setFirm } from '@/testing/database/firm-rows'
import { owner, withDatabase } from '@/testing/database/test-database'
import { withTransaction } from '../database/client'
import type { AuditEntry } from './beside'
import { auditPage } from './entries'

const database = withDatabase()
const ALL = { kind: null, side: null, userId: null, contact: '', from: null, until: null } as const
const uuid = () => crypto.randomUUID()
const ana: Actor = { firmId: uuid(), userId: uuid(), role: 'admin' }
const ben: Actor = { firmId: ana.firmId, userId: uuid(), role: 'member' }
const { firmId } = ana

beforeAll(async () => {
  await owner().firm.create({ data: { id: firmId, name: 'Firm' } })
  for (const [{ userId: id, role }, name] of [
    [ana, 'Ana'],
    [ben, 'Ben'],
  ] as const)
    await owner().user.create({
      data: { id, firmId, role, subject: name, email: `${name}@example.com`, name },
    })
})

/** The entries that `work` adds, oldest first, as the administrator sees them. */
async function during(work: () => Promise<unknown>, actor = ana): Promise<readonly AuditEntry[]> {
  const seen = async () => (await auditPage(actor, ALL, { kind: 'first' }, 200)).rows
  const before = (await seen())[0]?.seq ?? 0n
  await work()
  expect(await auditFaults(database.url())).toEqual([])
  return (await seen()).filter(({ seq }) => seq > before).reverse()
}

const calendarOf = async (actor: Actor, kind: 'firm' | 'person'): Promise<string> =>
  (await calendarsOf(actor)).find((one) => one.kind === kind && (kind === 'firm' || one.access === 'owner'))
    ?.id ?? ''

const hearing: CalendarEvent = {
  ...EMPTY_EVENT,
  title: 'Hearing',
  time: {
    ...{ kind: 'timed', start: '2026-12-01T09:00:00', end: '2026-12-01T10:00:00' },
    ...{ zone: 'Europe/Berlin', endZone: null },
  },
}

it('every change of an event is an entry, with its values as the administrator may see them', async () => {
  const [calendarId, id] = [await calendarOf(ana, 'firm'), uuid()]
  const whole = { id, scope: { kind: 'all' } } as const
  const entries = await during(async () => {
    await addEvent(ben, { id, calendarId, event: hearing })
    await saveEvent(ben, { ...whole, version: 1, calendarId, event: { ...hearing, title: 'Trial' } })
    await deleteEvent(ben, { ...whole, version: 2 })
    await restoreEvent(ben, id, new Date(0))
  })
  expect(
    entries.map(({ kind, side, person, eventValues }) => [
      ...[kind, side, person, eventValues?.from?.title, eventValues?.to?.title],
    ]),
  ).toEqual([
    ['event.create', 'local', 'Ben', undefined, 'Hearing'],
    ['event.edit', 'local', 'Ben', 'Hearing', 'Trial'],
    ['event.delete', 'local', 'Ben', 'Trial', undefined],
    ['event.restore', 'local', 'Ben', undefined, 'Trial'],
  ])
  expect(entries.map(({ event }) => event?.name)).toEqual(Array(4).fill('Trial'))
})

it('an event of a colleague’s own calendar is an entry without its title and its values', async () => {
  const calendarId = await calendarOf(ben, 'person')
  const entries = await during(() => addEvent(ben, { id: uuid(), calendarId, event: hearing }))
  expect(entries.map(({ kind, event, eventValues }) => [kind, event, eventValues])).toEqual([
    ['event.create', null, null],
  ])
  const [chained] = await owner().audit.findMany({ where: { firmId }, orderBy: { seq: 'desc' }, take: 1 })
  expect(JSON.stringify(chained?.detail)).not.toContain('Hearing')
})

it('every change of a matter is an entry of its client, relations included', async () => {
  const [clientId, expert, id] = [uuid(), uuid(), uuid()]
  const named = (lastName: string) => ({ ...EMPTY_CONTACT, lastName })
  await createContact(firmId, clientId, named('Okafor'), { userId: ana.userId })
  await createContact(firmId, expert, named('Roe'), { userId: ana.userId })
  const matter = { ...EMPTY_MATTER, number: 'M-1', clientId }
  const related = [{ contactId: expert, role: 'Expert' }]
  const entries = await during(async () => {
    await saveMatter(firmId, { id, version: 0, matter }, ana.userId)
    await saveMatter(firmId, { id, version: 1, matter: { ...matter, related } }, ana.userId)
    await deleteMatter(firmId, id, ana.userId)
    await restoreMatter(firmId, id, ana.userId)
  })
  expect(entries.map(({ kind, contact, matter }) => [kind, contact, matter?.name])).toEqual([
    ['matter.create', 'Okafor', 'M-1'],
    ['matter.edit', 'Okafor', 'M-1'],
    ['matter.delete', 'Okafor', 'M-1'],
    ['matter.restore', 'Okafor', 'M-1'],
  ])
  expect(entries[1]?.matterChanges).toEqual([{ field: 'related', from: '', to: 'Roe (Expert)' }])
})

it('signing out is an entry, in this browser and in others', async () => {
  const now = new Date()
  const start = async () => {
    const session = await startSession(
      { issuer: 'https://accounts.google.com', subject: 'Ben' },
      'Chrome',
      now,
    )
    if (!session) throw new Error('no session')
    return session
  }
  const [first, second, third] = [await start(), await start(), await start()]
  const entries = await during(async () => {
    await endSession(first, now)
    await endSession(first, now)
    await endSessions(ben, ben.userId, { except: third.id }, now)
    await endSessions(ana, ben.userId, 'all', now)
  })
  expect(second).toBeDefined()
  expect(entries.map(({ kind, person, subject, detail }) => [kind, person, subject, detail?.count])).toEqual([
    ['session.leave', 'Ben', null, undefined],
    ['session.leave', 'Ben', null, 1],
    ['session.end', 'Ana', 'Ben', 1],
  ])
})

it('calendars, their shares, tags and the own profile are entries', async () => {
  const [id, contactId] = [uuid(), uuid()]
  await createContact(firmId, contactId, { ...EMPTY_CONTACT, lastName: 'Lima' }, { userId: ana.userId })
  await saveTagsOf(ana, contactId, { added: ['Old', 'Client', 'Gone'], removed: [] })
  const tag = async (name: string) => (await tagsOf(ana)).find((one) => one.name === name)?.id ?? ''
  const entries = await during(async () => {
    await createCalendar(ana, id, { name: 'Trials', color: 'blue' })
    await createCalendar(ana, id, { name: 'Trials', color: 'blue' })
    await saveShares(ana, id, [{ userId: ben.userId, role: 'viewer' }])
    await saveShares(ana, id, [{ userId: ben.userId, role: 'viewer' }])
    await saveShares(ana, id, [])
    await saveCalendar(ana, id, { name: 'Hearings', color: 'blue' })
    await deleteCalendar(ana, id)
    await saveTag(ana, await tag('Old'), { name: 'Former', color: null })
    await mergeTags(ana, await tag('Former'), await tag('Client'))
    await deleteTag(ana, await tag('Gone'))
    await saveTimeZone(ana, 'Europe/Berlin')
    await saveTimeZone(ana, 'Europe/Berlin')
  })
  const own = entries.filter(({ kind }) => kind !== 'contact.tags')
  expect(own.map(({ kind, subject, said, detail }) => [kind, detail?.what, said?.name, subject])).toEqual([
    ['settings.calendar', 'created', 'Trials', null],
    ['settings.calendar', 'shared as viewer', 'Trials', 'Ben'],
    ['settings.calendar', 'no longer shared', 'Trials', 'Ben'],
    ['settings.calendar', 'renamed', 'Trials', null],
    ['settings.calendar', 'deleted', 'Hearings', null],
    ['settings.tags', 'renamed', 'Old', null],
    ['settings.tags', 'merged', 'Former', null],
    ['settings.tags', 'deleted', 'Gone', null],
    ['settings.profile', undefined, undefined, null],
  ])
})

it('what a person decides to sync, and that contacts are no duplicates, is an entry of each contact', async () => {
  const firm: FirmRows = await setFirm('decides')
  const by: Actor = { ...firm.actor, role: 'admin' }
  const [one, other] = [uuid(), uuid()]
  for (const id of [one, other])
    await createContact(by.firmId, id, { ...EMPTY_CONTACT, lastName: 'Roe' }, { userId: by.userId })
  const entries = await during(async () => {
    await withTransaction(by, (tx) => changeByHand(tx, by, [one], false))
    await withTransaction(by, (tx) => changeByHand(tx, by, [one], false))
    await withTransaction(by, (tx) => changeByHand(tx, by, [one], true))
    await keepApart(by, [one, other])
  }, by)
  const decided = entries.map(({ kind, contactId, detail }) => [kind, contactId, detail])
  expect(new Set(entries.map(({ kind }) => kind))).toEqual(new Set(['decision']))
  // The person has two syncs.
  expect(decided.slice(0, -2).map(([, contactId, detail]) => [contactId, detail])).toEqual([
    [one, { synced: false }],
    [one, { synced: false }],
    [one, { synced: true }],
    [one, { synced: true }],
  ])
  expect(new Set(decided.slice(-2).map(([, contactId]) => contactId))).toEqual(new Set([one, other]))
})

it('the entries of several contacts of one name are one list, newest first, page by page', async () => {
  const ids = [uuid(), uuid(), uuid()]
  for (const [at, id] of ids.entries())
    await createContact(
      firmId,
      id,
      { ...EMPTY_CONTACT, firstName: `No${at}`, lastName: 'Zorn' },
      { userId: ana.userId },
    )
  for (const id of ids) await saveTagsOf(ana, id, { added: ['Zorn'], removed: [] })
  const filter = { ...ALL, contact: 'zorn' }
  const whole = await auditPage(ana, filter, { kind: 'first' }, 50)
  expect(whole.rows.map(({ kind, contactId }) => [kind, contactId])).toEqual([
    ...ids.toReversed().map((id) => ['contact.tags', id]),
    ...ids.toReversed().map((id) => ['contact.create', id]),
  ])
  const first = await auditPage(ana, filter, { kind: 'first' }, 2)
  const second = await auditPage(ana, filter, { kind: 'after', seq: first.rows[1]?.seq ?? 0n }, 2)
  expect([...first.rows, ...second.rows]).toEqual(whole.rows.slice(0, 4))
  expect(second.more).toEqual({ before: true, after: true })
  const back = await auditPage(ana, filter, { kind: 'before', seq: second.rows[0]?.seq ?? 0n }, 2)
  expect(back.rows).toEqual(first.rows)
  expect(
    (await auditPage(ana, { ...ALL, contact: 'nobody of this name' }, { kind: 'first' }, 2)).rows,
  ).toEqual([])
})
