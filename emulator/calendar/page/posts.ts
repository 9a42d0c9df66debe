// Handles the submitted forms of the calendar pages.
import { answerOf } from '@/emulator/calendar/control'
import { changeEvent } from '@/emulator/calendar/events/event-change'
import { insertEvent } from '@/emulator/calendar/events/event-insert'
import { removeEvent } from '@/emulator/calendar/events/event-remove'
import { eventJson } from '@/emulator/calendar/events/event-view'
import { effective, type Found, idOfFound, zoneOf } from '@/emulator/calendar/events/events'
import { cutBefore } from '@/emulator/calendar/events/recurrence'
import { originalText, splitSeries } from '@/emulator/calendar/events/split'
import type { Writing } from '@/emulator/calendar/events/writing'
import { atLeast, type Json } from '@/emulator/calendar/model'
import { calendarFor } from '@/emulator/calendar/store'
import { Refusal } from '@/emulator/errors'
import { h } from '@/emulator/page'
import { link } from '@/emulator/page-call'
import { type Call, type Reply, redirect } from '@/emulator/reply'
import type { Account } from '@/emulator/store'
import type { World } from '@/emulator/world'
import { seriesOf, targetOf } from './choice'
import { patchOf, problemOf, readFields } from './event-form'
import type { Shown } from './event-page'
import { editForm, missing, newForm, shown } from './forms'

const writing = (world: World, { account, calendar }: Pick<Shown, 'account' | 'calendar'>): Writing => ({
  store: world,
  calendar,
  by: { email: account.email, displayName: account.name },
  sendUpdates: 'none',
  conference: true,
})

function saved(account: Account, calendar: string, event: Found): Reply {
  return redirect(link('/calendar/event', { account: account.email, calendar, id: idOfFound(event) }))
}

/** Shows a refusal of the emulated API beside the form; any other error is a bug. */
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

export function create(world: World, account: Account, fields: URLSearchParams): Reply {
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

export function post(world: World, one: Shown, call: Call, fields: URLSearchParams): Reply {
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
