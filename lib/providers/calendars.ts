// The calendars of an account: as a person chooses one to sync, and one that is opened to read and write its events.
import type { Connected } from './connected'

/** What the account may do. `writerWithoutPrivateAccess` writes, but sees private events without their content. */
export const CALENDAR_ROLES = [
  'owner',
  'writer',
  'writerWithoutPrivateAccess',
  'reader',
  'freeBusyReader',
] as const
export type CalendarRole = (typeof CALENDAR_ROLES)[number]

export interface RemoteCalendar {
  /** The provider's id. */
  readonly id: string
  readonly name: string
  readonly role: CalendarRole
  /** Whether it is the account's main calendar. */
  readonly primary: boolean
  /** An IANA name. */
  readonly timeZone: string
  /** The marker that it was created with; null if we did not create it. */
  readonly marker: string | null
}

export interface Calendars {
  list(): Promise<readonly RemoteCalendar[]>
  /**
   * Creates a calendar that belongs to the account; returns the existing one if there is one with this marker. `marker`: letters, digits
   * and hyphens, kept in the calendar's description. Throws ProviderError; call it again then, nothing is created twice.
   */
  create(name: string, marker: string): Promise<RemoteCalendar>
}

/**
 * How private events that we did not create are read: as no more than busy, or with their content. `none`: as busy, and the sync leaves
 * out those that it has not linked yet.
 */
export type PrivateAs = 'busy' | 'details' | 'none'

export interface OpenedCalendar extends Connected {
  /** The provider's id of the calendar. */
  readonly calendarId: string
  /** By default `busy`. */
  readonly privateAs?: PrivateAs
}
