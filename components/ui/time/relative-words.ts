// "3 minutes ago", "in 2 hours": how far one moment is from another, in words. Pure.
import { daysUntil } from '@/lib/time'

const units: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ['year', 31_536_000],
  ['month', 2_592_000],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
]
const words = new Intl.RelativeTimeFormat('en', { numeric: 'auto' })

export function relativeWords(at: Date, now: Date): string {
  const seconds = (at.getTime() - now.getTime()) / 1000
  for (const [unit, size] of units)
    if (Math.abs(seconds) >= size) {
      // What is given 14 days has "14 days" from its first moment, wherever the page counts them.
      const passed = unit === 'day' && seconds > 0 ? daysUntil(at, now) : Math.trunc(seconds / size)
      return words.format(passed, unit)
    }
  return seconds > 5 ? 'in less than a minute' : 'just now'
}
