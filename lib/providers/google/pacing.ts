// How fast we may call: Google counts units a minute for each account and contact writes a day for the project.
// We count along and stop ourselves, since a refused call may cost units too; what we cannot know, Google's 429 tells.
import { env } from '@/lib/env'

/** Units a minute for each account; `dailyWrites` a day for all of them together. */
export interface Quotas {
  readonly criticalReads: number
  readonly criticalWrites: number
  readonly deletes: number
  /** First pages of full reads, which Google counts apart. */
  readonly fullReads: number
  readonly dailyWrites: number
}
export type Bucket = keyof Quotas
export type Cost = Readonly<Partial<Quotas>>

/** A new project's values, as its console shows them; that of full reads is in no console, and guessed low. */
export const USUAL_QUOTAS: Quotas = {
  criticalReads: 60,
  criticalWrites: 30,
  deletes: 30,
  fullReads: 10,
  dailyWrites: 100_000,
}

export const UNLIMITED: Quotas = {
  criticalReads: Number.POSITIVE_INFINITY,
  criticalWrites: Number.POSITIVE_INFINITY,
  deletes: Number.POSITIVE_INFINITY,
  fullReads: Number.POSITIVE_INFINITY,
  dailyWrites: Number.POSITIVE_INFINITY,
}

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]'])

/** An emulated Google on this machine has no project and no quota of it; one that it sets itself, it answers with 429. */
export const isLocal = (rootUrl: string): boolean => LOOPBACK.has(new URL(rootUrl).hostname)

/** What the Google at that address holds us to; what the setting GOOGLE_QUOTAS says goes before. */
export const quotasAt = (rootUrl: string): Quotas => ({
  ...(isLocal(rootUrl) ? UNLIMITED : USUAL_QUOTAS),
  ...env().GOOGLE_QUOTAS,
})

/** The names of Google's limits, as its refusals give them. */
const BUCKETS: Readonly<Record<string, Bucket>> = {
  CriticalReadsPerMinutePerProjectPerUser: 'criticalReads',
  CriticalWritesPerMinutePerProjectPerUser: 'criticalWrites',
  WritesPerMinutePerProjectPerUser: 'deletes',
  FullSyncsPerMinutePerProjectPerUser: 'fullReads',
  ContactWritesPerDayPerProject: 'dailyWrites',
}

/** A batch costs the same whatever it holds. */
export const COSTS = {
  read: { criticalReads: 1 },
  fullRead: { criticalReads: 1, fullReads: 1 },
  write: { criticalReads: 1, criticalWrites: 1, dailyWrites: 1 },
  batchWrite: { criticalReads: 6, criticalWrites: 6, dailyWrites: 200 },
  delete: { deletes: 1 },
  batchDelete: { deletes: 10 },
} as const satisfies Record<string, Cost>

/** Writes of which single calls cost no more than one batch. */
export const FEW_WRITES = COSTS.batchWrite.criticalWrites / COSTS.write.criticalWrites
export const FEW_DELETES = COSTS.batchDelete.deletes / COSTS.delete.deletes

const SECOND = 1_000
const MINUTE = 60 * SECOND
const DAY = 24 * 60 * MINUTE

export interface Pacing {
  /** Takes the units and says null, or takes nothing and says when to come again. */
  take(account: string, cost: Cost, now: Date): Date | null
  /** Google refused for haste: until when the account rests. */
  slowDown(account: string, how: SlowDown): Date
  /** Google answered: the next refusal is a first one. */
  answered(account: string): void
}

export interface SlowDown {
  readonly lasting: boolean
  /** The name of the limit that was passed, if Google gives one, and what the refused call cost. */
  readonly limit: string | null
  readonly cost: Cost
  /** Google's own word, seconds or a date; mostly absent. */
  readonly retryAfter: string | null
  readonly now: Date
  readonly random: number
}

interface Window {
  /** By slot of time: units used in it. */
  readonly used: Map<number, number>
}

