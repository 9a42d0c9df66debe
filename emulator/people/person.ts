// A Person in a reply: checks masks and sources, projects fields, and forms etags.
// person.etag contains the mask, the sources and the CONTACT source's etag, in an order that differs from call to call. As at Google,
// it says nothing about changes; only the source's etag does.
import type { people_v1 } from 'googleapis/build/src/apis/people/v1'
import { invalid } from '@/emulator/errors'
import { type Account, type Contact, derivedFields, type Profile, type Version } from '@/emulator/store'
import { FIELD_NAMES, FIELDS, type FieldName, isField, WRITABLE } from './fields'

export type Person = people_v1.Schema$Person

const SOURCE_KINDS = { CONTACT: 2, PROFILE: 1, DOMAIN_CONTACT: 5, OTHER_CONTACT: 7 } as const
export type SourceKind = keyof typeof SOURCE_KINDS

const REFERENCE = 'Valid paths are documented at https://developers.google.com/people/api/rest/v1/people.'

/** A comma-separated mask; every path must be valid, and at least one is required. */
export function readMask(name: string, value: string | undefined, legal: readonly FieldName[] = FIELD_NAMES) {
  const paths = (value ?? '')
    .split(',')
    .map((path) => path.trim())
    .filter(Boolean)
  if (paths.length === 0)
    throw invalid(`${name} mask is required. Please specify one or more valid paths. ${REFERENCE}`, name)
  for (const path of paths)
    if (!isField(path) || !legal.includes(path))
      throw invalid(`Invalid ${name} mask path: "${path}". ${REFERENCE}`, name)
  return [...new Set(paths)] as FieldName[]
}

export function readUpdateMask(name: string, value: string | undefined): readonly FieldName[] {
  return readMask(name, value, WRITABLE)
}

/** READ_SOURCE_TYPE_*; contact and profile if none is named. */
export function readSources(names: readonly string[]): readonly SourceKind[] {
  const kinds = names.flatMap((name) => {
    const kind = name.replace(/^READ_SOURCE_TYPE_/, '')
    if (kind === 'UNSPECIFIED') return []
    if (kind === name || !Object.hasOwn(SOURCE_KINDS, kind))
      throw invalid(
        `Invalid value at 'sources' (type.googleapis.com/google.people.v1.ReadSourceType), "${name}"`,
        'sources',
      )
    return [kind as SourceKind]
  })
  return kinds.length > 0 ? [...new Set(kinds)] : ['CONTACT', 'PROFILE']
}

function rotate<T>(list: readonly T[], by: number): readonly T[] {
  const at = list.length > 0 ? by % list.length : 0
  return at === 0 ? list : [...list.slice(at), ...list.slice(0, at)]
}

const packed = (tag: number, bytes: readonly number[]) => [tag, bytes.length, ...bytes]

/** The requested view. `turn` is the number of the call; it varies the orders that Google does not promise. */
export interface View {
  readonly fields: readonly FieldName[]
  readonly sources: readonly SourceKind[]
  readonly turn: number
  readonly shuffle: boolean
  /** List calls truncate email addresses and phone numbers to 100. */
  readonly capped?: boolean
  /** Incremental calls list names that were lost since this sequence. */
  readonly since?: number
}

function personEtag(view: View, sourceEtag: string | undefined): string {
  const numbers = rotate(
    view.fields.map((field) => FIELDS[field].number),
    view.turn,
  )
  const kinds = rotate(
    view.sources.map((kind) => SOURCE_KINDS[kind]),
    view.turn,
  )
  const etag = sourceEtag ? packed(0x22, [...Buffer.from(sourceEtag)]) : []
  return `%${Buffer.from([...packed(0x12, numbers), ...packed(0x1a, kinds), ...etag]).toString('base64')}`
}

/** The CONTACT source's etag within a person.etag; undefined if it does not have that form. */
export function sourceEtagWithin(personEtagValue: string): string | undefined {
  const bytes = Buffer.from(personEtagValue.replace(/^%/, ''), 'base64')
  for (let at = 0; at + 1 < bytes.length; at += 2 + (bytes[at + 1] ?? 0))
    if (bytes[at] === 0x22) return bytes.subarray(at + 2, at + 2 + (bytes[at + 1] ?? 0)).toString()
  return undefined
}

function profileFields(profile: Profile): Record<string, unknown> {
  const metadata = { source: { type: 'PROFILE', id: profile.id } }
  return {
    names: { metadata, displayName: profile.name, unstructuredName: profile.name },
    photos: { metadata: { ...metadata, primary: true }, url: profile.photoUrl },
  }
}

function metadataOf(contact: Contact, version: Version, view: View): people_v1.Schema$PersonMetadata {
  const sources: people_v1.Schema$Source[] = []
  const id = contact.id
  if (version.deleted) sources.push({ type: 'CONTACT', id })
  else if (view.sources.includes('CONTACT'))
    sources.push({
      type: 'CONTACT',
      id,
      etag: `#${version.etag}`,
      updateTime: new Date(version.at).toISOString(),
    })
  if (contact.profile && view.sources.includes('PROFILE') && !version.deleted)
    sources.push({ type: 'PROFILE', id: contact.profile.id })
  const { since } = view
  const lost = contact.renames.filter(
    (one) => since !== undefined && one.sequence > since && one.sequence <= version.sequence,
  )
  return {
    sources,
    ...(lost.length > 0 ? { previousResourceNames: lost.map((one) => one.from) } : {}),
    ...(version.deleted ? { deleted: true } : {}),
    objectType: 'PERSON',
  }
}

/** One version as the reply to a call with this `view`. */
export function project(account: Account, contact: Contact, version: Version, view: View): Person {
  const person: Record<string, unknown> = { resourceName: version.resourceName }
  person.etag = personEtag(view, version.deleted ? undefined : version.etag)
  if (view.fields.includes('metadata')) person.metadata = metadataOf(contact, version, view)
  if (version.deleted) return person
  const fields = view.sources.includes('CONTACT') ? derivedFields(account, contact, version) : {}
  const profile = contact.profile && view.sources.includes('PROFILE') ? profileFields(contact.profile) : {}
  for (const field of view.fields) {
    let entries = fields[field] ?? []
    if (view.capped && FIELDS[field].capped && entries.length > 100) entries = entries.slice(0, 100)
    if (view.shuffle) entries = rotate(entries, view.turn)
    if (profile[field]) entries = [...entries, profile[field] as (typeof entries)[number]]
    if (entries.length > 0) person[field] = entries
  }
  return person
}
