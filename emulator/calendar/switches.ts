// What can be set at the emulated calendars: each switch is a behavior that Google does not document.

export type SendUpdates = 'all' | 'externalOnly' | 'none'

export interface CalendarSwitches {
  /** What a client with calendar.app.created gets for calendars that it did not make. */
  readonly foreignCalendar: 404 | 403
  /** Whether events.owned needs the data owner of the calendar, not only the role of an owner. */
  readonly ownedByData: boolean
  /** Whether an id stays taken after its event was deleted. */
  readonly deletedIdsTaken: boolean
  /** Whether a patch with `status: confirmed` brings a deleted event back. */
  readonly reviveDeleted: boolean
  /** What lists give of deleted events on the organizer's calendar. */
  readonly deletedDetails: 'kept' | 'stub'
  /** Days until a deleted event cannot be read any more. */
  readonly purgeDays: number
  /** Days that a sync token may lie unused. */
  readonly calendarTokenDays: number
  /** Whether an event may end when it starts. */
  readonly zeroLengthEvents: boolean
  /** IANA names that Google does not know (yet). */
  readonly unknownZones: readonly string[]
  /** Normalization of RRULE: WKST first, INTERVAL=1 dropped, its removal not saved. */
  readonly normalizeRules: boolean
  /** An EXDATE whose TZID is no IANA name is read as UTC. */
  readonly foreignExdateZone: 'utc' | 'kept'
  readonly startOffRule: 'counts' | 'left-out'
  readonly gapOccurrence: 'shifted' | 'left-out'
  readonly horizonYear: number
  /** A block between Google's conference delimiters vanishes from the description of an event without conference. */
  readonly stripConferenceBlock: boolean
  /** Guests may write private extended properties of their copy. */
  readonly guestPrivateProperties: boolean
  /** Exceptions of a series whose new time or rule no longer has their original start. */
  readonly orphanedExceptions: 'dropped' | 'kept' | 'shifted'
  readonly exceptionsOfDeleted: 'gone' | 'cancelled'
  /** Whether the tail of a split in Google's pages is `<base>_R<stamp>` or `<base>_<stamp>`. */
  readonly splitIds: 'R' | 'plain'
  /** What becomes of exceptions after the cut of a split. */
  readonly exceptionsAfterSplit: 'reset' | 'moved'
  /** Full lists also give series that ended before timeMin. */
  readonly endedSeriesListed: boolean
  /** Full lists also give deleted series, as cancelled. */
  readonly cancelledSeriesListed: boolean
  /** A write that only touches reminders gives a new etag. */
  readonly reminderEtag: boolean
  /** A page of a list of events holds no more, whatever was asked for. */
  readonly eventsPerPage: number
  /** The first page of a list of events is empty and has a page token. */
  readonly emptyFirstPages: boolean
  /** Lists of events come shuffled, exceptions before their series, and repeat some of what was shown. */
  readonly unrulyEvents: boolean
  /** Writes to one calendar within a second before 403 rateLimitExceeded; 0 for no limit. */
  readonly calendarWritesPerSecond: number
  /** What an empty quota answers. */
  readonly calendarQuotaStatus: 403 | 429
  /** Guests added within an hour before 403 quotaExceeded; 0 for no limit. */
  readonly guestsPerHour: number
  /** Push messages get lost. */
  readonly loseMessages: boolean
  /** Some mails go out though sendUpdates=none. */
  readonly mailsDespiteNone: boolean
  /** What a write without sendUpdates does. */
  readonly updatesUnlessSaid: SendUpdates
  readonly longestSummary: number
  readonly longestDescription: number
  readonly longestLocation: number
  /** Zone of the primary calendar of a new account. */
  readonly accountZone: string
}

export const CALENDAR_SWITCHES: CalendarSwitches = {
  foreignCalendar: 404,
  ownedByData: false,
  deletedIdsTaken: true,
  reviveDeleted: true,
  deletedDetails: 'kept',
  purgeDays: 30,
  calendarTokenDays: 7,
  zeroLengthEvents: false,
  unknownZones: [],
  normalizeRules: true,
  foreignExdateZone: 'utc',
  startOffRule: 'counts',
  gapOccurrence: 'shifted',
  horizonYear: 2099,
  stripConferenceBlock: true,
  guestPrivateProperties: false,
  orphanedExceptions: 'dropped',
  exceptionsOfDeleted: 'gone',
  splitIds: 'R',
  exceptionsAfterSplit: 'reset',
  endedSeriesListed: false,
  cancelledSeriesListed: false,
  reminderEtag: true,
  eventsPerPage: 2_500,
  emptyFirstPages: false,
  unrulyEvents: false,
  calendarWritesPerSecond: 0,
  calendarQuotaStatus: 403,
  guestsPerHour: 0,
  loseMessages: false,
  mailsDespiteNone: false,
  updatesUnlessSaid: 'all',
  longestSummary: 1_024,
  longestDescription: 8_192,
  longestLocation: 1_024,
  accountZone: 'America/Chicago',
}
