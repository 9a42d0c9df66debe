// Calls every function of the store that queries the database, for one firm with the ids of another: it returns nothing and changes
// nothing. A function that is in neither list below fails the last test.

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { RemoteItem } from '@/lib/domains/contacts/types'
import { type Contact, EMPTY_CONTACT } from '@/lib/domains/contacts/value/contact'
import { EMPTY_EVENT } from '@/lib/domains/events/value/event'
import { decide } from '@/lib/engine/decide'
import { openImportThread } from '@/lib/import/thread'
import * as additions from '@/lib/store/address-book/additions'
import * as alike from '@/lib/store/address-book/alike'
import * as collection from '@/lib/store/address-book/collection'
import * as contactLinks from '@/lib/store/address-book/contact-links'
import * as contactList from '@/lib/store/address-book/contact-list'
import * as pulls from '@/lib/store/address-book/contact-pull'
import * as saving from '@/lib/store/address-book/contact-saving'
import * as contactWrites from '@/lib/store/address-book/contact-writes'
import * as contacts from '@/lib/store/address-book/contacts'
import * as imports from '@/lib/store/address-book/imports'
import * as likely from '@/lib/store/address-book/likely-here'
import * as replacements from '@/lib/store/address-book/replacements'
import { DEFAULT_SETTINGS, toJson } from '@/lib/store/address-book/values'
import * as eventAdditions from '@/lib/store/calendar/additions'
import * as calendars from '@/lib/store/calendar/calendars'
import * as calendarItself from '@/lib/store/calendar/collection'
import * as editing from '@/lib/store/calendar/editing'
import * as eventExport from '@/lib/store/calendar/event-export'
import * as eventImport from '@/lib/store/calendar/event-import'
import * as eventList from '@/lib/store/calendar/event-list'
import * as eventPull from '@/lib/store/calendar/event-pull'
import * as eventPush from '@/lib/store/calendar/event-push'
import * as eventWrites from '@/lib/store/calendar/event-writes'
import * as events from '@/lib/store/calendar/events'
import { SHAPE } from '@/lib/store/collections/pull'
import { db, type Tx, withTransaction } from '@/lib/store/database/client'
import type { CalendarEvent as EventRow } from '@/lib/store/database/generated/client'
import { closeQueue } from '@/lib/store/database/queue'
import type { Actor } from '@/lib/store/firm/actor'
import * as firmItself from '@/lib/store/firm/firm'
import * as invitations from '@/lib/store/firm/invitations'
import * as sessions from '@/lib/store/firm/sessions'
import * as users from '@/lib/store/firm/users'
import type { KindOf, SyncKind, SyncOfKind } from '@/lib/store/kinds/kind'
import * as approvals from '@/lib/store/review/approvals'
import * as asOf from '@/lib/store/review/as-of'
import * as asked from '@/lib/store/review/asked'
import * as changeRow from '@/lib/store/review/change-row'
import * as changeSides from '@/lib/store/review/change-sides'
import * as changes from '@/lib/store/review/changes'
import * as conflictAnswers from '@/lib/store/review/conflict-answers'
import * as exclusions from '@/lib/store/review/exclusions'
import * as pairs from '@/lib/store/review/pairs'
import * as preview from '@/lib/store/review/preview'
import * as questions from '@/lib/store/review/questions'
import * as moves from '@/lib/store/runs/run-moves'
import * as runs from '@/lib/store/runs/runs'
import * as totals from '@/lib/store/runs/totals'
import { writtenBefore } from '@/lib/store/runs/written'
import * as accountOwners from '@/lib/store/sync/account-owner'
import { fillBare } from '@/lib/store/sync/bare-occurrences'
import * as calendarSyncViews from '@/lib/store/sync/calendar-sync-views'
import * as calendarSyncs from '@/lib/store/sync/calendar-syncs'
import * as changeTimes from '@/lib/store/sync/change-times'
import * as collections from '@/lib/store/sync/collections'
import * as connections from '@/lib/store/sync/connections'
import { followMerged, renameItem } from '@/lib/store/sync/item-renames'
import * as entries from '@/lib/store/sync/items'
import * as links from '@/lib/store/sync/links'
import { mergedThere } from '@/lib/store/sync/merged'
import * as oversight from '@/lib/store/sync/oversight'
import * as overview from '@/lib/store/sync/overview'
import * as pulse from '@/lib/store/sync/pulse'
import * as syncs from '@/lib/store/sync/syncs'
import { type FirmRows, setFirm } from '@/testing/database/firm-rows'
import { wholeFirm } from '@/testing/database/firm-tables'
import { owner, withDatabase } from '@/testing/database/test-database'
import { contactsIn, kindIn } from '@/testing/scenarios/kind'
import { storeFiles } from './store-files'

withDatabase()

