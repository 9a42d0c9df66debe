// Moves an event to another calendar: it gets another organizer, and a stub stays in the old calendar.
import * as errors from '@/emulator/calendar/errors'
import type { Calendar, ExceptionRow, MainRow } from '@/emulator/calendar/model'
import { refuse } from '@/emulator/calendar/refusal'
import { exceptionsOf, put } from '@/emulator/calendar/store'
import { effective, emailsOf, type Found, isOrganizer } from './events'
import { mail, spread } from './guests'
import type { Writing } from './writing'

export function moveEvent({ store, calendar, sendUpdates }: Writing, found: Found, to: Calendar): Found {
  if (found.kind !== 'main') throw refuse(errors.badRequest('An occurrence cannot be moved alone.'))
  const { row } = found
  if (row.eventType !== 'default')
    throw refuse(errors.badRequest('Only events of type default can be moved.'))
  if (row.status === 'cancelled') throw refuse(errors.DELETED)
  if (!isOrganizer(calendar, row)) throw refuse(errors.NOT_ORGANIZER)
  if (to === calendar) return found
  if (to.events.get(row.id)?.status === 'confirmed') throw refuse(errors.DUPLICATE)
  const organizer = to.primary ? { email: to.id } : { email: to.id, displayName: to.summary }
  const moved = put<MainRow>(store, to, { ...row, organizer })
  for (const one of exceptionsOf(calendar, row.id)) put<ExceptionRow>(store, to, { ...one, organizer })
  put<MainRow>(store, calendar, {
    ...row,
    status: 'cancelled',
    stub: true,
    content: {},
    deletedAt: store.clock.now(),
  })
  const guests = emailsOf(effective(found).content)
  spread(store, to, row.id, guests)
  mail(store, moved, to, guests, 'update', sendUpdates)
  return { kind: 'main', row: moved }
}
