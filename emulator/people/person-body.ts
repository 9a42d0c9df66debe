// Reads a contact from a request's JSON. Unknown names, wrong types, too many values and overlong texts are rejected as Google's parser
// rejects them; values that Google computes are dropped.

import type { Switches } from '@/emulator/control/switches'
import { invalid, refuse } from '@/emulator/errors'
import { FIELDS, type FieldName, IGNORED_MEMBERS, isField, type KeyKind, WRITABLE } from './fields'

export type Entry = Readonly<Record<string, unknown>>
/** The writable fields of a contact as stored: cleaned, without metadata and computed values. */
export type Content = Readonly<Partial<Record<FieldName, readonly Entry[]>>>

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

const snakes = new Map<string, string>()

/** The name as error texts write it; cached, since 25,000 contacts need the same few. */
function snake(name: string): string {
  const known = snakes.get(name)
  if (known !== undefined) return known
  const written = name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
  snakes.set(name, written)
  return written
}

function unknownName(name: string, at: string) {
  return invalid(
    `Invalid JSON payload received. Unknown name "${name}"${at ? ` at '${at}'` : ''}: Cannot find field.`,
    at,
  )
}

function wrongType(at: string, type: string, value: unknown) {
  return invalid(`Invalid value at '${at}' (${type}), ${JSON.stringify(value)}`, at)
}

function readDate(value: unknown, at: string): Entry | undefined {
  if (!isObject(value)) throw wrongType(at, 'google.type.Date', value)
  const limits: Record<string, number> = { year: 9999, month: 12, day: 31 }
  const date: Record<string, number> = {}
  for (const [key, part] of Object.entries(value)) {
    const limit = limits[key]
    if (limit === undefined) throw unknownName(key, at)
    if (part === null) continue
    if (typeof part !== 'number' || !Number.isInteger(part))
      throw wrongType(`${at}.${key}`, 'TYPE_INT32', part)
    if (part < 0 || part > limit) throw invalid('Request contains an invalid argument.', `${at}.${key}`)
    if (part !== 0) date[key] = part
  }
  return Object.keys(date).length > 0 ? date : undefined
}

function readGroup(value: unknown, at: string): Entry {
  if (!isObject(value)) throw wrongType(at, 'ContactGroupMembership', value)
  const name = value.contactGroupResourceName ?? `contactGroups/${String(value.contactGroupId ?? '')}`
  if (typeof name !== 'string') throw wrongType(`${at}.contact_group_resource_name`, 'TYPE_STRING', name)
  return { contactGroupResourceName: name }
}

function readKey(kind: KeyKind, value: unknown, at: string): unknown {
  switch (kind) {
    case 'out':
      return undefined
    case 'text':
      if (typeof value !== 'string') throw wrongType(at, 'TYPE_STRING', value)
      return value === '' ? undefined : value
    case 'flag':
      if (typeof value !== 'boolean') throw wrongType(at, 'TYPE_BOOL', value)
      return value || undefined
    case 'int':
      if (typeof value !== 'number') throw wrongType(at, 'TYPE_INT32', value)
      return value === 0 ? undefined : value
    case 'date':
      return readDate(value, at)
    case 'group':
      return readGroup(value, at)
  }
}

/** One entry, or nothing: entries with a source other than CONTACT cannot be written, and empty ones are dropped. */
function readEntry(field: FieldName, value: unknown, at: string): Entry | undefined {
  if (!isObject(value)) throw wrongType(at, 'TYPE_MESSAGE', value)
  const keys: Readonly<Record<string, KeyKind>> = FIELDS[field].keys
  const entry: Record<string, unknown> = {}
  for (const [key, part] of Object.entries(value)) {
    if (key === 'metadata') continue
    const kind = Object.hasOwn(keys, key) ? keys[key] : undefined
    if (kind === undefined) throw unknownName(key, at)
    if (part === null || part === undefined) continue
    const read = readKey(kind, part, `${at}.${snake(key)}`)
    if (read !== undefined) entry[key] = read
  }
  const metadata = isObject(value.metadata) ? value.metadata : {}
  const source = isObject(metadata.source) ? metadata.source.type : undefined
  if (source !== undefined && source !== 'CONTACT') return undefined
  if (Object.keys(entry).length === 0) return undefined
  return metadata.sourcePrimary === true ? { ...entry, sourcePrimary: true } : entry
}

function readField(field: FieldName, value: unknown, at: string): readonly Entry[] {
  if (value === null || value === undefined) return []
  if (!Array.isArray(value)) throw wrongType(at, 'TYPE_MESSAGE', value)
  const entries = value.flatMap((one: unknown, index: number): readonly Entry[] => {
    const entry = readEntry(field, one, `${at}[${index}]`)
    return entry ? [entry] : []
  })
  if (FIELDS[field].singleton && entries.length > 1)
    throw invalid(`Cannot have more than one person.${snake(field)} per source.`)
  if (entries.filter((entry) => entry.sourcePrimary).length > 1)
    throw invalid(`Cannot have more than one source_primary person.${snake(field)} per source.`)
  return entries
}

function checkEnum(content: Content): void {
  for (const note of content.biographies ?? [])
    if (
      note.contentType !== undefined &&
      !/^(TEXT_PLAIN|TEXT_HTML|CONTENT_TYPE_UNSPECIFIED)$/.test(String(note.contentType))
    )
      throw wrongType('person.biographies[0].content_type', 'ContentType', note.contentType)
}

export type Ceilings = Pick<
  Switches,
  'contactBytes' | 'entriesPerContact' | 'charactersPerValue' | 'charactersPerNote'
>

/** Rejects a contact that is larger than the emulator's limits. */
export function checkSize(content: Content, ceilings: Ceilings): void {
  let count = 0
  let characters = 0
  for (const [field, entries] of Object.entries(content))
    for (const [index, entry] of entries.entries()) {
      count += 1
      const limit = field === 'biographies' ? ceilings.charactersPerNote : ceilings.charactersPerValue
      for (const [key, value] of Object.entries(entry)) {
        if (typeof value !== 'string') continue
        characters += value.length
        if (value.length > limit)
          throw invalid(
            `The value is longer than ${limit} characters.`,
            `person.${snake(field)}[${index}].${snake(key)}`,
          )
      }
    }
  // Only measured if it could matter: four bytes per character and a hundred around each entry.
  const near = characters * 4 + count * 100 > ceilings.contactBytes
  const bytes = near ? Buffer.byteLength(JSON.stringify(content)) : 0
  if (count > ceilings.entriesPerContact || bytes > ceilings.contactBytes)
    throw refuse({ code: 400, status: 'INVALID_ARGUMENT', message: 'The contact is too large.' })
}

/** Reads the named fields (all writable ones if none are named) of a Person in a request. */
export function readPerson(
  body: unknown,
  at: string,
  ceilings: Ceilings,
  fields: readonly FieldName[] = WRITABLE,
): Content {
  if (!isObject(body)) throw wrongType(at, 'type.googleapis.com/google.people.v1.Person', body)
  for (const name of Object.keys(body))
    if (!isField(name) && !IGNORED_MEMBERS.has(name)) throw unknownName(name, at)
  const content: Partial<Record<FieldName, readonly Entry[]>> = {}
  for (const field of fields) {
    const entries = readField(field, body[field], `${at}.${snake(field)}`)
    if (entries.length > 0) content[field] = entries
  }
  checkEnum(content)
  checkSize(content, ceilings)
  return content
}
