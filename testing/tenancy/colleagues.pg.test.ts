// Calls every function of the store that takes a person and ids, as a colleague of the same firm, with the ids of somebody else's own
// data (a sync, a run, a change, an upload, a connection): it returns nothing and changes nothing. An administrator may control a
// colleague's sync, but sees and decides no more of it than a member.
import { readFile } from 'node:fs/promises'
import { beforeAll, describe, expect, it } from 'vitest'
import { EMPTY_CONTACT } from '@/lib/domains/contacts/value/contact'
import { EMPTY_EVENT } from '@/lib/domains/events/value/event'
import { restoreTogether } from '@/lib/store/address-book/bulk-deletion'
import { activeContactSyncs } from '@/lib/store/address-book/contact-filter'
import { troubledContacts } from '@/lib/store/address-book/contact-links'
import { countDeletedThere, deletedThere } from '@/lib/store/address-book/deleted-there'
import { confirmImport, getImport } from '@/lib/store/address-book/imports'
import { restoreBeside } from '@/lib/store/address-book/replacements'
import { DEFAULT_SETTINGS } from '@/lib/store/address-book/values'
import { eventsById } from '@/lib/store/audit/about-events'
import { auditBatches, auditPage } from '@/lib/store/audit/entries'
import {
  calendarOf,
  calendarsOf,
  deleteCalendar,
  saveCalendar,
  saveShares,
  sharesOf,
} from '@/lib/store/calendar/calendars'
import { addEvent, deleteEvent, restoreEvent, saveEvent } from '@/lib/store/calendar/editing'
import { eventsToWrite } from '@/lib/store/calendar/event-export'
import { confirmEventImport, getEventImport } from '@/lib/store/calendar/event-import'
import { deletedEvents, eventsBetween, findEvent } from '@/lib/store/calendar/event-list'
import { failureOfEvent } from '@/lib/store/calendar/organized'
import { effectOfChoice, NO_EFFECT } from '@/lib/store/choice/effect'
import { db, withTransaction } from '@/lib/store/database/client'
import { accountMerges, askForMerge, askForUndo, dropMerge } from '@/lib/store/duplicates/account-merges'
import {
  accountDuplicates,
  accountGroup,
  countAccountDuplicates,
  keepAccountGroupApart,
} from '@/lib/store/duplicates/in-accounts'
import type { Actor } from '@/lib/store/firm/actor'
import { saveFirmSettings } from '@/lib/store/firm/firm'
import { firstStepFacts, markStep } from '@/lib/store/firm/first-steps'
import { invite, renewInvitation, revokeInvitation } from '@/lib/store/firm/invitations'
import { endSessions } from '@/lib/store/firm/sessions'
import { changeRole, removeUser } from '@/lib/store/firm/users'
import { labelChangesOfRun } from '@/lib/store/labels/label-changes'
import { labelPreview } from '@/lib/store/labels/label-preview'
import { confirmMatterImport, getMatterImport } from '@/lib/store/matters/matter-import'
import { mailTrouble } from '@/lib/store/notify/mail'
import { removeWebhook, replaceSecret, saveWebhook, sendTest, webhookOf } from '@/lib/store/notify/webhook'
import { watchedPage, watchedSync } from '@/lib/store/oversight/connections'
import { activityDays } from '@/lib/store/oversight/days'
import { errorGroups } from '@/lib/store/oversight/errors'
import { answerAll, questionClasses, undoAnswers } from '@/lib/store/review/answer-all'
import { approveChanges } from '@/lib/store/review/approvals'
import { changedSince } from '@/lib/store/review/as-of'
import { askedOf } from '@/lib/store/review/asked'
import { changeSides } from '@/lib/store/review/change-sides'
import { decideChange } from '@/lib/store/review/changes'
import { decideTogether } from '@/lib/store/review/conflict-answers'
import { endExclusions, excludeChanges, includeChanges, listExclusions } from '@/lib/store/review/exclusions'
import { addedLabels, setAddedOnlyMine, setAddsOnlyMine } from '@/lib/store/review/only-mine'
import {
  changesById,
  countChanges,
  hasAnswers,
  openAsked,
  openingViewOf,
  pageOfChanges,
  watchRun,
} from '@/lib/store/review/preview'
import { resultsOfRun } from '@/lib/store/runs/run-results'
import {
  continueRun,
  discardPreview,
  resumeAfterConsent,
  retryChanges,
  startPreview,
  startSync,
  syncNow,
} from '@/lib/store/runs/runs'
import { totalsOf } from '@/lib/store/runs/totals'
import { pauseSync, resumeSync } from '@/lib/store/steering/pause'
import { calendarSyncOf, calendarSyncsOf, calendarsInSync } from '@/lib/store/sync/calendar-sync-views'
import { setPrivateAs, setUpCalendarSync } from '@/lib/store/sync/calendar-syncs'
import { closeConnection, providerOfSync } from '@/lib/store/sync/connections'
import { byHandOf, changeByHand, syncByHand, syncedByHand } from '@/lib/store/sync/hand'
import { restoreToRemote } from '@/lib/store/sync/links'
import { doneChanges, failures, overviewOf, runOf, runsOf } from '@/lib/store/sync/overview'
import { needFactsOf, statusFactsOf } from '@/lib/store/sync/pulse'
import { linkedPeople, separateLinked } from '@/lib/store/sync/separate-linked'
import { sharedLists } from '@/lib/store/sync/shared-lists'
import { NO_SETTINGS_EFFECT, saveSyncSettings, setSyncSettings, stopSync } from '@/lib/store/sync/syncs'
import { actionOf, actionsPage } from '@/lib/store/undo/actions'
import { accountsWith, affectedColleagues } from '@/lib/store/undo/colleagues'
import { previewHere, undoHere } from '@/lib/store/undo/here'
import { undosHere } from '@/lib/store/undo/here-plan'
import { addedThere, deleteThere } from '@/lib/store/undo/there'
import { openUndo, startUndo, undoPreview, whyNotNow } from '@/lib/store/undo/undo'
import { pastRun } from '@/lib/store/undo/viewer'
import { type FirmRows, setFirm } from '@/testing/database/firm-rows'
import { wholeFirm } from '@/testing/database/firm-tables'
import { owner, withDatabase } from '@/testing/database/test-database'
import { storeFiles } from './store-files'

