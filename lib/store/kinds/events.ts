// The sync of a calendar of the firm with one in an account.
import { eventDomain } from '@/lib/domains/events/domain'
import { digestOf, recallBase } from '@/lib/domains/events/merge/base-digest'
import { withContent } from '@/lib/domains/events/recurrence/bare'
import { extentOf } from '@/lib/domains/events/recurrence/extent'
import type { Item } from '@/lib/domains/events/types'
import type { CalendarEvent } from '@/lib/domains/events/value/event'
import { problemsOf } from '@/lib/domains/events/value/validity'
import { eventProjects, providerOf } from '@/lib/providers/registry'
import { calendarCollection } from '@/lib/store/calendar/collection'
import { isPresent } from '@/lib/store/calendar/event-item'
import { readEvents } from '@/lib/store/calendar/event-push'
import type { Db, Tx } from '@/lib/store/database/client'
import { Prisma } from '@/lib/store/database/generated/client'
import { DAY } from '@/lib/time'
import type { KindOf, SyncOfKind } from './kind'

/** What a scope leaves out: events that ended so long ago. */
const DAYS = { days30: 30, year: 365, all: null } as const

export function eventSync(
  sync: SyncOfKind,
  { provider, calendarId }: { readonly provider: string; readonly calendarId: string },
): KindOf<CalendarEvent> {
  const { firmId } = sync
  const days = DAYS[sync.scopeFrom ?? 'all']
  return {
    sync,
    domain: eventDomain,
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
    bare: {
      are: Prisma.sql`(e.slot is not null and e.value ->> 'status' = 'cancelled' and coalesce(e.value ->> 'title', '') = '')`,
      filled: withContent,
    },
    times: null,
    mergedThere: async () => new Map(),
    inScope: ({ value, parentId }, now) => {
      // An occurrence follows its series. A time that cannot be read is not left out.
      if (days === null || parentId || problemsOf(value).some(({ field }) => field === 'time')) return true
      const { to } = extentOf(value)
      return to === null || to.getTime() > now.getTime() - days * DAY
    },
  }
}

/** An event that has moved to another calendar is a deleted item of this one, in a version of its own. */
async function itemsHere(
  here: { readonly firmId: string; readonly calendarId: string },
  by: Db | Tx,
  ids: readonly string[],
): Promise<readonly Item[]> {
  const items = await readEvents(here, by, ids)
  const missing = items.flatMap(({ id, version }) => (version === '' ? [id] : []))
  const moved = await by.calendarEvent.findMany({
    where: { firmId: here.firmId, id: { in: missing } },
    select: { id: true, version: true },
  })
  const versions = new Map(moved.map(({ id, version }) => [id, String(version)]))
  return items.flatMap((item) => {
    const version = item.version || versions.get(item.id)
    return version ? [{ ...item, version }] : []
  })
}
