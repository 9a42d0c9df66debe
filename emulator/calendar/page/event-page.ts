// The page of one event: its content, and the actions that its reader may take.
import { eventJson } from '@/emulator/calendar/events/event-view'
import {
  attendeesOf,
  effective,
  type Found,
  idOfFound,
  isOrganizer,
  rowOf,
} from '@/emulator/calendar/events/events'
import { atLeast, type Calendar, type Json, type ListEntry } from '@/emulator/calendar/model'
import { dateText } from '@/emulator/calendar/time/zones'
import { h, type Markup } from '@/emulator/page'
import { link } from '@/emulator/page-call'
import type { Account } from '@/emulator/store'
import { longDay, nameOf, timeText, titleOf, wallsOf } from './agenda'

export interface Shown {
  readonly account: Account
  readonly calendar: Calendar
  readonly entry: ListEntry
  readonly found: Found
}

/** The possible scopes of a change to one occurrence. */
export const SCOPES = {
  one: 'Only this event',
  following: 'This and following events',
  all: 'All events',
} as const

const ANSWERS = { accepted: 'Accept', tentative: 'Maybe', declined: 'Decline' } as const
const RESPONSES: Readonly<Record<string, string>> = {
  needsAction: 'has not answered',
  accepted: 'accepted',
  tentative: 'maybe',
  declined: 'declined',
}

const ownParams = ({ account, calendar, found }: Shown) => ({
  account: account.email,
  calendar: calendar.id,
  id: idOfFound(found),
})

export const hiddenInputs = (params: Readonly<Record<string, string>>): Markup[] =>
  Object.entries(params).map(([name, value]) => h`<input type="hidden" name="${name}" value="${value}">`)

function factsOf(
  { account, calendar, entry, found }: Shown,
  event: Json,
): readonly (readonly [string, readonly string[]])[] {
  const { span, recurrence } = effective(found)
  const zone = span.allDay ? calendar.timeZone : span.zone
  const text = (name: string) => (typeof event[name] === 'string' ? [event[name]] : [])
  const organizer = (event.organizer ?? {}) as { email?: string; displayName?: string }
  const guests = attendeesOf(event).map(
    ({ email, responseStatus }) => `${String(email)}: ${RESPONSES[String(responseStatus)] ?? ''}`,
  )
  const properties = Object.entries(
    (event.extendedProperties ?? {}) as Record<string, Record<string, string>>,
  )
  return [
    ['When', [`${longDay(wallsOf(span, zone).start)}, ${timeText(span, zone)}`]],
    ['Time zone', span.allDay ? [] : [zone]],
    ['Repeats', recurrence ?? []],
    ['Location', text('location')],
    ['Description', text('description')],
    ['Calendar', [nameOf(calendar, account)]],
    [
      'Organizer',
      organizer.email && !isOrganizer(calendar, rowOf(found))
        ? [organizer.displayName ?? organizer.email]
        : [],
    ],
    ['Guests', guests],
    ['Show as', event.transparency === 'transparent' ? ['Free'] : []],
    ['Visibility', text('visibility')],
    ['Status', event.status === 'confirmed' ? [] : text('status')],
    ['Type', event.eventType === 'default' ? [] : text('eventType')],
    [
      'Data of apps',
      properties.flatMap(([kind, all]) =>
        Object.entries(all).map(([key, value]) => `${kind}: ${key} = ${value}`),
      ),
    ],
    ['Access', entry.role === 'owner' ? [] : [entry.role]],
  ]
}

function answerForm(shown: Shown, event: Json): Markup | false {
  const own = attendeesOf(event).find((one) => one.self)
  if (!own || isOrganizer(shown.calendar, rowOf(shown.found))) return false
  const buttons = Object.entries(ANSWERS).map(
    ([value, words]) =>
      h`<button name="response" value="${value}"${own.responseStatus === value ? { markup: ' class="main"' } : ''}>${words}</button>`,
  )
  return h`<form class="card" method="post" action="/calendar/respond"><h2>Going?</h2>${hiddenInputs(ownParams(shown))}
<p>You: ${RESPONSES[String(own.responseStatus)] ?? ''}.</p><div class="bar">${buttons}</div></form>`
}

function radios(): Markup[] {
  return Object.entries(SCOPES).map(
    ([value, words], at) =>
      h`<label class="tick"><input type="radio" name="scope" value="${value}"${at === 0 ? { markup: ' checked' } : ''}> <span>${words}</span></label>`,
  )
}

/** The edit and delete actions; for an occurrence of a series, the form asks for the scope. */
function actions(shown: Shown): Markup {
  const params = ownParams(shown)
  const ofSeries = shown.found.kind !== 'main'
  const scope = ofSeries && h`<fieldset><legend>Change</legend>${radios()}</fieldset>`
  return h`<form class="card" action="/calendar/edit">${hiddenInputs(params)}${scope}
<div class="bar"><button class="main">Edit</button></div></form>
<form class="card" method="post" action="/calendar/delete">${hiddenInputs(params)}${
    ofSeries && h`<fieldset><legend>Delete</legend>${radios()}</fieldset>`
  }<div class="bar"><button class="danger">Delete</button></div></form>`
}

const seriesIdOf = (found: Found): string | undefined =>
  found.kind === 'instance' ? found.series.id : found.kind === 'exception' ? found.series?.id : undefined

export function eventPage(shown: Shown): { title: string; body: Markup } {
  const { account, calendar, entry, found } = shown
  const event = eventJson(calendar, found, { role: entry.role, zone: calendar.timeZone })
  const title = titleOf(event)
  const { span } = effective(found)
  const from = dateText(wallsOf(span, calendar.timeZone).start)
  const facts = factsOf(shown, event).filter(([, values]) => values.length > 0)
  const seriesId = seriesIdOf(found)
  const series = seriesId
    ? h`<p><a href="${link('/calendar/event', { account: account.email, calendar: calendar.id, id: seriesId })}">The whole series</a></p>`
    : false
  const mayWrite = atLeast(entry.role, 'writer')
  const body = h`<p><a href="${link('/calendar', { account: account.email, from })}">Calendar of ${account.name}</a></p>
<h1>${title}</h1><div class="card"><dl>${facts.map(
    ([label, values]) => h`<dt>${label}</dt>${values.map((value) => h`<dd>${value}</dd>`)}`,
  )}</dl></div>${series}${answerForm(shown, event)}${mayWrite && actions(shown)}
<p class="soft">${idOfFound(found)} · sequence ${Number(event.sequence ?? 0)} · ${String(event.etag)}</p>`
  return { title, body }
}
