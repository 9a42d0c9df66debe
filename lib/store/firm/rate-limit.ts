// How often somebody may do something, counted for all web servers at once: so many in one go, then one every so many seconds.
// One row each, one statement to ask and to take. Who is refused writes nothing, so that trying on makes no wait longer.
import { dbOfNoFirm } from '@/lib/store/database/client'
import { Prisma } from '@/lib/store/database/generated/client'

export interface Limit {
  /** So many at once. */
  readonly burst: number
  /** Then one more every so many seconds. */
  readonly everySeconds: number
}

interface Taken {
  /** Whether the row is new. */
  readonly fresh: boolean
}

// As it is, not as it was when the statement began, so that of those that ask at once each comes after the other; and no finer than
// the column, or rounding would refuse the last of them.
const CLOCK = Prisma.sql`date_trunc('milliseconds', clock_timestamp())`

/** Takes one. 0: it was there to take; else the seconds until the next one will be. */
export async function takeOne(key: string, limit: Limit): Promise<number> {
  const { everySeconds, burst } = limit
  const [taken] = await dbOfNoFirm().$queryRaw<Taken[]>`
    insert into "RateLimit" as a (key, "usedUntil") values (${key}, ${CLOCK} + ${everySeconds} * interval '1 second')
    on conflict (key) do update set "usedUntil" = greatest(a."usedUntil", ${CLOCK}) + ${everySeconds} * interval '1 second'
    where greatest(a."usedUntil", ${CLOCK}) + ${everySeconds} * interval '1 second'
      <= ${CLOCK} + ${burst * everySeconds} * interval '1 second'
    returning xmax = 0 as fresh`
  if (!taken) return waitFor(key, limit)
  if (taken.fresh) await clear()
  return 0
}

async function waitFor(key: string, { burst, everySeconds }: Limit): Promise<number> {
  const rows = await dbOfNoFirm().$queryRaw<{ seconds: number }[]>`
    select extract(epoch from "usedUntil" - now())::float8 as seconds from "RateLimit" where key = ${key}`
  return Math.max(1, Math.ceil((rows[0]?.seconds ?? 0) - (burst - 1) * everySeconds))
}

/** Each new row takes away up to ten that say nothing any more. Waits for nobody, so that no two block each other. */
async function clear(): Promise<void> {
  await dbOfNoFirm().$executeRaw`delete from "RateLimit" where key in
    (select key from "RateLimit" where "usedUntil" < now() limit 10 for update skip locked)`
}
