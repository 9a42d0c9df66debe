// The firm's address book as a collection, like the contacts of an account. A sync writes here through `push`. A pull since a cursor
// misses no transaction, however late it commits.

import { randomUUID } from 'node:crypto'
import type { Item } from '@/lib/domains/contacts/types'
import { type Contact, EMPTY_CONTACT } from '@/lib/domains/contacts/value/contact'
import { projectHere } from '@/lib/domains/contacts/value/project-here'
import type { Capabilities, Collection, CollectionItem, Outcome, Push } from '@/lib/engine/collection'
import { metAdditions } from '@/lib/store/collections/additions'
import type { AddingRun, ConcurrentCheck, LocalOptions } from '@/lib/store/collections/options'
import { PAGE_SIZE, SHAPE } from '@/lib/store/collections/pull'
import { isAddition, pushedId, pushInRounds } from '@/lib/store/collections/rounds'
import type { WrittenRow } from '@/lib/store/collections/writes'
import { type Db, db, type Tx, withTransaction } from '@/lib/store/database/client'
import { concurrentAdditions } from './additions'
import { pullContacts } from './contact-pull'
import { asKept, itemOfContact } from './contact-row'
import { deleteContacts, insertContacts, updateContacts } from './contact-writes'
import type { By } from './contacts'

type ContactItem = CollectionItem<Contact>
type ContactPush = Push<Contact>
type ContactOutcome = Outcome<Contact>
type Of<K extends ContactPush['kind']> = Extract<ContactPush, { kind: K }>

export const ADDRESS_BOOK = {
  project: (contact: Contact) => asKept(projectHere(contact)),
  limits: { pageSize: PAGE_SIZE, readSize: 1_000, lagMs: 0, maxItems: null, cursorLifeMs: Infinity },
  key: 'id',
  reportsDeletions: true,
  keepsDeleted: true,
  renames: false,
} as const satisfies Capabilities<Contact>

/**
 * `push` writes any list in one transaction. Additions take turns with those of people and of other syncs. The key of a create becomes the
 * contact's id. If that contact exists already, the create changes nothing and is done.
 */
export function addressBook(firmId: string, options: LocalOptions<Contact> = {}): Collection<Contact> {
  const { tx } = options
  return {
    ref: { kind: 'contacts', role: 'local', remoteId: null },
    can: ADDRESS_BOOK,
    shape: SHAPE,
    pull: (cursor, page) => pullContacts(firmId, cursor, page),
    read: (ids) => read(firmId, tx ?? db(firmId), ids),
    batches: (pushes) => (pushes.length === 0 ? [] : [pushes]),
    push: (batch) => {
      const within = (tx: Tx) => push({ firmId, tx, by: () => ({ userId: null }), ...options }, batch)
      return tx ? within(tx) : withTransaction(firmId, within)
    },
  }
}

/** Adds these contacts, each under a new id, in one transaction. Returns the ids; null for one that was not added. */
export async function addContacts(
  firmId: string,
  contacts: readonly Contact[],
  by: By,
  tx?: Tx,
): Promise<readonly (string | null)[]> {
  const creates = contacts.map((to): ContactPush => {
    const key = randomUUID()
    return { kind: 'create', ref: key, key, to }
  })
  const outcomes = await addressBook(firmId, { by: () => by, ...(tx && { tx }) }).push(creates)
  const done = new Map(outcomes.flatMap((one) => (one.kind === 'done' ? [[one.ref, one.item.id]] : [])))
  return creates.map(({ ref }) => done.get(ref) ?? null)
}

async function read(firmId: string, from: Db | Tx, ids: readonly string[]): Promise<readonly ContactItem[]> {
  const rows = await from.contact.findMany({ where: { firmId, id: { in: [...ids] } } })
  const items = new Map(rows.map((row) => [row.id, collectionItem(itemOfContact(row))]))
  return ids.map((id) => items.get(id) ?? goneItem(id))
}

const collectionItem = (item: Item): ContactItem => ({ ...item, raw: null, previousIds: [] })

