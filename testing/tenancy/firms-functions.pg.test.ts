// Calls every function of the store that queries the database, for one firm with the ids of another: it returns nothing and changes
// nothing. A function that is in neither list below fails the last test.

import { beforeAll, describe, expect, it } from 'vitest'
import type { RemoteItem } from '@/lib/domains/contacts/types'
import { type Contact, EMPTY_CONTACT } from '@/lib/domains/contacts/value/contact'
import { EMPTY_EVENT } from '@/lib/domains/events/value/event'
import { EMPTY_MATTER } from '@/lib/domains/matters/matter'
import { decide } from '@/lib/engine/decide'
import { withImportThread } from '@/lib/import/thread'
import * as additions from '@/lib/store/address-book/additions'
import * as alike from '@/lib/store/address-book/alike'
import * as bulkDeletion from '@/lib/store/address-book/bulk-deletion'
import * as collection from '@/lib/store/address-book/collection'
import * as contactFilter from '@/lib/store/address-book/contact-filter'
import * as contactHistories from '@/lib/store/address-book/contact-history'
import * as contactLinks from '@/lib/store/address-book/contact-links'
import * as contactList from '@/lib/store/address-book/contact-list'
import * as pulls from '@/lib/store/address-book/contact-pull'
import * as saving from '@/lib/store/address-book/contact-saving'
import * as contactWrites from '@/lib/store/address-book/contact-writes'
import * as contacts from '@/lib/store/address-book/contacts'
import * as deletedThere from '@/lib/store/address-book/deleted-there'
import * as imports from '@/lib/store/address-book/imports'
import * as likely from '@/lib/store/address-book/likely-here'
import * as privacy from '@/lib/store/address-book/privacy'
import * as replacements from '@/lib/store/address-book/replacements'
import { DEFAULT_SETTINGS, toJson } from '@/lib/store/address-book/values'
import * as aboutEvents from '@/lib/store/audit/about-events'
import * as aboutMatters from '@/lib/store/audit/about-matters'
import { contactName, withNames } from '@/lib/store/audit/beside'
import * as audit from '@/lib/store/audit/entries'
import * as records from '@/lib/store/audit/record'
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
import * as following from '@/lib/store/calendar/following'
import { failureOfEvent, organizerOf } from '@/lib/store/calendar/organized'
import * as choices from '@/lib/store/choice/choices'
import { effectOfChoice, NO_EFFECT } from '@/lib/store/choice/effect'
import { SHAPE } from '@/lib/store/collections/pull'
import * as companies from '@/lib/store/companies/companies'
import * as missing from '@/lib/store/companies/missing-companies'
import { db, type Tx, withTransaction } from '@/lib/store/database/client'
import type { CalendarEvent as EventRow } from '@/lib/store/database/generated/client'
import { Prisma } from '@/lib/store/database/generated/client'
import * as accountMergesOf from '@/lib/store/duplicates/account-merges'
import * as groups from '@/lib/store/duplicates/groups'
import * as inAccounts from '@/lib/store/duplicates/in-accounts'
import * as mergedLinks from '@/lib/store/duplicates/merged-links'
import * as merging from '@/lib/store/duplicates/merging'
import type { Actor } from '@/lib/store/firm/actor'
import * as firmItself from '@/lib/store/firm/firm'
import * as firstSteps from '@/lib/store/firm/first-steps'
import * as invitations from '@/lib/store/firm/invitations'
import * as sessions from '@/lib/store/firm/sessions'
import * as firmPeople from '@/lib/store/firm/user-names'
import * as users from '@/lib/store/firm/users'
import type { KindOf, SyncKind, SyncOfKind } from '@/lib/store/kinds/kind'
import * as accountLabels from '@/lib/store/labels/account-labels'
import * as labelsChanged from '@/lib/store/labels/label-changes'
import * as labelPreview from '@/lib/store/labels/label-preview'
import * as tagLabels from '@/lib/store/labels/tag-labels'
import * as matterImport from '@/lib/store/matters/matter-import'
import * as matterList from '@/lib/store/matters/matter-list'
import * as matterRow from '@/lib/store/matters/matter-row'
import * as matters from '@/lib/store/matters/matters'
import * as movedMatters from '@/lib/store/matters/move-matters'
import * as matterNames from '@/lib/store/matters/names'
import * as mattersOf from '@/lib/store/matters/of-contacts'
import * as mail from '@/lib/store/notify/mail'
import * as hook from '@/lib/store/notify/webhook'
import * as watched from '@/lib/store/oversight/connections'
import * as days from '@/lib/store/oversight/days'
import * as errors from '@/lib/store/oversight/errors'
import * as comparison from '@/lib/store/pending/comparison'
import * as pendingItems from '@/lib/store/pending/pending-items'
import * as unlinkedItems from '@/lib/store/pending/unlinked-items'
import * as answerAll from '@/lib/store/review/answer-all'
import * as approvals from '@/lib/store/review/approvals'
import * as asOf from '@/lib/store/review/as-of'
import * as asked from '@/lib/store/review/asked'
import * as changeRow from '@/lib/store/review/change-row'
import * as changeSides from '@/lib/store/review/change-sides'
import * as changes from '@/lib/store/review/changes'
import * as conflictAnswers from '@/lib/store/review/conflict-answers'
import * as exclusions from '@/lib/store/review/exclusions'
import { mineBeside } from '@/lib/store/review/mine-beside'
import * as reviewOnlyMine from '@/lib/store/review/only-mine'
import * as pairs from '@/lib/store/review/pairs'
import * as preview from '@/lib/store/review/preview'
import * as questions from '@/lib/store/review/questions'
import * as revise from '@/lib/store/review/revise'
import * as moves from '@/lib/store/runs/run-moves'
import * as runResults from '@/lib/store/runs/run-results'
import { loadRun } from '@/lib/store/runs/run-row'
import * as runs from '@/lib/store/runs/runs'
import * as totals from '@/lib/store/runs/totals'
import { writtenBefore, writtenOften } from '@/lib/store/runs/written'
import * as notices from '@/lib/store/steering/notices'
import * as pause from '@/lib/store/steering/pause'
import { waitingEditsOf } from '@/lib/store/steering/paused'
import * as accountOwners from '@/lib/store/sync/account-owner'
import * as calendarSyncViews from '@/lib/store/sync/calendar-sync-views'
import * as calendarSyncs from '@/lib/store/sync/calendar-syncs'
import * as changeTimes from '@/lib/store/sync/change-times'
import * as collections from '@/lib/store/sync/collections'
import * as connections from '@/lib/store/sync/connections'
import * as hand from '@/lib/store/sync/hand'
import { followMerged, renameItem } from '@/lib/store/sync/item-renames'
import * as entries from '@/lib/store/sync/items'
import * as links from '@/lib/store/sync/links'
import { mergedThere } from '@/lib/store/sync/merged'
import * as overview from '@/lib/store/sync/overview'
import * as pulse from '@/lib/store/sync/pulse'
import { dropDisplaced, fillBare } from '@/lib/store/sync/read-occurrences'
import * as separateLinkedPeople from '@/lib/store/sync/separate-linked'
import { sharedLists } from '@/lib/store/sync/shared-lists'
import * as syncs from '@/lib/store/sync/syncs'
import * as bulkTags from '@/lib/store/tags/bulk-tags'
import * as contactTags from '@/lib/store/tags/contact-tags'
import * as tags from '@/lib/store/tags/tags'
import * as actions from '@/lib/store/undo/actions'
import { askedAbout } from '@/lib/store/undo/asked'
import { accountsWith, affectedColleagues } from '@/lib/store/undo/colleagues'
import * as undoHere from '@/lib/store/undo/here'
import * as herePlan from '@/lib/store/undo/here-plan'
import * as undoPlan from '@/lib/store/undo/plan'
import { seriesAround } from '@/lib/store/undo/series'
import * as undoThere from '@/lib/store/undo/there'
import * as undos from '@/lib/store/undo/undo'
import * as viewer from '@/lib/store/undo/viewer'
import { occurrencesReturning } from '@/lib/store/undo/with-occurrences'
import { type FirmRows, setFirm, setOpenMatter } from '@/testing/database/firm-rows'
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
    privateAs: 'busy',
    restoredAt: null,
  }
  kind = kindIn(sync)
  ofContacts = contactsIn(sync)
  run = { id: ours.run, firmId, syncId: ours.sync }
  connection = { id: ours.connection, firmId }
}

