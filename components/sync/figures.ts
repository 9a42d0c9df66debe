// Numbers, lists and times as people read them. Pure: the present moment is passed in.
import { DAY, MINUTE, SECOND } from '@/lib/time'

const number = new Intl.NumberFormat('en')
const conjunction = new Intl.ListFormat('en-GB', { type: 'conjunction' })

/** 12318 -> "12,318" */
export const count = (n: number): string => number.format(n)

/** "1 contact", "12,318 contacts" */
export const amount = (n: number, one: string, many = `${one}s`): string =>
  `${count(n)} ${n === 1 ? one : many}`

/** "51–100 of 254": which of all a page shows. `first` counts from 1. */
export const range = (first: number, shown: number, all: number): string =>
  shown === 0 ? `0 of ${count(all)}` : `${count(first)}–${count(first + shown - 1)} of ${count(all)}`

/** "phone, title and birthday" */
export const list = (parts: readonly string[]): string => conjunction.format(parts)

/** 0..100; 100 only at the end. */
export function percent(done: number, total: number | null): number {
  if (!total) return 0
  return done >= total ? 100 : Math.floor((done / total) * 100)
}

/** "40 s", "4 min", "3 h 10 min", "2 days": how long something takes or took. */
export function span(ms: number): string {
  if (ms < SECOND) return 'under 1 s'
  if (ms < 90 * SECOND) return `${Math.round(ms / SECOND)} s`
  if (ms < 90 * MINUTE) return `${Math.round(ms / MINUTE)} min`
  if (ms >= DAY) return amount(Math.round(ms / DAY), 'day')
  const minutes = Math.round(ms / MINUTE)
  return minutes % 60 ? `${Math.floor(minutes / 60)} h ${minutes % 60} min` : `${minutes / 60} h`
}
