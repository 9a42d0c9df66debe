// When each value of a contact last changed: for the account's side from the items that were read, for ours from the contact's history.

import { isDeepStrictEqual } from 'node:util'
import { afterStep, firstSeen } from '@/lib/domains/contacts/merge/change-times'
import type { RemoteItem } from '@/lib/domains/contacts/types'
import type { Contact } from '@/lib/domains/contacts/value/contact'
import type { ChangeTimes, Span } from '@/lib/engine/model'
import { asContact, settingsInForce } from '@/lib/store/address-book/values'
import type { Db, Tx } from '@/lib/store/database/client'
import type { ContactEdit, Prisma, Sync } from '@/lib/store/database/generated/client'
import { BLANK_CONTACT } from '@/lib/store/retention/erased-values'

type StoredSpan = { readonly since: string | null; readonly at: string | null }

/** Undefined if no change was read yet; the base then has the times. */
export function asTimes(json: Prisma.JsonValue): ChangeTimes | undefined {
  if (json === null) return undefined
  const { first, units } = json as unknown as { first: StoredSpan; units: Record<string, StoredSpan> }
  return {
    first: revived(first),
    units: Object.fromEntries(Object.entries(units).map(([unit, span]) => [unit, revived(span)])),
  }
}

const dateOf = (text: string | null) => (text === null ? null : new Date(text))
const revived = ({ since, at }: StoredSpan): Span => ({ since: dateOf(since), at: dateOf(at) })

/** An item as it was read before. */
interface Before {
  readonly remoteId: string
  readonly value: Prisma.JsonValue
  readonly raw: Prisma.JsonValue
  readonly changedAt: Date | null
  readonly changeTimes: Prisma.JsonValue
}

/**
 * The times of those items that were read before and have another version now, by remote id. An item whose values were erased is treated
 * as new. `unchangedAt`: the time until which a complete read would have shown any change; null if unknown.
 */
export async function seenTimes(
  tx: Tx,
  syncId: string,
  items: readonly RemoteItem[],
  unchangedAt: Date | null,
): Promise<ReadonlyMap<string, ChangeTimes>> {
  const present = items.filter(({ deleted }) => !deleted)
  const given = present.map(({ id, version }) => ({ id, version }))
  const rows = await tx.$queryRaw<readonly Before[]>`
    select e."remoteId", e.value, e.raw, e."changedAt", e."changeTimes"
    from jsonb_to_recordset(${JSON.stringify(given)}::jsonb) as g(id text, version text)
    join "Item" e on e."syncId" = ${syncId}::uuid and e."remoteId" = g.id and e.version <> g.version
      and (e.deleted or e.value <> ${BLANK_CONTACT}::jsonb)`
  const before = new Map(rows.map((row) => [row.remoteId, row]))
  return new Map(
    present.flatMap((item) => {
      const row = before.get(item.id)
      return row ? [[item.id, timesAfter(row, item, unchangedAt)] as const] : []
    }),
  )
}

function timesAfter(before: Before, item: RemoteItem, unchangedAt: Date | null): ChangeTimes {
  return afterStep(asTimes(before.changeTimes) ?? firstSeen(before.changedAt), {
    from: asContact(before.value),
    to: item.value,
    at: item.changedAt,
    since: later(before.changedAt, unchangedAt),
    others: changedMembers(before.raw, item.raw) > 1,
  })
}

const later = (a: Date | null, b: Date | null): Date | null => (a && b ? (a > b ? a : b) : (a ?? b))

/** These differ with every version. */
const VERSION_MEMBERS = new Set(['etag', 'metadata'])

/** How many members of the provider's own JSON differ. If more than one does, the time may be that of another change. */
function changedMembers(before: unknown, now: unknown): number {
  const [a, b] = [members(before), members(now)]
  const names = new Set([...Object.keys(a), ...Object.keys(b)])
  return [...names].filter((name) => !VERSION_MEMBERS.has(name) && !isDeepStrictEqual(a[name], b[name]))
    .length
}

const members = (raw: unknown): Readonly<Record<string, unknown>> =>
  typeof raw === 'object' && raw !== null ? (raw as Readonly<Record<string, unknown>>) : {}

/** The most edits of one contact that are read. */
const MOST_EDITS = 100

type Edit = Pick<ContactEdit, 'contactId' | 'at' | 'changeId' | 'importId' | 'from' | 'to'> & {
  /** The sync that made the change, if still known. */
  readonly syncId: string | null
}

/** The times of contacts here, by id. Empty unless the sync's setting needs them. */
export async function timesHere(
  by: Db | Tx,
  sync: Pick<Sync, 'id' | 'firmId' | 'settings' | 'restoredAt'>,
  contactIds: readonly string[],
): Promise<ReadonlyMap<string, ChangeTimes>> {
  if (settingsInForce(sync).onConflict !== 'newest' || contactIds.length === 0) return new Map()
  const edits = await by.$queryRaw<readonly Edit[]>`
    select e."contactId", e.at, e."changeId", e."importId", e."from", e."to", h."syncId"
    from "Contact" c
    join "ContactEdit" e on e."firmId" = c."firmId" and e."contactId" = c.id and e.version > c.version - ${MOST_EDITS}::int
    left join "Change" h on h.id = e."changeId"
    where c."firmId" = ${sync.firmId}::uuid and c.id = any(${[...new Set(contactIds)]}::uuid[])
    order by e."contactId", e.version`
  const byContact = new Map<string, Edit[]>()
  for (const edit of edits) byContact.set(edit.contactId, [...(byContact.get(edit.contactId) ?? []), edit])
  return new Map([...byContact].map(([id, history]) => [id, timesOfHistory(history, sync.id)]))
}

/** `all`: oldest first. Earlier edits may be missing, and the values of the oldest may be erased. */
function timesOfHistory(all: readonly Edit[], syncId: string): ChangeTimes {
  const history = all.filter(({ from, to }) => from !== null || to !== null)
  const [first] = history
  let now: Contact | null = first?.from ? asContact(first.from) : null
  let times = firstSeen(first?.at ?? null)
  for (const edit of history) {
    if (edit.to === null) continue
    const to = asContact(edit.to)
    const span = spanOf(edit, syncId)
    times = now ? afterStep(times, { from: now, to, ...span, others: true }) : { first: span, units: {} }
    now = to
  }
  return times
}

const NEVER = new Date(0)

/**
 * A person's edit happened when it was saved. Data from a file or another account is older by an unknown time. Data from this account was
 * never changed here.
 */
function spanOf({ at, importId, changeId, syncId: by }: Edit, syncId: string): Span {
  if (changeId !== null) return by === syncId ? { since: NEVER, at: NEVER } : { since: null, at }
  return { since: importId === null ? at : null, at }
}
