// Rate limits for Google, which counts units per minute for each account and contact writes per day for the project. We count the same
// units and wait by ourselves, since a refused call may cost units too. A 429 tells us what we cannot count.

import { z } from 'zod'
import { env } from '@/lib/env'
import type { Quota } from '@/lib/providers/provider'
import { DAY, MINUTE, SECOND } from '@/lib/time'
import { createWindow, type Window } from './window'

/** Units per minute for each account; `dailyWrites` per day for all accounts together. */
export interface Quotas {
  readonly criticalReads: number
  readonly criticalWrites: number
  readonly deletes: number
  /** First pages of full reads, which Google counts separately. */
  readonly fullReads: number
  readonly dailyWrites: number
}
export type Bucket = keyof Quotas
export type Cost = Readonly<Partial<Quotas>>

/** The values of a new project in Google's console. The one for full reads is not in the console and is a low guess. */
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

/** A local emulator has no project and no project quota. It answers with 429 if it sets a quota itself. */
export const isLocal = (rootUrl: string): boolean => LOOPBACK.has(new URL(rootUrl).hostname)

/** The quotas of the Google at that address; the setting GOOGLE_QUOTAS overrides them. */
export const quotasAt = (rootUrl: string): Quotas => ({
  ...(isLocal(rootUrl) ? UNLIMITED : USUAL_QUOTAS),
  ...env().GOOGLE_QUOTAS,
})

/** The names of Google's limits in its refusals. */
const BUCKETS: Readonly<Record<string, Bucket>> = {
  CriticalReadsPerMinutePerProjectPerUser: 'criticalReads',
  CriticalWritesPerMinutePerProjectPerUser: 'criticalWrites',
  WritesPerMinutePerProjectPerUser: 'deletes',
  FullSyncsPerMinutePerProjectPerUser: 'fullReads',
  ContactWritesPerDayPerProject: 'dailyWrites',
}

/** A batch costs the same whatever its size. */
export const COSTS = {
  read: { criticalReads: 1 },
  fullRead: { criticalReads: 1, fullReads: 1 },
  write: { criticalReads: 1, criticalWrites: 1, dailyWrites: 1 },
  batchWrite: { criticalReads: 6, criticalWrites: 6, dailyWrites: 200 },
  delete: { deletes: 1 },
  batchDelete: { deletes: 10 },
} as const satisfies Record<string, Cost>

/** Up to this many single writes cost no more than one batch. */
export const FEW_WRITES = COSTS.batchWrite.criticalWrites / COSTS.write.criticalWrites
export const FEW_DELETES = COSTS.batchDelete.deletes / COSTS.delete.deletes

/** When to try again, and the quota that is used up. */
export interface Rest {
  readonly until: Date
  readonly quota: Quota
}

export interface Pacing {
  /** Takes the units and returns null, or takes nothing and returns when to try again. */
  take(account: string, cost: Cost, now: Date): Rest | null
  /** Records that Google refused a call for its rate, and returns until when the account rests. */
  slowDown(account: string, how: SlowDown): Rest
  /** Records that Google answered: the next refusal counts as the first one. */
  answered(account: string): void
  /** All that is known of the account's usage, as JSON. */
  counted(account: string): Counted
  /** Adds what another process counted for the account. Data in another format is ignored. */
  know(account: string, counted: unknown): void
}

export interface SlowDown {
  /** It may be the daily quota. */
  readonly lasting: boolean
  /** Google's name of the exceeded limit, if it gives one, and the cost of the refused call. */
  readonly limit: string | null
  readonly cost: Cost
  /** Google's Retry-After, in seconds or as a date; mostly absent. */
  readonly retryAfter: string | null
  readonly now: Date
  readonly random: number
}

const BUCKET = z.enum(['criticalReads', 'criticalWrites', 'deletes', 'fullReads', 'dailyWrites'])
const COUNTED = z.object({
  used: z.partialRecord(BUCKET, z.array(z.tuple([z.number(), z.number()]))),
  learned: z.partialRecord(BUCKET, z.object({ size: z.number(), until: z.number() })),
  resting: z.object({ until: z.number(), times: z.number(), lasting: z.boolean().default(false) }).nullable(),
})
/** Times are in milliseconds since 1970. */
type Counted = z.infer<typeof COUNTED>

/** The known usage of one account, or of the project for the limit that all accounts share. */
interface Usage {
  readonly windows: Map<Bucket, Window>
  readonly learned: Map<Bucket, { readonly size: number; readonly until: number }>
  resting: Counted['resting']
}

