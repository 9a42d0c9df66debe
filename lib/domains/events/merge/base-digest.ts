// The base of a link without its values: a salted digest of each field, which recognizes a value again and reveals nothing. After
// Disconnect it replaces what was read from the account, so that setting up again still knows who changed what since.
import { createHash } from 'node:crypto'
import type { Base } from '@/lib/domains/events/types'
import { type CalendarEvent, EMPTY_EVENT } from '@/lib/domains/events/value/event'
import { type EventField, FIELD_NAMES } from '@/lib/domains/events/value/fields'
import { normalEvent } from '@/lib/domains/events/value/normal'
import type { Side } from '@/lib/engine/model'

type SideDigest = Readonly<Record<EventField, string>>

interface EventBaseDigest {
  readonly salt: string
  readonly local: SideDigest
  readonly remote: SideDigest
}

/** Replaces a text of the base that neither side has any more. */
const NO_LONGER_KEPT = '(no longer kept)'

export const digestOf = ({ local, remote }: Base, salt: string): EventBaseDigest => ({
  salt,
  local: digestSide(local, salt),
  remote: digestSide(remote, salt),
})

function digestSide(given: CalendarEvent, salt: string): SideDigest {
  const event = normalEvent(given)
  const digest = (field: EventField) =>
    createHash('sha256')
      .update(JSON.stringify([salt, field, event[field]]))
      .digest('base64url')
      .slice(0, 12)
  return Object.fromEntries(FIELD_NAMES.map((field) => [field, digest(field)])) as SideDigest
}

/**
 * Restores each field that one of the sides still has. This is exact for everything that at most one side changed since. Of a field that
 * both changed, the title becomes NO_LONGER_KEPT and is asked about like any conflict; the others become empty, as if both had added them.
 */
export function recallBase(digest: object, now: Base): Base {
  const { salt, ...was } = digest as EventBaseDigest
  const own = { local: digestSide(now.local, salt), remote: digestSide(now.remote, salt) }
  const recalled = (which: Side): CalendarEvent => {
    const sides: readonly Side[] = which === 'local' ? ['local', 'remote'] : ['remote', 'local']
    const from = (field: EventField) => sides.find((side) => own[side][field] === was[which][field]) ?? null
    const lost: CalendarEvent = { ...EMPTY_EVENT, title: NO_LONGER_KEPT }
    return Object.fromEntries(
      FIELD_NAMES.map((field) => {
        const side = from(field)
        return [field, (side ? now[side] : lost)[field]]
      }),
    ) as unknown as CalendarEvent
  }
  return { local: recalled('local'), remote: recalled('remote') }
}
