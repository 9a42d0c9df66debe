// For *.pg.test.ts: firms with a row in every table, distinguished by a text in their rows.

import { EMPTY_CONTACT } from '@/lib/domains/contacts/value/contact'
import { EMPTY_EVENT } from '@/lib/domains/events/value/event'
import { EMPTY_MATTER } from '@/lib/domains/matters/matter'
import { toJson } from '@/lib/store/address-book/values'
import { recordAudit } from '@/lib/store/audit/record'
import type { Actor } from '@/lib/store/firm/actor'
import { owner } from './test-database'

const DUPLICATES = ['alikeContact', 'duplicates', 'merge', 'accountDuplicates', 'accountMerge'] as const
const PEOPLE = ['firm', 'user', 'session', 'invitation', 'contact', 'edit', 'upload', 'action'] as const
const ACCOUNTS = ['connection', 'sync', 'link', 'otherConnection', 'running', 'gone'] as const
const COLLECTIONS = ['addressBook', 'collection', 'otherCollection', 'calendarCollection'] as const
const RUNS = ['run', 'held', 'exclusion', 'question', 'failed', 'outdated', 'excluded', 'applied'] as const
const CALENDARS = ['calendar', 'ownCalendar', 'event', 'deletedEvent', 'eventEdit', 'eventUpload'] as const
const MATTERS = ['client', 'matter', 'deletedMatter', 'matterEdit', 'matterUpload'] as const
const TAGS = ['tag', 'otherTag', 'tagEdit'] as const
const NAMES = [
  ...PEOPLE,
  ...DUPLICATES,
  ...TAGS,
  ...MATTERS,
  ...CALENDARS,
  ...ACCOUNTS,
  ...COLLECTIONS,
  ...RUNS,
] as const
type Ids = Readonly<Record<(typeof NAMES)[number], string>>

export type FirmRows = Awaited<ReturnType<typeof setFirm>>

/**
 * A firm in which every text contains `mark`. It has one person, signed in, with one contact and a preview of it. The contact is also
 * synced with another account, in which it was deleted, and a guard has stopped that run.
 */
export async function setFirm(mark: string) {
  const ids = Object.fromEntries(NAMES.map((name) => [name, crypto.randomUUID()])) as Ids
  await setPeople(ids, mark)
  await setTags(ids, mark)
  await setMatters(ids, mark)
  await setCalendars(ids, mark)
  await setAccounts(ids, mark)
  await setRuns(ids, mark)
  await setNotices(ids, mark)
  const actor: Actor = { userId: ids.user, firmId: ids.firm, role: 'admin' }
  const scope = { syncId: ids.sync, runId: ids.run }
  return { ...ids, mark, email: emailOf(mark), remoteId: remoteIdOf(mark), actor, scope }
}

const emailOf = (mark: string) => `ana@${mark}.example.com`
const remoteIdOf = (mark: string) => `people/${mark}`
const contactOf = (mark: string) => toJson({ ...EMPTY_CONTACT, firstName: 'Ana', lastName: mark })

async function setPeople(ids: Ids, mark: string): Promise<void> {
  const { firm: firmId, user: userId, contact: contactId } = ids
  const {
    action,
    firm,
    user,
    session,
    invitation,
    contact,
    contactEdit,
    import: upload,
    retention,
    erasure,
  } = owner()
  await firm.create({ data: { id: firmId, name: mark, phoneRegion: mark } })
  await retention.create({ data: { firmId, nextAt: new Date(Date.now() + 3_600_000) } })
  const erased = { contactId: crypto.randomUUID(), account: `google:${mark}`, remoteId: `${mark}-erased` }
  await erasure.create({ data: { firmId, userId, at: new Date(), ...erased } })
  const person = { firmId, email: emailOf(mark), role: 'admin' } as const
  await user.create({ data: { ...person, id: userId, subject: mark, name: mark } })
  const now = new Date()
  const times = { createdAt: now, lastSeenAt: now, expiresAt: new Date(now.getTime() + 3_600_000) }
  await session.create({ data: { id: ids.session, firmId, userId, browser: mark, ...times } })
  await invitation.create({ data: { ...person, id: ids.invitation, invitedById: userId } })
  const named = { value: contactOf(mark), sortKey: mark, search: `ana ${mark}` }
  await contact.create({ data: { id: contactId, firmId, ...named } })
  const edit = { version: 1, kind: 'create', to: contactOf(mark) } as const
  await contactEdit.create({ data: { id: ids.edit, firmId, contactId, ...edit, actionId: ids.action } })
  const done = { kind: 'import' as const, count: 1, name: mark, contactIds: [contactId] }
  await action.create({ data: { id: ids.action, firmId, userId, ...done } })
  await recordAudit(owner(), firmId, {
    kind: 'user.join',
    userId,
    contactId,
    value: { email: emailOf(mark) },
  })
  await setDuplicates(ids, mark)
  const read = { contacts: [contactOf(mark)], problems: { lines: [], leftOut: [] } }
  await upload.create({ data: { id: ids.upload, firmId, userId, fileName: mark, readAt: now, ...read } })
}