/** Whose data is requested, and for which firm. */
/** Of a page that shows everything there is. */
const SHOWN = { asOf: '1:999999999999:', versions: { local: null, remote: null } }
let ours: FirmRows
let firm = ''
/** Our person's id with that firm: a function that checks only the person would find our data. */
let stranger: Actor
/** Our sync, run and connection with that firm. */
let sync: SyncOfKind
let kind: SyncKind
let ofContacts: KindOf<Contact>
let run: changeRow.RunOfChange
let connection: { id: string; firmId: string }

function askFor(firmId: string): void {
  firm = firmId
  stranger = { ...ours.actor, firmId }
  sync = {
    id: ours.sync,
    firmId,
    settings: toJson({ ...DEFAULT_SETTINGS, onConflict: 'newest' }) as object,
    kind: 'contacts',
    scopeFrom: null,
    restoredAt: null,
  }
  kind = kindIn(sync)
  ofContacts = contactsIn(sync)
  run = { id: ours.run, firmId, syncId: ours.sync }
  connection = { id: ours.connection, firmId }
}

afterAll(closeQueue)

const within = <T>(work: (tx: Tx) => Promise<T>) => withTransaction(firm, work)
const contact = { ...EMPTY_CONTACT, firstName: 'Eve' }
const by = { userId: null }
const event = {
  ...EMPTY_EVENT,
  title: 'Eve',
  time: { kind: 'day', start: '2026-12-01', end: '2026-12-02' },
} as const
/** Our event, as the owner of the database sees it, within a transaction of the firm. */
const withEvent = async (work: (tx: Tx, row: EventRow) => Promise<unknown>) => {
  const row = await owner().calendarEvent.findUniqueOrThrow({ where: { id: ours.event } })
  return within((tx) => work(tx, row))
}
/** One for our calendar. */
const newEvent = () => {
  const place = { id: crypto.randomUUID(), firmId: ours.firm, calendarId: ours.calendar }
  return { ...place, shape: 'single', iCalUid: 'x', event } as const
}
const eventPushes = () => {
  const named = { ref: 'x', id: ours.event, version: '1' }
  return [
    { kind: 'create', ref: 'x', key: ours.event, to: event },
    { kind: 'update', ...named, from: event, to: event, raw: null },
    { kind: 'delete', ...named },
    { kind: 'restore', ...named, to: event },
  ] as const
}
const ourCalendar = () =>
  ({ id: ours.calendar, kind: 'other', name: 'x', color: 'gray', access: 'owner', ownerId: null }) as const
const at = new Date()
const all = { view: 'all', q: '' } as const
const wish = { kind: 'first', full: true, userId: null } as const
const tokens = { accessToken: 'eve', refreshToken: 'eve', accessTokenExpiresAt: at }
const base = { local: contact, remote: contact }
const collectionOf = ({ mark }: FirmRows) =>
  ({ account: `memory:${mark}`, kind: 'contacts', remoteId: mark }) as const
const account = () => ({
  provider: 'google' as const,
  accountId: ours.mark,
  accountEmail: ours.email,
  scopes: [],
})
const entry = (): RemoteItem => ({
  ...{
    id: ours.remoteId,
    version: '2',
    value: contact,
    raw: {},
    key: null,
    deleted: false,
    changedAt: at,
    previousIds: [],
  },
})
const question = async () =>
  changeRow.parseChange(kind, await owner().change.findUniqueOrThrow({ where: { id: ours.question } }))
const decidedQuestion = async () => {
  const before = await question()
  const context = pairs.pairContext(kind, false)
  const decided = decide(changeRow.openChangeOf(before), { samePerson: 'separate' }, null, context)
  return { ...decided, before, pair: null }
}
const idsOf = (id: string) => ({ kind: 'ids', ids: [id] }) as const

async function collected<T>(batches: AsyncIterable<readonly T[]>): Promise<readonly T[]> {
  const found: T[] = []
  for await (const batch of batches) found.push(...batch)
  return found
}

/** Rejected by the database, or not found by a query that must find a row. */
const REFUSED = 'refused'
/** Their own data, which they may have. */
const THEIRS = expect.anything()
const NOTHING = undefined
const MISSING = { kind: 'missing' }

/** Any other error is a mistake in this test. */
function refusal(error: unknown): string {
  const known =
    /row-level security|Unique constraint failed|No record was found|not found|only an administrator/i
  if (known.test(String(error))) return REFUSED
  throw error
}

function equals(one: unknown, other: unknown): boolean {
  try {
    expect(one).toEqual(other)
    return true
  } catch {
    return false
  }
}

type Case = readonly [call: () => Promise<unknown>, expected: unknown]

