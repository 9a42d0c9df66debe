// The pages under /calendar: "their" Google calendar for a person in the demo. Plain forms, no script; what is saved
// here is a change as made in Google's own pages.
import { answerOf } from '@/emulator/calendar/control'
import { changeEvent } from '@/emulator/calendar/events/event-change'
import { insertEvent } from '@/emulator/calendar/events/event-insert'
import { removeEvent } from '@/emulator/calendar/events/event-remove'
import { eventJson } from '@/emulator/calendar/events/event-view'
import { effective, type Found, idOfFound, locate, zoneOf } from '@/emulator/calendar/events/events'
import { cutBefore } from '@/emulator/calendar/events/recurrence'
import { originalText, splitSeries } from '@/emulator/calendar/events/split'
import type { Writing } from '@/emulator/calendar/events/writing'
import { atLeast, type Json, type MainRow } from '@/emulator/calendar/model'
import { calendarFor, primaryOf } from '@/emulator/calendar/store'
import { dateText } from '@/emulator/calendar/time/zones'
import { Refusal } from '@/emulator/errors'
import { h, type Markup, page } from '@/emulator/page'
import { fromElsewhere, link } from '@/emulator/page-call'
import { type Call, form, html, type Reply, redirect } from '@/emulator/reply'
import { type Account, findAccount } from '@/emulator/store'
import type { World } from '@/emulator/world'
import { agendaPage, calendarsOf, nameOf } from './agenda'
import { emptyFields, type Fields, fieldsOf, formOf, patchOf, problemOf, readFields } from './event-form'
import { eventPage, hiddenInputs, SCOPES, type Shown } from './event-page'

const PATHS = [
  '/calendar',
  '/calendar/event',
  '/calendar/edit',
  '/calendar/save',
  '/calendar/delete',
  '/calendar/respond',
]

export const isCalendarPath = (path: string): boolean => PATHS.includes(path)

type Scope = keyof typeof SCOPES

const isScope = (text: string | null): text is Scope => text !== null && Object.hasOwn(SCOPES, text)

const shown = ({ title, body }: { title: string; body: Markup }, status = 200) =>
  html(page({ title: `${title} – Google Calendar (emulated)`, body }), status)

const missing = (what: string) =>
  shown(
    { title: 'Not found', body: h`<h1>Not found</h1><p>${what}</p><p><a href="/">All accounts</a></p>` },
    404,
  )

const writing = (world: World, { account, calendar }: Pick<Shown, 'account' | 'calendar'>): Writing => ({
  store: world,
  calendar,
  by: { email: account.email, displayName: account.name },
  sendUpdates: 'none',
  conference: true,
})

interface Series {
  readonly row: MainRow
  readonly original: number
}

/** The series of an occurrence, and which of its occurrences it is. */
function seriesOf(found: Found): Series | undefined {
  if (found.kind === 'instance') return { row: found.series, original: found.original }
  if (found.kind === 'exception' && found.series) return { row: found.series, original: found.row.original }
  return undefined
}

/** What a change means: an occurrence alone, its series, or the series from it on. The first and following are all. */
function targetOf(found: Found, asked: string | null): { readonly target: Found; readonly scope: Scope } {
  const series = seriesOf(found)
  const scope = isScope(asked) ? asked : 'one'
  if (!series || scope === 'one') return { target: found, scope: 'one' }
  const whole: Found = { kind: 'main', row: series.row }
  return scope === 'following' && series.original !== series.row.span.start
    ? { target: found, scope }
    : { target: whole, scope: 'all' }
}

interface Form {
  readonly account: Account
  readonly title: string
  readonly fields: Fields
  readonly repeating: boolean
  readonly hidden: Readonly<Record<string, string>>
  readonly choice: Markup | false
  readonly back: string
  readonly problem?: string
}