/** The contact was merged with another one, and there is a third that is not the same. */
async function setDuplicates({ firm: firmId, user: userId, contact: contactId, ...ids }: Ids, mark: string) {
  const { contact, duplicateScan, duplicateGroup, notDuplicate, contactMerge } = owner()
  const other = { id: crypto.randomUUID(), firmId, value: contactOf(mark), sortKey: mark, search: '' }
  const deleted = { deletedAt: new Date(), mergedIntoId: contactId }
  await contact.create({ data: { ...other, ...deleted } })
  await duplicateScan.create({ data: { firmId, dueAt: new Date() } })
  const contactIds = [contactId, ids.alikeContact]
  const alike = { ...other, id: ids.alikeContact, value: contactOf(mark) }
  await contact.create({ data: alike })
  const group = { id: ids.duplicates, firmId, contactIds, probability: 0.9, reasons: [] }
  await duplicateGroup.create({ data: group })
  await notDuplicate.create({ data: { firmId, oneId: contactId, otherId: other.id, userId } })
  const merge = { id: ids.merge, firmId, survivorId: contactId, version: 1, mergedIds: [other.id], moved: {} }
  await contactMerge.create({ data: { ...merge, userId } })
}

async function setTags({ firm: firmId, contact: contactId, user: userId, ...ids }: Ids, mark: string) {
  const { tag, contactTag, contactTagEdit } = owner()
  await tag.create({ data: { id: ids.tag, firmId, name: mark, folded: mark } })
  await tag.create({ data: { id: ids.otherTag, firmId, name: `${mark}-2`, folded: `${mark}-2` } })
  await contactTag.create({ data: { firmId, contactId, tagId: ids.tag } })
  await contactTagEdit.create({
    data: { id: ids.tagEdit, firmId, contactId, userId, added: [mark], removed: [] },
  })
}

/** In the bin, so that the contact can be deleted. */
async function setMatters(ids: Ids, mark: string): Promise<void> {
  const { firm: firmId, user: responsibleId, contact: contactId, deletedMatter: matterId } = ids
  const { matter, matterContact, matterEdit, matterImport } = owner()
  const of = { firmId, clientId: contactId, responsibleId, description: mark, sortKey: mark, search: mark }
  const bin = { deletedAt: new Date(), deletedById: responsibleId }
  await matter.create({ data: { ...of, ...bin, id: matterId, number: `${mark}-2` } })
  await matterContact.create({ data: { firmId, matterId, contactId, role: mark, position: 0 } })
  const edit = {
    firmId,
    matterId,
    version: 1,
    kind: 'create',
    to: toJson({ ...EMPTY_MATTER, description: mark }),
  } as const
  await matterEdit.create({ data: { ...edit, id: ids.matterEdit } })
  const upload = { firmId, userId: responsibleId, fileName: mark, matters: [], problems: [] }
  await matterImport.create({ data: { ...upload, id: ids.matterUpload } })
}

/** Adds an open matter, whose client is a second contact. */
export async function setOpenMatter({
  firm: firmId,
  user: responsibleId,
  mark,
  ...ids
}: FirmRows): Promise<void> {
  const { contact, matter, matterEdit } = owner()
  const value = toJson({ ...EMPTY_CONTACT, firstName: 'Ben', lastName: `${mark}-client` })
  const named = { value, sortKey: `${mark} client`, search: `ben ${mark}` }
  await contact.create({ data: { id: ids.client, firmId, ...named } })
  const of = { firmId, clientId: ids.client, responsibleId, description: mark, sortKey: mark, search: mark }
  await matter.create({ data: { ...of, id: ids.matter, number: mark } })
  const edit = { version: 1, kind: 'create', to: { description: mark } } as const
  await matterEdit.create({ data: { ...edit, id: crypto.randomUUID(), firmId, matterId: ids.matter } })
}

