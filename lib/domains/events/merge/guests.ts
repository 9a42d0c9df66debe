// Merges the guests of an event, each by email address. The account's guests are copied here. Nothing is written there unless a person
// has decided so for that guest: writing guests sends invitations, or cancels them for a whole company.
import { type Answer, conflictOf } from '@/lib/domains/events/merge/field'
import type { Base, Conflict } from '@/lib/domains/events/types'
import type { CalendarEvent, Guest } from '@/lib/domains/events/value/event'
import { guestKey, normalGuests } from '@/lib/domains/events/value/normal'
import type { Side } from '@/lib/engine/model'

export interface GuestMerge {
  /** The new guests of each side. The remote side keeps its current guests, except those that a person answered about. */
  readonly now: Readonly<Record<Side, readonly Guest[]>>
  readonly conflicts: readonly Conflict[]
  /** The guests that the base stores for a side, given that side's final guests. */
  readonly remembered: (side: Side, settled: readonly Guest[]) => readonly Guest[]
}

export function mergeGuests(base: Base, now: Base, answer: Answer): GuestMerge {
  const of = { base: bySide(base), now: bySide(now) }
  const emails = [...new Set([...of.now.local.keys(), ...of.now.remote.keys()])].sort()
  const merged = emails.map((email) => {
    const [local, remote] = [of.now.local.get(email) ?? null, of.now.remote.get(email) ?? null]
    const before = of.base.local.get(email) ?? null
    if (same(local, remote)) return { email, local, remote, conflict: null }
    if (same(local, before)) {
      // If the account has not changed either, the difference is old: the copy was created without guests.
      const isOld = same(remote, of.base.remote.get(email) ?? null)
      return { email, local: isOld ? local : remote, remote, conflict: null }
    }
    const conflict = conflictOf('guests', email, before, { local, remote }, false)
    switch (answer(conflict)) {
      case 'local':
        return { email, local, remote: local, conflict: null }
      case 'remote':
        return { email, local: remote, remote, conflict: null }
      default:
        return { email, local, remote, conflict }
    }
  })
  const open = new Set(merged.flatMap(({ email, conflict }) => (conflict ? [email] : [])))
  return {
    now: { local: listed(merged.map((one) => one.local)), remote: listed(merged.map((one) => one.remote)) },
    conflicts: merged.flatMap(({ conflict }) => conflict ?? []),
    remembered: (side, settled) => [
      ...settled.filter((guest) => !open.has(guestKey(guest))),
      ...[...of.base[side].values()].filter((guest) => open.has(guestKey(guest))),
    ],
  }
}

const keyed = ({ guests }: CalendarEvent): ReadonlyMap<string, Guest> =>
  new Map(normalGuests(guests).map((guest) => [guestKey(guest), guest]))
const bySide = ({ local, remote }: Base) => ({ local: keyed(local), remote: keyed(remote) })
const listed = (guests: readonly (Guest | null)[]) => guests.filter((guest) => guest !== null)

const same = (a: Guest | null, b: Guest | null): boolean =>
  a === b ||
  (a !== null && b !== null && a.name === b.name && a.response === b.response && a.optional === b.optional)