/** No such contact, or it was erased. */
const goneItem = (id: string): ContactItem =>
  collectionItem({ id, version: '', value: EMPTY_CONTACT, deleted: true, key: null, changedAt: null })

interface Writing {
  readonly firmId: string
  readonly tx: Tx
  readonly by: (ref: string) => By
  readonly concurrent?: ConcurrentCheck<Contact>
}

async function push(writing: Writing, batch: readonly ContactPush[]): Promise<readonly ContactOutcome[]> {
  const { firmId, tx, concurrent } = writing
  const unseen = (run: AddingRun) => concurrentAdditions(tx, run)
  const met = await metAdditions(tx, firmId, batch.filter(isAddition), concurrent, unseen)
  return pushInRounds(batch, met, (round) => pushOnce(writing, round))
}

async function pushOnce(writing: Writing, round: readonly ContactPush[]): Promise<readonly ContactOutcome[]> {
  const values = new Map(
    round.flatMap((push) =>
      push.kind === 'delete' ? [] : [[pushedId(push), ADDRESS_BOOK.project(push.to)] as const],
    ),
  )
  const written = new Map((await write(writing, round, values)).map((row) => [row.id, row]))
  const others = round.filter((push) => push.kind === 'delete' || !written.has(pushedId(push)))
  const now = others.length === 0 ? [] : await read(writing.firmId, writing.tx, others.map(pushedId))
  const items = new Map(now.map((item) => [item.id, item]))
  return round.map((push) => {
    const id = pushedId(push)
    const [row, value, item] = [written.get(id), values.get(id), items.get(id)]
    if (row && value) return { kind: 'done', ref: push.ref, item: writtenItem(row, value) }
    return row && item ? { kind: 'done', ref: push.ref, item } : unwritten(push, item ?? goneItem(id))
  })
}

/** `values`: the new value of each contact, by id. */
async function write(
  { firmId, tx, by }: Writing,
  round: readonly ContactPush[],
  values: ReadonlyMap<string, Contact>,
): Promise<readonly WrittenRow[]> {
  const creates = round.flatMap((push) => {
    const contact = values.get(pushedId(push))
    return push.kind === 'create' && contact ? [{ id: push.key, contact, by: by(push.ref) }] : []
  })
  const updates = round.flatMap((push) => {
    const to = values.get(pushedId(push))
    if ((push.kind !== 'update' && push.kind !== 'restore') || !to) return []
    return [{ ...expected(push), from: push.kind === 'update' ? push.from : null, to, by: by(push.ref) }]
  })
  const deletions = round.flatMap((push) =>
    push.kind === 'delete' ? [{ ...expected(push), by: by(push.ref) }] : [],
  )
  return [
    ...(await insertContacts(tx, firmId, creates)),
    ...(await updateContacts(tx, firmId, updates)),
    ...(await deleteContacts(tx, firmId, deletions)),
  ]
}

const expected = ({ id, version }: Of<'update' | 'restore' | 'delete'>) => ({ id, version: Number(version) })

const writtenItem = ({ id, version, updatedAt }: WrittenRow, value: Contact): ContactItem =>
  collectionItem({ id, version: String(version), value, deleted: false, key: null, changedAt: updatedAt })

/** Why a push wrote nothing, derived from the current item. */
function unwritten(push: ContactPush, item: ContactItem): ContactOutcome {
  const { ref } = push
  const isKnown = item.version !== ''
  switch (push.kind) {
    case 'create':
      if (!isKnown) return { kind: 'rejected', ref, field: null, message: 'This id cannot be used again' }
      return item.deleted ? { kind: 'gone', ref } : { kind: 'done', ref, item }
    case 'update':
      if (!isKnown || item.deleted) return { kind: 'gone', ref }
      return item.version === push.version ? { kind: 'done', ref, item } : { kind: 'stale', ref }
    case 'delete':
      if (!isKnown || item.deleted) return { kind: 'gone', ref }
      if (item.version !== push.version) return { kind: 'stale', ref }
      return { kind: 'rejected', ref, field: null, message: 'This contact is tied to a matter' }
    case 'restore':
      return { kind: isKnown ? 'stale' : 'gone', ref }
  }
}
