// Switches of the emulated calendars: each sets a behavior that Google does not document.

export type SendUpdates = 'all' | 'externalOnly' | 'none'

export interface CalendarSwitches {
  /** The status for a client with calendar.app.created that calls a calendar it did not create. */
  readonly foreignCalendar: 404 | 403
  /** Whether events.owned needs the data owner of the calendar, not only the role of an owner. */
  readonly ownedByData: boolean
  /** Whether an id stays taken after its event was deleted. */
  readonly deletedIdsTaken: boolean
  /** Whether a patch with `status: confirmed` brings a deleted event back. */
  readonly reviveDeleted: boolean
  /** What lists contain of deleted events on the organizer's calendar. */
  readonly deletedDetails: 'kept' | 'stub'
  /** Days after which a deleted event can no longer be read. */
  readonly purgeDays: number
  /** Days after which an unused sync token expires. */
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
  /** Text between Google's conference delimiters is removed from the description of an event without a conference. */
  readonly stripConferenceBlock: boolean
  /** Guests may write private extended properties of their copy. */
  readonly guestPrivateProperties: boolean
  /** What happens to exceptions whose original start is no longer an occurrence of the changed series. */
  readonly orphanedExceptions: 'dropped' | 'kept' | 'shifted'
  readonly exceptionsOfDeleted: 'gone' | 'cancelled'
  /** Whether the tail of a split in Google's pages is `<base>_R<stamp>` or `<base>_<stamp>`. */
  readonly splitIds: 'R' | 'plain'
  /** What happens to exceptions after the cut of a split. */
  readonly exceptionsAfterSplit: 'reset' | 'moved'
  /** Full lists also contain series that ended before timeMin. */
  readonly endedSeriesListed: boolean
  /** Full lists also contain deleted series, as cancelled. */
  readonly cancelledSeriesListed: boolean
  /** A write that only changes reminders sets a new etag. */
  readonly reminderEtag: boolean
  /** Most events on a page, whatever the request asks for. */
  readonly eventsPerPage: number
  /** The first page of a list of events is empty and has a page token. */
  readonly emptyFirstPages: boolean
  /** Event lists are shuffled, contain exceptions before their series, and repeat some events of earlier pages. */
  readonly unrulyEvents: boolean
  /** Writes to one calendar within a second before 403 rateLimitExceeded; 0 for no limit. */
  readonly calendarWritesPerSecond: number
  /** The status of a refusal when the quota is used up. */
  readonly calendarQuotaStatus: 403 | 429
  /** Guests added within an hour before 403 quotaExceeded; 0 for no limit. */
  readonly guestsPerHour: number
  /** Push messages get lost. */
  readonly loseMessages: boolean
  /** Some mails are sent despite sendUpdates=none. */
  readonly mailsDespiteNone: boolean
  /** The default of sendUpdates. */
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
