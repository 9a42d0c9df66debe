// The color of a calendar.
import type { Color } from '@/lib/store/calendar/colors'

interface CalendarDotProps {
  readonly color?: Color | undefined
  /** Where it stands beside a text of several lines, and where beside one line. */
  readonly className?: string
}

/** The color is never the only sign: the calendar's name stands beside it. */
export const CalendarDot = ({ color = 'gray', className = 'mt-1.5' }: CalendarDotProps) => (
  <span
    aria-hidden
    data-color={color}
    className={`calendar-dot size-2.5 shrink-0 rounded-full ${className}`}
  />
)
