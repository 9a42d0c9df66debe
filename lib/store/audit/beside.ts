// What stands beside the chain: the names and values that entries are about, as far as they still exist and this administrator may see
// them. A contact that is only a colleague's has neither, nor has an event of a calendar that the administrator does not see.
import { displayName } from '@/lib/domains/contacts/value/contact'
import type { CalendarEvent } from '@/lib/domains/events/value/event'
import type { MatterChange } from '@/lib/domains/matters/diff'
import { labelOf } from '@/lib/providers/registry'
import { contactFromRow } from '@/lib/store/address-book/contact-row'
import { db } from '@/lib/store/database/client'
import type { Actor } from '@/lib/store/firm/actor'
import { userNames } from '@/lib/store/firm/user-names'
import { type AboutEvent, eventEditsOf, eventsById } from './about-events'
import { type AboutMatter, matterChangesOf, mattersById } from './about-matters'
import type { AuditKind } from './kinds'

/** An entry as the chain has it. */
export interface AuditRow {
  readonly seq: bigint
  readonly at: Date
  readonly kind: AuditKind
  readonly side: 'local' | 'remote' | null
  readonly userId: string | null
  readonly subjectId: string | null
  readonly contactId: string | null
  readonly syncId: string | null
  readonly runId: string | null
  readonly changeId: string | null
  readonly sourceId: string | null
  readonly detail: Readonly<Record<string, unknown>> | null
}

export interface SyncOfEntry {
  /** Of its provider. */
  readonly label: string
  /** By which Sync Status knows it (WatchedSync.id of lib/store/oversight/connections.ts). */
  readonly watchedId: string
  /** Whose it is. */
  readonly owner: string
  /** The calendar's name here; null for contacts. */
  readonly calendar: string | null
}

export interface AuditEntry extends AuditRow {
  /** Names; null if there is none. */
  readonly person: string | null
  readonly subject: string | null
  /** The contact's name as it is now; null if there is none, if it was erased or if it is a colleague's alone. */
  readonly contact: string | null
  readonly contactDeleted: boolean
  /** What `detail` names by its id; null if it is gone, or is not to be seen. */
  readonly event: Pick<AboutEvent, 'id' | 'name' | 'deleted'> | null
  readonly matter: AboutMatter | null
  /** Contact values before and after; null if they are no longer kept or not to be seen. */
  readonly values: { readonly from: unknown; readonly to: unknown } | null
  /** The same of an event. */
  readonly eventValues: { readonly from: CalendarEvent | null; readonly to: CalendarEvent | null } | null
  readonly matterChanges: readonly MatterChange[] | null
  readonly tags: { readonly added: readonly string[]; readonly removed: readonly string[] } | null
  /** What AuditValue says. */
  readonly said: Readonly<Record<string, unknown>> | null
  readonly sync: SyncOfEntry | null
}

const present = (ids: readonly (string | null)[]): string[] => [...new Set(ids.filter((id) => id !== null))]

export async function withNames(actor: Actor, rows: readonly AuditRow[]): Promise<readonly AuditEntry[]> {
  if (rows.length === 0) return []
  const { firmId } = actor
  const sources = (of: (row: AuditRow) => boolean) => present(rows.filter(of).map(({ sourceId }) => sourceId))
  const isLocal = (of: string) => (row: AuditRow) => row.side === 'local' && row.kind.startsWith(of)
  const named = (name: string) => present(rows.map((row) => idIn(row, name)))
  const [people, contacts, syncs, edits, tags, said, changes, events, eventEdits, matters, matterChanges] =
    await Promise.all([
      userNames(
        firmId,
        rows.flatMap(({ userId, subjectId }) => [userId, subjectId]),
      ),
      contactNames(actor, present(rows.map(({ contactId }) => contactId))),
      syncsOf(firmId, present(rows.map(({ syncId }) => syncId))),
      editsOf(
        actor,
        sources((row) => isLocal('contact.')(row) && row.kind !== 'contact.tags'),
      ),
      tagEditsOf(
        actor,
        sources(({ kind }) => kind === 'contact.tags'),
      ),
      saidOf(
        firmId,
        sources(({ side }) => side !== 'local'),
      ),
      writtenOf(actor, present(rows.filter(({ side }) => side === 'remote').map(({ changeId }) => changeId))),
      eventsById(actor, named('eventId')),
      eventEditsOf(firmId, sources(isLocal('event.'))),
      mattersById(firmId, named('matterId')),
      matterChangesOf(firmId, sources(isLocal('matter.'))),
    ])
  return rows.map((row) => {
    const contact = contacts.get(row.contactId ?? '')
    const saidOfRow = said.get(row.sourceId ?? '') ?? null
    const written =
      row.side === 'remote' ? (changes.get(row.changeId ?? '') ?? asValues(saidOfRow)) : undefined
    const event = events.get(idIn(row, 'eventId') ?? '')
    const ofEvent = row.kind.startsWith('event.')
      ? (written ?? eventEdits.get(row.sourceId ?? ''))
      : undefined
    return {
      ...row,
      person: people.get(row.userId) ?? null,
      subject: people.get(row.subjectId) ?? null,
      contact: contact?.name ?? null,
      contactDeleted: contact?.deleted ?? false,
      event: event ?? null,
      matter: matters.get(idIn(row, 'matterId') ?? '') ?? null,
      values: edits.get(row.sourceId ?? '') ?? (contact ? written : null) ?? null,
      eventValues: event && ofEvent ? { from: event.seen(ofEvent.from), to: event.seen(ofEvent.to) } : null,
      matterChanges: matterChanges.get(row.sourceId ?? '') ?? null,
      tags: contact ? (tags.get(row.sourceId ?? '') ?? null) : null,
      said: row.side === null ? saidOfRow : null,
      sync: syncs.get(row.syncId ?? '') ?? null,
    }
  })
}

