// When a person gets an e-mail about their syncs: only about what needs them, at most one a day, and not again and again about the same.
// Pure.
import { DAY, MINUTE } from '@/lib/time'

/** A person is reconnecting, asked before a run goes on, or asked about items. */
export const NEED_KINDS = ['reconnect', 'approve', 'decide'] as const
export type NeedKind = (typeof NEED_KINDS)[number]

/** A person who is at their screen deals with it first. */
export const SETTLE_MS = 10 * MINUTE
/** Between two e-mails to a person. */
export const QUIET_MS = DAY
/** Between two e-mails about the same. */
export const REMIND_MS = 7 * DAY
const FIRST_RETRY_MS = 5 * MINUTE
const LAST_RETRY_MS = DAY / 4

export interface MailState {
  readonly need: string
  readonly since: Date
  readonly sentAt: Date | null
  readonly sentNeed: string | null
  readonly retryAt: Date | null
}

const passed = (from: Date, ms: number, now: Date): boolean => now.getTime() - from.getTime() >= ms

export function isMailDue({ need, since, sentAt, sentNeed, retryAt }: MailState, now: Date): boolean {
  if (!passed(since, SETTLE_MS, now)) return false
  if (retryAt !== null && retryAt > now) return false
  if (sentAt === null) return true
  return passed(sentAt, need === sentNeed ? REMIND_MS : QUIET_MS, now)
}

/** When to try again after so many failures of the mail server. */
export const mailRetryAt = (failures: number, now: Date): Date =>
  new Date(now.getTime() + Math.min(LAST_RETRY_MS, FIRST_RETRY_MS * 2 ** (failures - 1)))
