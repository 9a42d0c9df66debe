// Rate limits for one of Google's APIs. We count the same units as Google and wait by ourselves, since a refused call may cost units too.
// A 429 tells us what we cannot count.
import { z } from 'zod'
import type { Quota } from '@/lib/providers/provider'
import { DAY, MINUTE, SECOND } from '@/lib/time'
import { createWindow, type Window } from './window'

export interface Limit {
  readonly units: number
  /** In milliseconds. */
  readonly spanMs: number
  /** Whether all accounts of the project share it. */
  readonly isShared: boolean
}

/** Units by limit. */
export type Cost<B extends string> = Readonly<Partial<Record<B, number>>>

/** When to try again, and the quota that is used up. */
export interface Rest {
  readonly until: Date
  readonly quota: Quota
}

export interface Limiter<B extends string> {
  /** Takes the units and returns null, or takes nothing and returns when to try again. */
  take(account: string, cost: Cost<B>, now: Date): Rest | null
  /** Records that Google refused a call for its rate, and returns until when the account rests. */
  slowDown(account: string, how: SlowDown<B>): Rest
  /** Records that Google answered: the next refusal counts as the first one. */
  answered(account: string): void
  /** All that is known of the account's usage, as JSON. */
  counted(account: string): Counted<B>
  /** Adds what another process counted for the account. Data in another format is ignored. */
  know(account: string, counted: unknown): void
}

export interface SlowDown<B extends string> {
  /** It may be the daily quota. */
  readonly lasting: boolean
  /** Google's name of the exceeded limit, if it gives one, and the cost of the refused call. */
  readonly limit: string | null
  readonly cost: Cost<B>
  /** Google's Retry-After, in seconds or as a date; mostly absent. */
  readonly retryAfter: string | null
  readonly now: Date
  readonly random: number
}

const countedOf = <B extends string>(buckets: readonly B[]) =>
  z.object({
    used: z.partialRecord(z.enum(buckets), z.array(z.tuple([z.number(), z.number()]))),
    learned: z.partialRecord(z.enum(buckets), z.object({ size: z.number(), until: z.number() })),
    resting: z
      .object({ until: z.number(), times: z.number(), lasting: z.boolean().default(false) })
      .nullable(),
  })
/** Times are in milliseconds since 1970. */
type Counted<B extends string> = z.infer<ReturnType<typeof countedOf<B>>>

/** The known usage of one account, or of the project for the limits that all accounts share. */
interface Usage<B extends string> {
  readonly windows: Map<B, Window>
  readonly learned: Map<B, { readonly size: number; readonly until: number }>
  resting: Counted<B>['resting']
}

/** `names`: Google's names of the limits in its refusals. */
export function createLimiter<B extends string>(
  limits: Readonly<Record<B, Limit>>,
  names: Readonly<Record<string, B>> = {},
): Limiter<B> {
  const usages = new Map<string, Usage<B>>()
  const project = unused<B>()
  const schema = countedOf(Object.keys(limits) as B[])
  const usageOf = (account: string): Usage<B> => {
    const known = usages.get(account) ?? unused<B>()
    usages.set(account, known)
    return known
  }
  const usageIn = (account: string, bucket: B) => (limits[bucket].isShared ? project : usageOf(account))
  const windowIn = (usage: Usage<B>, bucket: B) => windowOf(usage, bucket, limits[bucket].spanMs)
  const sizeOf = (usage: Usage<B>, bucket: B, now: number): number => {
    const less = usage.learned.get(bucket)
    const { units } = limits[bucket]
    return less && less.until > now ? Math.min(less.size, units) : units
  }
  return {
    take: (account, cost, now) => {
      const at = now.getTime()
      const { resting } = usageOf(account)
      if (resting && resting.until > at) return restUntil(resting.until, resting.lasting)
      const wanted = (Object.entries(cost) as [B, number][]).map(([bucket, units]) => {
        const usage = usageIn(account, bucket)
        const window = windowIn(usage, bucket)
        return { units, window, bucket, free: window.freeAt(sizeOf(usage, bucket, at) - units, at) }
      })
      const [last] = [...wanted].sort((a, b) => b.free - a.free)
      if (last && last.free > at) return restUntil(last.free, limits[last.bucket].spanMs >= DAY)
      for (const { window, units } of wanted) window.use(units, at)
      return null
    },
    slowDown: (account, refusal) => {
      const { lasting, limit, retryAfter, now, random } = refusal
      const bucket = names[limit ?? '']
      if (bucket) learn(usageIn(account, bucket), windowIn(usageIn(account, bucket), bucket), bucket, refusal)
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
      return { used, learned: Object.fromEntries(learned), resting } as Counted<B>
    },
    know: (account, counted) => {
      const known = schema.safeParse(counted)
      if (!known.success) return
      const usage = usageOf(account)
      for (const [bucket, used] of entriesOf(known.data.used)) windowIn(usage, bucket).know(used)
      for (const [bucket, less] of entriesOf(known.data.learned)) usage.learned.set(bucket, less)
      usage.resting = known.data.resting
    },
  }
}

const restUntil = (until: number, lasting: boolean): Rest => ({
  until: new Date(until),
  quota: lasting ? 'day' : 'minute',
})

const unused = <B extends string>(): Usage<B> => ({ windows: new Map(), learned: new Map(), resting: null })

const entriesOf = <B extends string, Value>(by: Partial<Record<B, Value>>) =>
  Object.entries(by) as [B, Value][]

function windowOf<B extends string>({ windows }: Usage<B>, bucket: B, spanMs: number): Window {
  const known = windows.get(bucket) ?? createWindow(spanMs)
  windows.set(bucket, known)
  return known
}

/** How long a learned limit applies, since others may have used the quota only at that time. */
const LEARNED_MS = 10 * MINUTE

/** A limit that is exceeded earlier than expected is smaller than expected, or somebody else uses it too. Lower it for a while. */
function learn<B extends string>(
  usage: Usage<B>,
  window: Window,
  bucket: B,
  { cost, now }: SlowDown<B>,
): void {
  const refused = cost[bucket] ?? 0
  const size = window.usedAt(now.getTime()) - refused
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
