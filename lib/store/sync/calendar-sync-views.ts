// The calendars that a person may sync, each with its sync: what the section Clio Calendars shows.
import type { RunFacts, SyncFacts, WaitingFacts } from '@/lib/engine/status'
import { calendarsOf, type SeenCalendar } from '@/lib/store/calendar/calendars'
import { db } from '@/lib/store/database/client'
import { Prisma, type SyncScope } from '@/lib/store/database/generated/client'
import type { Actor } from '@/lib/store/firm/actor'
import { openCounts } from '@/lib/store/runs/counts'
import { isToCreate, maySync } from './calendar-syncs'
import { CURRENT_FIRST, remoteCollectionsOf } from './collections'
import { latestRun } from './overview'

export interface CalendarSync extends SyncFacts {
  readonly id: string
  /** Name of the calendar at the provider. */
  readonly remoteName: string
  /** Its id there; null until it is created. */
  readonly remoteId: string | null
  readonly from: SyncScope
  readonly run: RunFacts | null
  readonly waiting: WaitingFacts
}

export interface SyncableCalendar {
  readonly calendar: Pick<SeenCalendar, 'id' | 'kind' | 'name' | 'color'>
  /** Set up or active in this connection, else the one stopped last; null if there is none. */
  readonly sync: CalendarSync | null
  /** Name of another person who syncs it. */
  readonly syncedBy: string | null
}

/** In the order of the calendar page. */
export async function calendarSyncsOf(
  actor: Actor,
  connectionId: string,
): Promise<readonly SyncableCalendar[]> {
  return viewsOf(actor, connectionId, await syncableBy(actor))
}

/** One of them; null if the person may not sync that calendar. */
export async function calendarSyncOf(
  actor: Actor,
  connectionId: string,
  calendarId: string,
): Promise<SyncableCalendar | null> {
  const chosen = (await syncableBy(actor)).filter(({ id }) => id === calendarId)
  const [view] = await viewsOf(actor, connectionId, chosen)
  return view ?? null
}

const syncableBy = async (actor: Actor): Promise<readonly SeenCalendar[]> =>
  (await calendarsOf(actor)).filter((one) => maySync(actor, one))

async function viewsOf(
  actor: Actor,
  connectionId: string,
  calendars: readonly SeenCalendar[],
): Promise<readonly SyncableCalendar[]> {
  const syncs = await syncsOfCalendars(
    actor.firmId,
    calendars.map(({ id }) => id),
  )
  const there = await remoteCollectionsOf(actor.firmId, syncs)
  return Promise.all(
    calendars.map(async ({ id, kind, name, color }) => {
      const its = syncs.filter(({ localCollection }) => localCollection.calendarId === id)
      const own = its.find((sync) => sync.connectionId === connectionId)
      const other = its.find((sync) => sync.state === 'active' && sync.connection.userId !== actor.userId)
      return {
        calendar: { id, kind, name, color },
        sync: own ? await viewOf(own, there.get(own.remoteCollectionId)?.name ?? '') : null,
        syncedBy: other?.connection.user.name ?? null,
      }
    }),
  )
}

/** The calendars that the person has in sync. */
export async function calendarsInSync({
  firmId,
  userId,
}: Actor): Promise<readonly { readonly provider: string; readonly calendarId: string }[]> {
  const syncs = await db(firmId).sync.findMany({
    where: { firmId, kind: 'events', state: 'active', connection: { userId, disconnectedAt: null } },
    select: {
      connection: { select: { provider: true } },
      localCollection: { select: { calendarId: true } },
    },
    orderBy: { createdAt: 'asc' },
  })
  return syncs.flatMap(({ connection, localCollection: { calendarId } }) =>
    calendarId === null ? [] : [{ provider: connection.provider, calendarId }],
  )
}

const syncsOfCalendars = (firmId: string, calendarIds: readonly string[]) =>
  db(firmId).sync.findMany({
    where: { firmId, kind: 'events', localCollection: { calendarId: { in: [...calendarIds] } } },
    include: {
      localCollection: { select: { calendarId: true } },
      connection: { select: { userId: true, user: { select: { name: true } } } },
    },
    orderBy: [...CURRENT_FIRST],
  })

type SyncRow = Awaited<ReturnType<typeof syncsOfCalendars>>[number]

async function viewOf(sync: SyncRow, remoteName: string): Promise<CalendarSync> {
  const { id, state, stoppedAt, stoppedById, lastSuccessAt, nextCheckAt, remoteId } = sync
  const { pausedAt, pausedById } = sync
  const [run, waiting] = await Promise.all([latestRun(sync), waitingIn(sync)])
  return {
    ...{ id, state, stoppedAt, stoppedById, lastSuccessAt, nextCheckAt, run, waiting },
    ...{ pausedAt, pausedById },
    remoteName,
    remoteId: isToCreate(remoteId) ? null : remoteId,
    from: sync.scopeFrom ?? 'all',
  }
}

async function waitingIn({ id, firmId }: SyncRow): Promise<WaitingFacts> {
  const of = { firm: Prisma.sql`${firmId}::uuid`, sync: Prisma.sql`${id}::uuid` }
  const [{ undecided, outdated, failed }] = await db(firmId).$queryRaw<[WaitingFacts]>(openCounts(of))
  return { undecided, outdated, failed }
}
