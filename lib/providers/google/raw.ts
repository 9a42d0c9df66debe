// Reads Google's JSON without assuming that a member exists or has the expected type.
// Only entries with the source CONTACT belong to the account's owner and are synced; profiles of others are not.

export type Json = Readonly<Record<string, unknown>>
/** A Person as Google sent it. */
export type Person = Json

/** The members of a Person that the sync reads and writes. */
export type Member =
  | 'names'
  | 'nicknames'
  | 'organizations'
  | 'biographies'
  | 'birthdays'
  | 'emailAddresses'
  | 'phoneNumbers'
  | 'urls'
  | 'addresses'
  | 'clientData'

export function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

export function object(value: unknown): Json {
  return isObject(value) ? value : {}
}

export function list(value: unknown): readonly Json[] {
  return Array.isArray(value) ? value.filter(isObject) : []
}

/** Trims the text and normalizes line ends. */
export function text(value: unknown): string {
  if (typeof value !== 'string') return ''
  return (value.includes('\r') ? value.replace(/\r\n?/g, '\n') : value).trim()
}

/** The contact's own entries of a field, the primary one first. Google does not guarantee the order of the rest. */
export function own(person: Person, member: Member): readonly Json[] {
  const entries = list(person[member]).filter((entry) => {
    const source = object(object(entry.metadata).source).type
    return source === undefined || source === 'CONTACT'
  })
  return entries.length > 1 ? entries.toSorted((a, b) => rank(a) - rank(b)) : entries
}

function rank(entry: Json): number {
  const { primary, sourcePrimary } = object(entry.metadata)
  return primary === true ? 0 : sourcePrimary === true ? 1 : 2
}

/** The source whose etag is the contact's version. The etag of the whole person differs with every field mask. */
export function contactSource(person: Person): Json | undefined {
  return list(object(person.metadata).sources).find((source) => source.type === 'CONTACT')
}

const COMPUTED = new Set(['formattedType', 'canonicalForm', 'displayNameLastFirst', 'metadata'])

/** An entry without what Google computes; of its metadata only the primary mark may be sent. */
export function settable(entry: Json, without: readonly string[] = []): Json {
  const kept = Object.entries(entry).filter(([key]) => !COMPUTED.has(key) && !without.includes(key))
  return marked(Object.fromEntries(kept), object(entry.metadata).sourcePrimary === true)
}

/** Google allows the mark on one entry of a field. */
export function marked(entry: Json, first: boolean): Json {
  const { metadata: _, ...rest } = entry
  return first ? { metadata: { sourcePrimary: true }, ...rest } : rest
}

/** `entry` with `values`; an empty value removes its key. */
export function withValues(entry: Json, values: Readonly<Record<string, string>>): Json {
  const merged = { ...entry, ...values }
  return Object.fromEntries(Object.entries(merged).filter(([key, value]) => !(key in values && value === '')))
}

/** Whether the JSON identifies a person and says whether it still exists. */
export function isPerson(person: Json): boolean {
  return text(person.resourceName) !== '' && Array.isArray(object(person.metadata).sources)
}
