// Size limits of an event: for forms, imported files and the database.

/** In UTF-16 units. Google refuses or cuts a description over 8,192 and a title over 1,024. */
export const LIMITS = {
  title: 1_024,
  location: 1_024,
  description: 8_192,
  /** Number of recurrence lines, and their total length. */
  repeatLines: 50,
  repeat: 16_384,
  guests: 200,
  guestName: 256,
  guestEmail: 254,
  reminders: 5,
  /** Four weeks. */
  reminderMinutes: 40_320,
} as const

/**
 * An office needs no earlier years, and older dates differ between calendar systems. The last year keeps every date within four digits.
 */
export const YEARS = { first: 1900, last: 9998 } as const
