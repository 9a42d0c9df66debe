// The pages under /calendar: the Google calendar of a demo user. Plain forms without scripts; saving a form has the effect of an edit in
// Google's own pages.
import { effective, locate } from '@/emulator/calendar/events/events'
import { calendarFor, primaryOf } from '@/emulator/calendar/store'
import { dateText } from '@/emulator/calendar/time/zones'
import { h } from '@/emulator/page'
import { fromElsewhere } from '@/emulator/page-call'
import { type Call, form, type Reply } from '@/emulator/reply'
import { type Account, findAccount } from '@/emulator/store'
import type { World } from '@/emulator/world'
import { agendaPage } from './agenda'
import { emptyFields } from './event-form'
import { eventPage, type Shown } from './event-page'
import { editForm, missing, newForm, shown } from './forms'
import { create, post } from './posts'

const PATHS = [
  '/calendar',
  '/calendar/event',
  '/calendar/edit',
  '/calendar/save',
  '/calendar/delete',
  '/calendar/respond',
]

export const isCalendarPath = (path: string): boolean => PATHS.includes(path)

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
