// Sends writes to Google and finds the outcome of each. Google rejects a batch as a whole: then nothing was written, and the writes that
// it did not complain about can be sent again. If it does not name the rejected items, we read them, or split the batch in half.
import type { Outcome, Push } from '@/lib/domains/contacts/types'
import type { Contact } from '@/lib/domains/contacts/value/contact'
import { type Provider, ProviderError } from '@/lib/providers/provider'
import { batches, chunks, isCutShort, ofOneMask, patchOf } from './batches'
import type { Client } from './client'
import { type Failure, failureOfStatus } from './errors'
import { asAskedFor, create, type Patch, patch, toItem } from './person'
import { contactSource, isPerson, type Json, list, type Member, object, text } from './raw'
import { filled, sharedMask } from './shared-mask'

type Create = Extract<Push, { kind: 'create' }>
type Update = Extract<Push, { kind: 'update' }>
type Delete = Extract<Push, { kind: 'delete' }>
type Outcomes = readonly Outcome[]
type Carry = (part: readonly Push[]) => Promise<Outcomes>

/** One call for a batch made by `batches`; any other list is split into such batches first. `labels`: of what is created. */
export function pusher(
  client: Client,
  read: Provider<Contact>['read'],
  readSize: number,
  labels: readonly string[] = [],
): Carry {
  const halves: Carry = (part) => inTurn(chunks(part, Math.ceil(part.length / 2)), push)
  const apart = (updates: readonly Update[]) => inTurn(ofOneMask(updates), (part) => carry(part))
  const carry: Carry = (part) => {
    const creates = part.filter((one) => one.kind === 'create')
    if (creates.length > 0) return pushCreates(client, creates, labels, halves)
    const updates = part.filter((one) => one.kind === 'update')
    if (updates.length > 0) return pushUpdates(client, read, updates, { halves, apart })
    const deletes = part.filter((one) => one.kind === 'delete')
    if (deletes.length === 0) return Promise.resolve(part.map(gone))
    return pushDeletes(client, (ids) => readAll(read, ids, readSize), deletes, halves)
  }
  const push: Carry = (batch) => inTurn(batches(batch), carry)
  return push
}

/** Once something was written, nothing is thrown: the remaining writes are reported as untried. */
async function inTurn(parts: readonly (readonly Push[])[], carry: Carry): Promise<Outcomes> {
  const outcomes: Outcome[] = []
  for (const [index, part] of parts.entries()) {
    try {
      outcomes.push(...(await carry(part)))
    } catch (thrown) {
      if (index === 0 || !(thrown instanceof ProviderError)) throw thrown
      return [...outcomes, ...parts.slice(index).flat().map(untried)]
    }
  }
  return outcomes
}

async function pushCreates(
  client: Client,
  part: readonly Create[],
  labels: readonly string[],
  halves: Carry,
): Promise<Outcomes> {
  const persons = part.map(({ to, key }) => create(to, key, labels))
  const [only] = persons.length === 1 ? persons : []
  const reply = only ? await client.create(only) : await client.batchCreate(persons)
  if (reply.kind !== 'reply') return knownOutcomes(part, reply, (_, index) => String(index)) ?? halves(part)
  const created = only ? [reply.body] : list(reply.body.createdPeople).map((one) => object(one.person))
  // The order of a reply is not guaranteed, so items are matched by our key.
  const items = created.filter(isPerson).map(toItem)
  const byKey = new Map(items.map((item) => [item.key, item]))
  return part.map((push) => {
    const item = only ? items[0] : byKey.get(push.key)
    return item ? { kind: 'done', ref: push.ref, item } : unknown(push)
  })
}

interface Planned {
  readonly push: Update
  readonly raw: Json
  readonly patch: Patch
}

/** How the updates of a refused batch are sent again: in two halves, or in batches of one mask each. */
interface Again {
  readonly halves: Carry
  readonly apart: (updates: readonly Update[]) => Promise<Outcomes>
}

