// Whether stored JSON is a contact: by hand, from the table of fields. A schema would copy what it checks, and a change holds up to six
// contacts; at 25,000 changes that is dear.
import { type Contact, EMPTY_CONTACT, storedContact } from '@/lib/domains/contacts/value/contact'
import { FIELDS, type FieldName } from '@/lib/domains/contacts/value/fields'
import { isObject } from '@/lib/engine/json'

const isText = (json: unknown): json is string => typeof json === 'string'
const isDatePart = (json: unknown) => json === null || Number.isInteger(json)
const isDate = (json: unknown) =>
  isObject(json) && isDatePart(json.year) && isDatePart(json.month) && isDatePart(json.day)
const isLabelled = (json: unknown) =>
  isObject(json) &&
  isText(json.value) &&
  isText(json.label) &&
  (json.canonical === undefined || isText(json.canonical))
const isAddress = (json: unknown) =>
  isObject(json) &&
  isText(json.street) &&
  isText(json.city) &&
  isText(json.region) &&
  isText(json.postalCode) &&
  isText(json.country) &&
  isText(json.label)

/** Of a single value, or of one entry of a list. */
const IS_PART = { text: isText, date: isDate, labelled: isLabelled, address: isAddress } as const

/** Whether it is the value of the field, or one entry of it; '' and null are none. */
export const isPartOf = (field: FieldName, json: unknown): boolean =>
  json === null || json === '' || IS_PART[FIELDS[field].shape](json)

const fields = Object.entries(FIELDS).map(([name, { shape, many }]) => {
  const isPart = IS_PART[shape]
  const isValue = many
    ? (json: unknown) => Array.isArray(json) && json.every(isPart)
    : shape === 'date'
      ? (json: unknown) => json === null || isDate(json)
      : isPart
  return { name, isValue }
})
const names = Object.keys(EMPTY_CONTACT).length

/**
 * The contact that was stored; null where it is none. Fields other than its kind that came later than it say nothing. Dates need not exist, nor text fit:
 * limits are for what people type (limits.ts).
 */
export function parseContact(json: unknown): Contact | null {
  if (!isObject(json)) return null
  const { kind } = json
  if (kind !== 'person' && kind !== 'company') return null
  let given = 1
  for (const { name, isValue } of fields) {
    const value = json[name]
    if (value === undefined) continue
    if (!isValue(value)) return null
    given += 1
  }
  // The usual one has every field, and needs no copy.
  return given === names ? (json as unknown as Contact) : storedContact(json as Partial<Contact>)
}
