// What the emulated calendars remember. Rows are replaced, never changed, and hold plain values only.

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

/** All-day events have midnights UTC of their first day and of the day after their last. */
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
  /** Place in the calendar's order of events. */
  readonly ordinal: number
  readonly id: string
  readonly iCalUID: string
  readonly status: 'confirmed' | 'tentative' | 'cancelled'
  /** What people write, but for time, repetition and status. */
  readonly content: Json
  readonly sequence: number
  readonly organizer: Party
  readonly creator: Party
  readonly created: number
  readonly updated: number
  readonly etag: string
  /** Place in the calendar's log of changes. */
  readonly change: number
  readonly eventType: string
  readonly deletedAt?: number
  /** Deleted, and only its id is left. */
  readonly stub?: boolean
  readonly privateCopy?: boolean
}

/** A single event or a series. */
export interface MainRow extends Row {
  readonly kind: 'main'
  readonly span: Span
  readonly recurrence?: readonly string[]
}

/** An occurrence that was changed or cancelled. Content has only what differs from the series. */
export interface ExceptionRow extends Row {
  readonly kind: 'exception'
  readonly seriesId: string
  readonly original: number
  readonly originalAllDay: boolean
  readonly originalZone: string
  /** Where it was moved to. */
  readonly span?: Span
  /** The series changed and no longer has this occurrence: lists show it once as cancelled. */
  readonly dropped?: boolean
}

export type EventRow = MainRow | ExceptionRow

export interface Calendar {
  readonly id: string
  summary: string
  description?: string
  location?: string
  timeZone: string
  /** E-mail address of the account it belongs to; none for calendars of Google itself. */
  readonly dataOwner?: string
  /** The OAuth client that made it. */
  readonly createdBy?: string
  readonly primary: boolean
  etag: string
  readonly events: Map<string, EventRow>
  /** Changes so far: sync tokens point into it. */
  log: number
  /** Events made so far, for ids of our own. */
  made: number
  deleted: boolean
}

/** A calendar in somebody's list. */
export interface ListEntry {
  readonly calendarId: string
  role: Role
  /** Grows with the role's changes: a sync token of another value is expired. */
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

/** Where changes of a calendar's events are announced. */
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
  /** The calendar's log when it was sent. */
  seen: number
}

/** Kept over a restart of the demo. */
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
