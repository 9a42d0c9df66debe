// The address books, in memory. A contact is a list of versions. The account's log of changes is the order of list calls, and sync tokens
// point into it. A version becomes visible to list and sync calls once the log has propagated up to it; get and update always see the
// newest.

import { createHash } from 'node:crypto'
import type { Clock } from './control/clock'
import type { Switches } from './control/switches'
import { overflow, refuse } from './errors'
import { derive } from './people/derive'
import type { FieldName } from './people/fields'
import type { Content, Entry } from './people/person-body'
import { DAY } from './time'

export interface Version {
  /** Position in the account's log, from 1. */
  readonly sequence: number
  readonly at: number
  readonly resourceName: string
  readonly content: Content
  /** The CONTACT source's etag without its leading #. */
  readonly etag: string
  readonly deleted: boolean
  readonly photo?: string
  /** All fields as in replies; computed on first use. */
  derived?: Readonly<Record<string, readonly Entry[]>>
}

export interface Profile {
  readonly id: string
  readonly name: string
  readonly photoUrl: string
}

export interface Contact {
  /** Hex id of the CONTACT source. */
  readonly id: string
  /** Oldest first; only versions that list calls may still need are kept. */
  versions: Version[]
  /** Former names, with the sequence of the change that removed each. */
  readonly renames: { readonly from: string; readonly sequence: number }[]
  /** A Google profile that this contact is joined with: it shows in reads of READ_SOURCE_TYPE_PROFILE. */
  profile?: Profile
}

export interface Group {
  readonly id: string
  name: string
  etag: string
  updatedAt: number
  sequence: number
  deleted: boolean
  clientData: readonly Entry[]
}

export interface Account {
  readonly email: string
  readonly name: string
  readonly sub: string
  /** Region of phone numbers without a country code. */
  readonly region: string
  readonly contacts: Map<string, Contact>
  /** Every resource name that was ever assigned, including former ones. */
  readonly names: Map<string, Contact>
  readonly log: { readonly contact: Contact; readonly at: number }[]
  /** How many log entries list calls can see; never decreases. */
  propagated: number
  /** How many log entries searchContacts can see; its warm-up call updates it. */
  searchable: number
  live: number
  readonly deletions: number[]
  created: number
  readonly groups: Map<string, Group>
  groupSequence: number
  /** Sync tokens of an earlier epoch are expired. */
  syncEpoch: number
}

export interface Store {
  readonly clock: Clock
  readonly switches: Switches
  readonly accounts: Map<string, Account>
}

/** Google's own group, of whose members a person's contacts are. */
export const MY_CONTACTS_ID = 'myContacts'

export const MY_CONTACTS: Entry = {
  contactGroupMembership: { contactGroupResourceName: `contactGroups/${MY_CONTACTS_ID}` },
}

const TRASH_MS = 30 * DAY

const digest = (text: string) => createHash('sha1').update(text).digest()

export function createAccount(email: string, name: string, sub?: string, region = 'US'): Account {
  const digits = BigInt(`0x${digest(email).toString('hex', 0, 8)}`) % 10n ** 20n
  return {
    email,
    name,
    sub: sub ?? `1${digits.toString().padStart(20, '0')}`,
    region,
    contacts: new Map(),
    names: new Map(),
    log: [],
    propagated: 0,
    searchable: 0,
    live: 0,
    deletions: [],
    created: 0,
    groups: new Map(),
    groupSequence: 0,
    syncEpoch: 0,
  }
}

export function findAccount(store: Store, key: string): Account | undefined {
  const wanted = key.toLowerCase()
  for (const account of store.accounts.values())
    if (account.email.toLowerCase() === wanted || account.sub === key) return account
  return undefined
}

export function newest(contact: Contact): Version {
  const version = contact.versions.at(-1)
  if (!version) throw new Error(`contact ${contact.id} has no version`)
  return version
}

/** The existing contact with that name, current or former. */
export function findContact(account: Account, resourceName: string): Contact | undefined {
  const contact = account.names.get(resourceName)
  return contact && !newest(contact).deleted ? contact : undefined
}

/** The visible version once `through` log entries have propagated. */
export function viewAt(contact: Contact, through: number): Version | undefined {
  return contact.versions.findLast((version) => version.sequence <= through)
}

/** Advances the visible part of the account's log as far as the clock and the lag allow. */
export function propagate(store: Store, account: Account): number {
  const until = store.clock.now() - store.switches.lagMs
  while ((account.log[account.propagated]?.at ?? Number.POSITIVE_INFINITY) <= until) account.propagated += 1
  return account.propagated
}

