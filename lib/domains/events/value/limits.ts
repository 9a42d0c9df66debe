// How much an event may hold: what the form takes, a file brings and the database keeps.

/** UTF-16 units. Google takes 8,192 for a description and 1,024 for a title before it refuses or cuts. */
export const LIMITS = {
  title: 1_024,
  location: 1_024,
  description: 8_192,
  /** Lines of a recurrence, and the length of all of them. */
  repeatLines: 50,
  repeat: 16_384,
  guests: 200,
  guestName: 256,
  guestEmail: 254,
  reminders: 5,
  /** Four weeks. */
  reminderMinutes: 40_320,
} as const

/** A calendar of an office needs no earlier year; other calendars count differently before. The last is what four digits can write. */
export const YEARS = { first: 1900, last: 9998 } as const
