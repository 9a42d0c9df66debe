// How long a firm keeps data that it no longer needs: the defaults, the allowed values, and the fixed times.
// Pure and also used in the browser; the caller passes rows and times.
import { DAY, daysUntil } from '@/lib/time'
/** Days. The names match the columns of Retention and the fields of the page. */
export interface RetentionSettings {
  readonly historyDays: number
  readonly emptyRunDays: number
  readonly invitationDays: number
  readonly auditDays: number
}

export const SETTING_NAMES = ['historyDays', 'auditDays', 'emptyRunDays', 'invitationDays'] as const
export type SettingName = (typeof SETTING_NAMES)[number]

/** How long an invitation can be accepted; it can then be renewed for as long again. */
export const INVITATION_DAYS = 14

/** `least` prevents a mistyped value from erasing data that people still need; `most` is ten years. */
export const LIMITS: Readonly<Record<SettingName, { readonly least: number; readonly most: number }>> = {
  historyDays: { least: 30, most: 3_650 },
  // The database keeps a year, too (Retention_auditDays_least).
  auditDays: { least: 365, most: 3_650 },
  emptyRunDays: { least: 1, most: 3_650 },
  invitationDays: { least: INVITATION_DAYS, most: 3_650 },
}

export const DEFAULT_RETENTION: RetentionSettings = {
  historyDays: 365,
  auditDays: 2_555,
  emptyRunDays: 30,
  invitationDays: 90,
}

/** How long a deleted contact can be restored. */
export const RESTORE_DAYS = 30

/** Fixed times: for an imported file, for a file that nobody confirmed, and for an ended session. */
export const IMPORT_DAYS = 1
export const SESSION_DAYS = 1

const daysBefore = (now: Date, days: number) => new Date(now.getTime() - days * DAY)

/** What was deleted since can be restored. */
export const restorableSince = (now: Date): Date => daysBefore(now, RESTORE_DAYS)

/** Data older than these moments is due. */
export const dueBefore = (settings: RetentionSettings, now: Date) => ({
  contacts: restorableSince(now),
  history: daysBefore(now, settings.historyDays),
  audit: daysBefore(now, settings.auditDays),
  runs: daysBefore(now, settings.emptyRunDays),
  invitations: daysBefore(now, settings.invitationDays),
  imports: daysBefore(now, IMPORT_DAYS),
  sessions: daysBefore(now, SESSION_DAYS),
})
export type DueBefore = ReturnType<typeof dueBefore>

export type ReadSettings =
  | { readonly kind: 'settings'; readonly settings: RetentionSettings }
  | { readonly kind: 'fault'; readonly field: SettingName; readonly message: string }

/** Reads the typed values; returns a sentence about the first invalid one. */
export function readSettings(typed: Readonly<Record<SettingName, string>>): ReadSettings {
  const settings = { ...DEFAULT_RETENTION }
  for (const field of SETTING_NAMES) {
    const { least, most } = LIMITS[field]
    const text = typed[field].trim()
    const days = /^\d{1,6}$/.test(text) ? Number(text) : Number.NaN
    if (!(days >= least && days <= most))
      return {
        kind: 'fault',
        field,
        message: `Write a whole number of days from ${least} to ${most.toLocaleString('en-US')}.`,
      }
    settings[field] = days
  }
  return { kind: 'settings', settings }
}

/** Kinds of rows that a clean-up deletes, or whose values it erases. */
export const REMOVED = [
  'contacts',
  'events',
  'matters',
  'edits',
  'changes',
  'entries',
  'bases',
  'runs',
  'imports',
  'sessions',
  'invitations',
  'audited',
  'days',
] as const
export type RemovedKind = (typeof REMOVED)[number]
export type Removed = Readonly<Partial<Record<RemovedKind, number>>>

/** Reads the stored counts; kinds that this version does not know are left out. */
export function asRemoved(json: unknown): Removed {
  const stored = (json ?? {}) as Readonly<Record<string, unknown>>
  return Object.fromEntries(
    REMOVED.flatMap((kind) => {
      const rows = stored[kind]
      return typeof rows === 'number' && rows > 0 ? [[kind, rows]] : []
    }),
  )
}

export function addRemoved(before: Removed, more: Removed): Removed {
  return Object.fromEntries(
    REMOVED.flatMap((kind) => {
      const rows = (before[kind] ?? 0) + (more[kind] ?? 0)
      return rows > 0 ? [[kind, rows]] : []
    }),
  )
}

/** How many days a deleted contact can still be restored, counting the one that has begun. */
export const daysLeft = (deletedAt: Date, now: Date): number => daysUntil(deletedAt, restorableSince(now))
