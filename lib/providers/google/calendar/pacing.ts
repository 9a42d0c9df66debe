// Rate limits of the Calendar API: one unit a request, counted in a sliding minute
// (https://developers.google.com/workspace/calendar/api/guides/quota).
import { isLocal } from '@/lib/providers/google/pacing'
import { createLimiter, type Limiter } from '@/lib/providers/google/rate-limiter'
import { MINUTE } from '@/lib/time'

export interface CalendarQuotas {
  /** Requests per minute for each account. */
  readonly requests: number
  /** Requests per minute for all accounts together. */
  readonly allRequests: number
}
export type CalendarBucket = keyof CalendarQuotas
export type CalendarPacing = Limiter<CalendarBucket>

export const CALENDAR_QUOTAS: CalendarQuotas = { requests: 600, allRequests: 10_000 }
export const NO_CALENDAR_QUOTAS: CalendarQuotas = {
  requests: Number.POSITIVE_INFINITY,
  allRequests: Number.POSITIVE_INFINITY,
}

/** A local emulator has no project and no project quota. */
export const calendarQuotasAt = (rootUrl: string): CalendarQuotas =>
  isLocal(rootUrl) ? NO_CALENDAR_QUOTAS : CALENDAR_QUOTAS

export const REQUEST = { requests: 1, allRequests: 1 } as const

/** One for the whole process: its counts must outlive the provider object of one connection. */
export const createCalendarPacing = ({ requests, allRequests }: CalendarQuotas): CalendarPacing =>
  createLimiter<CalendarBucket>({
    requests: { units: requests, spanMs: MINUTE, isShared: false },
    allRequests: { units: allRequests, spanMs: MINUTE, isShared: true },
  })
