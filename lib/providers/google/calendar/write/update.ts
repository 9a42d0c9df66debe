// Updates and deletes events, each only in the version that it was read with.
import { writtenFields } from '@/lib/domains/events/value/diff'
import { isCancelled } from '@/lib/domains/events/value/event'
import {
  deletedItem,
  etagOf,
  isCancelledEvent,
  isOccurrence,
  itemOf,
} from '@/lib/providers/google/calendar/item'
import { findEvent, type Reader } from '@/lib/providers/google/calendar/read'
import { object, text } from '@/lib/providers/google/raw'
import { patchBody } from './body'
import { cancelOccurrence } from './occurrence'
import {
  done,
  type EventOutcome,
  failed,
  gone,
  outcomeOf,
  type PushOf,
  rejected,
  stale,
  withKnownZones,
} from './outcome'
import { guestsReason, readOnlyReason, valueReason } from './refusal'
import { reviveOccurrence } from './revive'

/** Sends the changed fields alone. Guests are sent only if the write changes them, which a person decided. */
export async function updateEvent(reader: Reader, push: PushOf<'update'>): Promise<EventOutcome> {
  const raw = object(push.raw)
  // Without the event as it was read, it is not known who may change it.
  const etag = etagOf(push.version)
  if (text(raw.id) === '' || text(raw.etag) !== etag) return stale(push)
  const { from, to } = push
  const refusal =
    readOnlyReason(raw, await reader.facts.readingOf(raw)) ??
    guestsReason(raw, from, to) ??
    // What the account holds and this write leaves alone may be as it is.
    valueReason(to, writtenFields(from, to), isOccurrence(raw))
  if (refusal) return rejected(push, refusal)
  if (isCancelled(to))
    return isCancelled(from) ? done(reader, push, raw) : cancelOccurrence(reader, push, raw)
  if (isCancelled(from)) return reviveOccurrence(reader, push, raw)
  const body = patchBody({ from, to, raw })
  if (Object.keys(body).length === 0) return done(reader, push, raw)
  const send = (sent: typeof body) => reader.client.patch(push.id, etag, sent)
  const reply = await withKnownZones(body, send)
  return reply.kind === 'stale' ? staleOrGone(reader, push) : outcomeOf(reader, push, reply)
}

/** A deletion gives the event another version too. */
async function staleOrGone({ client }: Reader, push: PushOf<'update'>): Promise<EventOutcome> {
  const now = await findEvent(client, push.id)
  return now === null || (isCancelledEvent(now) && !isOccurrence(now)) ? gone(push) : stale(push)
}

/** The event is read just before, since a deletion does not say of what: nobody else's event is deleted. */
export async function deleteEvent(reader: Reader, push: PushOf<'delete'>): Promise<EventOutcome> {
  const event = await findEvent(reader.client, push.id)
  if (event === null || isCancelledEvent(event)) return gone(push)
  const etag = etagOf(push.version)
  if (text(event.etag) !== etag) return stale(push)
  const reading = await reader.facts.readingOf(event)
  const refusal = readOnlyReason(event, reading)
  if (refusal) return rejected(push, refusal)
  if (isOccurrence(event)) return cancelOccurrence(reader, push, event)
  const reply = await reader.client.delete(push.id, etag)
  if (reply.kind !== 'reply') return failed(reader, push, reply)
  const { value, key, uid = null } = itemOf(event, reading)
  return { kind: 'done', ref: push.ref, item: { ...deletedItem(push.id), value, key, uid } }
}