/** A condition on the change with this alias. */
const isQuestion = (alias: string) => Prisma.sql`${Prisma.raw(alias)}.id = ${ours.question}::uuid`
const within = <T>(work: (tx: Tx) => Promise<T>) => withTransaction(firm, work)
const contact = { ...EMPTY_CONTACT, firstName: 'Eve' }
const by = { userId: null }
const ONLY_CLIENTS = { onConflict: 'ask', onLocalDelete: 'keep', only: { kind: 'clients' } } as const
const BY_LABEL = { ...ONLY_CLIENTS, only: { kind: 'labels', ids: ['x'] } }
const ourTagLabel = () => ({ tagId: ours.tag, labelId: 'eve', name: 'Eve', refused: null, at: new Date(0) })
const mergedPart = () => ({
  ...{ remoteId: ours.remoteId, version: '1', value: contact, labels: null, localId: ours.contact },
  ...{ deleted: true, key: ours.contact, sentAt: null, newId: null, onlyMine: null },
})
const undoRequest = () => ({
  ...{ runId: ours.run, actionId: null, contactId: null, changeId: null, field: null },
  deletesThere: 0,
})
const UNDONE = { undone: 'manual', of: 'contacts', itemId: null } as const
const actionScope = () => ({ actionId: ours.action, editId: null, contactId: null, field: null })
const EVE_LABEL = { id: 'eve', name: 'Eve' }
const NEW_TAG = { added: ['Eve'], removed: [] }
const MATTERS = { query: '', status: null, responsibleId: null, deleted: false } as const
const matter = () => ({ ...EMPTY_MATTER, number: 'Eve', clientId: ours.client })
const shownMatter = async () => {
  const { rows } = await matterList.listMatters(ours.firm, MATTERS, { kind: 'first' }, 1)
  return { rows: rows.map((row) => ({ ...row, sortKey: '' })), more: { before: true, after: false } }
}
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
const dueMail = (): mail.DueMail => ({
  ...{ userId: ours.user, provider: 'google', needs: ['decide'] },
  state: {
    ...{
      userId: ours.user,
      firmId: ours.firm,
      need: 'decide',
      since: new Date(0),
      sentAt: null,
      sentNeed: null,
    },
    ...{ attempts: 0, problem: null, failedAt: null, retryAt: null },
  },
})

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

const OF_CONTACT = () =>
  ({ kind: null, side: null, userId: null, contact: ours.contact, from: null, until: null }) as const

