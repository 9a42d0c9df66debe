// Whose run an undo is about, and how much of it the person sees who undoes it. Its person sees all. An administrator who undoes it on
// their behalf sees what the firm shares: not the contacts that are only the person's, nor events of which a calendar shows them only when
// (docs/decisions/0572).
import { calendarOf } from '@/lib/store/calendar/calendars'
import { db } from '@/lib/store/database/client'
import { Prisma } from '@/lib/store/database/generated/client'
import { type Actor, steeredSyncs } from '@/lib/store/firm/actor'
import { WITH_KIND } from '@/lib/store/kinds/registry'

/** Null if it is not over, or the actor may not undo it. */
export const pastRun = (actor: Actor, id: string) =>
  db(actor.firmId).run.findFirst({
    where: { id, endedAt: { not: null }, sync: steeredSyncs(actor) },
    include: { sync: { include: OF_SYNC } },
  })

const OF_SYNC = {
  ...WITH_KIND,
  connection: { select: { ...WITH_KIND.connection.select, userId: true, user: { select: { name: true } } } },
} satisfies Prisma.SyncInclude

export type PastRun = NonNullable<Awaited<ReturnType<typeof pastRun>>>

/** The person whose sync it was: an undo is planned with all that they have, whoever asks for it. */
export const ownerOfRun = ({ firmId, sync }: PastRun): Actor => ({
  userId: sync.connection.userId,
  firmId,
  role: 'member',
})

/** True of the changes that the viewer sees; null if they see all. For `UndoPart.seen`. */
export async function seenBy(viewer: Actor, run: PastRun): Promise<Prisma.Sql | null> {
  if (viewer.userId === run.sync.connection.userId) return null
  const { calendarId } = run.sync.localCollection
  return calendarId === null ? SHARED : seenEvents(viewer, calendarId)
}

const SHARED = Prisma.sql`exists (select from "Contact" v where v."firmId" = c."firmId" and v.id = coalesce(l."localId", c."localId")
  and v."ownerId" is null and v."purgedAt" is null)`

async function seenEvents(viewer: Actor, calendarId: string): Promise<Prisma.Sql> {
  const access = (await calendarOf(viewer, calendarId))?.access ?? 'busy'
  if (access === 'busy') return Prisma.sql`false`
  const isHere = Prisma.sql`v."firmId" = c."firmId" and v.id = coalesce(l."localId", c."localId") and v."purgedAt" is null`
  const shown = access === 'viewer' ? Prisma.sql`and not ${IS_PRIVATE}` : Prisma.empty
  return Prisma.sql`exists (select from "CalendarEvent" v where ${isHere} ${shown})`
}

/** Now, or before or after the run. */
const IS_PRIVATE = Prisma.sql`('private' = any(array_remove(array[v.value ->> 'visibility',
  c.body #>> '{local,from,visibility}', c.body #>> '{local,to,visibility}',
  c.body #>> '{remote,from,visibility}', c.body #>> '{remote,to,visibility}'], null)))`