/** One for the whole process: what it has counted must outlive a connection's provider. */
export function createPacing(quotas: Quotas): Pacing {
  const windows = new Map<string, Window>()
  const resting = new Map<string, { readonly until: Date; readonly times: number }>()
  const learned = new Map<string, { readonly size: number; readonly until: number }>()
  const keyOf = (account: string, bucket: Bucket) =>
    bucket === 'dailyWrites' ? bucket : `${bucket} ${account}`
  const windowOf = (account: string, bucket: Bucket): Window => {
    const key = keyOf(account, bucket)
    const known = windows.get(key) ?? { used: new Map<number, number>() }
    windows.set(key, known)
    return known
  }
  const sizeOf = (account: string, bucket: Bucket, now: number): number => {
    const less = learned.get(keyOf(account, bucket))
    return less && less.until > now ? Math.min(less.size, quotas[bucket]) : quotas[bucket]
  }
  /** A limit that is passed sooner than we thought is smaller than we thought, or somebody else uses it too: for a while. */
  const learn = (account: string, { limit, cost, now }: SlowDown) => {
    const bucket = BUCKETS[limit ?? '']
    if (!bucket) return
    const size = usedIn(windowOf(account, bucket), bucket, now.getTime()) - (cost[bucket] ?? 0)
    if (size >= (cost[bucket] ?? 1))
      learned.set(keyOf(account, bucket), { size, until: now.getTime() + LEARNED_MS })
  }
  return {
    take: (account, cost, now) => {
      const rest = resting.get(account)?.until
      if (rest && rest > now) return rest
      const wanted = (Object.entries(cost) as [Bucket, number][]).map(([bucket, units]) => ({
        bucket,
        units,
      }))
      const free = wanted.map(({ bucket, units }) =>
        freeAt(
          windowOf(account, bucket),
          bucket,
          sizeOf(account, bucket, now.getTime()) - units,
          now.getTime(),
        ),
      )
      const until = Math.max(...free)
      if (until > now.getTime()) return new Date(until)
      for (const { bucket, units } of wanted) use(windowOf(account, bucket), bucket, units, now.getTime())
      return null
    },
    slowDown: (account, refusal) => {
      const { lasting, retryAfter, now, random } = refusal
      learn(account, refusal)
      const times = (resting.get(account)?.times ?? 0) + 1
      const until = asked(retryAfter, now) ?? new Date(now.getTime() + backOff(times, lasting, random))
      resting.set(account, { until, times })
      return until
    },
    answered: (account) => {
      resting.delete(account)
    },
  }
}

const span = (bucket: Bucket) => (bucket === 'dailyWrites' ? DAY : MINUTE)
/** Time is counted in sixtieths of the span, so that a day of single writes does not fill the memory. */
const slotOf = (bucket: Bucket, at: number) => Math.floor(at / (span(bucket) / 60))

/** What was learned of a limit holds so long: others may have used it only then. */
const LEARNED_MS = 10 * MINUTE

/** Units used in the span that ends now; what is older is forgotten. */
function usedIn({ used }: Window, bucket: Bucket, now: number): number {
  const oldest = slotOf(bucket, now) - 60
  for (const slot of used.keys()) if (slot < oldest) used.delete(slot)
  return [...used.values()].reduce((total, units) => total + units, 0)
}

/** When at most `most` units have been used in the span that ends then. */
function freeAt(window: Window, bucket: Bucket, most: number, now: number): number {
  let sum = usedIn(window, bucket, now)
  const { used } = window
  if (sum <= most) return now
  for (const [slot, units] of used) {
    sum -= units
    if (sum <= most) return (slot + 61) * (span(bucket) / 60)
  }
  // More than ever fits: with nothing used it may pass alone.
  return used.size === 0 ? now : (Math.max(...used.keys()) + 61) * (span(bucket) / 60)
}

function use({ used }: Window, bucket: Bucket, units: number, now: number): void {
  const slot = slotOf(bucket, now)
  used.set(slot, (used.get(slot) ?? 0) + units)
}

function asked(retryAfter: string | null, now: Date): Date | null {
  if (!retryAfter) return null
  const seconds = Number(retryAfter)
  const until = Number.isFinite(seconds) ? new Date(now.getTime() + seconds * SECOND) : new Date(retryAfter)
  return Number.isNaN(until.getTime()) ? null : until
}

/** 5 s, 10 s ... 5 min; where the quota is one of hours, 5 min, 10 min ... 6 h. Half of it is chance. */
function backOff(times: number, lasting: boolean, random: number): number {
  const [first, most] = lasting ? [5 * MINUTE, 6 * 60 * MINUTE] : [5 * SECOND, 5 * MINUTE]
  return Math.min(most, first * 2 ** (times - 1)) * (0.5 + random / 2)
}
