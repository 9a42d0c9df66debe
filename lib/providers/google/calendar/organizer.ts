// Who may change an event: only its organizer. A guest may change no more than their own answer, reminders and color.
// https://developers.google.com/workspace/calendar/api/concepts/sharing
import type { Organizer } from '@/lib/providers/descriptor'
import { type Json, object, text } from '@/lib/providers/google/raw'

export const isOrganizer = (event: Json): boolean =>
  object(event.organizer).self === true && event.privateCopy !== true

/** Null if the account organizes it, or nothing is known of the event. */
export function otherOrganizer(raw: unknown): Organizer | null {
  const event = object(raw)
  if (text(event.id) === '' || isOrganizer(event)) return null
  const { displayName, email } = object(event.organizer)
  return { name: text(displayName) || text(email) || null }
}
