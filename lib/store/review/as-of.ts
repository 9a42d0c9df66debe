// What a page showed, so that nothing else is done in its person's name: the snapshot of the database that it was read in. Each
// change carries a stamp, the transaction that last changed what a page shows of it (trigger change_stamp). What that snapshot
// does not hold was not on the page. No number of ours would do: the order of numbers is not the order of commits.

import { db } from '@/lib/store/database/client'
import { Prisma } from '@/lib/store/database/generated/client'
import type { Actor } from '@/lib/store/firm/actor'
import { inScope, type Scope } from './preview'

/** Postgres's own form of a snapshot, "xmin:xmax:xip,xip": its bounds, and what was under way between them. */
const SNAPSHOT = /^(\d{1,18}):(\d{1,18}):((\d{1,18},)*\d{1,18})?$/

/** Whether a text is a snapshot as `asOfNow` gives it. Pure. */
export function isAsOf(text: string): boolean {
  const [, from, to, between] = SNAPSHOT.exec(text) ?? []
  if (from === undefined || to === undefined || from === '0' || Number(from) > Number(to)) return false
  const open = between ? between.split(',').map(Number) : []
  return open.every((id, at) => id >= Number(from) && id < Number(to) && id > (open[at - 1] ?? 0))
}

/** To be asked before the rows are read: what is changed in between then counts as not shown, never as shown. */
export async function asOfNow({ firmId }: Pick<Actor, 'firmId'>): Promise<string> {
  const [row] = await db(firmId).$queryRaw<[{ now: string }]>`select pg_current_snapshot()::text as now`
  return row.now
}

/**
 * Rows that are as they were in the snapshot. A stamp that this server has not reached yet is of another one, whose database was
 * copied here: it is as old as the copy.
 */
export const shownIn = (asOf: string, stamp: Prisma.Sql = Prisma.sql`c.stamp`): Prisma.Sql =>
  Prisma.sql`(pg_visible_in_snapshot(${stamp}::xid8, ${asOf}::text::pg_snapshot)
    or ${stamp}::xid8 >= pg_snapshot_xmax(pg_current_snapshot()))`

/** How many changes of the scope were made or changed since, by anybody else: a decision leaves these as they are. */
export async function changedSince(actor: Actor, scope: Scope, asOf: string): Promise<number> {
  const [row] = await db(actor.firmId).$queryRaw<[{ count: number }]>`
    select count(*)::int as count from "Change" c where ${inScope(actor, scope)} and not ${shownIn(asOf)}`
  return row.count
}
