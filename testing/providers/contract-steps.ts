// What the contract's tests are made of: contacts, whole pulls and pushes, and the fixtures that each collection brings.
import { randomUUID } from 'node:crypto'
import { expect } from 'vitest'
import type { Outcome, Push, RemoteItem } from '@/lib/domains/contacts/types'
import { type Contact, EMPTY_CONTACT } from '@/lib/domains/contacts/value/contact'
import type { Capabilities, Collection } from '@/lib/engine/collection'
import { type Cursor, ProviderError } from '@/lib/providers/provider'

export type ContactCapabilities = Capabilities<Contact>

export type Misfortune =
  | 'consentLost'
  | 'rate'
  | 'brokenReply'
  | 'noReply'
  /** Carried out, but the reply never arrives. */
  | 'replyLost'

export interface Fixture {
  readonly collection: Collection<Contact>
  add(contact: Contact): Promise<string>
  fill(count: number): Promise<void>
  edit(id: string, change: Partial<Contact>): Promise<void>
  remove(id: string): Promise<void>
  /** All that is there under this id, as one text; null when there is nothing. */
  look(id: string): Promise<string | null>
  count(): Promise<number>
  /** Makes writes visible to pulls. */
  settle(): Promise<void>
  close(): Promise<void>
}

/** What else may happen to a collection in an account. */
export interface RemoteFixture extends Fixture {
  /** The account gives the item another id; which one? */
  rename(id: string): Promise<string>
  /** Says something of the item that a Contact has no words for. */
  annotate(id: string, text: string): Promise<void>
  expireCursors(): Promise<void>
  /** For the next call of that kind, or for all until `heal`. */
  strike(on: 'read' | 'write', what: Misfortune): Promise<void>
  /** A contact that this account rejects. */
  readonly refused: Contact
}

export const person = (firstName: string, more: Partial<Contact> = {}): Contact => ({
  ...EMPTY_CONTACT,
  firstName,
  lastName: 'Silva',
  ...more,
})

export const FULL: Contact = {
  kind: 'person',
  prefix: 'Dr.',
  firstName: 'Ana',
  middleName: 'Maria',
  lastName: 'Silva',
  suffix: 'Jr.',
  nickname: 'Annie',
  company: 'Acme, Inc.',
  title: 'Partner',
  department: 'Litigation',
  notes: 'Met at the hearing.\nCalls after 5.',
  birthday: { year: 1980, month: 3, day: 12 },
  emails: [
    { value: 'ana@law.example', label: 'Work' },
    { value: 'ana@home.example', label: 'Home' },
  ],
  phones: [
    { value: '(415) 555-0132', label: 'Mobile' },
    { value: '555-0199', label: '' },
  ],
  websites: [{ value: 'https://law.example', label: 'Blog' }],
  addresses: [
    {
      street: '1 Main St',
      city: 'Boston',
      region: 'MA',
      postalCode: '02110',
      country: 'United States',
      label: 'Work',
    },
  ],
}

export interface Round {
  readonly items: readonly RemoteItem[]
  readonly cursor: Cursor
  readonly pages: number
}

export async function pullAll(collection: Collection<Contact>, from: Cursor | null): Promise<Round> {
  const items: RemoteItem[] = []
  for (let page: string | null = null, pages = 1; ; pages++) {
    const answer = await collection.pull(from, page)
    items.push(...answer.items)
    page = answer.nextPage
    if (page !== null) {
      expect(answer.cursor).toBeNull()
      continue
    }
    if (!answer.cursor) throw new Error('the last page brought no cursor')
    return { items, cursor: answer.cursor, pages }
  }
}

export async function pushAll(
  collection: Collection<Contact>,
  pushes: readonly Push[],
): Promise<ReadonlyMap<string, Outcome>> {
  const outcomes: Outcome[] = []
  for (const batch of collection.batches(pushes)) outcomes.push(...(await collection.push(batch)))
  expect(outcomes.map(({ ref }) => ref).toSorted()).toEqual(pushes.map(({ ref }) => ref).toSorted())
  return new Map(outcomes.map((outcome) => [outcome.ref, outcome]))
}

/** What was not tried, since another of its call was refused, is pushed again. */
export async function pushUntilTried(
  collection: Collection<Contact>,
  pushes: readonly Push[],
): Promise<ReadonlyMap<string, Outcome>> {
  const ended = new Map<string, Outcome>()
  for (let round = 0; round < 4; round++) {
    const left = pushes.filter(({ ref }) => !ended.has(ref))
    for (const [ref, outcome] of await pushAll(collection, left))
      if (outcome.kind !== 'untried') ended.set(ref, outcome)
  }
  return ended
}

export async function pushOne(collection: Collection<Contact>, push: Push): Promise<Outcome> {
  const outcome = (await pushAll(collection, [push])).get(push.ref)
  if (!outcome) throw new Error('no outcome')
  return outcome
}

export function done(outcome: Outcome | undefined): RemoteItem {
  if (outcome?.kind !== 'done') throw new Error(`not done: ${JSON.stringify(outcome)}`)
  return outcome.item
}

export async function readOne(collection: Collection<Contact>, id: string): Promise<RemoteItem> {
  const [item] = await collection.read([id])
  if (!item) throw new Error(`nothing was read of ${id}`)
  return item
}

/** `name`: what its outcome is known by, after 'r-'. */
export const create = (
  name: string,
  to: Contact,
  key: string = randomUUID(),
): Extract<Push, { kind: 'create' }> => ({
  kind: 'create',
  ref: `r-${name}`,
  key,
  to,
})
export const update = ({ id, version, value: contact, raw }: RemoteItem, change: Partial<Contact>): Push => {
  return { kind: 'update', ref: `r-${id}`, id, version, from: contact, to: { ...contact, ...change }, raw }
}
export const remove = ({ id, version }: RemoteItem): Push => ({ kind: 'delete', ref: `r-${id}`, id, version })

export const restore = ({ id, version }: RemoteItem, to: Contact): Push => {
  return { kind: 'restore', ref: `r-${id}`, id, version, to }
}

export async function thrownBy(call: Promise<unknown>): Promise<ProviderError> {
  const thrown = await call.then(
    () => null,
    (error: unknown) => error,
  )
  if (!(thrown instanceof ProviderError)) throw new Error(`not a ProviderError: ${String(thrown)}`)
  return thrown
}

/** Enough of them that a collection which batches at all will. */
export const MANY = 25
