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

/** Books a time slot for a run of the firm. The expected time stays booked on the firm's clock until it is used or released. */
export async function bookSlot(firmId: string): Promise<{ readonly priority: number }> {
  const [row] = await dbOfNoFirm().$queryRaw<[{ seconds: number }]>`
    insert into "RateLimit" as a (key, "usedUntil") values (${keyOf(firmId)}, clock_timestamp() + ${ms(EXPECTED_MS)})
    on conflict (key) do update set "usedUntil" = greatest(a."usedUntil", clock_timestamp()) + ${ms(EXPECTED_MS)}
    returning extract(epoch from "usedUntil" - ${ms(EXPECTED_MS)})::float8 as seconds`
  return { priority: priorityAt(row.seconds) }
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
