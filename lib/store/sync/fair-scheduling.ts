// Whose turn it is: workers take messages in the order of a clock that each firm has for itself. It never runs behind the
// world's, and runs ahead of it by what the firm has asked for and had (virtual clock scheduling). So a firm with forty runs has its
// second one dated a slice later than its first, and the only run of another firm comes between them.
import { dbOfNoFirm } from '@/lib/store/database/client'
import { Prisma } from '@/lib/store/database/generated/client'

/** What a run is reckoned to need until it is known: a worker's time slice. Milliseconds. */
export const EXPECTED_MS = 20_000

/** Smaller is earlier; counted from here, so that seconds fit into the queue's four bytes until 2093. */
const FIRST_SECOND = Date.UTC(2026, 0, 1) / 1_000

const ms = (count: number) => Prisma.sql`${count}::float8 * interval '1 millisecond'`
const keyOf = (firmId: string) => `turn ${firmId}`

/** Puts a run of the firm in line. What it is reckoned to need is booked on the firm's clock until it has been had, or given back. */
export async function bookSlot(firmId: string): Promise<{ readonly priority: number }> {
  const [row] = await dbOfNoFirm().$queryRaw<[{ seconds: number }]>`
    insert into "RateLimit" as a (key, "usedUntil") values (${keyOf(firmId)}, clock_timestamp() + ${ms(EXPECTED_MS)})
    on conflict (key) do update set "usedUntil" = greatest(a."usedUntil", clock_timestamp()) + ${ms(EXPECTED_MS)}
    returning extract(epoch from "usedUntil" - ${ms(EXPECTED_MS)})::float8 as seconds`
  return { priority: priorityAt(row.seconds) }
}

/** Of a run that is to go on at a time to come: its firm's clock stays free for others of the firm until then. */
export const slotAt = (at: Date) => ({ priority: priorityAt(at.getTime() / 1_000) })

const priorityAt = (seconds: number) => FIRST_SECOND - Math.floor(seconds)

/** Once the run had its time, `usedMs` instead of the `bookedMs` that it was lined up with. */
export async function releaseSlot(firmId: string, usedMs: number, bookedMs: number): Promise<void> {
  await dbOfNoFirm().$executeRaw`
    insert into "RateLimit" as a (key, "usedUntil") values (${keyOf(firmId)}, clock_timestamp())
    on conflict (key) do update
    set "usedUntil" = greatest(a."usedUntil", clock_timestamp() - ${ms(usedMs)}) + ${ms(usedMs - bookedMs)}`
}
