// What people do to an event while it is synced: on either side they edit, move and delete it, or one occurrence of it.

import type { Emulator } from '@/emulator/server'
import { occurrenceOf } from '@/lib/domains/events/recurrence/edit/follow'
import type { CalendarEvent } from '@/lib/domains/events/value/event'
import { isCancelled } from '@/lib/domains/events/value/event'
import type { Slot } from '@/lib/domains/events/value/time'
import type { Side } from '@/lib/engine/model'
import { deleteEvent, type ShownScope, saveEvent } from '@/lib/store/calendar/editing'
import { findEvent, inScope } from '@/lib/store/calendar/event-list'
import type { Actor } from '@/lib/store/firm/actor'
import { jsonOf, movedOn } from './event-drafts'
import { idAt, slotsOf, type Whole } from './event-values'
import type { Pick } from './firm'

export type Edit =
  | { readonly kind: 'whole'; readonly change: Partial<CalendarEvent> }
  | { readonly kind: 'occurrence'; readonly slot: Slot; readonly change: Partial<CalendarEvent> }
  | { readonly kind: 'delete' }

/** Each side writes a field of its own, and occurrences of its own, so that both may edit one event without a conflict. */
const FIELD = { local: 'location', remote: 'description' } as const

/** `isBoth`: the other side edits the event too. */
export function drawEdit({ event, occurrences }: Whole, side: Side, isBoth: boolean, pick: Pick): Edit {
  const text = { [FIELD[side]]: `${FIELD[side]} of ${event.title}, edited` }
  const slots = slotsOf(event).filter(
    (slot, at) => !occurrences.has(slot) && at % 2 === (side === 'local' ? 0 : 1),
  )
  const slot = slots[pick(slots.length)]
  const ofSeries: readonly Edit[] = slot
    ? [
        { kind: 'occurrence', slot, change: text },
        { kind: 'occurrence', slot, change: { time: movedOn(occurrenceOf(event, slot).time) } },
        { kind: 'occurrence', slot, change: { status: 'cancelled' } },
      ]
    : []
  const alone: readonly Edit[] = [
    // A deletion that reaches guests waits for its person.
    ...(event.guests.length > 0 ? [] : [{ kind: 'delete' } as const]),
    ...(event.repeat.length > 0 ? [] : [{ kind: 'whole', change: { time: movedOn(event.time) } } as const]),
  ]
  const edits: readonly Edit[] = [{ kind: 'whole', change: text }, ...ofSeries, ...(isBoth ? [] : alone)]
  return edits[pick(edits.length)] ?? { kind: 'whole', change: text }
}

/** Keeps what both sides must hold in the end. */
export function noteEdit(expected: Map<string, Whole>, { event, occurrences }: Whole, edit: Edit): void {
  switch (edit.kind) {
    case 'delete':
      expected.delete(event.title)
      return
    case 'whole':
      expected.set(event.title, { event: { ...event, ...edit.change }, occurrences })
      return
    case 'occurrence':
      occurrences.set(edit.slot, edit.change)
  }
}

/** On the pages of the firm's calendar. It may be done twice. */
export async function editHere(actor: Actor, id: string, edit: Edit): Promise<void> {
  const found = await findEvent(actor, id)
  if (!found) throw new Error('no such event')
  const { row } = found
  if (row.deletedAt) return
  const slot = edit.kind === 'occurrence' ? edit.slot : null
  const on = slot === null ? null : (found.occurrences.get(slot) ?? null)
  if (on?.deletedAt) return
  const scope: ShownScope =
    slot === null ? { kind: 'all' } : { kind: 'this', on: slot, version: on?.version ?? 0 }
  const which = { id, version: row.version, scope }
  const change = edit.kind === 'delete' ? { status: 'cancelled' as const } : edit.change
  const event = { ...inScope(found, slot), ...change }
  const done = isCancelled(event)
    ? await deleteEvent(actor, which)
    : await saveEvent(actor, { ...which, calendarId: row.calendarId, event })
  if (done.kind === 'stale') throw new Error('the sync wrote it at the same moment')
  if (done.kind !== 'done') throw new Error(`the event was not edited: ${done.kind}`)
}

/** On Google's own pages. */
export function editThere(google: Emulator, account: string, eventId: string, edit: Edit): void {
  const id = edit.kind === 'occurrence' ? idAt(eventId, edit.slot) : eventId
  if (edit.kind === 'delete' || isCancelled({ status: 'confirmed', ...edit.change }))
    google.deleteEvent({ account, id })
  else google.editEvent({ account, id, event: jsonOf(edit.change) })
}
