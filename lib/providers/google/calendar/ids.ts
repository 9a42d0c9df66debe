// Ids of events. We choose the id of an event that we create, so that sending a create twice makes one event. It says for which item of
// ours it was made.

import { momentOf } from '@/lib/domains/events/recurrence/lines'
import { basicText } from '@/lib/domains/events/recurrence/rule'
import { isSlot, type Slot } from '@/lib/domains/events/value/time'

/** Google allows the digits and the letters a to v (RFC 2938's base32hex in lower case). */
const DIGITS = '0123456789abcdefghijklmnopqrstuv'
const PREFIX = 'concord'
/** 128 bits. */
const LENGTH = 26
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i
const OURS = new RegExp(`^${PREFIX}([0-9a-v]{${LENGTH}})([0-9a-v]{1,2})(_.+)?$`)

/** Generations that are tried: an id stays taken after its event was deleted. */
export const MOST_GENERATIONS = DIGITS.length * DIGITS.length

/** `key`: a UUID. */
export function eventIdOf(key: string, generation: number): string {
  if (!UUID.test(key)) throw new Error('The key of a new event is not a UUID')
  const bits = BigInt(`0x${key.replaceAll('-', '')}`)
  return PREFIX + inDigits(bits).padStart(LENGTH, '0') + inDigits(BigInt(generation))
}

/** The key that an event was created with; null for events that we did not create, and for occurrences. */
export function keyOfId(id: string): string | null {
  const [, digits = '', , rest] = OURS.exec(id) ?? []
  if (digits === '' || rest !== undefined) return null
  const hex = [...digits].reduce((bits, one) => bits * 32n + BigInt(DIGITS.indexOf(one)), 0n).toString(16)
  if (hex.length > 32) return null
  return hex.padStart(32, '0').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}

/** Whether we created the event, its series, or the series that it was split off from. */
export const isOurs = (id: string): boolean => OURS.test(id)

/** The id of an occurrence, which Google makes from that of its series and the original start. */
export const instanceId = (seriesId: string, slot: Slot): string => `${seriesId}_${basicText(slot)}`

/** The reverse; null for other ids, such as that of a series that was split off another. */
export function placeOfId(id: string): { readonly parentId: string; readonly slot: Slot } | null {
  const [, parentId = '', stamp = ''] = /^(.+)_(\d{8}(?:T\d{6}Z)?)$/.exec(id) ?? []
  const slot = stamp === '' ? null : momentOf(stamp)
  return slot !== null && isSlot(slot) ? { parentId, slot } : null
}

function inDigits(value: bigint): string {
  const first = value >= 32n ? inDigits(value / 32n) : ''
  return first + DIGITS[Number(value % 32n)]
}
