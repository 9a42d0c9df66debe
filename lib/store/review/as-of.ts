// Records what a page showed, so that a decision applies to nothing else: the database snapshot in which the page was read. Each change
// has a stamp, the transaction that last changed its visible content (trigger change_stamp). If the snapshot does not contain that
// transaction, the page did not show that content. A sequence number would not work: numbers are not assigned in the order of commits.

import { db } from '@/lib/store/database/client'
import { Prisma } from '@/lib/store/database/generated/client'
import type { Actor } from '@/lib/store/firm/actor'
import { inScope, type Scope } from './preview'

/** Postgres's text form of a snapshot, "xmin:xmax:xip,xip": its bounds, and the transactions in progress between them. */
const SNAPSHOT = /^(\d{1,18}):(\d{1,18}):((\d{1,18},)*\d{1,18})?$/

/** Whether a text has the form that `asOfNow` returns. Pure. */
export function isAsOf(text: string): boolean {
  const [, from, to, between] = SNAPSHOT.exec(text) ?? []
  if (from === undefined || to === undefined || from === '0' || Number(from) > Number(to)) return false
  const open = between ? between.split(',').map(Number) : []
  return open.every((id, at) => id >= Number(from) && id < Number(to) && id > (open[at - 1] ?? 0))
}

/** Call it before the rows are read: a change between the two then counts as not shown, never as shown. */
export async function asOfNow({ firmId }: Pick<Actor, 'firmId'>): Promise<string> {
  const [row] = await db(firmId).$queryRaw<[{ now: string }]>`select pg_current_snapshot()::text as now`
  return row.now
}

/**
 * True of rows that are unchanged since the snapshot. A stamp beyond this server's transactions comes from another server whose database
 * was copied here, so it is older than any snapshot of this server.
 */
export const shownIn = (asOf: string, stamp: Prisma.Sql = Prisma.sql`c.stamp`): Prisma.Sql =>
  Prisma.sql`(pg_visible_in_snapshot(${stamp}::xid8, ${asOf}::text::pg_snapshot)
    or ${stamp}::xid8 >= pg_snapshot_xmax(pg_current_snapshot()))`

/** How many changes of the scope were created or modified by others since the snapshot; a decision does not touch these. */
export async function changedSince(actor: Actor, scope: Scope, asOf: string): Promise<number> {
  const [row] = await db(actor.firmId).$queryRaw<[{ count: number }]>`
    select count(*)::int as count from "Change" c where ${inScope(actor, scope)} and not ${shownIn(asOf)}`
  return row.count
}
