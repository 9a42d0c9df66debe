// Rate limits across all web servers: a number at once, then one every so many seconds. One row per key; one statement checks and takes.
// A refused request writes nothing, so repeated attempts do not extend the wait.
import { dbOfNoFirm } from '@/lib/store/database/client'
import { Prisma } from '@/lib/store/database/generated/client'

export interface Limit {
  /** The number allowed at once. */
  readonly burst: number
  /** After that, one for each period of this many seconds. */
  readonly everySeconds: number
}

interface Taken {
  /** Whether the row is new. */
  readonly fresh: boolean
}

// The current time, not that of the statement's start, so that concurrent requests get different times; truncated to the
// column's precision, since rounding up would refuse the last of them.
const CLOCK = Prisma.sql`date_trunc('milliseconds', clock_timestamp())`

/** Takes one. 0 if it was available; otherwise the seconds until the next one is. */
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

/** Each new row deletes up to ten outdated ones. It skips locked rows, so that no two calls block each other. */
async function clear(): Promise<void> {
  await dbOfNoFirm().$executeRaw`delete from "RateLimit" where key in
    (select key from "RateLimit" where "usedUntil" < now() limit 10 for update skip locked)`
}