const idIn = ({ detail }: AuditRow, name: string): string | null => {
  const id = detail?.[name]
  return typeof id === 'string' ? id : null
}

/** What AuditValue has of a value that a run wrote without a change of a preview, such as a merge in the account. */
const asValues = (said: Readonly<Record<string, unknown>> | null): Values | undefined =>
  said ? { from: said.from ?? null, to: said.to ?? null } : undefined

/** As it is now; null if there is none, if it was erased or if it is a colleague's alone. */
export async function contactName(actor: Actor, id: string): Promise<string | null> {
  return (await contactNames(actor, [id])).get(id)?.name ?? null
}

async function contactNames(actor: Actor, ids: readonly string[]) {
  if (ids.length === 0) return new Map<string, { name: string; deleted: boolean }>()
  const rows = await db(actor).contact.findMany({
    where: { firmId: actor.firmId, id: { in: [...ids] }, purgedAt: null },
    select: { id: true, value: true, deletedAt: true },
  })
  return new Map(
    rows.map((row) => [row.id, { name: displayName(contactFromRow(row)), deleted: row.deletedAt !== null }]),
  )
}

async function syncsOf(firmId: string, ids: readonly string[]): Promise<ReadonlyMap<string, SyncOfEntry>> {
  if (ids.length === 0) return new Map()
  const rows = await db(firmId).sync.findMany({
    where: { firmId, id: { in: [...ids] } },
    select: {
      ...{ id: true, kind: true, connectionId: true },
      connection: { select: { provider: true, user: { select: { name: true } } } },
      localCollection: { select: { calendar: { select: { name: true } } } },
    },
  })
  return new Map(
    rows.map(({ id, kind, connectionId, connection, localCollection }) => [
      id,
      {
        ...{ label: labelOf(connection), watchedId: kind === 'events' ? id : connectionId },
        ...{ owner: connection.user.name, calendar: localCollection.calendar?.name ?? null },
      },
    ]),
  )
}

type Values = { readonly from: unknown; readonly to: unknown }

/** Hidden by the database where the contact is a colleague's alone. */
async function editsOf(actor: Actor, ids: readonly string[]): Promise<ReadonlyMap<string, Values>> {
  if (ids.length === 0) return new Map()
  const rows = await db(actor).contactEdit.findMany({
    where: { firmId: actor.firmId, id: { in: [...ids] }, salt: { not: null } },
    select: { id: true, from: true, to: true },
  })
  return new Map(rows.map(({ id, from, to }) => [id, { from, to }]))
}

/** What changes wrote in accounts. */
async function writtenOf(actor: Actor, ids: readonly string[]): Promise<ReadonlyMap<string, Values>> {
  if (ids.length === 0) return new Map()
  const rows = await db(actor).$queryRaw<(Values & { id: string })[]>`
    select id, body -> 'remote' -> 'from' as from, body -> 'remote' -> 'to' as to from "Change"
    where "firmId" = ${actor.firmId}::uuid and id = any(${[...ids]}::uuid[]) and "erasedAt" is null`
  return new Map(rows.map(({ id, from, to }) => [id, { from, to }]))
}

async function tagEditsOf(actor: Actor, ids: readonly string[]) {
  if (ids.length === 0) return new Map<string, never>()
  const rows = await db(actor).contactTagEdit.findMany({
    where: { firmId: actor.firmId, id: { in: [...ids] } },
    select: { id: true, added: true, removed: true },
  })
  return new Map(rows.map(({ id, added, removed }) => [id, { added, removed }]))
}

async function saidOf(
  firmId: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Readonly<Record<string, unknown>>>> {
  if (ids.length === 0) return new Map()
  const rows = await db(firmId).auditValue.findMany({
    where: { firmId, id: { in: [...ids] }, salt: { not: null } },
    select: { id: true, value: true },
  })
  return new Map(rows.map(({ id, value }) => [id, value as Readonly<Record<string, unknown>>]))
}