withDatabase()

let ours: FirmRows
/** In the same firm. */
let colleague: Actor
const all = { view: 'all', q: '' } as const
const everything = { kind: 'matching', filter: all } as const
const REFUSED = 'refused'
const batch = crypto.randomUUID()
/** Of a page that shows everything there is. */
const SHOWN = { asOf: '1:999999999999:', versions: { local: null, remote: null } }

type Case = readonly [call: () => Promise<unknown>, expected: unknown]

/** A person's own data, whatever the colleague's role. */
const OWN: Readonly<Record<string, Case>> = {
  calendarOf: [() => calendarOf(colleague, ours.calendar), null],
  saveCalendar: [() => saveCalendar(colleague, ours.calendar, { name: 'Theirs', color: 'gray' }), false],
  deleteCalendar: [() => deleteCalendar(colleague, ours.calendar), false],
  sharesOf: [() => sharesOf(colleague, ours.calendar), null],
  saveShares: [
    () => saveShares(colleague, ours.calendar, [{ userId: colleague.userId, role: 'editor' }]),
    false,
  ],
  addEvent: [
    () => addEvent(colleague, { id: crypto.randomUUID(), calendarId: ours.calendar, event: EMPTY_EVENT }),
    { kind: 'missing' },
  ],
  saveEvent: [
    () =>
      saveEvent(colleague, {
        ...{ id: ours.event, version: 1, scope: { kind: 'all' }, calendarId: ours.calendar },
        event: EMPTY_EVENT,
      }),
    { kind: 'missing' },
  ],
  deleteEvent: [
    () => deleteEvent(colleague, { id: ours.event, version: 1, scope: { kind: 'all' } }),
    { kind: 'missing' },
  ],
  restoreEvent: [() => restoreEvent(colleague, ours.deletedEvent, new Date(0)), { kind: 'missing' }],
  eventsById: [() => eventsById(colleague, [ours.event]), new Map()],
  failureOfEvent: [() => failureOfEvent(colleague, ours.event), null],
  effectOfChoice: [
    () =>
      withTransaction(colleague, (tx) =>
        effectOfChoice(
          tx,
          colleague,
          { id: ours.sync, firmId: ours.firm, kind: 'contacts', state: 'idle', settings: {} },
          DEFAULT_SETTINGS,
          null,
        ),
      ),
    NO_EFFECT,
  ],
  findEvent: [() => findEvent(colleague, ours.event), null],
  getEventImport: [() => getEventImport(colleague, ours.eventUpload), null],
  getMatterImport: [() => getMatterImport(colleague, ours.matterUpload), null],
  confirmMatterImport: [() => confirmMatterImport(colleague, ours.matterUpload), { kind: 'missing' }],
  confirmEventImport: [() => confirmEventImport(colleague, ours.eventUpload), { kind: 'missing' }],
  eventsToWrite: [async () => eventsToWrite(colleague, await calendarsOf(colleague)), []],
  eventsBetween: [
    async () => eventsBetween(colleague, await calendarsOf(colleague), new Date(0), new Date('2100-01-01')),
    { events: [], isCut: false },
  ],
  deletedEvents: [async () => deletedEvents(colleague, await calendarsOf(colleague), new Date(0), 10), []],
  setPrivateAs: [() => setPrivateAs(colleague, ours.sync, 'details'), false],
  setUpCalendarSync: [
    () =>
      setUpCalendarSync(colleague, {
        ...{ connectionId: ours.connection, calendarId: ours.calendar },
        ...{ remote: { kind: 'new', name: 'x' }, from: 'all' },
      }),
    { kind: 'missing' },
  ],
  calendarSyncsOf: [
    async () => (await calendarSyncsOf(colleague, ours.connection)).flatMap(({ sync }) => sync ?? []),
    [],
  ],
  calendarsInSync: [() => calendarsInSync(colleague), []],
  syncByHand: [() => syncByHand(colleague, [ours.contact], false), null],
  activeContactSyncs: [() => activeContactSyncs(colleague), []],
  byHandOf: [() => byHandOf(colleague, ours.contact), 'none'],
  calendarSyncOf: [() => calendarSyncOf(colleague, ours.connection, ours.calendar), null],
  questionClasses: [
    () => questionClasses(colleague, ours.scope, all),
    { likely: 0, open: 0, answered: null },
  ],
  answerAll: [() => answerAll(colleague, ours.scope, all, { answer: 'link', batch }, SHOWN.asOf), 0],
  undoAnswers: [() => undoAnswers(colleague, ours.scope, batch), 0],
  sharedLists: [() => sharedLists(colleague, ours.scope), null],
  countAccountDuplicates: [() => countAccountDuplicates(colleague, ours.sync), { contacts: 0, people: 0 }],
  accountDuplicates: [() => accountDuplicates(colleague, ours.sync, null), { groups: [], next: null }],
  accountGroup: [() => accountGroup(colleague, ours.sync, ours.accountDuplicates), null],
  askForMerge: [
    () =>
      askForMerge(colleague, ours.sync, {
        survivorId: ours.remoteId,
        shown: [
          { remoteId: ours.remoteId, version: '1' },
          { remoteId: `${ours.remoteId}-twice`, version: '1' },
        ],
        contact: EMPTY_CONTACT,
      }),
    'changed',
  ],
  accountMerges: [() => accountMerges(colleague, ours.sync), []],
  askForUndo: [() => askForUndo(colleague, ours.sync, ours.accountMerge), false],
  dropMerge: [() => dropMerge(colleague, ours.sync, ours.accountMerge), false],
  keepAccountGroupApart: [
    () => keepAccountGroupApart(colleague, ours.sync, ours.accountDuplicates),
    undefined,
  ],
  labelChangesOfRun: [() => labelChangesOfRun(colleague, ours.run, 10), { total: 0, rows: [] }],
  labelPreview: [() => labelPreview(colleague, ours.scope), null],
  addedLabels: [() => addedLabels(colleague, ours.scope), []],
  setAddedOnlyMine: [() => setAddedOnlyMine(colleague, ours.scope, everything, true, SHOWN.asOf), 0],
  setAddsOnlyMine: [() => setAddsOnlyMine(colleague, ours.sync, true), undefined],
  approveChanges: [() => approveChanges(colleague, ours.scope, everything, SHOWN.asOf), 0],
  changeSides: [() => changeSides(colleague, ours.scope, ours.question), null],
  decideChange: [() => decideChange(colleague, ours.question, { samePerson: 'link' }, SHOWN), 'over'],
  changedSince: [() => changedSince(colleague, ours.scope, '1:1:'), 0],
  excludeChanges: [() => excludeChanges(colleague, ours.scope, everything, SHOWN.asOf, batch, new Date()), 0],
  includeChanges: [() => includeChanges(colleague, ours.scope, { ids: [ours.excluded] }, SHOWN.asOf), 0],
  listExclusions: [() => listExclusions(colleague, ours.sync, '', 10), { rows: [], total: 0 }],
  endExclusions: [() => endExclusions(colleague, ours.sync, 'all', SHOWN.asOf), 0],
  getImport: [() => getImport(colleague, ours.upload), null],
  confirmImport: [
    () => confirmImport(colleague, ours.upload, { exact: true, likely: true }),
    { kind: 'missing' },
  ],
  needFactsOf: [() => needFactsOf(colleague, 'google'), null],
  troubledContacts: [() => troubledContacts(colleague, [ours.contact]), new Map()],
  countDeletedThere: [() => countDeletedThere(colleague, ours.sync), 0],
  deletedThere: [
    () => deletedThere(colleague, ours.sync, { kind: 'first' }, 10),
    { rows: [], more: { before: false, after: false } },
  ],
  restoreToRemote: [() => restoreToRemote(colleague, ours.gone), false],
  linkedPeople: [() => linkedPeople(colleague, ours.link), null],
  separateLinked: [() => separateLinked(colleague, ours.link), 'gone'],
  providerOfSync: [() => providerOfSync(colleague, ours.sync), null],
  overviewOf: [() => overviewOf(colleague, 'google'), null],
  statusFactsOf: [() => statusFactsOf(colleague, 'google'), null],
  doneChanges: [() => doneChanges(colleague, ours.sync, ours.run, 10), []],
  failures: [() => failures(colleague, ours.sync, 10), []],
  resultsOfRun: [
    async () => (await resultsOfRun(colleague, ours.run, 'all', { kind: 'first' }, 10)).counts,
    { all: 0, failed: 0 },
  ],
  changesById: [() => changesById(colleague, ours.scope, [ours.question]), []],
  countChanges: [
    () => countChanges(colleague, ours.scope, { q: '' }),
    expect.objectContaining({ all: 0, open: 0, failed: 0 }),
  ],
  openAsked: [() => openAsked(colleague, ours.scope, all, 'conflicts'), []],
  decideTogether: [() => decideTogether(colleague, ours.scope, all, { wins: 'local' }, SHOWN.asOf), 0],
  pageOfChanges: [
    () => pageOfChanges(colleague, ours.scope, all, { after: ours.question }),
    expect.objectContaining({ rows: [], matching: 0 }),
  ],
  watchRun: [() => watchRun(colleague, ours.scope), null],
  askedOf: [() => askedOf(colleague, ours.scope), null],
  totalsOf: [
    () => totalsOf(colleague, ours.scope),
    expect.objectContaining({ changes: 0, takesMs: 0, full: null }),
  ],
  startPreview: [() => startPreview(colleague, ours.sync), null],
  startSync: [() => startSync(colleague, ours.run, 0), { kind: 'notReady' }],
  discardPreview: [() => discardPreview(colleague, ours.run), false],
  continueRun: [() => continueRun(colleague, ours.held, 0), 'over'],
  retryChanges: [() => retryChanges(colleague, ours.sync, 'all'), 0],
  accountsWith: [() => accountsWith(colleague, [ours.contact]), []],
  affectedColleagues: [() => affectedColleagues(colleague, [ours.contact]), []],
  openUndo: [
    async () =>
      (
        await openUndo(
          colleague,
          { id: ours.sync, firmId: ours.firm },
          { ...NO_UNDO, runId: ours.run },
          UNDONE,
        )
      ).kind,
    'stopped',
  ],
  whyNotNow: [
    async () => whyNotNow(colleague, await owner().sync.findFirstOrThrow({ where: { id: ours.sync } })),
    'stopped',
  ],
  addedThere: [() => addedThere(colleague, { actionId: ours.action, contactId: null }), []],
  deleteThere: [
    () => deleteThere(colleague, { actionId: ours.action, contactId: null }, { [ours.running]: 1 }),
    true,
  ],
  changeByHand: [
    () => withTransaction(colleague, (tx) => changeByHand(tx, colleague, [ours.contact], false)),
    null,
  ],
  syncedByHand: [() => syncedByHand(db(ours.firm), colleague, [ours.contact]), null],
  resumeAfterConsent: [() => resumeAfterConsent(colleague, ours.otherConnection), undefined],
  hasAnswers: [() => hasAnswers(colleague, ours.run), false],
  openingViewOf: [() => openingViewOf(colleague, { syncId: ours.sync, runId: ours.run }), 'decide'],
  saveSyncSettings: [
    () =>
      saveSyncSettings(
        colleague,
        ours.sync,
        { ...DEFAULT_SETTINGS, onLocalDelete: 'delete' },
        NO_SETTINGS_EFFECT,
      ),
    null,
  ],
  setSyncSettings: [
    () => setSyncSettings(colleague, ours.sync, { ...DEFAULT_SETTINGS, onLocalDelete: 'delete' }),
    undefined,
  ],
}

