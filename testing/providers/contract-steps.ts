// What the contract's tests are made of: whole pulls and pushes, the sample values of a domain, and the fixtures that each collection
// brings.
import { randomUUID } from 'node:crypto'
import { expect } from 'vitest'
import type { Collection, CollectionItem, Outcome, Push } from '@/lib/engine/collection'
import type { FieldOf } from '@/lib/engine/model'
import { type Cursor, ProviderError } from '@/lib/providers/provider'

export type Misfortune =
  | 'consentLost'
  | 'rate'
  | 'brokenReply'
  | 'noReply'
  /** Carried out, but the reply never arrives. */
  | 'replyLost'

/** Values of one domain: those that the contract's tests read and write. */
export interface Samples<V> {
  readonly empty: V
  /** A value in which every field is set. */
  readonly full: V
  /** A value with nothing but a name. The name of `full` is 'Ana'. */
  named(name: string): V
  nameOf(value: V): string
  /** A change of one field, and one of another. */
  edit(text: string): Partial<V>
  note(text: string): Partial<V>
  /** What a create stores of a value that is as `project` predicts. */
  asCreated(value: V): V
  /** Values that come back exactly as they were written. */
  readonly exact: readonly (readonly [name: string, value: V])[]
  /** Whether a full pull says how many items there are. */
  readonly reportsTotal: boolean
}

/** Values for a collection in an account. */
export interface RemoteSamples<V> extends Samples<V> {
  /** The field for which `RemoteFixture.refused` is rejected. */
  readonly refusedField: FieldOf<V>
  /** That field of an update which is accepted. */
  accepted(at: number): Partial<V>
  /** The texts of a value, which no message may contain. */
  textsOf(value: V): readonly string[]
  /** An edit of the list entry that `annotate` says something of. */
  entryEdit(value: V): Partial<V>
}

export interface Fixture<V> {
  readonly collection: Collection<V>
  add(value: V): Promise<string>
  fill(count: number): Promise<void>
  edit(id: string, change: Partial<V>): Promise<void>
  remove(id: string): Promise<void>
  /** All that is there under this id, as one text; null when there is nothing. */
  look(id: string): Promise<string | null>
  count(): Promise<number>
  /** Makes writes visible to pulls. */
  settle(): Promise<void>
  close(): Promise<void>
}

/** What else may happen to a collection in an account. */
export interface RemoteFixture<V> extends Fixture<V> {
  /** The account gives the item another id; which one? Only where `can.renames`. */
  rename(id: string): Promise<string>
  /** Says something of an entry of the item that our value has no words for. */
  annotate(id: string, text: string): Promise<void>
  expireCursors(): Promise<void>
  /** For the next call of that kind, or for all until `heal`. */
  strike(on: 'read' | 'write', what: Misfortune): Promise<void>
  /** A value that this account rejects. */
  readonly refused: V
}

export interface Round<V> {
  readonly items: readonly CollectionItem<V>[]
  readonly cursor: Cursor
  readonly pages: number
}

export async function pullAll<V>(collection: Collection<V>, from: Cursor | null): Promise<Round<V>> {
  const items: CollectionItem<V>[] = []
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

export async function pushAll<V>(
  collection: Collection<V>,
  pushes: readonly Push<V>[],
): Promise<ReadonlyMap<string, Outcome<V>>> {
  const outcomes: Outcome<V>[] = []
  for (const batch of collection.batches(pushes)) outcomes.push(...(await collection.push(batch)))
  expect(outcomes.map(({ ref }) => ref).toSorted()).toEqual(pushes.map(({ ref }) => ref).toSorted())
  return new Map(outcomes.map((outcome) => [outcome.ref, outcome]))
}

/** What was not tried, since another of its call was refused, is pushed again. */
export async function pushUntilTried<V>(
  collection: Collection<V>,
  pushes: readonly Push<V>[],
): Promise<ReadonlyMap<string, Outcome<V>>> {
  const ended = new Map<string, Outcome<V>>()
  for (let round = 0; round < 4; round++) {
    const left = pushes.filter(({ ref }) => !ended.has(ref))
    for (const [ref, outcome] of await pushAll(collection, left))
      if (outcome.kind !== 'untried') ended.set(ref, outcome)
  }
  return ended
}

export async function pushOne<V>(collection: Collection<V>, push: Push<V>): Promise<Outcome<V>> {
  const outcome = (await pushAll(collection, [push])).get(push.ref)
  if (!outcome) throw new Error('no outcome')
  return outcome
}

export function done<V>(outcome: Outcome<V> | undefined): CollectionItem<V> {
  if (outcome?.kind !== 'done') throw new Error(`not done: ${JSON.stringify(outcome)}`)
  return outcome.item
}

export async function readOne<V>(collection: Collection<V>, id: string): Promise<CollectionItem<V>> {
  const [item] = await collection.read([id])
  if (!item) throw new Error(`nothing was read of ${id}`)
  return item
}

/** `name`: what its outcome is known by, after 'r-'. */
export const create = <V>(
  name: string,
  to: V,
  key: string = randomUUID(),
): Extract<Push<V>, { kind: 'create' }> => ({
  kind: 'create',
  ref: `r-${name}`,
  key,
  to,
})
export const update = <V>({ id, version, value, raw }: CollectionItem<V>, change: Partial<V>): Push<V> => {
  return { kind: 'update', ref: `r-${id}`, id, version, from: value, to: { ...value, ...change }, raw }
}
export const remove = <V>({ id, version }: CollectionItem<V>): Push<V> => ({
  kind: 'delete',
  ref: `r-${id}`,
  id,
  version,
})

export const restore = <V>({ id, version }: CollectionItem<V>, to: V): Push<V> => {
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
