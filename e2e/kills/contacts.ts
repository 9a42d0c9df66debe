// A firm's contacts that overlap with those of its Google account. Every contact has a key (its email address) and every difference a
// unique value, so that lost or duplicated data can be reported by name.

import { type Contact, EMPTY_CONTACT } from '@/lib/domains/contacts/value/contact'
import { google } from '@/lib/providers/google/descriptor'
import { addContacts } from '@/lib/store/address-book/collection'
import { contactFromRow } from '@/lib/store/address-book/contact-row'
import { getContact, updateContact } from '@/lib/store/address-book/contacts'
import type { Actor } from '@/lib/store/firm/actor'
import { syncOf } from '@/lib/store/sync/syncs'
import { createOwner, type Fields, type FirmOwner, type Held, type KillFirm, type Pick, shares } from './firm'
import { type KillWorld, persist } from './world'

type Name = 'nickname' | 'title' | 'department' | 'notes'
type Expected = Partial<Record<Name, string>>

const CHUNK = 1_000

export async function createContactFirm(world: KillWorld, size: number): Promise<KillFirm> {
  const owner = await createOwner(world, [...google.identityScopes, ...google.collections.contacts.scopes])
  const { name, actor, account, connectionId } = owner
  const { both, alone } = shares(size)
  const pairs = Array.from({ length: both }, (_, at) => `pair${at}.${name}`)
  const here = Array.from({ length: alone }, (_, at) => `clio${at}.${name}`)
  const there = Array.from({ length: alone }, (_, at) => `googol${at}.${name}`)
  world.google.addPersons({
    account,
    persons: [...pairs.map(halfKnown), ...there.map((key) => personOf(key))],
  })
  const ours = [
    ...pairs.map((key, at) => contactOf(key, at % 3 === 0 ? { nickname: `N ${key}` } : {})),
    ...here.map((key) => contactOf(key)),
  ]
  for (let at = 0; at < ours.length; at += CHUNK) {
    await addContacts(actor.firmId, ours.slice(at, at + CHUNK), { userId: actor.userId })
  }
  const { id: syncId } = await syncOf(actor.firmId, connectionId)
  const expected = new Map<string, Expected>([
    ...pairs.map((key, at) => [mailOf(key), differenceOf(key, at)] as const),
    ...[...here, ...there].map((key) => [mailOf(key), {}] as const),
  ])
  return {
    actor,
    account,
    syncId,
    edit: (pick) => edit(world, owner, syncId, expected, pick),
    expected: () => expected as ReadonlyMap<string, Fields>,
    here: () => heldHere(world, owner),
    there: () => heldThere(world, owner),
    versions: () => versions(world, owner),
    breaches: () => [],
  }
}

const mailOf = (key: string) => `${key}@example.com`
/** So different that no questions are asked. */
const familyOf = (key: string) => key.split('.')[0] ?? ''
const givenOf = (key: string) => familyOf(key).replace(/\d+$/, '')

/** A third is known better here, a third better there. */
const differenceOf = (key: string, at: number): Expected =>
  at % 3 === 0 ? { nickname: `N ${key}` } : at % 3 === 1 ? { title: `T ${key}` } : {}

const halfKnown = (key: string, at: number) =>
  personOf(key, at % 3 === 1 ? { organizations: [{ title: `T ${key}` }] } : {})

const personOf = (key: string, more: object = {}) => ({
  names: [{ givenName: givenOf(key), familyName: familyOf(key) }],
  emailAddresses: [{ value: mailOf(key), type: 'work' }],
  ...more,
})

const contactOf = (key: string, more: Partial<Contact> = {}): Contact => ({
  ...EMPTY_CONTACT,
  firstName: givenOf(key),
  lastName: familyOf(key),
  emails: [{ value: mailOf(key), label: 'Work' }],
  ...more,
})

async function edit(
  world: KillWorld,
  { actor, account }: FirmOwner,
  syncId: string,
  expected: Map<string, Expected>,
  pick: Pick,
): Promise<void> {
  const links = await world.ask<{ localId: string; remoteId: string; key: string }>(
    `select l."localId", l."remoteId", c.value->'emails'->0->>'value' as key from "Link" l join "Contact" c on c.id = l."localId"
     where l."syncId" = $1 order by key`,
    [syncId],
  )
  const free = links.filter(({ key }) => !expected.get(key)?.department && !expected.get(key)?.notes)
  const [ours, theirs] = [free[pick(free.length)], free[pick(free.length)]]
  if (!ours || !theirs || ours === theirs) return
  const department = `edited here ${ours.key}`
  await persist(() => editHere(actor, ours.localId, { department }))
  expected.set(ours.key, { ...expected.get(ours.key), department })
  const notes = `edited there ${theirs.key}`
  world.google.editPerson({
    account,
    resourceName: theirs.remoteId,
    person: { biographies: [{ value: notes }] },
  })
  expected.set(theirs.key, { ...expected.get(theirs.key), notes })
}

async function editHere({ firmId, userId }: Actor, id: string, change: Partial<Contact>): Promise<void> {
  const row = await getContact(firmId, id)
  if (!row) throw new Error('no such contact')
  const written = await updateContact(
    firmId,
    id,
    row.version,
    { ...contactFromRow(row), ...change },
    { userId },
  )
  if (written.kind === 'stale') throw new Error('the sync wrote it at the same moment')
}

async function heldHere({ ask }: KillWorld, { actor }: FirmOwner): Promise<readonly Held[]> {
  const rows = await ask<Record<Name | 'key', string | null>>(
    `select value->'emails'->0->>'value' as key, value->>'nickname' as nickname, value->>'title' as title,
       value->>'department' as department, value->>'notes' as notes from "Contact"
     where "firmId" = $1 and "deletedAt" is null`,
    [actor.firmId],
  )
  return rows.map(({ key, nickname, title, department, notes }) => ({
    key: key ?? '',
    fields: {
      nickname: nickname ?? '',
      title: title ?? '',
      department: department ?? '',
      notes: notes ?? '',
    },
  }))
}

const heldThere = ({ google }: KillWorld, { account }: FirmOwner): readonly Held[] =>
  google.persons({ account }).map((person) => ({
    key: person.emailAddresses?.[0]?.value ?? '',
    fields: {
      nickname: person.nicknames?.[0]?.value ?? '',
      title: person.organizations?.[0]?.title ?? '',
      department: person.organizations?.[0]?.department ?? '',
      notes: person.biographies?.[0]?.value ?? '',
    },
  }))

async function versions({ google, ask }: KillWorld, { actor, account }: FirmOwner): Promise<string> {
  const [row] = await ask<{ sum: string }>(
    `select sum(version)::text as sum from "Contact" where "firmId" = $1`,
    [actor.firmId],
  )
  return `${row?.sum} here, there ${JSON.stringify(google.persons({ account }))}`
}