const NO_UNDO = { actionId: null, contactId: null, changeId: null, field: null, deletesThere: 0 } as const
const UNDONE = { undone: 'manual', of: 'contacts', itemId: null } as const
const HERE = { editId: null, contactId: null, field: null } as const
/** What an administrator may do to a colleague, and a member may not. */
const EVERYTHING = { kind: null, side: null, userId: null, contact: '', from: null, until: null } as const

const ADMINISTRATORS: Readonly<Record<string, Case>> = {
  actionsPage: [async () => (await actionsPage(colleague, { kind: 'first' }, 10)).rows, []],
  actionOf: [() => actionOf(colleague, ours.action), null],
  undosHere: [
    () => undosHere(colleague, { ...HERE, actionId: ours.action }, { by: 'id', after: null, most: 10 }),
    [],
  ],
  previewHere: [() => previewHere(colleague, { ...HERE, actionId: ours.action }, null, 10), null],
  undoHere: [() => undoHere(colleague, { ...HERE, actionId: ours.action }), { kind: 'missing' }],
  undoPreview: [
    () => undoPreview(colleague, { runId: ours.run, changeId: null, field: null }, null, 5),
    null,
  ],
  startUndo: [
    () => startUndo(colleague, { runId: ours.run, changeId: null, field: null, deletesThere: 0 }),
    { kind: 'missing' },
  ],
  pastRun: [() => pastRun(colleague, ours.run), null],
  runsOf: [() => runsOf(colleague, ours.sync, 10), []],
  runOf: [() => runOf(colleague, ours.run), null],
  syncNow: [() => syncNow(colleague, ours.running), null],
  stopSync: [() => stopSync(colleague, ours.running), false],
  pauseSync: [() => pauseSync(colleague, ours.running), false],
  resumeSync: [() => resumeSync(colleague, ours.running), false],
  closeConnection: [() => closeConnection(colleague, ours.otherConnection), null],
  endSessions: [() => endSessions(colleague, ours.user, 'all', new Date()), REFUSED],
  watchedPage: [() => watchedPage(colleague, { query: '', status: null }, { kind: 'first' }, 10), REFUSED],
  watchedSync: [() => watchedSync(colleague, ours.otherConnection), REFUSED],
  auditPage: [() => auditPage(colleague, EVERYTHING, { kind: 'first' }, 10), REFUSED],
  auditBatches: [() => auditBatches(colleague, EVERYTHING, 10).next(), REFUSED],
  activityDays: [() => activityDays(colleague, new Date()), REFUSED],
  errorGroups: [() => errorGroups(colleague), REFUSED],
  invite: [() => invite(colleague, 'eve@example.com', 'admin'), REFUSED],
  renewInvitation: [() => renewInvitation(colleague, ours.invitation), REFUSED],
  revokeInvitation: [() => revokeInvitation(colleague, ours.invitation), REFUSED],
  restoreTogether: [() => restoreTogether(colleague, [ours.contact]), REFUSED],
  restoreBeside: [() => restoreBeside(colleague, ours.contact, { both: true }), REFUSED],
  changeRole: [() => changeRole(colleague, ours.user, 'member'), REFUSED],
  saveFirmSettings: [() => saveFirmSettings(colleague, { name: 'Theirs', phoneRegion: null }), REFUSED],
  webhookOf: [() => webhookOf(colleague), REFUSED],
  saveWebhook: [() => saveWebhook(colleague, 'https://example.com/', 'x'), REFUSED],
  replaceSecret: [() => replaceSecret(colleague, 'x', new Date()), REFUSED],
  removeWebhook: [() => removeWebhook(colleague), REFUSED],
  sendTest: [() => sendTest(colleague, new Date()), REFUSED],
  mailTrouble: [() => mailTrouble(colleague), REFUSED],
  firstStepFacts: [() => firstStepFacts(colleague), REFUSED],
  markStep: [() => markStep(colleague, 'backup', true), REFUSED],
  removeUser: [() => removeUser(colleague, ours.user), REFUSED],
}

