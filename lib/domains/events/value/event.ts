// One event as one side holds it: a single event, a series, or one occurrence that differs from its series. A time is a wall time in a
// named zone, never an instant: a weekly meeting at 9 AM stays at 9 AM when the clocks change.

/** `YYYY-MM-DD`, of the Gregorian calendar. */
export type DateText = string

/** `YYYY-MM-DDTHH:MM:SS`, without an offset: the time that a clock shows. */
export type WallTime = string

/** An IANA name: `America/New_York`. */
export type Zone = string

export type EventTime =
  /** Whole days. `end` is the day after the last one. A day is never an instant, so it is the same in every zone. */
  | { readonly kind: 'day'; readonly start: DateText; readonly end: DateText }
  /** `endZone`: only if the event ends in another zone than it starts in. */
  | {
      readonly kind: 'timed'
      readonly start: WallTime
      readonly end: WallTime
      readonly zone: Zone
      readonly endZone: Zone | null
    }

export type GuestResponse = 'needsAction' | 'declined' | 'tentative' | 'accepted'

export interface Guest {
  /** Lower case; it identifies the guest. */
  readonly email: string
  readonly name: string
  readonly response: GuestResponse
  readonly optional: boolean
}

export interface Reminder {
  readonly method: 'email' | 'popup'
  /** Before the start. */
  readonly minutes: number
}

export interface CalendarEvent {
  readonly title: string
  /** Plain text. */
  readonly description: string
  readonly location: string
  readonly time: EventTime
  /**
   * RRULE, EXRULE, RDATE and EXDATE lines (RFC 5545), in canonical form if they can be read, otherwise unchanged. Empty if the event does
   * not repeat.
   */
  readonly repeat: readonly string[]
  readonly guests: readonly Guest[]
  /** `default`: the calendar's visibility. */
  readonly visibility: 'default' | 'public' | 'private'
  readonly showAs: 'busy' | 'free'
  /**
   * `cancelled`: only of an occurrence, which its series then does not have. The other fields of such a value mean nothing and may be
   * empty, since an account may give no more than the original start.
   */
  readonly status: 'confirmed' | 'tentative' | 'cancelled'
  /** null: the calendar's reminders. */
  readonly reminders: readonly Reminder[] | null
}

export const isCancelled = ({ status }: Pick<CalendarEvent, 'status'>): boolean => status === 'cancelled'

export const isSeries = ({ repeat }: Pick<CalendarEvent, 'repeat'>): boolean => repeat.length > 0

/** An event without content. */
export const EMPTY_EVENT: CalendarEvent = {
  title: '',
  description: '',
  location: '',
  time: { kind: 'day', start: '', end: '' },
  repeat: [],
  guests: [],
  visibility: 'default',
  showAs: 'busy',
  status: 'confirmed',
  reminders: null,
}
