// Acts on one occurrence of a series, on either side.
import fc from 'fast-check'
import type { CalendarEvent } from '@/lib/domains/events/value/event'
import type { Slot } from '@/lib/domains/events/value/time'
import type { Json } from '@/lib/providers/google/raw'
import { type Act, act, nth } from './act'
import type { World } from './world'

export const JUDGE = 'judge@court.example'
/** Not an invitation. */
export const isOwn = ({ organizer }: Json): boolean =>
  (organizer as { email?: string } | undefined)?.email !== JUDGE

export const idAt = (series: Json, slot: Slot) => `${series.id}_${slot.replace(/[-:]/g, '')}`

export const slot = fc.nat(3)

export const ofSeriesHere = (
  at: number,
  k: number,
  name: string,
  run: (world: World, id: string, on: Slot, now: CalendarEvent) => Promise<unknown>,
): Act =>
  act(`${name} occurrence ${k} of ${at} here`, async (world) => {
    const one = nth(
      (await world.here()).filter(({ slots }) => slots.length > 1),
      at,
    )
    const on = one && nth(one.slots, k)
    const now = one && on ? await world.formHere(one.id, on) : null
    if (one && on && now) await run(world, one.id, on, now)
  })

export const ofSeriesThere = (
  at: number,
  k: number,
  name: string,
  run: (world: World, series: Json, slot: Slot) => unknown,
): Act =>
  act(`${name} occurrence ${k} of ${at} there`, async (world) => {
    const series = nth(
      world.there().filter((one) => isOwn(one) && Array.isArray(one.recurrence)),
      at,
    )
    const on = series && nth(world.slotsThere(series), k)
    if (series && on) await run(world, series, on)
  })
