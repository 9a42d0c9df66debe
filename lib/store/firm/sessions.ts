// Sessions: one row for each browser, read on each request. An ended, expired or long unused session does not count. Each person sees and
// can end their own.

import { recordAudit, recordMany } from '@/lib/store/audit/record'
import { db, type Tx, withTransaction } from '@/lib/store/database/client'
import { type Identity, type OfFirm, userOfSubject } from '@/lib/store/database/cross-tenant'
import { Prisma } from '@/lib/store/database/generated/client'
import type { Actor } from './actor'
import { mustStillBeAdmin } from './rights'

/** A working week and its weekend. Then the person signs in again, which takes one click. Nothing extends a session. */
export const SESSION_SECONDS = 7 * 24 * 3600
/** Overnight: a person who returns in the morning signs in again. */
export const IDLE_HOURS = 12
/** The precision of `lastSeenAt`, so that not every request writes. */
const SEEN_SECONDS = 60

export interface SignedIn extends Actor {
  readonly sessionId: string
  readonly name: string
  readonly email: string
  /** The zone that they chose under Profile; null: their browser's. */
  readonly timeZone: string | null
}

const before = (now: Date, seconds: number) => new Date(now.getTime() - seconds * 1000)

const openAt = (now: Date) => Prisma.sql`s."endedAt" is null and s."expiresAt" > ${now}
  and s."lastSeenAt" > ${before(now, IDLE_HOURS * 3600)}`

/** Starts a session for an account that was just admitted; null if its person was removed meanwhile. */
export async function startSession(
  account: Identity,
  browser: string,
  now: Date,
): Promise<(OfFirm & { readonly userId: string }) | null> {
  const person = await userOfSubject(account)
  if (!person) return null
  const { id: userId, firmId } = person
  const id = crypto.randomUUID()
  await clear(firmId, now)
  // Locks the person's row, so that a removal at the same moment comes before or after.
  return withTransaction(firmId, async (tx) => {
    const started = await tx.$executeRaw`
      insert into "Session" (id, "firmId", "userId", browser, "createdAt", "lastSeenAt", "expiresAt")
      select ${id}::uuid, "firmId", id, ${browser}, ${now}, ${now}, ${before(now, -SESSION_SECONDS)}
      from "User" where id = ${userId}::uuid and "firmId" = ${firmId}::uuid and "removedAt" is null for share`
    if (started !== 1) return null
    await recordAudit(tx, firmId, { kind: 'session.start', userId, detail: { browser } })
    return { id, firmId, userId }
  })
}

/** Each new session deletes the firm's expired ones. */
async function clear(firmId: string, now: Date): Promise<void> {
  await withTransaction(firmId, async (tx) => {
    await endExpired(tx, firmId, now)
    await tx.session.deleteMany({ where: { firmId, expiresAt: { lt: now } } })
  })
}

/** Ends the sessions that nobody ended: the audit says when each expired, or had not been used for so long. Returns their number. */
export async function endExpired(tx: Tx, firmId: string, now: Date): Promise<number> {
  const ended = await tx.$queryRaw<
    { readonly userId: string; readonly browser: string; readonly at: Date }[]
  >`
    update "Session" s set "endedAt" = least(s."expiresAt", s."lastSeenAt" + make_interval(hours => ${IDLE_HOURS}::int))
    where s."firmId" = ${firmId}::uuid and s."endedAt" is null and not (${openAt(now)})
    returning s."userId", s.browser, s."endedAt" as at`
  const kind = 'session.expire' as const
  await recordMany(
    tx,
    firmId,
    ended.map(({ userId, browser, at }) => ({ kind, userId, detail: { browser, at: at.toISOString() } })),
  )
  return ended.length
}

/**
 * The session's user with current data; null if removed or if the session is over. `uses`: a person's request, not one that an open page
 * sends.
 */
export async function personOf({ id, firmId }: OfFirm, now: Date, uses: boolean): Promise<SignedIn | null> {
  const [found] = await db(firmId).$queryRaw<(SignedIn & { readonly lastSeenAt: Date })[]>`
    select u.id as "userId", u."firmId", u.role, u.name, u.email, u."timeZone", s.id as "sessionId", s."lastSeenAt"
    from "Session" s join "User" u on u.id = s."userId" and u."firmId" = s."firmId"
    where s.id = ${id}::uuid and s."firmId" = ${firmId}::uuid and u."removedAt" is null and ${openAt(now)}`
  if (!found) return null
  const { lastSeenAt, ...person } = found
  const old = before(now, SEEN_SECONDS)
  if (uses && lastSeenAt < old)
    await db(firmId).session.updateMany({
      where: { id, firmId, lastSeenAt: { lt: old } },
      data: { lastSeenAt: now },
    })
  return person
}

export interface OpenSession {
  readonly id: string
  readonly browser: string
  readonly createdAt: Date
  readonly lastSeenAt: Date
}

/** The person's own sessions, last used first. */
export function openSessions({ userId, firmId }: Actor, now: Date): Promise<readonly OpenSession[]> {
  return db(firmId).$queryRaw<OpenSession[]>`
    select s.id, s.browser, s."createdAt", s."lastSeenAt" from "Session" s
    where s."firmId" = ${firmId}::uuid and s."userId" = ${userId}::uuid and ${openAt(now)}
    order by s."lastSeenAt" desc, s.id`
}

/** **Sign out** for the cookie's session. Returns its user; null if it had already ended. */
export async function endSession({ id, firmId }: OfFirm, now: Date): Promise<string | null> {
  return withTransaction(firmId, async (tx) => {
    const [ended] = await tx.$queryRaw<{ readonly userId: string }[]>`
      update "Session" s set "endedAt" = ${now}
      where s.id = ${id}::uuid and s."firmId" = ${firmId}::uuid and ${openAt(now)} returning s."userId"`
    if (!ended) return null
    await recordAudit(tx, firmId, { kind: 'session.leave', userId: ended.userId })
    return ended.userId
  })
}

/** One of a person's sessions, all but one, or all. */
export type Which = { readonly only: string } | { readonly except: string } | 'all'

/** People end their own sessions, administrators anybody's. Returns the number that were open. */
export async function endSessions(actor: Actor, userId: string, which: Which, now: Date): Promise<number> {
  const { firmId } = actor
  const isOwn = userId === actor.userId
  return withTransaction(firmId, async (tx) => {
    if (!isOwn) await mustStillBeAdmin(tx, actor)
    const ended = await tx.$executeRaw`
      update "Session" s set "endedAt" = ${now}
      where s."firmId" = ${firmId}::uuid and s."userId" = ${userId}::uuid and ${chosen(which)} and ${openAt(now)}`
    const kind = isOwn ? 'session.leave' : 'session.end'
    const event = { kind, userId: actor.userId, subjectId: userId } as const
    // Of one's own other browsers the number is said: **Sign out** in this one has none.
    if (ended > 0) await recordAudit(tx, firmId, { ...event, detail: { count: ended } })
    return ended
  })
}

function chosen(which: Which): Prisma.Sql {
  if (which === 'all') return Prisma.sql`true`
  return 'only' in which ? Prisma.sql`s.id = ${which.only}::uuid` : Prisma.sql`s.id <> ${which.except}::uuid`
}
