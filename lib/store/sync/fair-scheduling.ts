// Fair scheduling between firms: workers take messages in the order of a virtual clock for each firm. It is never behind the real time,
// and runs ahead by the time that the firm has requested and used (virtual clock scheduling). If a firm has forty runs, the second one is
// dated a time slice after the first, so that another firm's only run comes between them.
import { dbOfNoFirm } from '@/lib/store/database/client'
import { Prisma } from '@/lib/store/database/generated/client'

/** A run's expected time until its real time is known: a worker's time slice. Milliseconds. */
export const EXPECTED_MS = 20_000

/** Smaller is earlier. Counted from this date, so that seconds fit into the queue's four bytes until 2093. */
const FIRST_SECOND = Date.UTC(2026, 0, 1) / 1_000

const ms = (count: number) => Prisma.sql`${count}::float8 * interval '1 millisecond'`
const keyOf = (firmId: string) => `turn ${firmId}`

/**
 * Books a time slot for a run of each of the firms, one after the other for a firm that is named several times. The expected time stays
 * booked on the firm's clock until it is used or released. Returns the priorities in the order of the firms.
 */
export async function bookSlots(firmIds: readonly string[]): Promise<readonly number[]> {
  const counts = new Map<string, number>()
  for (const firmId of firmIds) counts.set(firmId, (counts.get(firmId) ?? 0) + 1)
  // In one order, so that two processes that book for the same firms do not wait for each other.
  const firms = [...counts.keys()].sort()
  const rows = await dbOfNoFirm().$queryRaw<{ key: string; seconds: number }[]>`
    insert into "RateLimit" as a (key, "usedUntil")
    select key, now() + ${ms(EXPECTED_MS)} * runs
    from unnest(${firms.map(keyOf)}::text[], ${firms.map((firmId) => counts.get(firmId) ?? 0)}::int[]) as wanted(key, runs)
    on conflict (key) do update
    set "usedUntil" = greatest(a."usedUntil", clock_timestamp()) + (excluded."usedUntil" - now())
    returning key, extract(epoch from "usedUntil")::float8 as seconds`
  const next = new Map(rows.map(({ key, seconds }) => [key, seconds]))
  // The last slot of a firm ends at its clock; they are dealt out from the first.
  return firmIds.map((firmId) => {
    const left = counts.get(firmId) ?? 0
    counts.set(firmId, left - 1)
    return priorityAt((next.get(keyOf(firmId)) ?? 0) - (left * EXPECTED_MS) / 1_000)
  })
}

/** For a run that continues at a later time: its firm's clock stays free for the firm's other runs until then. */
export const slotAt = (at: Date) => ({ priority: priorityAt(at.getTime() / 1_000) })

const priorityAt = (seconds: number) => FIRST_SECOND - Math.floor(seconds)

/** After the run: replaces the booked `bookedMs` with the used `usedMs`. */
export async function releaseSlot(firmId: string, usedMs: number, bookedMs: number): Promise<void> {
  await dbOfNoFirm().$executeRaw`
    insert into "RateLimit" as a (key, "usedUntil") values (${keyOf(firmId)}, clock_timestamp())
    on conflict (key) do update
    set "usedUntil" = greatest(a."usedUntil", clock_timestamp() - ${ms(usedMs)}) + ${ms(usedMs - bookedMs)}`
}
