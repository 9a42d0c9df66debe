'use client'
import type { FormEvent } from 'react'
import { CalendarDot } from '@/components/calendar/calendar-dot'
import type { Place } from '@/components/calendar/period'
import { want } from '@/components/list/wanted'
import { SubmitButton } from '@/components/ui/button'
// Which calendars are shown: a check box for each. With script a click shows it at once; without it there is a button.
import { Settings2 } from '@/components/ui/icons'
import { goTo } from '@/components/ui/links/leaves'
import { Link } from '@/components/ui/links/link'
import type { SeenCalendar } from '@/lib/store/calendar/calendars'

interface CalendarBoxesProps {
  readonly calendars: readonly SeenCalendar[]
  readonly place: Place
}

export function CalendarBoxes({ calendars, place }: CalendarBoxesProps) {
  const isShown = (id: string) => place.shown === null || place.shown.includes(id)
  return (
    <form
      action="/calendar"
      data-goes
      onSubmit={show}
      key={place.shown?.join(' ')}
      className="panel grid content-start gap-2 p-3"
    >
      <h2 id="my-calendars" className="px-1 text-sm font-semibold">
        My calendars
      </h2>
      {place.view === 'month' && <input type="hidden" name="view" value="month" />}
      {place.on && <input type="hidden" name="on" value={place.on} />}
      <input type="hidden" name="chosen" value="1" />
      <ul aria-labelledby="my-calendars">
        {calendars.map(({ id, name, color, access }) => (
          <li key={id} className="flex items-center gap-1">
            <label className="flex min-h-8 min-w-0 flex-1 items-center gap-2 rounded-md px-1 hover:bg-sunken">
              <input
                type="checkbox"
                name="calendar"
                value={id}
                defaultChecked={isShown(id)}
                onChange={(event) => event.currentTarget.form?.requestSubmit()}
                className="size-4 shrink-0 accent-accent"
              />
              <CalendarDot color={color} className="" />
              <span className="min-w-0">{name}</span>
            </label>
            {access === 'owner' && (
              <Link
                href={`/calendar/calendars/${id}`}
                aria-label={`Settings of ${name}`}
                className="inline-flex size-8 shrink-0 items-center justify-center rounded-md text-soft hover:bg-sunken hover:text-ink"
              >
                <Settings2 className="size-4" />
              </Link>
            )}
          </li>
        ))}
      </ul>
      <noscript>
        <SubmitButton look="secondary">Show</SubmitButton>
      </noscript>
    </form>
  )
}

/** Other calendars on the days that are on their way or drawn. */
function show(event: FormEvent<HTMLFormElement>): void {
  event.preventDefault()
  const calendar = new FormData(event.currentTarget).getAll('calendar').map(String)
  goTo(want('/calendar', { chosen: '1', calendar }))
}
