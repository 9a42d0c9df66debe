// Numbers, lists and times as people read them. Pure: the present moment is passed in.
const LOCALE = 'en-US'
const number = new Intl.NumberFormat(LOCALE)
const conjunction = new Intl.ListFormat(LOCALE, { type: 'conjunction' })
const SECOND = 1000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** 12318 -> "12,318" */
export const count = (n: number): string => number.format(n)

/** "1 contact", "12,318 contacts" */
export const amount = (n: number, one: string, many = `${one}s`): string => `${count(n)} ${n === 1 ? one : many}`

/** "phone, title and birthday" */
export const list = (parts: readonly string[]): string => conjunction.format(parts).replace(', and ', ' and ')

/** 0..100, never 100 before the end. */
export function percent(done: number, total: number | null): number {
  if (!total) return 0
  return done >= total ? 100 : Math.min(99, Math.floor((done / total) * 100))
}

/** "40 s", "4 min", "3 h 10 min", "2 days": how long something takes or took. */
export function span(ms: number): string {
  if (ms < SECOND) return 'under 1 s'
  if (ms < 90 * SECOND) return `${Math.round(ms / SECOND)} s`
  if (ms < 90 * MINUTE) return `${Math.round(ms / MINUTE)} min`
  if (ms < DAY) {
    const minutes = Math.round(ms / MINUTE)
    return minutes % 60 ? `${Math.floor(minutes / 60)} h ${minutes % 60} min` : `${minutes / 60} h`
  }
  return amount(Math.round(ms / DAY), 'day')
}

/** "just now", "3 min ago", "yesterday", "3 Nov" */
export function ago(at: Date, now: Date): string {
  const past = now.getTime() - at.getTime()
  if (past < 45 * SECOND) return 'just now'
  if (past < HOUR) return `${Math.max(1, Math.round(past / MINUTE))} min ago`
  if (past < DAY) return `${Math.round(past / HOUR)} h ago`
  if (past < 7 * DAY) return `${amount(Math.round(past / DAY), 'day')} ago`
  return day(at)
}

const DATE = { day: 'numeric', month: 'short', year: 'numeric' } as const

/** "Nov 3, 2026", in the reader's time zone where the page runs. */
export const day = (at: Date): string => new Intl.DateTimeFormat(LOCALE, DATE).format(at)

/** "14:20", or with the date when it is not today. */
export function clock(at: Date, now: Date): string {
  const time = new Intl.DateTimeFormat(LOCALE, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(at)
  return day(at) === day(now) ? time : `${day(at)}, ${time}`
}
