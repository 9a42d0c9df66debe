// The sync of a calendar of the firm with one in an account.
import { eventDomain } from '@/lib/domains/events/domain'
import { digestOf, recallBase } from '@/lib/domains/events/merge/base-digest'
import { withContent } from '@/lib/domains/events/recurrence/bare'
import { extentOf } from '@/lib/domains/events/recurrence/extent'
import type { Item } from '@/lib/domains/events/types'
import { isAsBusy } from '@/lib/domains/events/value/busy'
import type { CalendarEvent } from '@/lib/domains/events/value/event'
import { problemsOf } from '@/lib/domains/events/value/validity'
import { eventProjects, providerOf } from '@/lib/providers/registry'
import { calendarCollection } from '@/lib/store/calendar/collection'
import { goneItem, isPresent, itemOfEvent } from '@/lib/store/calendar/event-item'
import type { Here } from '@/lib/store/calendar/event-push'
import { eventRows } from '@/lib/store/calendar/event-writes'
import type { Db, Tx } from '@/lib/store/database/client'
import { Prisma } from '@/lib/store/database/generated/client'
import { DAY } from '@/lib/time'
import type { KindOf, SyncOfKind } from './kind'

/** What a scope leaves out: events that ended so long ago. */
const DAYS = { days30: 30, year: 365, all: null } as const

const IS_CANCELED = Prisma.sql`(e.slot is not null and e.value ->> 'status' = 'cancelled')`

export function eventSync(
  sync: SyncOfKind,
  { provider, calendarId }: { readonly provider: string; readonly calendarId: string },
): KindOf<CalendarEvent> {
  const { firmId } = sync
  const days = DAYS[sync.scopeFrom ?? 'all']
  return {
    sync,
    domain: eventDomain,
    region: null,
    get project() {
      return eventProjects({ provider })
    },
    here: {
      table: Prisma.sql`"CalendarEvent" c`,
      own: Prisma.sql`(c."firmId" = ${firmId}::uuid and c."calendarId" = ${calendarId}::uuid)`,
      live: isPresent('c'),
    },
    get there() {
      return providerOf({ provider }).collections.events
    },
    collection: (options) => calendarCollection(firmId, calendarId, options),
    itemsHere: (by, ids) => itemsHere({ firmId, calendarId }, by, ids),
    digest: digestOf,
    recall: recallBase,
    occurrences: {
      isBare: Prisma.sql`(${IS_CANCELED} and coalesce(e.value ->> 'title', '') = '')`,
      filled: withContent,
      isCanceled: IS_CANCELED,
      idsHere: (by, seriesIds) => occurrenceIds(firmId, by, seriesIds),
      touchedHere: (by, seriesIds, runId) => touchedSeries(firmId, by, seriesIds, runId),
      followedHere: (by, ids, runId) => followedOf(firmId, by, ids, runId),
    },
    times: null,
    mergedThere: async () => new Map(),
    inScope: (side, { value, parentId }, now) => {
      // An occurrence follows its series. A time that cannot be read is not left out.
      if (parentId) return true
      if (side === 'remote' && sync.privateAs === 'none' && isAsBusy(value)) return false
      if (days === null || problemsOf(value).some(({ field }) => field === 'time')) return true
      const { to } = extentOf(value)
      return to === null || to.getTime() > now.getTime() - days * DAY
    },
  }
}

async function occurrenceIds(firmId: string, by: Db | Tx, seriesIds: readonly string[]) {
  const where = { firmId, seriesId: { in: [...seriesIds] } }
  const rows = await by.calendarEvent.findMany({ where, select: { id: true } })
  return rows.map(({ id }) => id)
}

async function touchedSeries(firmId: string, by: Db | Tx, seriesIds: readonly string[], runId: string) {
  if (seriesIds.length === 0) return []
  const rows = await by.$queryRaw<{ id: string }[]>`
    with ours as (select h.id from "Change" h where h."firmId" = ${firmId}::uuid and h."runId" = ${runId}::uuid)
    select distinct o."seriesId" as id
    from "CalendarEvent" o
    join "CalendarEventEdit" e on e."firmId" = o."firmId" and e."eventId" = o.id
    join lateral (select min(s.at) as at from "CalendarEventEdit" s
      where s."firmId" = o."firmId" and s."eventId" = o."seriesId" and s."changeId" in (select id from ours)) w on e.at >= w.at
    where o."firmId" = ${firmId}::uuid and o."seriesId" = any(${[...seriesIds]}::uuid[])
      and (e."changeId" is null or e."changeId" not in (select id from ours))`
  return rows.map(({ id }) => id)
}

async function followedOf(firmId: string, by: Db | Tx, ids: readonly string[], runId: string) {
  const rows = await by.$queryRaw<{ id: string }[]>`
    select distinct e."eventId" as id from "CalendarEventEdit" e
    join "Change" h on h."firmId" = e."firmId" and h.id = e."changeId"
    where e."firmId" = ${firmId}::uuid and e."eventId" = any(${[...ids]}::uuid[])
      and h."runId" = ${runId}::uuid and not h."ofSeries"`
  return rows.map(({ id }) => id)
}

/** An event that has moved to another calendar is a deleted item of this one, in a version of its own. */
async function itemsHere(
  { firmId, calendarId }: Here,
  by: Db | Tx,
  ids: readonly string[],
): Promise<readonly Item[]> {
  const rows = await eventRows(by, firmId, ids)
  return rows.map((row) =>
    row.calendarId === calendarId
      ? itemOfEvent(row, calendarId)
      : { ...goneItem(row.id), version: String(row.version) },
  )
}