async function setCalendars(ids: Ids, mark: string): Promise<void> {
  const { firm: firmId, user: userId, calendar: calendarId, event: eventId } = ids
  const { calendar, calendarShare, calendarEvent, calendarEventEdit, calendarImport, collection } = owner()
  await calendar.create({
    data: { id: crypto.randomUUID(), firmId, kind: 'firm', name: mark, color: 'blue' },
  })
  const own = { firmId, ownerId: userId, name: mark, color: 'red' }
  await calendar.create({ data: { ...own, id: ids.ownCalendar, kind: 'person' } })
  await calendar.create({ data: { ...own, id: calendarId, kind: 'other' } })
  await calendarShare.create({ data: { firmId, calendarId, userId: crypto.randomUUID(), role: 'viewer' } })
  const value = toJson({ ...EMPTY_EVENT, title: mark, time: DAY })
  const at = { startsAt: new Date('2026-12-01T00:00:00Z'), endsAt: new Date('2026-12-02T00:00:00Z') }
  const event = { firmId, calendarId, shape: 'single', value, search: mark, ...at } as const
  await calendarEvent.create({ data: { ...event, id: eventId, iCalUid: mark } })
  const deleted = { deletedAt: new Date(), deletedById: userId }
  await calendarEvent.create({ data: { ...event, id: ids.deletedEvent, iCalUid: `${mark}-2`, ...deleted } })
  const edit = { firmId, eventId, version: 1, kind: 'create', userId, to: value } as const
  await calendarEventEdit.create({ data: { ...edit, id: ids.eventEdit } })
  const upload = { firmId, userId, calendarId, fileName: mark, events: [], problems: [] }
  await calendarImport.create({ data: { ...upload, id: ids.eventUpload } })
  const ours = { firmId, kind: 'events', role: 'local', name: mark, calendarId } as const
  await collection.create({ data: { ...ours, id: ids.calendarCollection } })
}

const DAY = { kind: 'day', start: '2026-12-01', end: '2026-12-02' } as const

async function setAccounts(ids: Ids, mark: string): Promise<void> {
  const { firm: firmId, user: userId, sync: syncId, contact: localId } = ids
  const [at, remoteId, values] = [new Date(), remoteIdOf(mark), contactOf(mark)]
  const { collection, connection, sync, item, link, exclusion, separation, remoteRestore, handChosen } =
    owner()
  const { linkCount, pendingItem, syncDay, tagLabel, tagLabelMember, unlinkedItem } = owner()
  const { accountDuplicates, accountMerge } = owner()
  const account = { firmId, userId, accountId: mark, accountEmail: emailOf(mark), refreshToken: mark }
  await connection.create({ data: { ...account, id: ids.connection, provider: 'google' } })
  await connection.create({ data: { ...account, id: ids.otherConnection, provider: 'memory' } })
  const ours = { id: ids.addressBook, firmId, kind: 'contacts', name: mark } as const
  await collection.create({ data: { ...ours, role: 'local' } })
  const theirs = { ...ours, role: 'remote', remoteId: mark, cursorToken: mark } as const
  await collection.create({ data: { ...theirs, id: ids.collection, connectionId: ids.connection } })
  await collection.create({ data: { ...theirs, id: ids.otherCollection, connectionId: ids.otherConnection } })
  const joins = { localCollectionId: ids.addressBook, remoteId: mark }
  const contacts = { firmId, kind: 'contacts', settings: {}, ...joins } as const
  const read = { connectionId: ids.connection, remoteCollectionId: ids.collection }
  const idle = { id: syncId, ...read, account: `google:${mark}` }
  await sync.create({ data: { ...contacts, ...idle } })
  const active = { state: 'active', startedAt: at, nextCheckAt: at } as const
  const other = { connectionId: ids.otherConnection, remoteCollectionId: ids.otherCollection }
  const running = { id: ids.running, ...other, account: `memory:${mark}` }
  await sync.create({ data: { ...contacts, ...active, ...running } })
  const seen = { syncId, firmId, version: '1', value: values, raw: { mark }, seenAt: at }
  await item.create({ data: { ...seen, remoteId } })
  await item.create({ data: { ...seen, remoteId: `${remoteId}-gone`, deleted: true, seenRunId: ids.run } })
  const base = { baseLocal: values, baseRemote: values, localVersion: 1, remoteVersion: '1', baseAt: at }
  const linked = { ...base, firmId, localId, remoteId, tombstone: 'remote', tombstoneAt: at } as const
  await link.create({ data: { ...linked, id: ids.link, syncId } })
  await link.create({ data: { ...linked, id: ids.gone, syncId: ids.running } })
  const out = { id: ids.exclusion, remoteId: `${remoteId}-out`, name: mark }
  await exclusion.create({ data: { ...out, firmId, syncId, userId } })
  await remoteRestore.create({ data: { id: crypto.randomUUID(), firmId, syncId, localId, userId } })
  const kept = { syncId, firmId, tagId: ids.tag, at }
  await tagLabel.create({ data: { ...kept, labelId: mark, name: mark } })
  await tagLabelMember.create({ data: { ...kept, localId, member: true } })
  await handChosen.create({ data: { syncId, firmId, localId } })
  const twice = [remoteId, `${remoteId}-twice`]
  await accountDuplicates.create({
    data: { id: ids.accountDuplicates, firmId, syncId, remoteIds: twice, probability: 0.9 },
  })
  const part = { remoteId, version: '1', value: values, labels: null, localId, deleted: true }
  const parts = toJson([{ ...part, key: localId, sentAt: null, newId: null }])
  const merged = { state: 'merged', survivorId: `${remoteId}-twice`, name: mark, to: values, parts } as const
  await accountMerge.create({ data: { id: ids.accountMerge, firmId, syncId, userId, ...merged } })
  await separation.create({ data: { syncId, firmId, localId, remoteId: `${remoteId}-other`, userId } })
  await linkCount.create({ data: { firmId, syncId, count: 1 } })
  await syncDay.create({ data: { firmId, syncId, day: new Date('2020-01-01'), runs: 1 } })
  await unlinkedItem.create({
    data: { firmId, syncId, side: 'remote', itemId: remoteId, scheme: '1', keys: [1], digest: '1' },
  })
  await pendingItem.create({ data: { firmId, syncId, side: 'local', itemId: localId, runId: ids.run } })
}