function formPage({ title, fields, repeating, hidden, choice, back, problem = '' }: Form): Reply {
  const body = h`<h1>${title}</h1>${problem && h`<p role="alert">${problem}</p>`}
<form class="card" method="post" action="/calendar/save">${hiddenInputs(hidden)}${choice}${formOf(fields, repeating)}
<div class="bar"><a class="button" href="${back}">Cancel</a><button class="main">Save</button></div></form>`
  return shown({ title, body }, problem ? 400 : 200)
}

function newForm(world: World, account: Account, fields: Fields, chosen: string, problem?: string): Reply {
  const options = calendarsOf(world, account)
    .filter(({ entry }) => atLeast(entry.role, 'writer'))
    .map(
      ({ calendar }) =>
        h`<option value="${calendar.id}"${calendar.id === chosen ? { markup: ' selected' } : ''}>${nameOf(calendar, account)}</option>`,
    )
  return formPage({
    account,
    title: 'New event',
    fields,
    repeating: true,
    hidden: { account: account.email },
    choice: h`<div class="row"><label>Calendar <select name="calendar">${options}</select></label></div>`,
    back: link('/calendar', { account: account.email }),
    ...(problem ? { problem } : {}),
  })
}

function editForm(one: Shown, asked: string | null, fields?: Fields, problem?: string): Reply {
  const { account, calendar, found } = one
  const { target, scope } = targetOf(found, asked)
  const own = { account: account.email, calendar: calendar.id, id: idOfFound(found) }
  const now = effective(target)
  const series = seriesOf(found)
  const values =
    fields ??
    fieldsOf(scope === 'following' && series ? { ...now, recurrence: series.row.recurrence } : now, calendar)
  return formPage({
    account,
    title: `Edit ${String(now.content.summary ?? '(no title)')}`,
    fields: values,
    repeating: target.kind === 'main',
    hidden: { ...own, scope },
    choice: series ? h`<p class="soft">${SCOPES[scope]}</p>` : false,
    back: link('/calendar/event', own),
    ...(problem ? { problem } : {}),
  })
}

function saved(account: Account, calendar: string, event: Found): Reply {
  return redirect(link('/calendar/event', { account: account.email, calendar, id: idOfFound(event) }))
}

/** A refusal of the emulated API is shown beside the form; anything else is a fault of ours. */
function refusedAs(thrown: unknown, again: (problem: string) => Reply): Reply {
  if (thrown instanceof Refusal) return again(thrown.message)
  throw thrown
}

function withoutNulls(patch: Json): Json {
  const clean = (value: unknown): unknown =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(
          Object.entries(value).flatMap(([name, one]) => (one === null ? [] : [[name, clean(one)]])),
        )
      : value
  return clean(patch) as Json
}

function create(world: World, account: Account, fields: URLSearchParams): Reply {
  const wanted = fields.get('calendar') ?? 'primary'
  const values = readFields(fields)
  const target = calendarFor(world, account, wanted)
  if (!target || !atLeast(target.entry.role, 'writer')) return missing('There is no such calendar to write.')
  const again = (problem: string) => newForm(world, account, values, wanted, problem)
  const problem = problemOf(values)
  if (problem) return again(problem)
  try {
    const made = insertEvent(writing(world, { account, ...target }), withoutNulls(patchOf(values, {}, true)))
    return saved(account, target.calendar.id, made)
  } catch (thrown) {
    return refusedAs(thrown, again)
  }
}

function edit(world: World, one: Shown, fields: URLSearchParams): Reply {
  const values = readFields(fields)
  const asked = fields.get('scope')
  const again = (problem: string) => editForm(one, asked, values, problem)
  const problem = problemOf(values)
  if (problem) return again(problem)
  const { target, scope } = targetOf(one.found, asked)
  const patch = patchOf(values, effective(target).content, target.kind === 'main')
  try {
    const changed =
      scope === 'following'
        ? split(world, one, patch)
        : changeEvent(writing(world, one), target, patch, 'patch')
    return saved(one.account, one.calendar.id, changed)
  } catch (thrown) {
    return refusedAs(thrown, again)
  }
}

