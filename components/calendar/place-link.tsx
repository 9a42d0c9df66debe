'use client'
import type { ComponentProps, MouseEvent } from 'react'
import { sameAddress, want, wantedAt } from '@/components/list/wanted'
import { goTo, isPlain } from '@/components/ui/links/leaves'
// A link to other days or another view. Pressed while another page of the calendar is on its way, it starts from that one.
import { Link } from '@/components/ui/links/link'
import type { DateText } from '@/lib/domains/events/value/event'
import { addressOf, type Move, moved, type Place, placeOf } from './period'

const PATH = '/calendar'

type PlaceLinkProps = Omit<ComponentProps<typeof Link>, 'href' | 'onClick'> & {
  /** What is drawn. */
  readonly place: Place
  readonly move: Move
  readonly today: DateText
}

export function PlaceLink({ place, move, today, ...rest }: PlaceLinkProps) {
  const href = addressOf(moved(place, move, today))
  const press = (event: MouseEvent) => {
    if (!isPlain(event)) return
    const { view, on } = moved(placeAt(wantedAt(PATH)), move, today)
    const to = want(PATH, { view: view === 'month' ? view : '', on: on ?? '' })
    if (sameAddress(to, href)) return
    event.preventDefault()
    goTo(to)
  }
  return <Link {...rest} href={href} onClick={press} />
}

function placeAt({ searchParams }: URL): Place {
  const chosen = searchParams.get('chosen') ?? undefined
  const others = { view: searchParams.get('view') ?? undefined, on: searchParams.get('on') ?? undefined }
  return placeOf({ ...others, chosen, calendar: searchParams.getAll('calendar') })
}