/** One for the whole process: its counts must outlive the provider object of one connection. */
export function createPacing(quotas: Quotas): Pacing {
  const usages = new Map<string, Usage>()
  const project = unused()
  const usageOf = (account: string): Usage => {
    const known = usages.get(account) ?? unused()
    usages.set(account, known)
    return known
  }
  const usageIn = (account: string, bucket: Bucket) => (bucket === 'dailyWrites' ? project : usageOf(account))
  const sizeOf = (usage: Usage, bucket: Bucket, now: number): number => {
    const less = usage.learned.get(bucket)
    return less && less.until > now ? Math.min(less.size, quotas[bucket]) : quotas[bucket]
  }
  return {
    take: (account, cost, now) => {
      const at = now.getTime()
      const { resting } = usageOf(account)
      if (resting && resting.until > at) return restUntil(resting.until, resting.lasting)
      const wanted = (Object.entries(cost) as [Bucket, number][]).map(([bucket, units]) => {
        const usage = usageIn(account, bucket)
        const window = windowOf(usage, bucket)
        return { units, window, bucket, free: window.freeAt(sizeOf(usage, bucket, at) - units, at) }
      })
      const [last] = [...wanted].sort((a, b) => b.free - a.free)
      if (last && last.free > at) return restUntil(last.free, last.bucket === 'dailyWrites')
      for (const { window, units } of wanted) window.use(units, at)
      return null
    },
    slowDown: (account, refusal) => {
      const { lasting, limit, retryAfter, now, random } = refusal
      const bucket = BUCKETS[limit ?? '']
      if (bucket) learn(usageIn(account, bucket), bucket, refusal)
      const usage = usageOf(account)
      const times = (usage.resting?.times ?? 0) + 1
      const until = asked(retryAfter, now) ?? new Date(now.getTime() + backOff(times, lasting, random))
      usage.resting = { until: until.getTime(), times, lasting }
      return restUntil(until.getTime(), lasting)
    },
    answered: (account) => {
      usageOf(account).resting = null
    },
    counted: (account) => {
      const { windows, learned, resting } = usageOf(account)
      const used = Object.fromEntries([...windows].map(([bucket, window]) => [bucket, window.counted()]))
      return { used, learned: Object.fromEntries(learned), resting }
    },
    know: (account, counted) => {
      const known = COUNTED.safeParse(counted)
      if (!known.success) return
      const usage = usageOf(account)
      for (const [bucket, used] of entriesOf(known.data.used)) windowOf(usage, bucket).know(used)
      for (const [bucket, less] of entriesOf(known.data.learned)) usage.learned.set(bucket, less)
      usage.resting = known.data.resting
    },
  }
}

const restUntil = (until: number, lasting: boolean): Rest => ({
  until: new Date(until),
  quota: lasting ? 'day' : 'minute',
})

const unused = (): Usage => ({ windows: new Map(), learned: new Map(), resting: null })

const entriesOf = <Value>(by: Partial<Record<Bucket, Value>>) => Object.entries(by) as [Bucket, Value][]

function windowOf({ windows }: Usage, bucket: Bucket): Window {
  const known = windows.get(bucket) ?? createWindow(bucket === 'dailyWrites' ? DAY : MINUTE)
  windows.set(bucket, known)
  return known
}

/** How long a learned limit applies, since others may have used the quota only at that time. */
const LEARNED_MS = 10 * MINUTE

/** A limit that is exceeded earlier than expected is smaller than expected, or somebody else uses it too. Lower it for a while. */
function learn(usage: Usage, bucket: Bucket, { cost, now }: SlowDown): void {
  const refused = cost[bucket] ?? 0
  const size = windowOf(usage, bucket).usedAt(now.getTime()) - refused
  if (size >= Math.max(refused, 1)) usage.learned.set(bucket, { size, until: now.getTime() + LEARNED_MS })
}

function asked(retryAfter: string | null, now: Date): Date | null {
  if (!retryAfter) return null
  const seconds = Number(retryAfter)
  const until = Number.isFinite(seconds) ? new Date(now.getTime() + seconds * SECOND) : new Date(retryAfter)
  return Number.isNaN(until.getTime()) ? null : until
}

/**
 * 5 s, 10 s ... 5 min. If it may be the daily quota, 30 s, 1 min ... 6 h: a first refusal of that kind is often over within seconds. Half
 * of the wait is random.
 */
function backOff(times: number, lasting: boolean, random: number): number {
  const [first, most] = lasting ? [30 * SECOND, 6 * 60 * MINUTE] : [5 * SECOND, 5 * MINUTE]
  return Math.min(most, first * 2 ** (times - 1)) * (0.5 + random / 2)
}