/** As the audit of our firm has it. */
const auditRow = (): Parameters<typeof withNames>[1][number] => ({
  ...{
    seq: 1n,
    at,
    kind: 'contact.edit',
    side: 'remote',
    detail: null,
    changeId: ours.applied,
    runId: ours.run,
  },
  ...{ userId: ours.user, subjectId: null, contactId: ours.contact, syncId: ours.sync, sourceId: ours.edit },
})

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
  removeFromSeries: [() => withEvent((tx, row) => events.removeFromSeries(tx, row, by)), REFUSED],
  occurrencesFrom: [() => within((tx) => following.occurrencesFrom(tx, firm, [ours.event])), []],
  follow: [
    () =>
      withEvent((tx, series) =>
        following.follow(tx, { occurrences: [], from: event, to: event, series, by }),
      ),
    NOTHING,
  ],
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
  failureOfEvent: [() => failureOfEvent(stranger, ours.event), null],
  organizerOf: [() => organizerOf(db(firm), { id: ours.event, seriesId: null, firmId: firm }), null],
  findEvent: [() => eventList.findEvent(stranger, ours.event), null],
  storeEventImport: [
    () => {
      const upload = { calendarId: ours.calendar, fileName: 'eve', bytes: new Uint8Array(), zone: 'UTC' }
      return eventImport.storeEventImport(stranger, upload)
    },
    THEIRS,
  ],
  storeMatterImport: [
    () =>
      matterImport.storeMatterImport(stranger, { fileName: 'eve', bytes: new TextEncoder().encode('eve') }),
    THEIRS,
  ],
  getMatterImport: [() => matterImport.getMatterImport(stranger, ours.matterUpload), null],
  confirmMatterImport: [() => matterImport.confirmMatterImport(stranger, ours.matterUpload), MISSING],
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
  decideTogether: [
    () =>
      conflictAnswers.decideTogether(
        stranger,
        ours.scope,
        { view: 'all', q: '' },
        { wins: 'local' },
        SHOWN.asOf,
      ),
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
  addContacts: [() => collection.addContacts(firm, [contact], by), [expect.any(String)]],
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
  firstStepFacts: [async () => (await firstSteps.firstStepFacts(stranger)).marked, []],
  markStep: [() => firstSteps.markStep(stranger, 'backup', true), REFUSED],
  saveFirmSettings: [() => firmItself.saveFirmSettings(stranger, { name: 'x', phoneRegion: null }), REFUSED],
  mergedThere: [() => mergedThere(ofContacts, null, true), new Map()],
  linksOfContact: [() => contactLinks.linksOfContact(firm, ours.contact), []],
  restoresOfContact: [() => contactLinks.restoresOfContact(firm, ours.contact, 10), []],
  troubledContacts: [() => contactLinks.troubledContacts(stranger, [ours.contact]), new Map()],
  countDeletedThere: [() => deletedThere.countDeletedThere(stranger, ours.sync), 0],
  deletedThere: [
    () => deletedThere.deletedThere(stranger, ours.sync, { kind: 'first' }, 10),
    { rows: [], more: { before: false, after: false } },
  ],
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
  activeContactSyncs: [() => contactFilter.activeContactSyncs(stranger), []],
  firstOnPage: [
    () => {
      const row = { id: ours.contact, sortKey: 'zzzzzz', updatedAt: new Date(), deletedAt: null }
      const last = { rows: [row], more: { before: true } }
      return contactList.firstOnPage(firm, { query: ours.mark, deleted: false }, last)
    },
    1,
  ],
  listContacts: [
    () => contactList.listContacts(firm, { query: '', deleted: false }, { kind: 'first' }, 10),
    THEIRS,
  ],
  someContacts: [() => collected(contactList.someContacts(firm, [ours.contact])), []],
  deleteTogether: [() => bulkDeletion.deleteTogether(stranger, [ours.contact]), []],
  restoreTogether: [() => bulkDeletion.restoreTogether(stranger, [ours.contact]), REFUSED],
  allContacts: [() => collected(contactList.allContacts(firm, 10)), THEIRS],
  contactTexts: [async () => (await contactList.contactTexts(firm).next()).value, THEIRS],
  countByOwner: [() => contactList.countByOwner(firm), THEIRS],
  saveForm: [() => saving.saveForm(stranger, { id: ours.contact, version: 1, contact }), MISSING],
  getContact: [() => contacts.getContact(firm, ours.contact), null],
  onlyMineOf: [
    () => privacy.onlyMineOf({ ...stranger, role: 'member' }, { id: ours.contact, ownerId: null }),
    null,
  ],
  prepareOnlyMine: [() => within((tx) => privacy.prepareOnlyMine(tx, stranger, ours.contact, true)), false],
  setOnlyMine: [
    () => withTransaction(stranger, (tx) => privacy.setOnlyMine(tx, stranger, ours.contact, true)),
    NOTHING,
  ],
  askForScan: [() => groups.askForScan(firm, new Date(0)), NOTHING],
  claimScan: [
    async () => (await groups.claimScan(firm, new Date(2_000_000_000_000)))?.getTime() ?? null,
    expect.anything(),
  ],
  notDuplicates: [async () => [...(await groups.notDuplicates(firm))].length, 1],
  duplicateGroups: [() => groups.duplicateGroups(stranger, null), THEIRS],
  duplicateGroup: [() => groups.duplicateGroup(stranger, ours.duplicates), null],
  countDuplicates: [() => groups.countDuplicates(stranger), 1],
  // Forgets the other firm's own groups, so it comes after those that read them.
  storeGroups: [
    () => groups.storeGroups(firm, [], { until: new Date(0), now: new Date(0), tookMs: 0 }),
    NOTHING,
  ],
  keepApart: [() => groups.keepApart(stranger, [ours.contact, ours.alikeContact]), NOTHING],
  rememberApart: [
    () => within((tx) => groups.rememberApart(tx, stranger, [ours.contact, ours.alikeContact])),
    [],
  ],
  forgetGroups: [() => within((tx) => groups.forgetGroups(tx, firm, [ours.contact])), NOTHING],
  mergeDuplicates: [
    () =>
      merging.mergeDuplicates(stranger, {
        survivorId: ours.alikeContact,
        shown: [
          { id: ours.contact, version: 1 },
          { id: ours.alikeContact, version: 1 },
        ],
        contact,
      }),
    'changed',
  ],
  survivorOf: [() => merging.survivorOf(stranger, ours.contact), null],
  undoableMerge: [() => merging.undoableMerge(stranger, ours.contact), null],
  undoMerge: [() => merging.undoMerge(stranger, ours.merge), false],
  visibleContact: [() => contacts.visibleContact(stranger, ours.contact), null],
  visibleContacts: [() => contacts.visibleContacts(stranger, [ours.contact]), []],
  createContact: [() => contacts.createContact(firm, ours.contact, contact, by), MISSING],
  updateContact: [() => contacts.updateContact(firm, ours.contact, 1, contact, by), MISSING],
  deleteContact: [() => contacts.deleteContact(firm, ours.contact, by), MISSING],
  applyChoice: [
    () =>
      within((tx) =>
        choices.applyChoice(tx, { ...sync, kind: 'contacts', settings: ONLY_CLIENTS }, ours.user),
      ),
    NOTHING,
  ],
  effectOfChoice: [
    () =>
      within((tx) =>
        effectOfChoice(
          tx,
          stranger,
          { ...sync, kind: 'contacts', state: 'active', settings: {} },
          { ...DEFAULT_SETTINGS, only: { kind: 'clients' } },
          null,
        ),
      ),
    NO_EFFECT,
  ],
  notTaken: [
    () => choices.notTaken(db(firm), { ...sync, kind: 'contacts', settings: BY_LABEL }, [ours.remoteId]),
    new Set(),
  ],
  saveLabels: [
    () => within((tx) => accountLabels.saveLabels(tx, { id: ours.collection, firmId: firm }, [EVE_LABEL])),
    NOTHING,
  ],
  tagLabelNames: [() => within((tx) => tagLabels.tagLabelNames(tx, sync)), THEIRS],
  countMembers: [() => within((tx) => tagLabels.countMembers(tx, sync)), 0],
  membershipsOf: [() => within((tx) => tagLabels.membershipsOf(tx, sync, [ourTagLabel()])), []],
  saveTagLabel: [() => within((tx) => tagLabels.saveTagLabel(tx, sync, ourTagLabel())), NOTHING],
  forgetMembers: [() => within((tx) => tagLabels.forgetMembers(tx, sync, ours.tag)), NOTHING],
  forgetTagLabel: [() => within((tx) => tagLabels.forgetTagLabel(tx, sync, ours.tag)), NOTHING],
  saveMembers: [
    () =>
      within((tx) =>
        tagLabels.saveMembers(tx, sync, [{ tagId: ours.tag, localId: ours.contact, member: false }], at),
      ),
    NOTHING,
  ],
  itemsWithLabel: [
    () => within((tx) => tagLabels.itemsWithLabel(tx, sync, 'eve')),
    { linked: [], others: 0 },
  ],
  syncByHand: [() => hand.syncByHand(stranger, [ours.contact], false), null],
  byHandOf: [() => hand.byHandOf(stranger, ours.contact), 'none'],
  changeByHand: [() => within((tx) => hand.changeByHand(tx, stranger, [ours.contact], false)), null],
  syncedByHand: [() => hand.syncedByHand(db(firm), stranger, [ours.contact]), null],
  syncsContacts: [() => hand.syncsContacts(stranger), false],
  tagTogether: [
    () => bulkTags.tagTogether(stranger, { ids: [ours.contact], name: 'Eve', adds: true }),
    expect.objectContaining({ ids: [] }),
  ],
  chooseSynced: [() => within((tx) => hand.chooseSynced(tx, sync)), NOTHING],
  wakeClientChoices: [() => runs.wakeClientChoices(firm), NOTHING],
  tagsOfContacts: [() => contactTags.tagsOfContacts(firm, [ours.contact]), new Map()],
  changeTags: [
    () => within((tx) => contactTags.changeTags(tx, firm, [{ contactId: ours.contact, ...NEW_TAG }], null)),
    NOTHING,
  ],
  saveTagsOf: [() => contactTags.saveTagsOf(stranger, ours.contact, NEW_TAG), NOTHING],
  tagHistory: [() => contactTags.tagHistory(firm, ours.contact, 10), []],
  tagsOf: [async () => (await tags.tagsOf(firm)).filter(({ name }) => name.startsWith(ours.mark)), []],
  saveTag: [() => tags.saveTag(stranger, ours.tag, { name: 'Court', color: null }), MISSING],
  mergeTags: [() => tags.mergeTags(stranger, ours.tag, ours.otherTag), false],
  deleteTag: [() => tags.deleteTag(stranger, ours.tag), false],
  companiesMissing: [() => missing.companiesMissing(stranger), []],
  addCompanies: [() => missing.addCompanies(stranger, []), 0],
  fillCompanyKeys: [() => companies.fillCompanyKeys(firm), NOTHING],
  companiesWithKeys: [() => companies.companiesWithKeys(firm, ['acme'], db(firm)), []],
  companyOf: [() => companies.companyOf(firm, { ...contact, company: 'Acme' }), null],
  employeesOf: [
    () => companies.employeesOf(firm, ours.contact, { ...contact, kind: 'company', company: 'Acme' }, 9),
    { people: [], total: 0 },
  ],
  matterOf: [() => matters.matterOf(firm, ours.matter), null],
  getMatter: [() => matterRow.getMatter(firm, ours.matter, db(firm)), null],
  saveMatter: [
    () => matters.saveMatter(firm, { id: ours.matter, version: 1, matter: matter() }, ours.user),
    MISSING,
  ],
  deleteMatter: [() => matters.deleteMatter(firm, ours.matter, ours.user), MISSING],
  restoreMatter: [() => matters.restoreMatter(firm, ours.deletedMatter, ours.user), MISSING],
  matterHistory: [() => matters.matterHistory(firm, ours.matter, 10), []],
  listMatters: [
    () => matterList.listMatters(firm, MATTERS, { kind: 'first' }, 10),
    { rows: [], more: { before: false, after: false } },
  ],
  countMatters: [() => matterList.countMatters(firm, { ...MATTERS, query: ours.mark }), 0],
  firstMatterOnPage: [async () => matterList.firstMatterOnPage(firm, MATTERS, await shownMatter()), 1],
  matterBatches: [() => collected(matterList.matterBatches(firm, 10)), []],
  contactNames: [() => matterNames.contactNames(firm, [ours.client]), new Map()],
  everyUser: [async () => (await firmPeople.everyUser(firm)).map(({ name }) => name), ['theirs']],
  userNames: [() => firmPeople.userNames(firm, [ours.user]), new Map()],
  namesIn: [async () => (await matterNames.namesIn(firm, [matter()]))(ours.client), 'Someone who was erased'],
  mattersOfContacts: [() => mattersOf.mattersOfContacts(firm, [ours.client]), []],
  clientsAmong: [() => mattersOf.clientsAmong(firm, [ours.client]), new Set()],
  clientsOfUser: [() => mattersOf.clientsOfUser(firm, ours.user), new Set()],
  moveMatters: [
    () => within((tx) => movedMatters.moveMatters(tx, firm, { from: ours.client, to: ours.contact }, null)),
    [],
  ],
  returnMatters: [
    () =>
      within((tx) =>
        movedMatters.returnMatters(
          tx,
          firm,
          { from: ours.contact, to: ours.client },
          [{ matterId: ours.matter, client: true, role: null, otherRole: null }],
          null,
        ),
      ),
    NOTHING,
  ],
  restoreContact: [() => contacts.restoreContact(firm, ours.contact, by), MISSING],
  contactHistory: [() => contactHistories.contactHistory(firm, ours.contact, 10), []],
  saveItems: [
    () => within((tx) => entries.saveItems(tx, ofContacts, [entry()], { at, runId: ours.run })),
    REFUSED,
  ],
  dropDisplaced: [() => within((tx) => dropDisplaced(tx, ofContacts, new Date(0))), NOTHING],
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
  itemsThere: [() => entries.itemsThere(db(firm), ofContacts, [ours.remoteId]), []],
  unseenIds: [() => entries.unseenIds(sync, ours.run, 10), []],
  deletedIds: [() => entries.deletedIds(sync, [`${ours.remoteId}-gone`]), []],
  countSeen: [() => entries.countSeen(sync, ours.run), 0],
  forgetSeen: [() => within((tx) => entries.forgetSeen(tx, ours.sync, ours.run)), NOTHING],
  questionClasses: [
    () => answerAll.questionClasses(stranger, ours.scope, all),
    { likely: 0, open: 0, answered: null },
  ],
  answerAll: [
    () =>
      answerAll.answerAll(
        ...([
          stranger,
          ours.scope,
          all,
          { answer: 'separate', batch: crypto.randomUUID() },
          SHOWN.asOf,
        ] as const),
      ),
    0,
  ],
  undoAnswers: [() => answerAll.undoAnswers(stranger, ours.scope, crypto.randomUUID()), 0],
  stillShown: [
    () => within((tx) => conflictAnswers.stillShown(tx, stranger, [ours.question], SHOWN.asOf)),
    [],
  ],
  decideOpen: [
    () =>
      within((tx) =>
        conflictAnswers.decideOpen(tx, stranger, ours.scope, [ours.question], {
          ...{ which: {}, decision: { samePerson: 'link' } },
        }),
      ),
    { kind: null, decided: [] },
  ],
  lockChanges: [() => within((tx) => revise.lockChanges(tx, firm, isQuestion('c'))), []],
  reviseRuns: [() => within((tx) => revise.reviseRuns(tx, firm, isQuestion('c'))), NOTHING],
  overrideChanges: [
    () =>
      within((tx) => revise.overrideChanges(tx, firm, Prisma.sql`outdated = not outdated`, isQuestion('h'))),
    NOTHING,
  ],
  closeChanges: [() => within((tx) => revise.closeChanges(tx, firm, isQuestion('h'))), NOTHING],
  storeAccountDuplicates: [
    () => within((tx) => inAccounts.storeAccountDuplicates(tx, { firmId: firm, syncId: ours.sync }, [])),
    NOTHING,
  ],
  countAccountDuplicates: [
    () => inAccounts.countAccountDuplicates(stranger, ours.sync),
    { contacts: 0, people: 0 },
  ],
  accountDuplicates: [
    () => inAccounts.accountDuplicates(stranger, ours.sync, null),
    { groups: [], next: null },
  ],
  accountGroup: [() => inAccounts.accountGroup(stranger, ours.sync, ours.accountDuplicates), null],
  isOwnSync: [() => inAccounts.isOwnSync(stranger, ours.sync), false],
  askForMerge: [
    () =>
      accountMergesOf.askForMerge(stranger, ours.sync, {
        survivorId: ours.remoteId,
        shown: [
          { remoteId: ours.remoteId, version: '1' },
          { remoteId: `${ours.remoteId}-twice`, version: '1' },
        ],
        contact: EMPTY_CONTACT,
      }),
    'changed',
  ],
  accountMerges: [() => accountMergesOf.accountMerges(stranger, ours.sync), []],
  ownersAfterUndo: [() => accountMergesOf.ownersAfterUndo({ firmId: firm, syncId: ours.sync }), new Map()],
  askForUndo: [() => accountMergesOf.askForUndo(stranger, ours.sync, ours.accountMerge), false],
  dropMerge: [() => accountMergesOf.dropMerge(stranger, ours.sync, ours.accountMerge), false],
  dueMerges: [() => accountMergesOf.dueMerges({ id: ours.sync, firmId: firm }), []],
  saveMerge: [
    () =>
      within((tx) =>
        accountMergesOf.saveMerge(tx, { id: ours.accountMerge, firmId: firm }, { state: 'undone' }),
      ),
    NOTHING,
  ],
  recordWrittenThere: [
    () =>
      within((tx) =>
        accountMergesOf.recordWrittenThere(
          tx,
          { id: ours.accountMerge, firmId: firm, syncId: ours.sync, userId: ours.user },
          ours.run,
          { kind: 'contact.delete', contactId: null, from: null, to: null },
        ),
      ),
    NOTHING,
  ],
  eraseOldMerges: [() => within((tx) => accountMergesOf.eraseOldMerges(tx, firm, new Date(8.64e15))), 1],
  eraseMergesOf: [
    () =>
      within((tx) =>
        accountMergesOf.eraseMergesOf(tx, firm, {
          account: `google:${ours.mark}`,
          remoteId: ours.remoteId,
        }),
      ),
    NOTHING,
  ],
  followMergedThere: [
    () =>
      within((tx) =>
        mergedLinks.followMergedThere(tx, { id: ours.sync, firmId: firm }, `${ours.remoteId}-twice`, [
          mergedPart(),
        ]),
      ),
    NOTHING,
  ],
  returnFromMerge: [
    () =>
      within((tx) =>
        mergedLinks.returnFromMerge(tx, { id: ours.sync, firmId: firm }, `${ours.remoteId}-twice`, [
          { ...mergedPart(), newId: `${ours.remoteId}-new` },
        ]),
      ),
    NOTHING,
  ],
  keepAccountGroupApart: [
    () => inAccounts.keepAccountGroupApart(stranger, ours.sync, ours.accountDuplicates),
    NOTHING,
  ],
  sharedLists: [() => sharedLists(stranger, ours.scope), null],
  recordLabelChanges: [() => within((tx) => labelsChanged.recordLabelChanges(tx, run, [], at)), NOTHING],
  labelChangesOfRun: [() => labelsChanged.labelChangesOfRun(stranger, ours.run, 10), { total: 0, rows: [] }],
  labelUndos: [
    () => within((tx) => labelsChanged.labelUndos(tx, sync, { runId: ours.run, localId: null })),
    [],
  ],
  labelPreview: [() => labelPreview.labelPreview(stranger, ours.scope), null],
  addedLabels: [() => reviewOnlyMine.addedLabels(stranger, ours.scope), []],
  setAddedOnlyMine: [
    () =>
      reviewOnlyMine.setAddedOnlyMine(
        stranger,
        ours.scope,
        { kind: 'matching', filter: all },
        true,
        SHOWN.asOf,
      ),
    0,
  ],
  setAddsOnlyMine: [() => reviewOnlyMine.setAddsOnlyMine(stranger, ours.sync, true), NOTHING],
  keepOwners: [
    () =>
      within((tx) =>
        reviewOnlyMine.keepOwners(
          tx,
          { id: ours.run, firmId: firm },
          { kind: 'contacts', addsOnlyMine: true },
        ),
      ),
    NOTHING,
  ],
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
    () =>
      withImportThread((thread) => {
        thread.take([{ ...EMPTY_CONTACT, firstName: 'Ben', lastName: `${ours.mark}-client`, title: 'Judge' }])
        return likely.likelyHere(firm, thread, 1)
      }),
    { kind: 'compared', likely: [], notCompared: 0 },
  ],
  confirmImport: [() => imports.confirmImport(stranger, ours.upload, { exact: true, likely: true }), MISSING],
  pendingInvitations: [() => invitations.pendingInvitations(firm), THEIRS],
  invite: [() => invitations.invite(stranger, ours.email, 'member'), REFUSED],
  renewInvitation: [() => invitations.renewInvitation(stranger, ours.invitation), REFUSED],
  revokeInvitation: [() => invitations.revokeInvitation(stranger, ours.invitation), REFUSED],
  pendingComparison: [
    () => comparison.pendingComparison(kind, { again: true, unproven: at }),
    expect.objectContaining({ links: [], remote: [], same: 0 }),
  ],
  pendingAmong: [
    () =>
      comparison.pendingAmong(
        kind,
        { links: [ours.link], local: [], remote: [] },
        { again: true, unproven: at },
      ),
    expect.objectContaining({ links: [], remote: [] }),
  ],
  pendingOrDue: [
    () => within((tx) => pendingItems.pendingOrDue(tx, sync)),
    { moved: false, retryAt: null, sentAt: null },
  ],
  claimAll: [() => within((tx) => pendingItems.claimAll(tx, sync, ours.run)), NOTHING],
  claimPending: [
    () => within((tx) => pendingItems.claimPending(tx, sync, ours.run, { now: at, unproven: at })),
    { local: [], remote: [] },
  ],
  countLinks: [() => within((tx) => pendingItems.countLinks(tx, sync)), 0],
  addUpLinks: [() => within((tx) => pendingItems.addUpLinks(tx, sync)), NOTHING],
  hasOtherKeys: [() => within((tx) => unlinkedItems.hasOtherKeys(tx, sync, 'other')), false],
  withKeys: [() => within((tx) => unlinkedItems.withKeys(tx, sync, [1], 10)), { local: [], remote: [] }],
  comparedItems: [
    () => within((tx) => unlinkedItems.comparedItems(tx, sync, '1')),
    { local: new Map(), remote: new Map() },
  ],
  keepUnlinked: [
    () => within((tx) => unlinkedItems.keepUnlinked(tx, sync, { scheme: '1', items: [] }, null)),
    NOTHING,
  ],
  forgetPending: [() => within((tx) => pendingItems.forgetPending(tx, ours.firm)), NOTHING],
  clearPending: [() => within((tx) => pendingItems.clearPending(tx, kind, ours.run, ours.user)), NOTHING],
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
  linkedPeople: [() => separateLinkedPeople.linkedPeople(stranger, ours.link), null],
  separateLinked: [() => separateLinkedPeople.separateLinked(stranger, ours.link), 'gone'],
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
  watchedPage: [
    async () =>
      (await watched.watchedPage(stranger, { query: '', status: null }, { kind: 'first' }, 10)).rows,
    THEIRS,
  ],
  watchedSync: [() => watched.watchedSync(stranger, ours.connection), null],
  activityDays: [
    async () => (await days.activityDays(stranger, new Date(), ours.sync)).filter(({ runs }) => runs > 0),
    [],
  ],
  errorGroups: [() => errors.errorGroups(stranger), [expect.objectContaining({ field: 'theirs', items: 1 })]],
  statusFactsOf: [() => pulse.statusFactsOf(stranger, 'google'), null],
  overviewOf: [() => overview.overviewOf(stranger, 'google'), null],
  latestRun: [() => overview.latestRun({ id: ours.sync, firmId: stranger.firmId }), null],
  runsOf: [() => overview.runsOf(stranger, ours.sync, 10), []],
  runOf: [() => overview.runOf(stranger, ours.run), null],
  resultsOfRun: [
    () => runResults.resultsOfRun(stranger, ours.run, 'all', { kind: 'first' }, 10),
    { rows: [], more: { before: false, after: false }, counts: { all: 0, failed: 0 } },
  ],
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
  openAsked: [() => preview.openAsked(stranger, ours.scope, all, 'conflicts'), []],
  answerQuestion: [
    async () => {
      const decided = await decidedQuestion()
      return within((tx) => questions.answerQuestion(tx, stranger, kind, decided))
    },
    REFUSED,
  ],
  beginAnswer: [() => within((tx) => questions.beginAnswer(tx, ours.run)), NOTHING],
  offerSeparated: [
    async () => {
      const asked = await question()
      return within((tx) => questions.offerSeparated(tx, kind, [asked]))
    },
    REFUSED,
  ],
  offerAgain: [() => questions.offerAgain(firm, [ours.question]), NOTHING],
  openRun: [() => runs.openRun(sync, wish), REFUSED],
  startPreview: [() => runs.startPreview(stranger, ours.sync), null],
  startSync: [() => runs.startSync(stranger, ours.run, 0), { kind: 'notReady' }],
  discardPreview: [() => runs.discardPreview(stranger, ours.run), false],
  syncNow: [() => runs.syncNow(stranger, ours.running), null],
  continueRun: [() => runs.continueRun(stranger, ours.held, 0), 'over'],
  retryChanges: [() => runs.retryChanges(stranger, ours.sync, 'all'), 0],
  mineBeside: [() => mineBeside(kind, [ours.contact]), new Map()],
  askedAbout: [async () => askedAbout(kind, [await question()], db(kind.sync.firmId)), new Map()],
  allUndos: [() => collected(undoPlan.allUndos(kind, undoRequest())), []],
  unseenAmong: [() => undoPlan.unseenAmong(kind, undoRequest(), Prisma.sql`false`, db(firm)), new Set()],
  nextUndos: [() => undoPlan.nextUndos(kind, undoRequest(), { after: null, most: 5 }), []],
  // Contacts have no series; testing/scenarios/events/undo-events.pg.test.ts undoes those of events.
  seriesAround: [() => seriesAround(kind, [], []), { around: new Map(), withSeries: new Set() }],
  occurrencesReturning: [() => occurrencesReturning(kind, []), new Map()],
  accountsWith: [() => accountsWith(stranger, [ours.contact]), []],
  affectedColleagues: [() => affectedColleagues(stranger, [ours.contact]), []],
  undoPreview: [
    () => undos.undoPreview(stranger, { runId: ours.run, changeId: null, field: null }, null, 5),
    null,
  ],
  startUndo: [
    () => undos.startUndo(stranger, { runId: ours.run, changeId: null, field: null, deletesThere: 0 }),
    { kind: 'missing' },
  ],
  openUndo: [() => undos.openUndo(stranger, { id: ours.sync, firmId: firm }, undoRequest(), UNDONE), REFUSED],
  pastRun: [() => viewer.pastRun(stranger, ours.run), null],
  whyNotNow: [
    async () => undos.whyNotNow(stranger, await owner().sync.findFirstOrThrow({ where: { id: ours.sync } })),
    'stopped',
  ],
  recordAction: [
    () =>
      within((tx) =>
        actions.recordAction(tx, stranger, { id: crypto.randomUUID(), kind: 'delete', count: 0 }),
      ),
    NOTHING,
  ],
  actionsPage: [() => actions.actionsPage(stranger, { kind: 'first' }, 10), THEIRS],
  actionOf: [() => actions.actionOf(stranger, ours.action), null],
  forgetActions: [() => within((tx) => actions.forgetActions(tx, firm, new Date(), 10)), expect.anything()],
  undosHere: [() => herePlan.undosHere(stranger, actionScope(), { by: 'name', after: null, most: 10 }), []],
  previewHere: [() => undoHere.previewHere(stranger, actionScope(), null, 10), null],
  undoHere: [() => undoHere.undoHere(stranger, actionScope()), { kind: 'missing' }],
  addedThere: [() => undoThere.addedThere(stranger, { actionId: ours.action, contactId: null }), []],
  deleteThere: [
    () => undoThere.deleteThere(stranger, { actionId: ours.action, contactId: null }, { [ours.running]: 1 }),
    true,
  ],
  wakeSyncs: [() => runs.wakeSyncs(firm, { kind: 'contacts' }), NOTHING],
  resumeAfterConsent: [() => runs.resumeAfterConsent(stranger, ours.otherConnection), NOTHING],
  personOf: [() => sessions.personOf({ id: ours.session, firmId: firm }, at, true), null],
  openSessions: [() => sessions.openSessions(stranger, at), []],
  endSession: [() => sessions.endSession({ id: ours.session, firmId: firm }, new Date()), null],
  // The other firm has a session of its own.
  endExpired: [() => within((tx) => sessions.endExpired(tx, firm, new Date('2100-01-01'))), 1],
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
  setPrivateAs: [() => calendarSyncs.setPrivateAs(stranger, ours.sync, 'details'), false],
  setUpCalendarSync: [
    () =>
      calendarSyncs.setUpCalendarSync(stranger, {
        ...{ connectionId: ours.connection, calendarId: ours.calendar },
        ...{ remote: { kind: 'new', name: 'x' }, from: 'all' },
      }),
    { kind: 'missing' },
  ],
  remoteCollectionsOf: [
    async () => [...(await collections.remoteCollectionsOf(firm, [{ remoteCollectionId: ours.collection }]))],
    [],
  ],
  forgetCursor: [() => within((tx) => collections.forgetCursor(tx, ours.sync)), NOTHING],
  setSyncSettings: [
    () => syncs.setSyncSettings(stranger, ours.sync, { ...DEFAULT_SETTINGS, onLocalDelete: 'delete' }),
    NOTHING,
  ],
  saveSyncSettings: [
    () =>
      syncs.saveSyncSettings(
        stranger,
        ours.sync,
        { ...DEFAULT_SETTINGS, onLocalDelete: 'delete' },
        syncs.NO_SETTINGS_EFFECT,
      ),
    null,
  ],
  hasAnswers: [() => preview.hasAnswers(stranger, ours.run), false],
  loadRun: [() => loadRun({ id: ours.run, firmId: firm }), null],
  openingViewOf: [() => preview.openingViewOf(stranger, { syncId: ours.sync, runId: ours.run }), 'decide'],
  auditPage: [
    async () =>
      (await audit.auditPage(stranger, OF_CONTACT(), { kind: 'first' }, 10)).rows.map(({ said }) => said),
    [],
  ],
  auditBatches: [
    async () => (await collected(audit.auditBatches(stranger, OF_CONTACT(), 10))).map(({ said }) => said),
    [],
  ],
  contactName: [() => contactName(stranger, ours.contact), null],
  withNames: [
    async () =>
      (await withNames(stranger, [auditRow()])).map(({ person, contact, sync }) => [person, contact, sync]),
    [[null, null, null]],
  ],
  recordAudit: [() => records.recordAudit(db(firm), firm, { kind: 'export', userId: ours.user }), NOTHING],
  recordMany: [() => records.recordMany(db(firm), firm, [{ kind: 'export', userId: ours.user }]), NOTHING],
  eventsById: [() => aboutEvents.eventsById(stranger, [ours.event]), new Map()],
  eventEditsOf: [() => aboutEvents.eventEditsOf(firm, [ours.eventEdit]), new Map()],
  mattersById: [() => aboutMatters.mattersById(firm, [ours.matter]), new Map()],
  matterChangesOf: [() => aboutMatters.matterChangesOf(firm, [ours.matterEdit]), new Map()],
  recordRefusedPage: [
    () => records.recordRefusedPage({ firmId: firm, userId: ours.user }, '/x', new Date()),
    NOTHING,
  ],
  recordAlone: [() => records.recordAlone(firm, { kind: 'export', userId: ours.user }), NOTHING],
  recordOfSync: [() => within((tx) => syncs.recordOfSync(tx, stranger, ours.sync, 'sync.stop')), REFUSED],
  stopSync: [() => syncs.stopSync(stranger, ours.running), false],
  pauseSync: [() => pause.pauseSync(stranger, ours.running), false],
  resumeSync: [() => pause.resumeSync(stranger, ours.running), false],
  waitingEditsOf: [
    async () => [...(await waitingEditsOf(firm, [{ id: ours.sync, pausedAt: new Date() }])).values()],
    [0],
  ],
  tellOwner: [
    () =>
      within((tx) =>
        notices.tellOwner(tx, stranger, { syncId: ours.sync, ownerId: ours.user, kind: 'sync.stop' }),
      ),
    NOTHING,
  ],
  claimLook: [() => mail.claimLook(firm, new Date(), new Date()), true],
  dueMails: [() => mail.dueMails(firm, new Date(), 10), []],
  claimMail: [() => mail.claimMail(firm, dueMail(), new Date()), null],
  mailSent: [() => mail.mailSent(firm, dueMail()), NOTHING],
  mailFailed: [() => mail.mailFailed(firm, dueMail(), 'refused', new Date()), NOTHING],
  mailTrouble: [() => mail.mailTrouble(stranger), null],
  webhookOf: [async () => (await hook.webhookOf(stranger)).webhook?.url, 'https://theirs.example/hook'],
  saveWebhook: [() => hook.saveWebhook(stranger, 'https://example.com/', 'x'), REFUSED],
  replaceSecret: [() => hook.replaceSecret(stranger, 'x', new Date()), REFUSED],
  removeWebhook: [() => hook.removeWebhook(stranger), REFUSED],
  sendTest: [() => hook.sendTest(stranger, new Date()), NOTHING],
  // Of its own two syncs.
  noteAlerts: [() => hook.noteAlerts(firm, new Date()), 2],
  claimDelivery: [() => hook.claimDelivery({ id: ours.sync, firmId: firm }, new Date()), null],
  recordDelivery: [
    () =>
      hook.recordDelivery(
        { id: ours.sync, firmId: firm },
        { status: 200, problem: null, deliveredAt: null, nextAt: null },
      ),
    NOTHING,
  ],
  unreadNotices: [() => notices.unreadNotices({ ...stranger, userId: ours.user }, 'google'), []],
  unreadNoticeOf: [() => notices.unreadNoticeOf({ ...stranger, userId: ours.user }), null],
  readNotices: [() => notices.readNotices(stranger, [ours.sync]), undefined],
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
  replacedAmong: [() => replacements.replacedAmong(firm, [ours.contact]), new Set()],
  restoreBeside: [() => replacements.restoreBeside(stranger, ours.contact, { both: true }), REFUSED],
  writtenBefore: [() => writtenBefore(kind, [ours.contact], 3), new Map()],
  writtenOften: [() => writtenOften(kind, [ours.contact], new Date(0), 1), new Set()],
  getFirmMembership: [() => users.getFirmMembership(stranger), REFUSED],
  listUsers: [() => users.listUsers(firm), THEIRS],
  administrators: [() => users.administrators(firm), ['theirs']],
  changeRole: [() => users.changeRole(stranger, ours.user, 'member'), REFUSED],
  removeUser: [() => users.removeUser(stranger, ours.user), REFUSED],
}