const cases: Readonly<Record<string, Case>> = {
  calendarOf: [() => calendars.calendarOf(stranger, ours.calendar), null],
  calendarsOf: [
    async () => (await calendars.calendarsOf(stranger)).filter(({ name }) => name === ours.mark),
    [],
  ],
  createCalendar: [
    () => calendars.createCalendar(stranger, ours.calendar, { name: 'x', color: 'gray' }),
    NOTHING,
  ],
  saveCalendar: [() => calendars.saveCalendar(stranger, ours.calendar, { name: 'x', color: 'gray' }), false],
  deleteCalendar: [() => calendars.deleteCalendar(stranger, ours.calendar), false],
  sharesOf: [() => calendars.sharesOf(stranger, ours.calendar), null],
  saveShares: [() => calendars.saveShares(stranger, ours.calendar, []), false],
  lockedAccess: [() => within((tx) => calendars.lockedAccess(tx, stranger, ours.calendar)), null],
  insertEvent: [() => within((tx) => events.insertEvent(tx, newEvent(), by)), REFUSED],
  insertNewEvent: [() => within((tx) => events.insertNewEvent(tx, newEvent(), by)), REFUSED],
  lockedEvent: [() => within((tx) => events.lockedEvent(tx, firm, ours.event)), null],
  updateEvent: [() => withEvent((tx, row) => events.updateEvent(tx, row, event, by)), REFUSED],
  removeEvent: [() => withEvent((tx, row) => events.removeEvent(tx, row, by)), REFUSED],
  bringBackEvent: [
    () => withEvent((tx, row) => events.bringBackEvent(tx, { ...row, deletedAt: at }, by)),
    REFUSED,
  ],
  addEvent: [
    () => editing.addEvent(stranger, { id: crypto.randomUUID(), calendarId: ours.calendar, event }),
    MISSING,
  ],
  saveEvent: [
    () => {
      const form = { id: ours.event, version: 1, scope: { kind: 'all' }, calendarId: ours.calendar } as const
      return editing.saveEvent(stranger, { ...form, event })
    },
    MISSING,
  ],
  deleteEvent: [
    () => editing.deleteEvent(stranger, { id: ours.event, version: 1, scope: { kind: 'all' } }),
    MISSING,
  ],
  restoreEvent: [() => editing.restoreEvent(stranger, ours.deletedEvent, new Date(0)), MISSING],
  eventsBetween: [
    () => eventList.eventsBetween(stranger, [ourCalendar()], new Date(0), new Date('2100-01-01')),
    { events: [], isCut: false },
  ],
  findEvent: [() => eventList.findEvent(stranger, ours.event), null],
  storeEventImport: [
    () => {
      const upload = { calendarId: ours.calendar, fileName: 'eve', text: '', zone: 'UTC' }
      return eventImport.storeEventImport(stranger, upload)
    },
    THEIRS,
  ],
  getEventImport: [() => eventImport.getEventImport(stranger, ours.eventUpload), null],
  confirmEventImport: [() => eventImport.confirmEventImport(stranger, ours.eventUpload), MISSING],
  eventsToWrite: [() => eventExport.eventsToWrite(stranger, [ourCalendar()]), []],
  deletedEvents: [() => eventList.deletedEvents(stranger, [ourCalendar()], new Date(0), 10), []],
  eventHistory: [() => eventList.eventHistory(firm, ours.event, ourCalendar(), 10), []],
  saveTimeZone: [() => users.saveTimeZone(stranger, 'Europe/Berlin'), NOTHING],
  insertChanges: [
    async () => {
      const like = await question()
      const { runId, syncId, firmId } = like
      const row = changeRow.changeRow(
        kind,
        { id: runId, syncId, firmId },
        changeRow.plannedOf(like),
        crypto.randomUUID(),
      )
      return within((tx) => changeRow.insertChanges(tx, [row]))
    },
    REFUSED,
  ],
  changeSides: [() => changeSides.changeSides(stranger, ours.scope, ours.question), null],
  replan: [
    async () => {
      const planned = changeRow.plannedOf(await question())
      return within((tx) => changes.replan(tx, ours.question, planned))
    },
    REFUSED,
  ],
  changesOfRun: [() => changes.changesOfRun(kind, run, 10), []],
  mustBeReadable: [() => within((tx) => changes.mustBeReadable(tx, ours.run)), NOTHING],
  decideChange: [() => changes.decideChange(stranger, ours.question, { samePerson: 'link' }, SHOWN), 'over'],
  changedSince: [() => asOf.changedSince(stranger, ours.scope, '1:1:'), 0],
  decideConflicts: [
    () => conflictAnswers.decideConflicts(stranger, ours.scope, { view: 'all', q: '' }, 'local', SHOWN.asOf),
    0,
  ],
  decideNow: [
    async () => {
      const asked = { before: await question(), decision: {}, again: false }
      const of = kind
      const [one] = await within((tx) => conflictAnswers.decideNow(tx, of, [asked]))
      return one?.planned ?? null
    },
    null,
  ],
  saveDecided: [
    async () => {
      const decided = await decidedQuestion()
      return within((tx) => conflictAnswers.saveDecided(tx, stranger, [decided]))
    },
    NOTHING,
  ],
  connectionOf: [() => connections.connectionOf(stranger, 'google'), null],
  providerOfSync: [() => connections.providerOfSync(stranger, ours.sync), null],
  connectionsOf: [() => connections.connectionsOf(firm, ours.user), []],
  saveConnection: [() => connections.saveConnection(stranger, account(), () => tokens), null],
  getConnection: [() => connections.getConnection(connection), null],
  storeTokens: [() => connections.storeTokens({ ...connection, refreshToken: ours.mark }, tokens), false],
  loseConsent: [() => connections.loseConsent({ ...connection, refreshToken: ours.mark }, at), false],
  closeConnection: [() => connections.closeConnection(stranger, ours.connection), null],
  closeOfRemoved: [
    async () => {
      // Nobody in this fixture was removed otherwise.
      await owner().user.updateMany({ where: { id: ours.user, firmId: firm }, data: { removedAt: at } })
      return connections.closeOfRemoved(connection)
    },
    null,
  ],
  addressBook: [
    async () => {
      const book = collection.addressBook(firm)
      const named = { ref: 'x', id: ours.contact, version: '1' }
      const to = contact
      const pushes = [
        { kind: 'create', ref: 'x', key: ours.contact, to },
        { kind: 'update', ...named, from: contact, to, raw: null },
        { kind: 'delete', ...named },
        { kind: 'restore', ...named, to },
      ] as const
      const kinds = (await book.push(pushes)).map(({ kind }) => kind)
      return [kinds, (await book.read([ours.contact])).map(({ value }) => value)]
    },
    [['rejected', 'gone', 'gone', 'gone'], [EMPTY_CONTACT]],
  ],
  calendarCollection: [
    async () => {
      const calendar = calendarItself.calendarCollection(firm, ours.calendar)
      const kinds = (await calendar.push(eventPushes())).map(({ kind }) => kind)
      return [kinds, (await calendar.read([ours.event])).map(({ value }) => value)]
    },
    [['rejected', 'gone', 'gone', 'gone'], [EMPTY_EVENT]],
  ],
  pushOnce: [
    async () => {
      const writing = { firmId: firm, calendarId: ours.calendar, by: () => by }
      const outcomes = await within((tx) => eventPush.pushOnce({ ...writing, tx }, eventPushes().slice(1, 2)))
      return outcomes.map(({ kind }) => kind)
    },
    ['gone'],
  ],
  readEvents: [
    async () => {
      const here = { firmId: firm, calendarId: ours.calendar }
      return (await eventPush.readEvents(here, db(firm), [ours.event])).map(({ value }) => value)
    },
    [EMPTY_EVENT],
  ],
  pullEvents: [
    async () =>
      (await eventPull.pullEvents(firm, ours.calendar, { token: '1:1:', shape: SHAPE }, null)).items,
    [],
  ],
  insertEvents: [
    () => {
      const row = { id: crypto.randomUUID(), shape: 'single', seriesId: null, originalStart: null } as const
      const made = { ...row, iCalUid: 'x', event, by }
      return within((tx) => eventWrites.insertEvents(tx, firm, ours.calendar, [made]))
    },
    [],
  ],
  updateEvents: [
    () => {
      const update = { id: ours.event, version: 1, shape: 'single', from: event, to: event, by } as const
      return within((tx) => eventWrites.updateEvents(tx, firm, [update]))
    },
    [],
  ],
  deleteEvents: [
    () => within((tx) => eventWrites.deleteEvents(tx, firm, [{ id: ours.event, version: 1, by }])),
    [],
  ],
  eventRows: [() => within((tx) => eventWrites.eventRows(tx, firm, [ours.event])), []],
  occurrencesIn: [
    () => {
      const slots = [{ seriesId: ours.event, originalStart: '2026-12-01' }]
      return within((tx) => eventWrites.occurrencesIn(tx, firm, slots))
    },
    [],
  ],
  lockEventAdditions: [() => within((tx) => eventAdditions.lockEventAdditions(tx, ours.calendar)), NOTHING],
  concurrentEvents: [
    () => {
      const adding = { ...run, syncId: crypto.randomUUID(), createdAt: new Date(0) }
      return within((tx) => eventAdditions.concurrentEvents(tx, ours.calendar, adding))
    },
    [],
  ],
  addContacts: [() => collection.addContacts(firm, [contact], by), 1],
  insertContacts: [
    () => within((tx) => contactWrites.insertContacts(tx, firm, [{ id: ours.contact, contact, by }])),
    [],
  ],
  updateContacts: [
    () => {
      const update = { id: ours.contact, version: 1, from: contact, to: { ...contact, title: 'x' }, by }
      return within((tx) => contactWrites.updateContacts(tx, firm, [update]))
    },
    [],
  ],
  deleteContacts: [
    () => within((tx) => contactWrites.deleteContacts(tx, firm, [{ id: ours.contact, version: 1, by }])),
    [],
  ],
  pullContacts: [
    async () => {
      const everything = { token: '1:1:', shape: SHAPE }
      const items = (await pulls.pullContacts(firm, everything, null)).items
      return items.filter(({ id }) => id === ours.contact)
    },
    [],
  ],
  firmSettings: [() => firmItself.firmSettings(firm), THEIRS],
  phoneRegionOf: [() => firmItself.phoneRegionOf(firm), 'theirs'],
  saveFirmSettings: [() => firmItself.saveFirmSettings(stranger, { name: 'x', phoneRegion: null }), REFUSED],
  mergedThere: [() => mergedThere(ofContacts, null, true), new Map()],
  linksOfContact: [() => contactLinks.linksOfContact(firm, ours.contact), []],
  restoresOfContact: [() => contactLinks.restoresOfContact(firm, ours.contact, 10), []],
  troubledContacts: [() => contactLinks.troubledContacts(stranger, [ours.contact]), new Map()],
  needFactsOf: [() => pulse.needFactsOf(stranger, 'google'), null],
  alikeHere: [
    () => alike.alikeHere(firm, crypto.randomUUID(), { ...contact, firstName: 'Ana', lastName: ours.mark }),
    [],
  ],
  linkedRival: [
    async () => {
      const asked = await question()
      return within((tx) => questions.linkedRival(tx, asked))
    },
    false,
  ],
  countContacts: [() => contactList.countContacts(firm, { query: ours.mark, deleted: false }), 0],
  firstOnPage: [
    () => {
      const last = { rows: [{ id: ours.contact, sortKey: 'zzzzzz' }], more: { before: true } }
      return contactList.firstOnPage(firm, { query: ours.mark, deleted: false }, last)
    },
    1,
  ],
  listContacts: [
    () => contactList.listContacts(firm, { query: '', deleted: false }, { kind: 'first' }, 10),
    THEIRS,
  ],
  allContacts: [() => collected(contactList.allContacts(firm, 10)), THEIRS],
  saveForm: [() => saving.saveForm(stranger, { id: ours.contact, version: 1, contact }), MISSING],
  getContact: [() => contacts.getContact(firm, ours.contact), null],
  visibleContact: [() => contacts.visibleContact(stranger, ours.contact), null],
  createContact: [() => contacts.createContact(firm, ours.contact, contact, by), MISSING],
  updateContact: [() => contacts.updateContact(firm, ours.contact, 1, contact, by), MISSING],
  deleteContact: [() => contacts.deleteContact(firm, ours.contact, by), MISSING],
  restoreContact: [() => contacts.restoreContact(firm, ours.contact, by), MISSING],
  contactHistory: [() => contacts.contactHistory(firm, ours.contact, 10), []],
  saveItems: [
    () => within((tx) => entries.saveItems(tx, ofContacts, [entry()], { at, runId: ours.run })),
    REFUSED,
  ],
  fillBare: [() => within((tx) => fillBare(tx, ofContacts, [entry()])), NOTHING],
  renameItem: [
    () => within((tx) => renameItem(tx, ours.sync, ours.remoteId, { id: 'new', deleted: false })),
    NOTHING,
  ],
  followMerged: [() => within((tx) => followMerged(tx, ours.sync, ours.remoteId, 'new')), NOTHING],
  seenTimes: [
    () => within((tx) => changeTimes.seenTimes(tx, ofContacts, [{ ...entry(), version: '2' }], null)),
    new Map(),
  ],
  timesHere: [() => within((tx) => changeTimes.timesHere(tx, kind, [ours.contact])), new Map()],
  unseenIds: [() => entries.unseenIds(sync, ours.run, 10), []],
  deletedIds: [() => entries.deletedIds(sync, [`${ours.remoteId}-gone`]), []],
  countSeen: [() => entries.countSeen(sync, ours.run), 0],
  forgetSeen: [() => within((tx) => entries.forgetSeen(tx, ours.sync, ours.run)), NOTHING],
  approveChanges: [
    () => approvals.approveChanges(stranger, ours.scope, { kind: 'matching', filter: all }, SHOWN.asOf),
    0,
  ],
  excludeChanges: [
    () =>
      exclusions.excludeChanges(
        stranger,
        ours.scope,
        idsOf(ours.failed),
        SHOWN.asOf,
        crypto.randomUUID(),
        at,
      ),
    0,
  ],
  includeChanges: [
    () => exclusions.includeChanges(stranger, ours.scope, { ids: [ours.excluded] }, SHOWN.asOf),
    0,
  ],
  listExclusions: [() => exclusions.listExclusions(stranger, ours.sync, '', 10), { rows: [], total: 0 }],
  nameExclusions: [() => exclusions.nameExclusions(kind), NOTHING],
  endExclusions: [() => exclusions.endExclusions(stranger, ours.sync, 'all', SHOWN.asOf), 0],
  storeImport: [
    () => imports.storeImport(stranger, { fileName: 'eve', contacts: [], problems: [], leftOut: [] }),
    THEIRS,
  ],
  getImport: [() => imports.getImport(stranger, ours.upload), null],
  exactDuplicates: [
    () => imports.exactDuplicates(firm, [{ ...EMPTY_CONTACT, firstName: 'Ana', lastName: ours.mark }]),
    new Set(),
  ],
  likelyHere: [
    async () => {
      const thread = openImportThread()
      thread.take([{ ...EMPTY_CONTACT, firstName: 'Ana', lastName: ours.mark }])
      return likely.likelyHere(firm, thread, 1, new Set()).finally(thread.close)
    },
    { kind: 'compared', likely: [], notCompared: 0 },
  ],
  confirmImport: [() => imports.confirmImport(stranger, ours.upload, { exact: true, likely: true }), MISSING],
  pendingInvitations: [() => invitations.pendingInvitations(firm), THEIRS],
  invite: [() => invitations.invite(stranger, ours.email, 'member'), REFUSED],
  renewInvitation: [() => invitations.renewInvitation(stranger, ours.invitation), REFUSED],
  revokeInvitation: [() => invitations.revokeInvitation(stranger, ours.invitation), REFUSED],
  pendingComparison: [
    () => links.pendingComparison(kind, { again: true, unproven: at }),
    expect.objectContaining({ links: [], remote: [], same: 0 }),
  ],
  recordBases: [
    () => {
      const link = { id: ours.link, localId: ours.contact, remoteId: ours.remoteId, base }
      return within((tx) =>
        links.recordBases(tx, ofContacts, [{ ...link, localVersion: 2, remoteVersion: '2' }], at),
      )
    },
    NOTHING,
  ],
  restoreToRemote: [() => links.restoreToRemote(stranger, ours.gone), false],
  accountOwnerOf: [
    () =>
      accountOwners.accountOwnerOf(
        { ...stranger, userId: crypto.randomUUID() },
        { provider: 'memory', accountId: ours.mark },
      ),
    null,
  ],
  isSynced: [() => within((tx) => accountOwners.isSynced(tx, { ...sync, ...collectionOf(ours) })), false],
  transferLinks: [
    () => within((tx) => accountOwners.transferLinks(tx, { ...sync, ...collectionOf(ours) })),
    NOTHING,
  ],
  lockAdditions: [() => within((tx) => additions.lockAdditions(tx, firm)), NOTHING],
  concurrentAdditions: [
    () =>
      within((tx) =>
        additions.concurrentAdditions(tx, { ...run, syncId: crypto.randomUUID(), createdAt: new Date(0) }),
      ),
    THEIRS,
  ],
  watchedSyncs: [() => oversight.watchedSyncs(stranger), THEIRS],
  errorGroups: [
    () => oversight.errorGroups(stranger),
    [expect.objectContaining({ field: 'theirs', items: 1 })],
  ],
  statusFactsOf: [() => pulse.statusFactsOf(stranger, 'google'), null],
  overviewOf: [() => overview.overviewOf(stranger, 'google'), null],
  runsOf: [() => overview.runsOf(stranger, ours.sync, 10), []],
  doneChanges: [() => overview.doneChanges(stranger, ours.sync, ours.run, 10), []],
  failures: [() => overview.failures(stranger, ours.sync, 10), []],
  loadPairs: [
    async () => (await pairs.loadPairs(kind, [await question()], { raw: true })).get(ours.question),
    { link: null, local: null, remote: null, former: null, raw: null },
  ],
  countChanges: [
    () => preview.countChanges(stranger, ours.scope, { q: '' }),
    expect.objectContaining({ all: 0, open: 0 }),
  ],
  watchRun: [() => preview.watchRun(stranger, ours.scope), null],
  askedOf: [() => asked.askedOf(stranger, ours.scope), null],
  totalsOf: [() => totals.totalsOf(stranger, ours.scope), expect.objectContaining({ changes: 0, open: 0 })],
  pageOfChanges: [
    () => preview.pageOfChanges(stranger, ours.scope, all),
    expect.objectContaining({ rows: [], matching: 0 }),
  ],
  changesById: [() => preview.changesById(stranger, ours.scope, [ours.question]), []],
  openConflicts: [() => preview.openConflicts(stranger, ours.scope, all), []],
  answerQuestion: [
    async () => {
      const decided = await decidedQuestion()
      return within((tx) => questions.answerQuestion(tx, stranger, kind, decided))
    },
    REFUSED,
  ],
  beginAnswer: [() => within((tx) => questions.beginAnswer(tx, ours.run)), NOTHING],
  offerAgain: [() => questions.offerAgain(firm, [ours.question]), NOTHING],
  openRun: [() => runs.openRun(sync, wish), REFUSED],
  startPreview: [() => runs.startPreview(stranger, ours.sync), null],
  startSync: [() => runs.startSync(stranger, ours.run, 0), { kind: 'notReady' }],
  discardPreview: [() => runs.discardPreview(stranger, ours.run), false],
  syncNow: [() => runs.syncNow(stranger, ours.running), null],
  continueRun: [() => runs.continueRun(stranger, ours.held, 0), 'over'],
  retryChanges: [() => runs.retryChanges(stranger, ours.sync, 'all'), 0],
  wakeSyncs: [() => runs.wakeSyncs(firm, { kind: 'contacts' }), NOTHING],
  resumeAfterConsent: [() => runs.resumeAfterConsent(stranger, ours.otherConnection), NOTHING],
  personOf: [() => sessions.personOf({ id: ours.session, firmId: firm }, at, true), null],
  openSessions: [() => sessions.openSessions(stranger, at), []],
  endSession: [() => sessions.endSession({ id: ours.session, firmId: firm }, new Date()), null],
  endSessions: [() => sessions.endSessions(stranger, ours.user, 'all', new Date()), 0],
  moveRun: [() => moves.moveRun(db(firm), ours.held, 'comparing', 'stopped'), false],
  beginWait: [() => moves.beginWait(db(firm), { id: ours.run }, moves.personWait('guard')), 0],
  endWait: [() => moves.endWait(db(firm), { id: ours.held }), 0],
  moveRuns: [() => moves.moveRuns(db(firm), { id: ours.run }, ['ready'], 'stopped'), 0],
  syncOf: [() => syncs.syncOf(firm, ours.connection), REFUSED],
  contactCollections: [
    () => collections.contactCollections({ firmId: firm, connectionId: ours.connection }),
    REFUSED,
  ],
  calendarsInSync: [() => calendarSyncViews.calendarsInSync(stranger), []],
  calendarSyncsOf: [
    async () => {
      const found = await calendarSyncViews.calendarSyncsOf(stranger, ours.connection)
      return found.filter(({ calendar }) => calendar.name === ours.mark)
    },
    [],
  ],
  calendarSyncOf: [() => calendarSyncViews.calendarSyncOf(stranger, ours.connection, ours.calendar), null],
  setUpCalendarSync: [
    () =>
      calendarSyncs.setUpCalendarSync(stranger, {
        ...{ connectionId: ours.connection, calendarId: ours.calendar },
        ...{ remote: { kind: 'new', name: 'x' }, from: 'all' },
      }),
    { kind: 'missing' },
  ],
  forgetCursor: [() => within((tx) => collections.forgetCursor(tx, ours.sync)), NOTHING],
  setSyncSettings: [
    () => syncs.setSyncSettings(stranger, ours.sync, { ...DEFAULT_SETTINGS, onLocalDelete: 'delete' }),
    NOTHING,
  ],
  saveSyncSettings: [
    () => syncs.saveSyncSettings(stranger, ours.sync, { ...DEFAULT_SETTINGS, onLocalDelete: 'delete' }, 0),
    0,
  ],
  hasAnswers: [() => preview.hasAnswers(stranger, ours.run), false],
  stopSync: [() => syncs.stopSync(stranger, ours.running), false],
  stopSyncsOf: [() => within((tx) => syncs.stopSyncsOf(tx, stranger, ours.connection)), NOTHING],
  stopSyncsOfCalendar: [
    () => within((tx) => syncs.stopSyncsOfCalendar(tx, stranger, ours.calendar)),
    NOTHING,
  ],
  lockOpening: [() => within((tx) => syncs.lockOpening(tx, ours.sync)), NOTHING],
  lockOpenRuns: [() => within((tx) => syncs.lockOpenRuns(tx, firm)), NOTHING],
  peopleSyncing: [() => syncs.peopleSyncing(firm), THEIRS],
  othersSyncing: [() => syncs.othersSyncing(firm, crypto.randomUUID(), ours.sync), THEIRS],
  replacementOf: [() => replacements.replacementOf(firm, ours.contact), null],
  restoreBeside: [() => replacements.restoreBeside(stranger, ours.contact, { both: true }), REFUSED],
  writtenBefore: [() => writtenBefore(kind, [ours.contact], 3), new Map()],
  getFirmMembership: [() => users.getFirmMembership(stranger), REFUSED],
  listUsers: [() => users.listUsers(firm), THEIRS],
  administrators: [() => users.administrators(firm), ['theirs']],
  changeRole: [() => users.changeRole(stranger, ours.user, 'member'), REFUSED],
  removeUser: [() => users.removeUser(stranger, ours.user), REFUSED],
}

