// Rate limits of the People API, which counts units per minute for each account and contact writes per day for the project.
import { env } from '@/lib/env'
import { DAY, MINUTE } from '@/lib/time'
import { createLimiter, type Limiter } from './rate-limiter'

/** Units per minute for each account; `dailyWrites` per day for all accounts together. */
export interface Quotas {
  readonly criticalReads: number
  readonly criticalWrites: number
  readonly deletes: number
  /** First pages of full reads, which Google counts separately. */
  readonly fullReads: number
  /** Reads of labels. */
  readonly groupReads: number
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
  groupReads: 90,
  dailyWrites: 100_000,
}

export const UNLIMITED: Quotas = {
  criticalReads: Number.POSITIVE_INFINITY,
  criticalWrites: Number.POSITIVE_INFINITY,
  deletes: Number.POSITIVE_INFINITY,
  fullReads: Number.POSITIVE_INFINITY,
  groupReads: Number.POSITIVE_INFINITY,
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
  ReadsPerMinutePerProjectPerUser: 'groupReads',
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
  groupRead: { groupReads: 1 },
  /** Google counts them with deletes. */
  groupWrite: { deletes: 1 },
} as const satisfies Record<string, Cost>

/** Up to this many single writes cost no more than one batch. */
export const FEW_WRITES = COSTS.batchWrite.criticalWrites / COSTS.write.criticalWrites
export const FEW_DELETES = COSTS.batchDelete.deletes / COSTS.delete.deletes

export type Pacing = Limiter<Bucket>

/** One for the whole process: its counts must outlive the provider object of one connection. */
export function createPacing(quotas: Quotas): Pacing {
  const perMinute = (bucket: Bucket) => ({ units: quotas[bucket], spanMs: MINUTE, isShared: false })
  return createLimiter<Bucket>(
    {
      criticalReads: perMinute('criticalReads'),
      criticalWrites: perMinute('criticalWrites'),
      deletes: perMinute('deletes'),
      fullReads: perMinute('fullReads'),
      groupReads: perMinute('groupReads'),
      dailyWrites: { units: quotas.dailyWrites, spanMs: DAY, isShared: true },
    },
    BUCKETS,
  )
}
