'use server'
// What people do to events and calendars. Each action asks who it is, reads what was sent, calls one function and shows the result.
import { revalidatePath } from 'next/cache'
import { redirect } from 'next/navigation'
import { z } from 'zod'
import type { EventSaveState } from '@/components/calendar/save-state'
import { readTypedEvent, typedEventOf, understandEvent } from '@/components/calendar/typed-event'
import { limitRate, secondsOverLimit } from '@/lib/auth/pace'
import { currentUser, requireUser } from '@/lib/auth/session'
import { EMPTY_EVENT } from '@/lib/domains/events/value/event'
import { createCalendar, deleteCalendar, saveCalendar, saveShares } from '@/lib/store/calendar/calendars'
import { COLORS } from '@/lib/store/calendar/colors'
import { addEvent, deleteEvent, restoreEvent, saveEvent } from '@/lib/store/calendar/editing'
import { confirmEventImport } from '@/lib/store/calendar/event-import'
import { eventInScope, findEvent } from '@/lib/store/calendar/event-list'
import { eventFromRow } from '@/lib/store/calendar/event-row'
import { restorableSince } from '@/lib/store/retention/rules'
import { scopeOf } from './scope'

const target = z.object({
  id: z.uuid(),
  version: z.coerce.number().int().min(0),
  scope: z.string().transform((text) => scopeOf(text) ?? { kind: 'all' as const }),
})

/** **Save** of the form, for a new event (version 0) and an edited one. */
export async function saveEventForm(_: EventSaveState, form: FormData): Promise<EventSaveState> {
  const user = await currentUser()
  const { id, version, scope } = target.parse(Object.fromEntries(form))
  const typed = readTypedEvent(form)
  if (!user) return { kind: 'signedOut', typed, version }
  const seconds = await secondsOverLimit('edit', user)
  if (seconds > 0) return { kind: 'tooFast', seconds, typed, version }
  const found = version > 0 ? await findEvent(user, id) : null
  if (version > 0 && !found) return { kind: 'missing', typed, version }
  const base = found ? eventInScope(found, scope) : EMPTY_EVENT
  const understood = understandEvent(typed, base)
  if (understood.kind === 'faults') return { ...understood, typed, version }
  const { calendarId } = typed
  const { event } = understood
  const saved =
    version > 0
      ? await saveEvent(user, { id, version, scope, calendarId, event })
      : await addEvent(user, { id, calendarId, event })
  if (saved.kind === 'stale') {
    const { row } = saved
    if (row.deletedAt) return { kind: 'deleted', typed, version: row.version }
    const now = typedEventOf(eventFromRow(row), row.calendarId, typed.zone)
    return { kind: 'stale', typed, version: row.version, now }
  }
  if (saved.kind !== 'done') return { ...saved, typed, version }
  revalidatePath('/calendar', 'layout')
  const on = scope.kind === 'this' ? `?on=${encodeURIComponent(scope.on)}` : ''
  redirect(`/calendar/events/${saved.id}${on}`)
}

/** **Delete**, after **Continue** where it is one of a series. */
export async function removeEventForm(form: FormData): Promise<void> {
  const user = await requireUser('/calendar')
  await limitRate('edit', user)
  const { id, version, scope } = target.parse(Object.fromEntries(form))
  const removed = await deleteEvent(user, { id, version, scope })
  revalidatePath('/calendar', 'layout')
  if (removed.kind === 'done') redirect('/calendar?deleted=1')
  redirect(`/calendar/events/${id}?problem=${removed.kind}`)
}

/** **Restore** in the bin. */
export async function restoreEventForm(form: FormData): Promise<void> {
  const user = await requireUser('/calendar/deleted')
  await limitRate('edit', user)
  const id = z.uuid().parse(form.get('id'))
  const restored = await restoreEvent(user, id, restorableSince(new Date()))
  revalidatePath('/calendar', 'layout')
  redirect(`/calendar/deleted?restored=${restored.kind === 'done' ? 'yes' : 'no'}`)
}

const calendarForm = z.object({
  id: z.uuid(),
  name: z.string().trim().min(1).max(100),
  color: z.enum(COLORS),
})

/** **Save** of New Calendar. */
export async function addCalendar(form: FormData): Promise<void> {
  const user = await requireUser('/calendar/new')
  await limitRate('edit', user)
  const read = calendarForm.safeParse(Object.fromEntries(form))
  if (!read.success) redirect('/calendar/new?problem=name')
  await createCalendar(user, read.data.id, read.data)
  revalidatePath('/calendar', 'layout')
  redirect('/calendar')
}

/** **Save** of a calendar's name and color. */
export async function changeCalendar(form: FormData): Promise<void> {
  const user = await requireUser('/calendar')
  await limitRate('edit', user)
  const id = z.uuid().parse(form.get('id'))
  const read = calendarForm.safeParse(Object.fromEntries(form))
  if (!read.success) redirect(`/calendar/calendars/${id}?problem=name`)
  const { name, color } = read.data
  const isDone = await saveCalendar(user, id, { name, color })
  revalidatePath('/calendar', 'layout')
  redirect(`/calendar/calendars/${id}?${isDone ? 'saved=1' : 'problem=right'}`)
}

/** **Save** of who may see a calendar: one field for each person of the firm. */
export async function shareCalendar(form: FormData): Promise<void> {
  const user = await requireUser('/calendar')
  await limitRate('edit', user)
  const id = z.uuid().parse(form.get('id'))
  const shares = [...form].flatMap(([name, value]) => {
    const role = z.enum(['editor', 'viewer', 'busy']).safeParse(value)
    const userId = z.uuid().safeParse(name.startsWith('role.') ? name.slice(5) : '')
    return role.success && userId.success ? [{ userId: userId.data, role: role.data }] : []
  })
  const isDone = await saveShares(user, id, shares)
  revalidatePath('/calendar', 'layout')
  redirect(`/calendar/calendars/${id}?${isDone ? 'saved=1' : 'problem=right'}`)
}

/** **Delete calendar**, with its events. */
export async function removeCalendar(form: FormData): Promise<void> {
  const user = await requireUser('/calendar')
  await limitRate('edit', user)
  const id = z.uuid().parse(form.get('id'))
  const isDone = await deleteCalendar(user, id)
  revalidatePath('/calendar', 'layout')
  redirect(isDone ? '/calendar' : `/calendar/calendars/${id}?problem=right`)
}

/** **Import**: what was read becomes events. */
export async function importEvents(form: FormData): Promise<void> {
  const user = await requireUser('/calendar/import')
  await limitRate('bulk', user)
  const id = z.uuid().parse(form.get('id'))
  const confirmed = await confirmEventImport(user, id)
  if (confirmed.kind === 'already') redirect(`/calendar/import/${id}`)
  if (confirmed.kind !== 'imported')
    redirect(`/calendar/import?problem=${confirmed.kind === 'missing' ? 'lost' : 'readOnly'}`)
  revalidatePath('/calendar', 'layout')
  redirect(`/calendar?imported=${confirmed.count}`)
}