/** No calendar of the fixture is in sync, locks tell nothing, nothing of the fixture is answered or of a newer version, no running sync of the fixture has trouble, none is of a calendar, contacts have no series; the others are asked to make what is there, or look again at what nobody took out or merged. */
const IDLE = [
  'calendarsInSync',
  'createCalendar',
  'fillBare',
  'followMerged',
  'hasAnswers',
  'insertContacts',
  'linkedRival',
  'lockAdditions',
  'lockEventAdditions',
  'lockOpenRuns',
  'lockOpening',
  'mergedThere',
  'mustBeReadable',
  'nameExclusions',
  'occurrencesIn',
  'replacementOf',
  'stopSyncsOfCalendar',
  'troubledContacts',
]

/** Functions without a firm. Cross-tenant lookups and signing in are in firms.pg.test.ts, users.pg.test.ts and sessions.pg.test.ts. */
const OF_NO_FIRM = {
  calendar:
    'additionsName asColor asEvent decidePush goneItem idUsed itemOfEvent eventInScope eventColumns eventFromRow isPresent mayWrite nextColor seenEvent uidOf',
  // Shared by the collections, whose own functions are above.
  collections:
    'deleteRows insertRows updateRows pullRows lockAdditionsTo unseenSince metAdditions isAddition pushedId pushInRounds',
  crossTenant:
    'firmExists userOfSubject invitationsOf invitingFirms isAccountInUse connectionsOfRemoved firmOfRun dueSyncs forgottenRuns dueCleanUps admit startSession',
  leases:
    'LeaseLost holdsLease acquireLease renewInTransaction releaseLease keepRenewing mustHoldLease takeOne',
  queue: 'openQueue wakeRun wakeTick closeQueue bookSlot slotAt releaseSlot',
  connections:
    'databaseUrl databaseLosses db dbOfNoFirm withTransaction setDatabase closeDatabase openDatabase FirmPool PoolExhausted asApp ' +
    'isDatabaseAway databaseLost databaseAnswered withSocketTimeout writingEvents',
  database:
    'health ensureAppRole ' + 'appUrl forgetAppUrl isSignInRefusal ensureAppLogin attempt hasRole mustBeDone',
  owner: 'openAsOwner',
  // Within the transaction of an administrator's change.
  rights: 'mustStillBeAdmin NotAdministrator',
  // The server's clock of transactions.
  moments: 'asOfNow',
  // Thrown.
  errors: 'ImportBusy',
  // They do not query the database.
  pure:
    'personWait accountOf isSyncedByAnother ownSyncs steeredSyncs mustBeAdmin mustBeHeld scramVerifier parseChange plannedOf changeRow plannedColumns contactFromRow asKept contactColumns storableAdapter ' +
    'contactSync eventSync isToCreate maySync kindOf valuesOf anyProvider acknowledgedOf guardsIn sameSettings itemFromRow itemOfContact withTimes asTimes linkFromRow baseOf pairContext decidedBy stillDecided openChangeOf found holds updates doesWrite problemOf asContact asSettings settingsInForce offersAgain asAnswers asError ' +
    'toJson isAsOf shownIn versionsOf isOwn inScope selected chosen pageStatement runsNowStatement pulseStatement',
}

