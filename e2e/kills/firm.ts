// A firm with one person, whose address book and Google account overlap. Every contact has a key (its email address)
// and every difference a unique value, so that lost or duplicated data can be reported by name.

import { sealTokens } from '@/lib/auth/consent/tokens'
import type { Tokens } from '@/lib/auth/google'
import { type Contact, EMPTY_CONTACT } from '@/lib/domains/contacts/value/contact'
import { addContacts } from '@/lib/store/address-book/collection'
import { contactFromRow } from '@/lib/store/address-book/contact-row'
import { getContact, updateContact } from '@/lib/store/address-book/contacts'
import { db } from '@/lib/store/database/client'
import type { Actor } from '@/lib/store/firm/actor'
import { saveConnection } from '@/lib/store/sync/connections'
import { syncOf } from '@/lib/store/sync/syncs'
import { type KillWorld, persist } from './world'

export interface KillFirm {
  readonly actor: Actor
  readonly account: string
  readonly syncId: string
  /** By key: what both sides must say in the end. */
  readonly expected: Map<string, Expected>
}

export interface Expected {
  readonly nickname?: string
  readonly title?: string
  readonly department?: string
  readonly notes?: string
}

/** Of each side's contacts, the share that the other side has too. */
const SHARED = 0.4
const CHUNK = 1_000

/** `size` contacts on each side, no sync yet. */
export async function createFirm(world: KillWorld, size: number): Promise<KillFirm> {
  const name = `f${crypto.randomUUID().slice(0, 8)}`
  const account = `${name}@example.com`
  const actor: Actor = { userId: crypto.randomUUID(), firmId: crypto.randomUUID(), role: 'admin' }
  const shared = Math.round(size * SHARED)
  const both = Array.from({ length: shared }, (_, at) => `pair${at}.${name}`)
  const here = Array.from({ length: size - shared }, (_, at) => `clio${at}.${name}`)
  const there = Array.from({ length: size - shared }, (_, at) => `googol${at}.${name}`)
  const { sub } = world.google.addAccount({ email: account, name })
  world.google.addPersons({
    account,
    persons: [...both.map(halfKnown), ...there.map((key) => personOf(key))],
  })
  const { firmId, userId } = actor
  await db(firmId).firm.create({ data: { id: firmId, name } })
  const who = { subject: userId, email: account, name, role: 'admin' as const }
  await db(firmId).user.create({ data: { id: userId, firmId, ...who } })
  const ours = [
    ...both.map((key, at) => contactOf(key, at % 3 === 0 ? { nickname: `N ${key}` } : {})),
    ...here.map((key) => contactOf(key)),
  ]
  for (let at = 0; at < ours.length; at += CHUNK) {
    await addContacts(firmId, ours.slice(at, at + CHUNK), { userId })
  }
  const connectionId = await saveConnection(
    actor,
    { provider: 'google', accountId: sub, accountEmail: account, scopes: [] },
    (id) => sealTokens(id, tokensOf(world, account)),
  )
  if (connectionId === null) throw new Error('the person is not in the firm')
  const { id: syncId } = await syncOf(firmId, connectionId)
  const expected = new Map<string, Expected>([
    ...both.map((key, at) => [mailOf(key), differenceOf(key, at)] as const),
    ...[...here, ...there].map((key) => [mailOf(key), {}] as const),
  ])
  return { actor, account, syncId, expected }
}

function tokensOf({ google }: KillWorld, account: string): Tokens {
  const { accessToken, refreshToken, expiresAt } = google.issueTokens({ account })
  return {
    access_token: accessToken,
    refresh_token: refreshToken,
    expires_at: Math.floor(expiresAt / 1000),
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

/** People go on working while it syncs: one contact is edited here and another there, of those that both sides have by now. */
export async function editOnBothSides(
  world: KillWorld,
  firm: KillFirm,
  pick: (count: number) => number,
): Promise<void> {
  const links = await world.ask<{ localId: string; remoteId: string; key: string }>(
    `select l."localId", l."remoteId", c.value->'emails'->0->>'value' as key from "Link" l join "Contact" c on c.id = l."localId"
     where l."syncId" = $1 order by key`,
    [firm.syncId],
  )
  const free = links.filter(
    ({ key }) => !firm.expected.get(key)?.department && !firm.expected.get(key)?.notes,
  )
  const [ours, theirs] = [free[pick(free.length)], free[pick(free.length)]]
  if (!ours || !theirs || ours === theirs) return
  const department = `edited here ${ours.key}`
  await persist(() => editHere(firm.actor, ours.localId, { department }))
  firm.expected.set(ours.key, { ...firm.expected.get(ours.key), department })
  const notes = `edited there ${theirs.key}`
  world.google.editPerson({
    account: firm.account,
    resourceName: theirs.remoteId,
    person: { biographies: [{ value: notes }] },
  })
  firm.expected.set(theirs.key, { ...firm.expected.get(theirs.key), notes })
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
