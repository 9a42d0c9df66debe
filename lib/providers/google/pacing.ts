// How fast we may call: Google counts units a minute for each account and contact writes a day for the project.
// We count along and stop ourselves, since a refused call may cost units too; what we cannot know, Google's 429 tells.

/** Units a minute for each account; `dailyWrites` a day for all of them together. */
export interface Quotas {
  readonly criticalReads: number
  readonly criticalWrites: number
  readonly deletes: number
  readonly dailyWrites: number
}
export type Bucket = keyof Quotas
export type Cost = Readonly<Partial<Quotas>>

/** A new project's values, as its console shows them. */
export const USUAL_QUOTAS: Quotas = {
  criticalReads: 60,
  criticalWrites: 30,
  deletes: 30,
  dailyWrites: 100_000,
}

export const UNLIMITED: Quotas = {
  criticalReads: Number.POSITIVE_INFINITY,
  criticalWrites: Number.POSITIVE_INFINITY,
  deletes: Number.POSITIVE_INFINITY,
  dailyWrites: Number.POSITIVE_INFINITY,
}

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]'])

/** An emulated Google on this machine has no project and no quota of it; one that it sets itself, it answers with 429. */
export const isLocal = (rootUrl: string): boolean => LOOPBACK.has(new URL(rootUrl).hostname)

/** What the Google at that address holds us to. */
export const quotasAt = (rootUrl: string): Quotas => (isLocal(rootUrl) ? UNLIMITED : USUAL_QUOTAS)

/** A batch costs the same whatever it holds. */
export const COSTS = {
  read: { criticalReads: 1 },
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
  const windowOf = (account: string, bucket: Bucket): Window => {
    const key = bucket === 'dailyWrites' ? bucket : `${bucket} ${account}`
    const known = windows.get(key) ?? { used: new Map<number, number>() }
    windows.set(key, known)
    return known
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
        freeAt(windowOf(account, bucket), bucket, quotas[bucket] - units, now.getTime()),
      )
      const until = Math.max(...free)
      if (until > now.getTime()) return new Date(until)
      for (const { bucket, units } of wanted) use(windowOf(account, bucket), bucket, units, now.getTime())
      return null
    },
    slowDown: (account, { lasting, retryAfter, now, random }) => {
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

/** When at most `most` units have been used in the span that ends then. */
function freeAt({ used }: Window, bucket: Bucket, most: number, now: number): number {
  const oldest = slotOf(bucket, now) - 60
  for (const slot of used.keys()) if (slot < oldest) used.delete(slot)
  let sum = [...used.values()].reduce((total, units) => total + units, 0)
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