async function pushUpdates(
  client: Client,
  read: Provider<Contact>['read'],
  part: readonly Update[],
  { halves, apart }: Again,
): Promise<Outcomes> {
  const plans = await Promise.all(part.map((push) => planned(client, push)))
  const settled = plans.flatMap((plan) => ('push' in plan ? [] : [plan]))
  const writes = plans.flatMap((plan) => ('push' in plan ? [plan] : []))
  if (writes.length === 0) return settled
  const left = writes.map(({ push }) => push)
  const mask = sharedMask(writes.map(({ patch }) => patch))
  // Under a wider mask a contact may be refused for a field that its update leaves alone: it is sent again without that field.
  const isWider = writes.some(({ patch }) => patch.mask.length < mask.length)
  const reply = await sendUpdates(client, writes, mask)
  if (reply.kind === 'reply') {
    const responses =
      writes.length === 1 ? { [left[0]?.id ?? '']: { person: reply.body } } : reply.body.updateResult
    const outcomes = updated(left, object(responses))
    const refused = isWider ? left.filter((_, at) => outcomes[at]?.kind === 'rejected') : []
    const others = outcomes.filter(({ kind }) => refused.length === 0 || kind !== 'rejected')
    return afterwards([...settled, ...others], refused, () => apart(refused))
  }
  if (isWider && isRefusal(reply)) return [...settled, ...(await apart(left))]
  const outcomes = knownOutcomes(left, reply, ({ id }) => id)
  if (outcomes) return [...settled, ...outcomes]
  const looked = reply.kind === 'stale' || reply.kind === 'gone' ? await look(read, left) : null
  return [...settled, ...(looked ?? (await (isWider ? apart : halves)(left)))]
}

function sendUpdates(client: Client, writes: readonly Planned[], mask: readonly Member[]) {
  const bodies = writes.map(({ push, raw, patch }) => {
    const metadata = { sources: [{ type: 'CONTACT', id: contactSource(raw)?.id, etag: push.version }] }
    return [push.id, { resourceName: push.id, metadata, ...filled(raw, patch, mask) }] as const
  })
  const [first, ...others] = bodies
  if (first && others.length === 0) return client.update(first[0], mask.join(), first[1])
  return client.batchUpdate(mask.join(), Object.fromEntries(bodies))
}

/** Whether Google refuses what a contact contains, in a whole batch or in one of its entries. */
const isRefusal = (failure: Failure): boolean =>
  failure.kind === 'refused' || (failure.kind === 'batch' && [...failure.each.values()].some(isRefusal))

/** Something was written before the rest is sent, so nothing is thrown any more. */
async function afterwards(
  done: Outcomes,
  rest: readonly Push[],
  send: () => Promise<Outcomes>,
): Promise<Outcomes> {
  if (rest.length === 0) return done
  try {
    return [...done, ...(await send())]
  } catch (thrown) {
    if (!(thrown instanceof ProviderError)) throw thrown
    return [...done, ...rest.map(untried)]
  }
}

/** What an update sends, or its outcome if it sends nothing. */
async function planned(client: Client, push: Update): Promise<Planned | Outcome> {
  const raw = isCutShort(push) ? await whole(client, push) : object(push.raw)
  if (!raw) return { kind: 'gone', ref: push.ref }
  const source = contactSource(raw)
  // Without the person as it was read, data that we do not model would be lost.
  if (!source || source.etag !== push.version) return { kind: 'stale', ref: push.ref }
  const made = raw === push.raw ? patchOf(push) : patch(raw, push.from, push.to)
  if (made.mask.length === 0) return { kind: 'done', ref: push.ref, item: toItem(raw) }
  return { push, raw, patch: made }
}

/** The person with complete lists; null if it was deleted. */
async function whole(client: Client, push: Update): Promise<Json | null> {
  const reply = await client.get(push.id)
  if (reply.kind === 'reply' && isPerson(reply.body)) return reply.body
  if (reply.kind === 'gone') return null
  throw new ProviderError('unavailable', 'Google did not give a whole contact')
}

