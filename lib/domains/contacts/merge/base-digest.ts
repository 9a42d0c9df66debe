// The base of a link without its values: salted digests that recognize a value again but reveal nothing by themselves. After Disconnect
// they replace what was read from the account, so that setting up again still knows who changed what since.
// Pure; the caller passes in the salt.

import { createHash } from 'node:crypto'
import type { Base } from '@/lib/domains/contacts/types'
import {
  type Address,
  type Contact,
  EMPTY_CONTACT,
  type PartialDate,
} from '@/lib/domains/contacts/value/contact'
import { isListField, type SingleValue } from '@/lib/domains/contacts/value/diff'
import {
  FIELD_NAMES,
  type FieldName,
  type ListEntry,
  type ListField,
  type SingleField,
} from '@/lib/domains/contacts/value/fields'
import { entryKey, spelled } from '@/lib/domains/contacts/value/normalise'
import type { Side } from '@/lib/engine/model'

/** For each field with data: a digest, or for a list, each entry's digest of its key and of the entry. */
type SideDigest = Readonly<Partial<Record<FieldName, string | readonly (readonly [string, string])[]>>>

export interface BaseDigest {
  /** Random, one for each link. */
  readonly salt: string
  readonly local: SideDigest
  readonly remote: SideDigest
}

/** Replaces a base value that neither side has any more. No side can have this value. */
export const NO_LONGER_KEPT = '(no longer kept)'
const NO_DATE: PartialDate = { year: null, month: null, day: null }

export const digestOf = ({ local, remote }: Base, salt: string): BaseDigest => ({
  salt,
  local: digestSide(local, salt),
  remote: digestSide(remote, salt),
})

/**
 * Restores the base as far as one of the sides still has its value. This is exact for everything that at most one side changed since. A
 * single value that both changed becomes NO_LONGER_KEPT and is asked about like any conflict; an entry that both changed or removed is
 * left out.
 */
export function recallBase(digest: BaseDigest, now: Base): Base {
  const side = (which: Side): Contact => ({
    ...EMPTY_CONTACT,
    kind: now[which].kind,
    ...Object.fromEntries(
      FIELD_NAMES.map((field) => [field, recallField(field, digest[which][field], now, digest.salt)]),
    ),
  })
  return { local: side('local'), remote: side('remote') }
}

function digestSide(contact: Contact, salt: string): SideDigest {
  return Object.fromEntries(
    FIELD_NAMES.flatMap((field): [FieldName, SideDigest[FieldName]][] => {
      if (!isListField(field)) {
        const value = contact[field]
        return isBlank(value) ? [] : [[field, single(field, value, salt)]]
      }
      const entries = contact[field].map((entry) => entryDigests(field, entry, salt))
      return entries.length === 0 ? [] : [[field, entries]]
    }),
  )
}

function recallField(field: FieldName, stored: SideDigest[FieldName], now: Base, salt: string) {
  if (isListField(field)) return Array.isArray(stored) ? recallList(field, stored, now, salt) : []
  if (typeof stored !== 'string') return EMPTY_CONTACT[field]
  const known = [now.local[field], now.remote[field]].find(
    (value) => !isBlank(value) && single(field, value, salt) === stored,
  )
  return known ?? (field === 'birthday' ? NO_DATE : NO_LONGER_KEPT)
}

function recallList(
  field: ListField,
  stored: readonly (readonly [string, string])[],
  now: Base,
  salt: string,
): readonly ListEntry[] {
  const entries = [...now.local[field], ...now.remote[field]].map((entry) => ({
    entry,
    digests: entryDigests(field, entry, salt),
  }))
  return stored.flatMap(([key, whole]) => {
    const same = entries.find(({ digests }) => digests[1] === whole)
    if (same) return [same.entry]
    // The same address or number, with another label or spelling on both sides by now.
    const alike = entries.find(({ digests }) => digests[0] === key)
    return alike ? [{ ...alike.entry, label: NO_LONGER_KEPT }] : []
  })
}

const isBlank = (value: SingleValue): boolean =>
  value === null || (typeof value === 'string' && spelled(value) === '')

function single(field: SingleField, value: SingleValue, salt: string): string {
  const text = typeof value === 'string' ? spelled(value) : value && [value.year, value.month, value.day]
  return digest(salt, [field, text])
}

function entryDigests(field: ListField, entry: ListEntry, salt: string): readonly [string, string] {
  const parts = 'value' in entry ? [entry.value] : addressParts(entry)
  return [
    digest(salt, [field, entryKey(field, entry)]),
    digest(salt, [field, spelled(entry.label), ...parts.map(spelled)]),
  ]
}

const addressParts = ({ street, city, region, postalCode, country }: Address) => [
  street,
  city,
  region,
  postalCode,
  country,
]

const digest = (salt: string, stored: readonly unknown[]): string =>
  createHash('sha256')
    .update(JSON.stringify([salt, ...stored]))
    .digest('base64url')
    .slice(0, 16)
