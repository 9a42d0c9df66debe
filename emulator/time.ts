// Spans of time, in milliseconds. The emulator stands alone, so these are its own.
export const MINUTE = 60_000
export const DAY = 24 * 60 * MINUTE
