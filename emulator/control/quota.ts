// Quotas: a sliding minute per account and daily contact writes, with the unit costs of single and batch calls. Off by default; the sizes
// are settings, since every project has its own.
import { type ApiError, type QuotaName, quotaExceeded } from '@/emulator/errors'

export type Bucket =
  | 'criticalReads'
  | 'criticalWrites'
  | 'deletesAndGroupWrites'
  | 'groupReads'
  | 'photoWrites'
  | 'dailyContactWrites'
  | 'fullSyncFirstPages'
  | 'calendarQueries'
  | 'calendarProject'

export type QuotaSizes = Readonly<Partial<Record<Bucket, number>>>
export type Cost = QuotaSizes

/** One project's values in Google's console for contacts, Google's documented ones for calendars; the quota for full reads is a guess. */
export const GOOGLE_SIZES: QuotaSizes = {
  criticalReads: 60,
  criticalWrites: 30,
  deletesAndGroupWrites: 30,
  groupReads: 90,
  photoWrites: 50,
  dailyContactWrites: 100_000,
  fullSyncFirstPages: 10,
  calendarQueries: 600,
  calendarProject: 10_000,
}

export const COSTS = {
  read: { criticalReads: 1 },
  write: { criticalReads: 1, criticalWrites: 1, dailyContactWrites: 1 },
  batchWrite: { criticalReads: 6, criticalWrites: 6, dailyContactWrites: 200 },
  delete: { deletesAndGroupWrites: 1 },
  batchDelete: { deletesAndGroupWrites: 10 },
  groupRead: { groupReads: 1 },
  groupWrite: { deletesAndGroupWrites: 1 },
  photoWrite: { photoWrites: 1 },
} as const satisfies Record<string, Cost>

const name = (metric: string, title: string, limit: string, per: string): QuotaName => ({
  metric,
  title,
  limit,
  per,
})
const MINUTE = 'per minute per user'

const NAMES: Readonly<Record<Bucket, QuotaName>> = {
  criticalReads: name(
    'critical_read_requests',
    'Critical read requests (Contact and Profile Reads)',
    'CriticalReadsPerMinutePerProjectPerUser',
    MINUTE,
  ),
  criticalWrites: name(
    'critical_write_requests',
    'Critical write requests (Contact Creates and Updates)',
    'CriticalWritesPerMinutePerProjectPerUser',
    MINUTE,
  ),
  deletesAndGroupWrites: name(
    'write_requests',
    'Write requests (Contact Deletes and Contact Group Writes)',
    'WritesPerMinutePerProjectPerUser',
    MINUTE,
  ),
  groupReads: name(
    'read_requests',
    'Read requests (Contact Group Reads)',
    'ReadsPerMinutePerProjectPerUser',
    MINUTE,
  ),
  photoWrites: name(
    'photo_write_requests',
    'Photo write requests',
    'PhotoWritesPerMinutePerProjectPerUser',
    MINUTE,
  ),
  dailyContactWrites: name(
    'contact_writes',
    'Daily contact writes',
    'ContactWritesPerDayPerProject',
    'per day',
  ),
  fullSyncFirstPages: name(
    'full_sync_requests',
    'Full sync requests (first page of a list with a sync token)',
    'FullSyncsPerMinutePerProjectPerUser',
    MINUTE,
  ),
  calendarQueries: name(
    'defaultPerMinutePerProjectPerUser',
    'Queries',
    'defaultPerMinutePerProjectPerUser',
    MINUTE,
  ),
  calendarProject: name('defaultPerMinutePerProject', 'Queries', 'defaultPerMinutePerProject', 'per minute'),
}

/** Counted for all accounts together. */
const SHARED: readonly Bucket[] = ['dailyContactWrites', 'calendarProject']

/** How the People API says that the bucket is empty. */
export const shortOf = (bucket: Bucket): ApiError => quotaExceeded(NAMES[bucket])

const span = (bucket: Bucket) => (bucket === 'dailyContactWrites' ? 86_400_000 : 60_000)

interface Use {
  readonly at: number
  readonly units: number
}

export interface Quota {
  sizes(): QuotaSizes
  resize(sizes: QuotaSizes): void
  /** Takes the units, or takes nothing and returns the error for the exhausted quota. */
  take(account: string, cost: Cost, now: number): Bucket | undefined
  used(account: string, now: number): QuotaSizes
  clear(): void
}

export function createQuota(initial: QuotaSizes = {}): Quota {
  let sizes = initial
  const uses = new Map<string, Use[]>()
  const recent = (account: string, bucket: Bucket, now: number): Use[] => {
    const key = SHARED.includes(bucket) ? bucket : `${account}/${bucket}`
    const list = (uses.get(key) ?? []).filter((use) => use.at > now - span(bucket))
    uses.set(key, list)
    return list
  }
  const sum = (list: readonly Use[]) => list.reduce((total, use) => total + use.units, 0)
  return {
    sizes: () => sizes,
    resize: (next) => {
      sizes = next
    },
    take: (account, cost, now) => {
      const wanted = (Object.entries(cost) as [Bucket, number][]).filter(
        ([bucket]) => sizes[bucket] !== undefined,
      )
      for (const [bucket, units] of wanted)
        if (sum(recent(account, bucket, now)) + units > (sizes[bucket] ?? 0)) return bucket
      for (const [bucket, units] of wanted) recent(account, bucket, now).push({ at: now, units })
      return undefined
    },
    used: (account, now) =>
      Object.fromEntries(
        (Object.keys(NAMES) as Bucket[]).map((bucket) => [bucket, sum(recent(account, bucket, now))]),
      ),
    clear: () => uses.clear(),
  }
}
