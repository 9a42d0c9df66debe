// The data of the emulated calendars. Rows are replaced, never modified, and contain plain values only.

export type Json = Readonly<Record<string, unknown>>

export const ROLES = [
  'none',
  'freeBusyReader',
  'reader',
  'writerWithoutPrivateAccess',
  'writer',
  'owner',
] as const
export type Role = (typeof ROLES)[number]

export const atLeast = (role: Role, wanted: Role): boolean => ROLES.indexOf(role) >= ROLES.indexOf(wanted)

/** For all-day events: midnight UTC of their first day and of the day after their last. */
export type Span =
  | { readonly allDay: true; readonly start: number; readonly end: number }
  | {
      readonly allDay: false
      /** Instants. */
      readonly start: number
      readonly end: number
      readonly zone: string
      readonly endZone: string
    }

export interface Party {
  readonly email: string
  readonly displayName?: string
}

interface Row {
  /** Position in the calendar's order of events. */
  readonly ordinal: number
  readonly id: string
  readonly iCalUID: string
  readonly status: 'confirmed' | 'tentative' | 'cancelled'
  /** The writable fields except time, recurrence and status. */
  readonly content: Json
  readonly sequence: number
  readonly organizer: Party
  readonly creator: Party
  readonly created: number
  readonly updated: number
  readonly etag: string
  /** Position in the calendar's log of changes. */
  readonly change: number
  readonly eventType: string
  readonly deletedAt?: number
  /** Deleted; only its id remains. */
  readonly stub?: boolean
  readonly privateCopy?: boolean
}

/** A single event or a series. */
export interface MainRow extends Row {
  readonly kind: 'main'
  readonly span: Span
  readonly recurrence?: readonly string[]
}

/** A changed or cancelled occurrence. Its content has only the fields that differ from the series. */
export interface ExceptionRow extends Row {
  readonly kind: 'exception'
  readonly seriesId: string
  readonly original: number
  readonly originalAllDay: boolean
  readonly originalZone: string
  /** Its new time, if it was moved. */
  readonly span?: Span
  /** The series no longer has this occurrence: reported once, then removed. */
  readonly dropped?: boolean
}

export type EventRow = MainRow | ExceptionRow

export interface Calendar {
  readonly id: string
  summary: string
  description?: string
  location?: string
  timeZone: string
  /** Email address of the account that owns it; undefined for Google's own calendars. */
  readonly dataOwner?: string
  /** The OAuth client that created it. */
  readonly createdBy?: string
  readonly primary: boolean
  etag: string
  readonly events: Map<string, EventRow>
  /** Number of changes so far; sync tokens refer to a position in it. */
  log: number
  /** Number of events created so far, for generated ids. */
  made: number
  deleted: boolean
}

/** A calendar in an account's list. */
export interface ListEntry {
  readonly calendarId: string
  role: Role
  /** Grows when the role changes; a sync token with another value is expired. */
  aclVersion: number
  hidden: boolean
  selected: boolean
  colorId: string
  summaryOverride?: string
  change: number
  deleted: boolean
}

export interface CalendarListState {
  readonly entries: Map<string, ListEntry>
  log: number
}

/** A mail that Google would have sent to a guest. */
export interface Mail {
  readonly at: number
  readonly to: string
  readonly calendar: string
  readonly event: string
  readonly what: 'invitation' | 'update' | 'cancellation' | 'response'
}

/** A receiver that is notified of changes to a calendar's events. */
export interface Channel {
  readonly id: string
  readonly resourceId: string
  readonly resourceUri: string
  readonly calendarId: string
  readonly account: string
  readonly address: string
  readonly token: string | undefined
  readonly expiration: number
  /** Number of the last message. */
  messages: number
  /** Position in the calendar's log when the last message was sent. */
  seen: number
}

/** Stored across restarts of the demo. */
export interface Calendars {
  readonly byId: Map<string, Calendar>
  /** By e-mail address of the account. */
  readonly lists: Map<string, CalendarListState>
  readonly mails: Mail[]
  readonly channels: Map<string, Channel>
  readonly guestsAdded: { readonly at: number; readonly calendar: string; readonly count: number }[]
  /** Sync tokens of an earlier epoch are expired. */
  epoch: number
  made: number
}

export const createCalendars = (): Calendars => ({
  byId: new Map(),
  lists: new Map(),
  mails: [],
  channels: new Map(),
  guestsAdded: [],
  epoch: 0,
  made: 0,
})