describe('with the ids of one firm, called for another', () => {
  beforeAll(async () => {
    ours = await setFirm('ours')
    askFor((await setFirm('theirs')).firm)
  })

  it.each(Object.keys(cases))('%s tells nothing, and changes nothing', async (name) => {
    const [call, expected] = cases[name] as Case
    const before = await wholeFirm(ours.firm)
    const answer = await call().catch(refusal)
    expect(answer).toEqual(expected)
    const json = JSON.stringify(answer ?? null)
    for (const word of Object.values(ours).filter((value) => typeof value === 'string'))
      expect(json).not.toContain(word)
    expect(await wholeFirm(ours.firm)).toEqual(before)
  })
})

it('for its own firm the same calls return or change something, except those that have nothing to do here', async () => {
  const idle: string[] = []
  for (const [name, [call, expected]] of Object.entries(cases)) {
    ours = await setFirm(name.toLowerCase())
    askFor(ours.firm)
    const before = await wholeFirm(ours.firm)
    const answer = await call().catch(refusal)
    const same = expected === THEIRS ? !JSON.stringify(answer).includes(ours.mark) : equals(answer, expected)
    if (same && equals(await wholeFirm(ours.firm), before)) idle.push(name)
  }
  expect(idle.sort()).toEqual(IDLE)
})

it('no function of the store is missing in the lists', async () => {
  const files = await storeFiles()
  const modules: object[] = await Promise.all(files.map((file) => import(file)))
  const exported = modules.flatMap((module) =>
    Object.entries(module).flatMap(([name, value]) => (typeof value === 'function' ? [name] : [])),
  )
  const listed = [...Object.keys(cases), ...Object.values(OF_NO_FIRM).join(' ').split(' ')]
  expect([...new Set(exported)].sort()).toEqual([...listed].sort())
})