function split(world: World, one: Shown, changes: Json): Found {
  const series = seriesOf(one.found)
  if (!series) throw new Error('only an occurrence is followed by others')
  const { row, original } = series
  const at = originalText(original, row.span.allDay, zoneOf(row.span))
  return splitSeries(writing(world, one), { kind: 'main', row }, at, changes).tail
}

function remove(world: World, one: Shown, asked: string | null): Reply {
  const { target, scope } = targetOf(one.found, asked)
  const series = seriesOf(one.found)
  const back = redirect(link('/calendar', { account: one.account.email }))
  try {
    if (scope === 'following' && series) {
      const { row, original } = series
      const recurrence = cutBefore(row.recurrence ?? [], original, row.span.allDay, zoneOf(row.span))
      changeEvent(writing(world, one), { kind: 'main', row }, { recurrence }, 'patch')
    } else removeEvent(writing(world, one), target)
    return back
  } catch (thrown) {
    return refusedAs(thrown, (problem) =>
      shown({ title: 'Not deleted', body: h`<h1>Not deleted</h1><p role="alert">${problem}</p>` }, 400),
    )
  }
}

function respond(world: World, one: Shown, response: string): Reply {
  const { calendar, found } = one
  const event = eventJson(calendar, found, { role: 'owner', zone: calendar.timeZone })
  try {
    return saved(
      one.account,
      calendar.id,
      changeEvent(writing(world, one), found, answerOf(event, calendar, response), 'patch'),
    )
  } catch (thrown) {
    return refusedAs(thrown, (problem) =>
      shown({ title: 'Not answered', body: h`<h1>Not answered</h1><p role="alert">${problem}</p>` }, 400),
    )
  }
}

function post(world: World, one: Shown, call: Call, fields: URLSearchParams): Reply {
  if (!atLeast(one.entry.role, 'writer')) return missing('This calendar can only be read.')
  switch (call.path) {
    case '/calendar/save':
      return edit(world, one, fields)
    case '/calendar/delete':
      return remove(world, one, fields.get('scope'))
    case '/calendar/respond':
      return respond(world, one, fields.get('response') ?? '')
    default:
      return missing('There is no such page.')
  }
}

function findShown(world: World, account: Account, fields: URLSearchParams): Shown | undefined {
  const listed = calendarFor(world, account, fields.get('calendar') ?? '')
  const found = listed && locate(world, listed.calendar, fields.get('id') ?? '')
  return listed && found && effective(found).status !== 'cancelled'
    ? { account, ...listed, found }
    : undefined
}

export function answerCalendarPage(world: World, call: Call): Reply {
  if (fromElsewhere(call))
    return shown({ title: 'Refused', body: h`<h1>Refused</h1><p>This form came from another site.</p>` }, 403)
  const fields = call.method === 'POST' ? form(call) : call.query
  const account = findAccount(world, fields.get('account') ?? '')
  if (!account) return missing('There is no such account.')
  if (call.method !== 'POST' && call.path === '/calendar')
    return shown(agendaPage(world, account, call.query))
  if (call.path === '/calendar/edit' && !fields.get('id')) {
    const { id, timeZone } = primaryOf(world, account)
    return newForm(
      world,
      account,
      emptyFields(fields.get('date') ?? dateText(world.clock.now()), timeZone),
      id,
    )
  }
  if (call.method === 'POST' && call.path === '/calendar/save' && !fields.get('id'))
    return create(world, account, fields)
  const one = findShown(world, account, fields)
  if (!one) return missing('This event has been deleted.')
  if (call.method === 'POST') return post(world, one, call, fields)
  return call.path === '/calendar/edit' ? editForm(one, fields.get('scope')) : shown(eventPage(one))
}
