// When each part of a value last changed: for the account's side from the items that were read, for ours from the item's history.

import { isDeepStrictEqual } from 'node:util'
import type { CollectionItem } from '@/lib/engine/collection'
import type { ChangeTimes, Span } from '@/lib/engine/model'
import { settingsInForce } from '@/lib/store/address-book/values'
import type { Db, Tx } from '@/lib/store/database/client'
import type { Prisma } from '@/lib/store/database/generated/client'
import type { EditHere, KindOf, TimesOfParts } from '@/lib/store/kinds/kind'

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
export async function seenTimes<V>(
  tx: Tx,
  { sync, domain, times }: Pick<KindOf<V>, 'sync' | 'domain' | 'times'>,
  items: readonly CollectionItem<V>[],
  unchangedAt: Date | null,
): Promise<ReadonlyMap<string, ChangeTimes>> {
  if (times === null) return new Map()
  const present = items.filter(({ deleted }) => !deleted)
  const outdated = await outdatedIds(tx, sync, present)
  if (outdated.length === 0) return new Map()
  const rows = await tx.$queryRaw<readonly Before[]>`
    select e."remoteId", e.value, e.raw, e."changedAt", e."changeTimes"
    from "Item" e where e."syncId" = ${sync.id}::uuid and e."remoteId" = any(${outdated}::text[])
      and (e.deleted or e.value <> ${JSON.stringify(domain.empty)}::jsonb)`
  const before = new Map(rows.map((row) => [row.remoteId, row]))
  return new Map(
    present.flatMap((item) => {
      const row = before.get(item.id)
      return row ? [[item.id, timesAfter({ domain, times }, row, item, unchangedAt)] as const] : []
    }),
  )
}

/** The ids of those that are stored with another version. Apart from the query for their values, so that a first read opens no value. */
async function outdatedIds(
  tx: Tx,
  { id }: Pick<KindOf<unknown>['sync'], 'id'>,
  items: readonly Pick<CollectionItem<unknown>, 'id' | 'version'>[],
): Promise<string[]> {
  const versions = new Map(items.map((item) => [item.id, item.version]))
  const rows = await tx.$queryRaw<readonly { readonly remoteId: string; readonly version: string }[]>`
    select e."remoteId", e.version from "Item" e
    where e."syncId" = ${id}::uuid and e."remoteId" = any(${[...versions.keys()]}::text[])`
  return rows.flatMap(({ remoteId, version }) => (versions.get(remoteId) === version ? [] : [remoteId]))
}

interface Known<V> {
  readonly domain: KindOf<V>['domain']
  readonly times: TimesOfParts<V>
}

function timesAfter<V>(
  { domain, times }: Known<V>,
  before: Before,
  item: CollectionItem<V>,
  unchangedAt: Date | null,
): ChangeTimes {
  return times.afterStep(asTimes(before.changeTimes) ?? times.firstSeen(before.changedAt), {
    from: domain.stored(before.value),
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

/** The times of items here, by id. Empty unless the sync's setting needs them. */
export async function timesHere<V>(
  by: Db | Tx,
  { sync, domain, times }: Pick<KindOf<V>, 'sync' | 'domain' | 'times'>,
  ids: readonly string[],
): Promise<ReadonlyMap<string, ChangeTimes>> {
  if (times === null || settingsInForce(sync).onConflict !== 'newest' || ids.length === 0) return new Map()
  const byItem = new Map<string, EditHere[]>()
  for (const edit of await times.history(by, [...new Set(ids)]))
    byItem.set(edit.itemId, [...(byItem.get(edit.itemId) ?? []), edit])
  return new Map([...byItem].map(([id, edits]) => [id, timesOfHistory({ domain, times }, edits, sync.id)]))
}

/** `all`: oldest first. Earlier edits may be missing, and the values of the oldest may be erased. */
function timesOfHistory<V>(
  { domain, times: known }: Known<V>,
  all: readonly EditHere[],
  syncId: string,
): ChangeTimes {
  const history = all.filter(({ from, to }) => from !== null || to !== null)
  const [first] = history
  let now: V | null = first?.from ? domain.stored(first.from) : null
  let times = known.firstSeen(first?.at ?? null)
  for (const edit of history) {
    if (edit.to === null) continue
    const to = domain.stored(edit.to)
    const span = spanOf(edit, syncId)
    times = now
      ? known.afterStep(times, { from: now, to, ...span, others: true })
      : { first: span, units: {} }
    now = to
  }
  return times
}

const NEVER = new Date(0)

/**
 * A person's edit happened when it was saved. Data from a file or another account is older by an unknown time. Data from this account was
 * never changed here.
 */
function spanOf({ at, importId, changeId, syncId: by }: EditHere, syncId: string): Span {
  if (changeId !== null) return by === syncId ? { since: NEVER, at: NEVER } : { since: null, at }
  return { since: importId === null ? at : null, at }
}
