// Tells a person what an administrator did with their sync: on its page and by the dot on the gear, until they have read it.
import { db, type Tx } from '@/lib/store/database/client'
import type { Actor } from '@/lib/store/firm/actor'

/** What is told. */
export const TOLD = ['sync.request', 'sync.pause', 'sync.resume', 'sync.stop', 'sync.undo'] as const
export type ToldKind = (typeof TOLD)[number]

const isTold = (kind: string): kind is ToldKind => (TOLD as readonly string[]).includes(kind)

interface By {
  readonly firmId: string
  /** Null: the program itself. */
  readonly userId: string | null
}

/** For the transaction of what was done. A repetition of what is still unread is told once, with the later time. */
export async function tellOwner(
  tx: Tx,
  { firmId, userId }: By,
  { syncId, ownerId, kind }: { readonly syncId: string; readonly ownerId: string; readonly kind: string },
): Promise<void> {
  if (userId === null || userId === ownerId || !isTold(kind)) return
  const same = { firmId, syncId, userId: ownerId, byId: userId, kind, readAt: null }
  await tx.syncNotice.deleteMany({ where: same })
  await tx.syncNotice.create({ data: { id: crypto.randomUUID(), ...same } })
}

export interface SyncNoticeView {
  readonly id: string
  readonly kind: ToldKind
  readonly by: string
  readonly at: Date
  /** The calendar's name here; null for contacts. */
  readonly calendar: string | null
}

/** At most so many are listed; older ones follow once these are read. */
const MOST = 10

/** The latest first. */
export async function unreadNotices(
  { firmId, userId }: Actor,
  provider: string,
): Promise<readonly SyncNoticeView[]> {
  const rows = await db(firmId).$queryRaw<(Omit<SyncNoticeView, 'kind'> & { readonly kind: string })[]>`
    select n.id, n.kind, n.at, u.name as by, d.name as calendar
    from "SyncNotice" n join "User" u on u.id = n."byId" join "Sync" s on s.id = n."syncId"
    join "Connection" k on k.id = s."connectionId" and k.provider = ${provider}
    join "Collection" l on l.id = s."localCollectionId" left join "Calendar" d on d.id = l."calendarId"
    where n."firmId" = ${firmId}::uuid and n."userId" = ${userId}::uuid and n."readAt" is null
    order by n.at desc, n.id limit ${MOST}`
  return rows.flatMap(({ kind, ...row }) => (isTold(kind) ? [{ ...row, kind }] : []))
}

/** Of the header: the provider's name of the sync that the latest one is about; null if there is none. */
export async function unreadNoticeOf({ firmId, userId }: Actor): Promise<string | null> {
  const found = await db(firmId).syncNotice.findFirst({
    where: { firmId, userId, readAt: null },
    orderBy: { at: 'desc' },
    select: { sync: { select: { connection: { select: { provider: true } } } } },
  })
  return found?.sync.connection.provider ?? null
}

/** **Got it**. `ids`: those that the page showed. */
export async function readNotices({ firmId, userId }: Actor, ids: readonly string[]): Promise<void> {
  await db(firmId).syncNotice.updateMany({
    where: { firmId, userId, id: { in: [...ids] }, readAt: null },
    data: { readAt: new Date() },
  })
}