/** No calendar of the fixture is in sync, its idle sync has an open preview, its keys are of no sync, locks tell nothing, nothing of the fixture is answered or of a newer version, no running sync of the fixture has trouble, none is of a calendar, contacts have no series; the others are asked to make what is there, or look again at what nobody took out or merged. */
const IDLE = [
  'accountDuplicates',
  'accountGroup',
  'accountsWith',
  'activityDays',
  'addedLabels',
  'addedThere',
  'affectedColleagues',
  'askForMerge',
  'askedAbout',
  'calendarsInSync',
  'chooseSynced',
  'claimDelivery',
  'companiesMissing',
  'companiesWithKeys',
  'countAccountDuplicates',
  'countByOwner',
  'countDuplicates',
  'createCalendar',
  'dropDisplaced',
  'dropMerge',
  'dueMerges',
  'failureOfEvent',
  'fillBare',
  'firstStepFacts',
  'follow',
  'followMerged',
  'forgetPending',
  'hasAnswers',
  'insertContacts',
  'itemsWithLabel',
  'keepOwners',
  'labelPreview',
  'linkedPeople',
  'linkedRival',
  'lockAdditions',
  'lockEventAdditions',
  'lockOpenRuns',
  'lockOpening',
  'mailSent',
  'mailTrouble',
  'membershipsOf',
  'mergedThere',
  'mineBeside',
  'mustBeReadable',
  'nameExclusions',
  'notDuplicates',
  'occurrencesFrom',
  'occurrencesIn',
  'occurrencesReturning',
  'onlyMineOf',
  'openingViewOf',
  'organizerOf',
  'ownersAfterUndo',
  'pastRun',
  'prepareOnlyMine',
  'readNotices',
  'recordAction',
  'recordDelivery',
  'recordLabelChanges',
  'replacedAmong',
  'replacementOf',
  'resumeSync',
  'separateLinked',
  'seriesAround',
  'setAddedOnlyMine',
  'sharedLists',
  'startUndo',
  'stopSyncsOfCalendar',
  'survivorOf',
  'tellOwner',
  'troubledContacts',
  'undoAnswers',
  'undoPreview',
  'wakeClientChoices',
  'whyNotNow',
  'withKeys',
]