function updated(part: readonly Update[], result: Json): Outcomes {
  const byId = new Map<string, Json>()
  for (const [name, value] of Object.entries(result)) {
    const response = object(value)
    byId.set(name, response).set(text(response.requestedResourceName) || name, response)
  }
  return part.map((push) => {
    const response = byId.get(push.id)
    const person = object(response?.person)
    if (isPerson(person)) return { kind: 'done', ref: push.ref, item: asAskedFor(push.id, toItem(person)) }
    const status = object(response?.status)
    return typeof status.code === 'number' && status.code > 0
      ? failed(push, failureOfStatus(status))
      : unknown(push)
  })
}

/** The stale and deleted items of a rejected batch of updates; null if there are none. */
async function look(read: Provider<Contact>['read'], part: readonly Update[]): Promise<Outcomes | null> {
  const items = await read(part.map(({ id }) => id))
  const outcomes = part.map((push, index): Outcome => {
    const item = items[index]
    if (!item || item.deleted) return { kind: 'gone', ref: push.ref }
    return item.version === push.version ? untried(push) : { kind: 'stale', ref: push.ref }
  })
  return outcomes.every(({ kind }) => kind === 'untried') ? null : outcomes
}

/** Google deletes any version, so versions are compared just before. An edit within that second is lost. */
async function pushDeletes(
  client: Client,
  read: Provider<Contact>['read'],
  part: readonly Delete[],
  halves: Carry,
): Promise<Outcomes> {
  const items = await read(part.map(({ id }) => id))
  const now = part.map((push, index) => ({ push, item: items[index] }))
  const settled: Outcome[] = []
  const live = now.flatMap(({ push, item }) => {
    if (item && !item.deleted && item.version === push.version) return [{ push, item }]
    settled.push({ kind: !item || item.deleted ? 'gone' : 'stale', ref: push.ref })
    return []
  })
  const [first, ...others] = live
  if (!first) return settled
  const reply =
    others.length === 0
      ? await client.delete(first.item.id)
      : await client.batchDelete(live.map(({ item }) => item.id))
  if (reply.kind === 'reply') {
    const done = live.map(({ push, item }): Outcome => {
      return { kind: 'done', ref: push.ref, item: { ...item, version: '', deleted: true, raw: null } }
    })
    return [...settled, ...done]
  }
  const left = live.map(({ push }) => push)
  return [...settled, ...(knownOutcomes(left, reply, ({ id }) => id) ?? (await halves(left)))]
}

async function readAll(read: Provider<Contact>['read'], ids: readonly string[], size: number) {
  const parts = []
  for (const chunk of chunks(ids, size)) parts.push(await read(chunk))
  return parts.flat()
}

/** Google's failure for each write; null if it rejected several without naming them. */
function knownOutcomes<P extends Push>(
  part: readonly P[],
  failure: Failure,
  nameOf: (push: P, index: number) => string,
): Outcomes | null {
  if (failure.kind === 'noReply') return part.map(unknown)
  if (failure.kind === 'batch') {
    const outcomes = part.map((push, index) => {
      const own = failure.each.get(nameOf(push, index))
      return own ? failed(push, own) : untried(push)
    })
    return outcomes.some(({ kind }) => kind !== 'untried') ? outcomes : null
  }
  return part.length === 1 ? part.map((push) => failed(push, failure)) : null
}

function failed(push: Push, failure: Failure): Outcome {
  const { ref } = push
  switch (failure.kind) {
    case 'stale':
    case 'gone':
      return push.kind === 'create' ? refusedOutright(ref) : { kind: failure.kind, ref }
    case 'refused':
      return { kind: 'rejected', ref, field: failure.field, message: failure.message }
    case 'batch':
    case 'cursorExpired':
      return refusedOutright(ref)
    case 'noReply':
      return unknown(push)
    default:
      return untried(push)
  }
}

function refusedOutright(ref: string): Outcome {
  return { kind: 'rejected', ref, field: null, message: 'Google does not accept this contact as it is' }
}

const gone = ({ ref }: Push): Outcome => ({ kind: 'gone', ref })
const untried = ({ ref }: Push): Outcome => ({ kind: 'untried', ref })
const unknown = ({ ref }: Push): Outcome => ({ kind: 'unknown', ref })
