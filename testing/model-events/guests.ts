// People add and remove guests here. Nobody is invited in the account before a person has decided so.
import fc from 'fast-check'
import type { CalendarEvent, Guest } from '@/lib/domains/events/value/event'
import { type Act, act, nth } from './act'

const OURS = ['client@here.example', 'expert@here.example'] as const

/** Only people here add these to an event. */
export const isOurs = (email: string): boolean => OURS.some((one) => one === email)

const guest = (email: string): Guest => ({ email, name: '', response: 'needsAction', optional: false })

/** Adds the guest, or removes them if they are a guest already. */
function withOrWithout({ guests }: CalendarEvent, email: string): readonly Guest[] {
  const others = guests.filter((one) => one.email !== email)
  return others.length < guests.length ? others : [...others, guest(email)]
}

/** Of events of the account's own: nobody changes the guests of an invitation. */
export const guestActs: fc.Arbitrary<Act> = fc.tuple(fc.nat(4), fc.constantFrom(...OURS)).map(([at, email]) =>
  act(`${email} is added to ${at} here, or removed`, async (world) => {
    const invited = (event: CalendarEvent) => event.guests.some(({ email }) => !isOurs(email))
    const one = nth(
      (await world.here()).filter(({ event }) => !invited(event)),
      at,
    )
    if (!one) return
    await world.saveHere(one.id, { kind: 'all' }, { ...one.event, guests: withOrWithout(one.event, email) })
  }),
)