/** Makes everything visible at once, since seeds are old data. */
export function settle(account: Account): void {
  for (const contact of account.contacts.values()) derivedFields(account, contact, newest(contact))
  account.propagated = account.log.length
  account.searchable = account.log.length
}

type Change = Partial<Pick<Version, 'content' | 'deleted' | 'resourceName' | 'photo'>>

function append(store: Store, account: Account, contact: Contact, change: Change, at: number): Version {
  const before = contact.versions.at(-1)
  const sequence = account.log.length + 1
  const { derived: _, ...kept } = before ?? { resourceName: '', content: {}, deleted: false }
  const version: Version = {
    ...kept,
    ...change,
    sequence,
    at,
    etag: digest(`${account.sub}/${contact.id}/${sequence}`).toString('base64', 0, 8),
  }
  account.log.push({ contact, at })
  contact.versions.push(version)
  const visible = viewAt(contact, propagate(store, account))
  if (visible) contact.versions = contact.versions.filter((one) => one.sequence >= visible.sequence)
  return version
}

function newId(account: Account): string {
  account.created += 1
  const hex = digest(`${account.sub}#${account.syncEpoch}#${account.created}`).toString('hex')
  return `${'12345678'[Number.parseInt(hex[0] ?? '0', 16) % 8]}${hex.slice(1, 15)}`
}

/** Rejects a write if `more` contacts would exceed the account's limit; the trash of 30 days counts. */
export function checkRoom(store: Store, account: Account, more: number): void {
  const { overflowAt, overflowStatus } = store.switches
  const limit = store.clock.now() - TRASH_MS
  const trash = account.deletions.filter((at) => at > limit).length
  if (account.live + trash + more > overflowAt) throw refuse(overflow(overflowStatus))
}

export function addContact(
  store: Store,
  account: Account,
  content: Content,
  at: number = store.clock.now(),
): Contact {
  const id = newId(account)
  const contact: Contact = { id, versions: [], renames: [] }
  const resourceName = `people/c${BigInt(`0x${id}`)}`
  const memberships = content.memberships?.length ? content.memberships : [MY_CONTACTS]
  append(store, account, contact, { resourceName, content: { ...content, memberships } }, at)
  account.contacts.set(id, contact)
  account.names.set(resourceName, contact)
  account.live += 1
  return contact
}

/** Replaces each named field completely; a field that `content` lacks is cleared. */
export function replaceFields(
  store: Store,
  account: Account,
  contact: Contact,
  fields: readonly FieldName[],
  content: Content,
): Version {
  const next: Partial<Record<FieldName, readonly Entry[]>> = { ...newest(contact).content }
  for (const field of fields) {
    const entries = content[field]
    if (entries?.length) next[field] = entries
    else delete next[field]
  }
  return append(store, account, contact, { content: next }, store.clock.now())
}

/** A new etag and time without a change: sending mail to the person does this. */
export function touch(store: Store, account: Account, contact: Contact): Version {
  return append(store, account, contact, {}, store.clock.now())
}

export function setPhoto(store: Store, account: Account, contact: Contact, photo: string): Version {
  return append(store, account, contact, { photo }, store.clock.now())
}

/** A new resource name for the same contact, as when it is joined with a profile. */
export function rename(store: Store, account: Account, contact: Contact, to: string): Version {
  const from = newest(contact).resourceName
  const version = append(store, account, contact, { resourceName: to }, store.clock.now())
  contact.renames.push({ from, sequence: version.sequence })
  account.names.set(to, contact)
  return version
}

export function remove(store: Store, account: Account, contact: Contact): void {
  const at = store.clock.now()
  append(store, account, contact, { deleted: true, content: {} }, at)
  account.contacts.delete(contact.id)
  account.deletions.push(at)
  account.live -= 1
}

/** All fields as Google returns them, with metadata for each entry; computed once per version. */
export function derivedFields(account: Account, contact: Contact, version: Version) {
  if (version.derived) return version.derived
  const source = { type: 'CONTACT', id: contact.id }
  const fields: Record<string, readonly Entry[]> = {}
  for (const [field, entries] of Object.entries(version.content) as [FieldName, readonly Entry[]][]) {
    const chosen = entries.findIndex((entry) => entry.sourcePrimary)
    const primary = field === 'memberships' ? -1 : Math.max(chosen, 0)
    fields[field] = entries.map(({ sourcePrimary: _, ...entry }, index) => ({
      metadata: index === primary ? { primary: true, sourcePrimary: true, source } : { source },
      ...derive(field, entry, account.region),
    }))
  }
  const url = version.photo || `https://photos.invalid/default/${contact.id}=s100`
  const photo = { metadata: { primary: true, source }, url }
  fields.photos = [version.photo ? photo : { ...photo, default: true }]
  version.derived = fields
  return fields
}
