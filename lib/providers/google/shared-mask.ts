// One mask for updates of different fields, so that they share a call. Google replaces every field of the mask, so a field that an update
// leaves alone is sent exactly as it was read. The etag that goes with it makes Google refuse the update if the contact has changed since.
import type { Push } from '@/lib/domains/contacts/types'
import { MOST_ENTRIES } from './lists'
import type { Patch } from './person'
import { type Json, type Member, object, own, type Person, settable } from './raw'

type Update = Extract<Push, { kind: 'update' }>

/** Every field that an update may write. */
const MEMBERS = [
  'names',
  'nicknames',
  'organizations',
  'biographies',
  'birthdays',
  'emailAddresses',
  'phoneNumbers',
  'urls',
  'addresses',
] as const satisfies readonly Member[]

/** Google takes at most one entry of these, though it may return several. */
const ALONE: ReadonlySet<Member> = new Set<Member>(['names', 'biographies', 'birthdays'])

/**
 * Whether every field can be sent as it was read: none may have been truncated, none has more entries than Google takes back, and no
 * birthday has both a date and a text, of which a client is to send one.
 */
export function canSendAsRead({ raw }: Pick<Update, 'raw'>): boolean {
  const person = object(raw)
  return MEMBERS.every((member) => {
    const entries = own(person, member)
    if (entries.length > (ALONE.has(member) ? 1 : MOST_ENTRIES - 1)) return false
    return member !== 'birthdays' || !entries.some(({ date, text }) => date && text)
  })
}

/** The fields that any of the updates writes. */
export const sharedMask = (patches: readonly Pick<Patch, 'mask'>[]): readonly Member[] =>
  MEMBERS.filter((member) => patches.some(({ mask }) => mask.includes(member)))

/** The fields of the mask, complete: those of the patch, and the others as they were read. */
export function filled(raw: Person, { person, mask }: Patch, all: readonly Member[]): Json {
  const others = all.filter((member) => !mask.includes(member))
  const asRead = others.map((member) => [member, own(raw, member).map((entry) => settable(entry))] as const)
  return { ...person, ...Object.fromEntries(asRead) }
}