/** Functions without a firm. Cross-tenant lookups and signing in are in firms.pg.test.ts, users.pg.test.ts and sessions.pg.test.ts. */
const OF_NO_FIRM = {
  contactList: 'matching contactPageStatement',
  calendar:
    'additionsName asColor decidePush goneItem idUsed itemOfEvent eventInScope eventColumns eventFromRow isPresent mayWrite nextColor seenEvent uidOf',
  // Shared by the collections, whose own functions are above.
  collections:
    'deleteRows insertRows updateRows pullRows lockAdditionsTo unseenSince metAdditions isAddition pushedId pushInRounds',
  // A refused sign-in names no firm: it is recorded in the one that it was meant for.
  refusals: 'recordRefusedSignIn',
  crossTenant:
    'onlyFirm firmExists userOfSubject invitationsOf invitingFirms isAccountInUse connectionsOfRemoved firmOfRun dueSyncs forgottenRuns dueCleanUps dueScans firmsToNotify dueDeliveries installationNumbers admit startSession',
  leases: 'LeaseLost holdsLease acquireLease renewWithRun releaseLease keepRenewing mustHoldLease takeOne',
  queue:
    'signalMessage messageOrRest openQueue wakeRun wakeRuns wakeTick closeQueue bookSlots slotAt releaseSlot',
  connections:
    'databaseUrl databaseLosses db dbOfNoFirm asEveryone asPerson withTransaction answerInChunks withoutLoops jsonRows withJson withRows setDatabase closeDatabase openDatabase FirmPool PoolExhausted asApp ' +
    'isDatabaseAway databaseLost databaseAnswered withSocketTimeout writingEvents',
  database:
    'health countGrownTables ensureAppRole ' +
    'appUrl forgetAppUrl isSignInRefusal ensureAppLogin attempt hasRole mustBeDone',
  owner: 'openAsOwner',
  // Within the transaction of an administrator's change.
  rights: 'mustStillBeAdmin NotAdministrator',
  // The server's clock of transactions.
  moments: 'asOfNow',
  // Within a transaction of the firm, or a part of a query.
  matters:
    'followSurvivor returnFromSurvivor moveLinks returnLinks asMatter clientsAmongStatement matterPageStatement clientsOfUserSql isClient isTied lockMatters matterColumns matterFromRow relatedRows updateMatter writing',
  // Thrown.
  errors: 'ImportBusy',
  // They do not query the database.
  pure:
    'givenTexts digestOf mapQueries containing isDue firmOf keyOf personWait accountOf lostAt isSyncedByAnother ownSyncs steeredSyncs mustBeAdmin mustBeHeld scramVerifier parseChange plannedOf changeRow plannedColumns contactFromRow asKept contactColumns storableAdapter oneAtATime occurrenceVersion ' +
    'contactSync eventSync isToCreate maySync kindOf valuesOf anyProvider acknowledgedOf leftOutOf leftOutBy guardsIn sameSettings itemFromRow itemOfContact withTimes asTimes linkFromRow baseOf parentsOn pairContext decidedBy stillDecided openChangeOf found holds doesWrite problemOf asContact asSettings settingsInForce offersAgain asAnswers asError ' +
    'choiceOf takenHere takenThere isWithoutAny labelsOf linkedPairs usesLabels chosenLabels neededLabels pageOf readDates toJson isAsOf shownIn versionsOf isOwn isOwnToRestore inScope selected chosen pageStatement failureIds runsNowStatement daysStatement doneChange pulseStatement openCounts syncCounts isAddedMine addsHere addsMine groupsFrom idOf undoEvent undoRequestOf syncChoiceOf ownerOfRun seenBy partsOf isMergeDue isAuditKind standings',
}

describe('with the ids of one firm, called for another', () => {
  beforeAll(async () => {
    ours = await setFirm('ours')
    await setOpenMatter(ours)
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

// One firm for each function.
it('for its own firm the same calls return or change something, except those that have nothing to do here', {
  timeout: 600_000,
}, async () => {
  const idle: string[] = []
  for (const [name, [call, expected]] of Object.entries(cases)) {
    ours = await setFirm(name.toLowerCase())
    await setOpenMatter(ours)
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
