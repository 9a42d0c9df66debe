'use server'
// What people do to events and calendars. Each action asks who it is, reads what was sent, calls one function and shows the result.
import { revalidatePath } from 'next/cache'
import { redirect } from 'next/navigation'
import { z } from 'zod'
import { ruleMeaning } from '@/components/calendar/rule-meaning'
import type { EventSaveState } from '@/components/calendar/save-state'
import { readTypedEvent, type TypedEvent } from '@/components/calendar/typed-event'
import { typedEventOf, typedWhen, understandEvent } from '@/components/calendar/understand-event'
import { limitRate } from '@/lib/auth/pace'
import { requireUser } from '@/lib/auth/session'
import { whoSaves } from '@/lib/auth/who-saves'
import { occursAt } from '@/lib/domains/events/recurrence/edit/follow'
import { EMPTY_EVENT } from '@/lib/domains/events/value/event'
import { createCalendar, deleteCalendar, saveCalendar, saveShares } from '@/lib/store/calendar/calendars'
import { asColor, COLORS } from '@/lib/store/calendar/colors'
import { addEvent, deleteEvent, restoreEvent, type Scope, saveEvent } from '@/lib/store/calendar/editing'
import { confirmEventImport } from '@/lib/store/calendar/event-import'
import { eventInScope, findEvent, occurrenceVersion } from '@/lib/store/calendar/event-list'
import type { Actor } from '@/lib/store/firm/actor'
import { restorableSince } from '@/lib/store/retention/rules'
import { scopeOf } from './scope'

const target = z
  .object({
    id: z.uuid(),
    version: z.coerce.number().int().min(0),
    /** Of one occurrence that has a row of its own. */
    occurrence: z.coerce.number().int().min(0).default(0),
    scope: z.string().transform((text) => scopeOf(text) ?? { kind: 'all' as const }),
  })
  .transform(({ scope, ...shown }) => ({
    ...shown,
    scope: scope.kind === 'this' ? { ...scope, version: shown.occurrence } : scope,
  }))

/** **Save** of the form, for a new event (version 0) and an edited one. */
export async function saveEventForm(_: EventSaveState, form: FormData): Promise<EventSaveState> {
  const { id, version, occurrence, scope } = target.parse(Object.fromEntries(form))
  const typed = readTypedEvent(form)
  const kept = { typed, version, occurrence, meaning: ruleMeaning(typed) }
  const asks = await whoSaves()
  if (asks.kind !== 'user') return { ...asks, ...kept }
  const { user } = asks
  const found = version > 0 ? await findEvent(user, id) : null
  if (version > 0 && !found) return { kind: 'missing', ...kept }
  const base = found ? eventInScope(found, scope) : EMPTY_EVENT
  const understood = understandEvent(typed, base)
  if (understood.kind === 'faults') return { ...understood, ...kept }
  const { calendarId } = typed
  const { event } = understood
  const saved =
    version > 0
      ? await saveEvent(user, { id, version, scope, calendarId, event })
      : await addEvent(user, { id, calendarId, event })
  if (saved.kind === 'stale') return asItIsNow(user, id, scope, typed)
  if (saved.kind !== 'done') return { ...saved, ...kept }
  revalidatePath('/calendar', 'layout')
  const done = new URLSearchParams(occurrenceQuery(scope))
  done.set('saved', version > 0 ? 'edited' : 'new')
  redirect(`/calendar/events/${saved.id}?${done}`)
}

/** The answer to a form whose event was changed since: what it is now, and the versions that the next **Save** is based on. */
async function asItIsNow(user: Actor, id: string, scope: Scope, typed: TypedEvent): Promise<EventSaveState> {
  const found = await findEvent(user, id)
  const meaning = ruleMeaning(typed)
  if (!found) return { kind: 'missing', typed, meaning, version: 0, occurrence: 0 }
  const { row, occurrences } = found
  const kept = { typed, meaning, version: row.version, occurrence: occurrenceVersion(found, scope) }
  const isCanceled = scope.kind === 'this' && Boolean(occurrences.get(scope.on)?.deletedAt)
  if (row.deletedAt || isCanceled) return { kind: 'deleted', ...kept }
  if (scope.kind === 'this' && !occurrences.has(scope.on) && !occursAt(found.event, scope.on))
    return { kind: 'missing', ...kept }
  const now = typedEventOf(eventInScope(found, scope), row.calendarId, typed.zone)
  return { kind: 'stale', ...kept, now: { title: now.title, when: typedWhen(now) } }
}

const occurrenceQuery = (scope: Scope): string =>
  scope.kind === 'this' ? `?on=${encodeURIComponent(scope.on)}` : ''

/** **Delete**, after **Continue** where it is one of a series. */
export async function removeEventForm(form: FormData): Promise<void> {
  const user = await requireUser('/calendar')
  await limitRate('edit', user)
  const { id, version, scope } = target.parse(Object.fromEntries(form))
  const removed = await deleteEvent(user, { id, version, scope })
  revalidatePath('/calendar', 'layout')
  if (removed.kind === 'done') redirect(`/calendar?deleted=${removed.id}`)
  const query = new URLSearchParams(occurrenceQuery(scope))
  query.set('problem', removed.kind)
  redirect(`/calendar/events/${id}?${query}`)
}

/** **Undo** of a deletion. */
export async function bringBackEventForm(form: FormData): Promise<void> {
  const user = await requireUser('/calendar')
  await limitRate('edit', user)
  const id = z.uuid().parse(form.get('id'))
  const restored = await restoreEvent(user, id, restorableSince(new Date()))
  revalidatePath('/calendar', 'layout')
  redirect(restored.kind === 'done' ? '/calendar?done=restored' : '/calendar/deleted?restored=no')
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
  if (!read.success) redirect(`/calendar/new?problem=name&color=${asColor(String(form.get('color')))}`)
  await createCalendar(user, read.data.id, read.data)
  revalidatePath('/calendar', 'layout')
  redirect('/calendar?done=created')
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
  redirect(isDone ? '/calendar?done=removed' : `/calendar/calendars/${id}?problem=right`)
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