/** What people are told about their syncs, in the app, by e-mail and by webhook. */
async function setNotices({ firm: firmId, user: userId, sync: syncId }: Ids, mark: string): Promise<void> {
  const { syncNotice, personMail, webhook, webhookDelivery, syncAlert } = owner()
  const since = new Date()
  await syncNotice.create({
    data: { id: crypto.randomUUID(), firmId, syncId, userId, byId: userId, kind: 'sync.pause' },
  })
  await personMail.create({ data: { userId, firmId, need: 'decide', since } })
  await webhook.create({ data: { firmId, url: `https://${mark}.example/hook`, secret: mark } })
  await webhookDelivery.create({ data: { id: crypto.randomUUID(), firmId, event: 'test', body: mark } })
  await syncAlert.create({ data: { syncId, firmId, kind: 'failed', since } })
}

const NOTHING = {
  ...{ local: null, remote: null, base: null, tombstone: null },
  ...{ conflicts: [], reasons: [], probability: null },
}

async function setRuns(ids: Ids, mark: string): Promise<void> {
  const { firm: firmId, user: userId, sync: syncId, run: runId, contact: localId } = ids
  const { run, change, labelChange } = owner()
  const reads = { firmId, full: true, userId, pageToken: mark }
  await run.create({ data: { ...reads, id: runId, syncId, kind: 'first', state: 'ready' } })
  const held = { kind: 'manual', state: 'comparing', waitKind: 'guard' } as const
  await run.create({ data: { ...reads, ...held, id: ids.held, syncId: ids.running } })
  const about = { firmId, syncId, runId, localId, remoteId: remoteIdOf(mark), body: NOTHING }
  const planned = { ...about, name: mark, sortKey: mark, search: mark, undecided: true }
  await change.create({ data: { ...planned, id: ids.question, kind: 'question', group: 'decide' } })
  const labelled = { tagId: ids.tag, labelId: mark, name: mark, side: 'local', added: true, at: new Date() }
  await labelChange.create({ data: { id: crypto.randomUUID(), firmId, syncId, runId, localId, ...labelled } })
  const failed = { state: 'failed', error: { kind: 'rejected', field: mark, message: mark } } as const
  await change.create({ data: { ...planned, ...failed, id: ids.failed, kind: 'update', group: 'update' } })
  const outdated = { state: 'waiting', outdated: true, undecided: false } as const
  await change.create({
    data: { ...planned, ...outdated, id: ids.outdated, kind: 'update', group: 'update' },
  })
  const values = { from: contactOf(mark), to: { ...EMPTY_CONTACT, lastName: `${mark}-later` } }
  const applied = {
    state: 'applied',
    appliedAt: new Date(),
    undecided: false,
    body: toJson({ ...NOTHING, remote: values }),
  } as const
  await change.create({ data: { ...planned, ...applied, id: ids.applied, kind: 'update', group: 'update' } })
  const excluded = { state: 'excluded', answers: { exclusion: { batch: mark, was: 'planned' } } } as const
  await change.create({ data: { ...planned, ...excluded, id: ids.excluded, kind: 'link', group: 'link' } })
}
