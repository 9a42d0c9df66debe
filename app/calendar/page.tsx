// The calendar: what happens on some days, as an agenda or as a month. Which days and which calendars is in the address.

import type { Metadata } from 'next'
import { z } from 'zod'
import { Agenda } from '@/components/calendar/agenda'
import { CalendarBoxes } from '@/components/calendar/calendar-boxes'
import { Month } from '@/components/calendar/month'
import { type Period, type Place, periodOf, periodWords, placeOf } from '@/components/calendar/period'
import { PlaceLink } from '@/components/calendar/place-link'
import { daysWith } from '@/components/calendar/shown'
import { amount } from '@/components/sync/figures'
import { SubmitButton } from '@/components/ui/button'
import { buttonClass, tabClass } from '@/components/ui/button-class'
import { ChevronLeft, ChevronRight } from '@/components/ui/icons'
import { ButtonLink } from '@/components/ui/links/button-link'
import { GoButton } from '@/components/ui/links/go-button'
import { Notice } from '@/components/ui/notice'
import { Page } from '@/components/ui/page'
import { Saved } from '@/components/ui/saved'
import { requireUser } from '@/lib/auth/session'
import type { DateText } from '@/lib/domains/events/value/event'
import { spanOf } from '@/lib/domains/events/value/time'
import { todayIn } from '@/lib/domains/events/value/words'
import { lookUp, one, type Query } from '@/lib/http/query'
import { calendarsOf, mayWrite } from '@/lib/store/calendar/calendars'
import { eventsBetween, findEvent } from '@/lib/store/calendar/event-list'
import type { Actor } from '@/lib/store/firm/actor'
import { bringBackEventForm } from './actions'
import { calendarZone } from './zone'

export const metadata: Metadata = { title: 'Calendar' }

const DONE: Readonly<Record<string, string>> = {
  created: 'The calendar was created.',
  removed: 'The calendar was deleted.',
  restored: 'The event was restored.',
}

export default async function Calendar({ searchParams }: { readonly searchParams: Promise<Query> }) {
  const user = await requireUser('/calendar')
  const params = await searchParams
  const [calendars, zone] = await Promise.all([calendarsOf(user), calendarZone()])
  const place = placeOf(params)
  const today = todayIn(new Date(), zone)
  const period = periodOf(place.view, place.on ?? today)
  const shown = calendars.filter(({ id }) => place.shown === null || place.shown.includes(id))
  const range = { from: period.from, to: period.to, zone }
  const span = spanOf({ kind: 'day', start: range.from, end: range.to }, zone)
  const { events, isCut } = await eventsBetween(user, shown, new Date(span.start), new Date(span.end))
  const deleted = await deletedId(user, one(params.deleted))
  const days = daysWith(events, range)
  const names = new Map(calendars.map((one) => [one.id, one]))
  return (
    <Page title="Calendar" actions={<Actions mayAdd={calendars.some(({ access }) => mayWrite(access))} />}>
      {params.deleted && (
        <Notice tone="good" alert actions={deleted && <UndoDelete id={deleted} />}>
          The event was deleted. You can restore it for 30 days under Deleted.
        </Notice>
      )}
      <Saved words={doneWords(params)} answer={params} names={['done', 'imported', 'deleted']} />
      <div className="grid items-start gap-6 lg:grid-cols-[14rem_1fr]">
        <CalendarBoxes calendars={calendars} place={place} />
        <div className="grid min-w-0 gap-4">
          <Navigation period={period} place={place} today={today} />
          {isCut && (
            <Notice tone="warn">
              There are more events than one page can show. Hide some calendars to see the others.
            </Notice>
          )}
          {period.view === 'month' ? (
            <Month days={days} period={period} today={today} zone={zone} calendars={names} place={place} />
          ) : (
            <Agenda days={days} today={today} zone={zone} calendars={names} />
          )}
        </div>
      </div>
    </Page>
  )
}

/** The event that was just deleted; null if only the end of its series was. */
async function deletedId(user: Actor, id: string | null): Promise<string | null> {
  if (!z.uuid().safeParse(id).success) return null
  const found = await findEvent(user, id ?? '')
  return found?.row.deletedAt ? found.row.id : null
}

const UndoDelete = ({ id }: { readonly id: string }) => (
  <form action={bringBackEventForm}>
    <input type="hidden" name="id" value={id} />
    <SubmitButton look="secondary">Undo</SubmitButton>
  </form>
)

const doneWords = ({ done, imported }: Query) =>
  imported
    ? `${amount(Number(imported) || 0, 'event was', 'events were')} imported.`
    : lookUp(DONE, one(done))

function Actions({ mayAdd }: { readonly mayAdd: boolean }) {
  return (
    <>
      <ButtonLink href="/calendar/deleted" look="quiet">
        Deleted
      </ButtonLink>
      <GoButton to="/calendar/import">Import</GoButton>
      <GoButton to="/calendar/export.ics" file>
        Export
      </GoButton>
      <GoButton to="/calendar/new">New Calendar</GoButton>
      {mayAdd && (
        <GoButton to="/calendar/events/new" look="primary">
          New Event
        </GoButton>
      )}
    </>
  )
}

interface NavigationProps extends ToPlaceProps {
  readonly period: Period
}

interface ToPlaceProps {
  readonly place: Place
  readonly today: DateText
}

function Navigation({ period, ...to }: NavigationProps) {
  return (
    <div className="flex flex-wrap items-center justify-between gap-3">
      <h2 className="text-lg font-semibold">{periodWords(period)}</h2>
      <div className="flex flex-wrap gap-2">
        <nav aria-label="View" className="flex gap-1">
          {(['agenda', 'month'] as const).map((view) => (
            <ViewLink key={view} view={view} {...to} />
          ))}
        </nav>
        <nav aria-label="Days" className="flex gap-2">
          <PlaceLink {...to} move={{ on: null }} className={buttonClass('secondary')}>
            Today
          </PlaceLink>
          <PlaceLink {...to} move={{ step: -1 }} className={buttonClass('secondary')}>
            <ChevronLeft className="size-4" />
            Previous
          </PlaceLink>
          <PlaceLink {...to} move={{ step: 1 }} className={buttonClass('secondary')}>
            Next
            <ChevronRight className="size-4" />
          </PlaceLink>
        </nav>
      </div>
    </div>
  )
}

function ViewLink({ view, ...to }: ToPlaceProps & Pick<Place, 'view'>) {
  const isCurrent = view === to.place.view
  return (
    <PlaceLink {...to} move={{ view }} aria-current={isCurrent ? 'page' : undefined} className={tabClass()}>
      {view === 'month' ? 'Month' : 'Agenda'}
    </PlaceLink>
  )
}