/** Only about the person who asks, about data that the whole firm shares, or within the transaction of one of those above. */
const NEITHER =
  'recordAction deleteTogether companiesMissing addCompanies calendarsOf createCalendar lockedAccess storeEventImport storeMatterImport saveTimeZone saveConnection storeImport openSessions getFirmMembership saveForm countDuplicates duplicateGroup duplicateGroups keepApart mergeDuplicates rememberApart survivorOf undoMerge undoableMerge saveTagsOf tagTogether mergeTags deleteTag onlyMineOf prepareOnlyMine setOnlyMine mustBeAdmin mustStillBeAdmin isOwn inScope pageStatement pulseStatement answerQuestion answerInChunks decideOpen saveDecided stillShown ownSyncs steeredSyncs maySync withNames contactName seenBy unreadNotices unreadNoticeOf readNotices'

beforeAll(async () => {
  ours = await setFirm('ours')
  colleague = { userId: crypto.randomUUID(), firmId: ours.firm, role: 'member' }
  const { userId: id, firmId, role } = colleague
  await owner().user.create({
    data: { id, firmId, role, subject: id, email: 'ben@example.com', name: 'Ben' },
  })
  // The first look makes the colleague a calendar of their own.
  await calendarsOf(colleague)
})

async function refuses([call, expected]: Case): Promise<void> {
  const before = await wholeFirm(ours.firm)
  const answer = await call().catch((error: Error) =>
    error.message.includes('only an administrator') ? REFUSED : Promise.reject(error),
  )
  expect(answer).toEqual(expected)
  expect(await wholeFirm(ours.firm)).toEqual(before)
}

it.each(Object.entries({ ...OWN, ...ADMINISTRATORS }))('%s, by a member', async (_, one) => refuses(one))

describe('by an administrator', () => {
  beforeAll(async () => {
    colleague = { ...colleague, role: 'admin' }
    await owner().user.update({ where: { id: colleague.userId }, data: { role: 'admin' } })
  })

  it.each(Object.entries(OWN))('%s', async (_, one) => refuses(one))
})

it('no function that takes a person is missing in the lists', async () => {
  const files = await storeFiles()
  const sources = await Promise.all(files.map((file) => readFile(file, 'utf8')))
  const taking = /export (?:async )?(?:function\*?|const) (\w+)(?: = )?\((?:[^()]|\([^()]*\))*?: Actor\b/g
  const named = sources.flatMap((source) => [...source.matchAll(taking)].map(([, name]) => name ?? ''))
  const listed = [...Object.keys(OWN), ...Object.keys(ADMINISTRATORS), ...NEITHER.split(' ')]
  expect(named.sort()).toEqual(listed.sort())
})
