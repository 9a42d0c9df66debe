// A contact that was deleted in the account may live on in another one: people merge duplicates there, and the account only reports one
// deletion. If the deleted contact's addresses and numbers are now on another linked contact, it was merged into that one. Pure.

import type { Region } from '@/lib/domains/contacts/text/phone-key'
import type { Contact } from '@/lib/domains/contacts/value/contact'
import { type KeyOf, keysAmong } from '@/lib/domains/contacts/value/normalise'
import { folded } from '@/lib/domains/text/folded'

/** A linked contact of the account: its value in the base and its current value. */
export interface Survivor {
  readonly remoteId: string
  readonly before: Contact
  readonly now: Contact
}

/**
 * The one survivor that has every email address and phone number of `gone` (a deleted contact's last value), if it gained one of them
 * since
 * its base was recorded, or has the same last name or company. null if there is none, or more than one.
 */
export function mergedInto<S extends Survivor>(
  gone: Contact,
  survivors: readonly S[],
  region: Region,
): S | null {
  const found = survivors.filter((survivor) => tookOver(gone, survivor, region))
  const gaining = found.filter((survivor) => gained(gone, survivor, region))
  const [only, ...others] = gaining.length > 0 ? gaining : found
  return only && others.length === 0 ? only : null
}

function tookOver(gone: Contact, survivor: Survivor, region: Region): boolean {
  const keyOf = keysAmong([gone, survivor.now], region)
  const wanted = valuesOf(gone, keyOf)
  const held = new Set(valuesOf(survivor.now, keyOf))
  if (wanted.length === 0 || !wanted.every((value) => held.has(value))) return false
  return gained(gone, survivor, region) || alike(gone, survivor.now)
}

/** Whether one of the values is not in the survivor's base. */
function gained(gone: Contact, { before, now }: Survivor, region: Region): boolean {
  const keyOf = keysAmong([gone, before, now], region)
  const had = new Set(valuesOf(before, keyOf))
  return valuesOf(gone, keyOf).some((value) => !had.has(value))
}

const nameOf = ({ kind, company, lastName }: Contact) => folded(kind === 'company' ? company : lastName)
const alike = (a: Contact, b: Contact) => a.kind === b.kind && nameOf(a) !== '' && nameOf(a) === nameOf(b)

/** A contact's addresses and numbers, as texts that are equal if the addresses and numbers are. */
export function valuesOf(contact: Contact, keyOf: KeyOf): readonly string[] {
  const fields = ['emails', 'phones'] as const
  return fields.flatMap((field) =>
    contact[field]
      .map((entry) => keyOf(field, entry))
      .filter(Boolean)
      .map((key) => `${field} ${key}`),
  )
}
