// An uploaded file between "this is what we read" and **Import**. It is imported once, however often that is pressed.
import { createHash } from 'node:crypto'
import type { Contact } from '@/lib/contacts/contact'
import type { ImportProblem, LeftOutCount } from '@/lib/contacts/import-result'
import type { Actor } from './actor'
import { db, type Tx, withTransaction } from './client'
import { createManyContacts } from './contact-bulk'
import { allContacts } from './contact-list'
import { contactFromRow, storable } from './contact-row'
import { toJson } from './values'

/** Days that a file which nobody confirmed is kept. */
const KEPT_DAYS = 1

/** What was read of a file. `problems` are the lines that were not; `leftOut` says what contacts lost on the way. */
export interface ReadFile {
  readonly fileName: string
  readonly contacts: readonly Contact[]
  readonly problems: readonly ImportProblem[]
  readonly leftOut: readonly LeftOutCount[]
}

export interface StoredImport extends ReadFile {
  readonly id: string
  readonly confirmedAt: Date | null
}

interface StoredProblems {
  readonly lines: readonly ImportProblem[]
  readonly leftOut: readonly LeftOutCount[]
}

export async function storeImport(
  actor: Actor,
  { fileName, contacts, problems, leftOut }: ReadFile,
): Promise<string> {
  const { firmId, userId } = actor
  const id = crypto.randomUUID()
  await db(firmId).import.deleteMany({
    where: { firmId, confirmedAt: null, createdAt: { lt: new Date(Date.now() - KEPT_DAYS * 86_400_000) } },
  })
  const read = { contacts: toJson(contacts.map(storable)), problems: toJson({ lines: problems, leftOut }) }
  await db(firmId).import.create({ data: { id, firmId, userId, fileName, ...read } })
  return id
}

/** The person's own. */
export async function getImport(actor: Actor, id: string): Promise<StoredImport | null> {
  const { firmId, userId } = actor
  const row = await db(firmId).import.findFirst({ where: { id, firmId, userId } })
  if (!row) return null
  const { lines, leftOut } = row.problems as unknown as StoredProblems
  const contacts = row.contacts as unknown as readonly Contact[]
  return { id, fileName: row.fileName, contacts, problems: lines, leftOut, confirmedAt: row.confirmedAt }
}

/** Where in the list the contacts stand that the firm has already, to the letter; or that stand in the list before. */
export async function exactDuplicates(
  firmId: string,
  contacts: readonly Contact[],
): Promise<ReadonlySet<number>> {
  const known = new Set<string>()
  for await (const rows of allContacts(firmId, 1_000))
    for (const row of rows) known.add(fingerprint(contactFromRow(row)))
  const twice = new Set<number>()
  contacts.forEach((contact, at) => {
    const print = fingerprint(contact)
    if (known.has(print)) twice.add(at)
    known.add(print)
  })
  return twice
}

/** The fields in one order; a database gives JSON back in its own. */
function fingerprint({ emails, phones, websites, addresses, birthday, ...texts }: Contact): string {
  const said = [
    Object.entries(texts).sort(([a], [b]) => (a < b ? -1 : 1)),
    birthday && [birthday.year, birthday.month, birthday.day],
    [emails, phones, websites].map((list) => list.map(({ value, label }) => [value, label])),
    addresses.map((at) => [at.street, at.city, at.region, at.postalCode, at.country, at.label]),
  ]
  return createHash('sha1').update(JSON.stringify(said)).digest('base64')
}

export type Confirmed =
  | { readonly kind: 'imported'; readonly count: number }
  | { readonly kind: 'already' }
  | { readonly kind: 'missing' }

/** **Import**. What was read is forgotten with it: from then on the contacts themselves say it. */
export async function confirmImport(actor: Actor, id: string, skipDuplicates: boolean): Promise<Confirmed> {
  const found = await getImport(actor, id)
  if (!found) return { kind: 'missing' }
  const duplicates = skipDuplicates ? await exactDuplicates(actor.firmId, found.contacts) : new Set<number>()
  const chosen = found.contacts.filter((_, at) => !duplicates.has(at))
  return withTransaction(actor.firmId, async (tx) => {
    if (!(await claim(tx, id))) return { kind: 'already' }
    const by = { userId: actor.userId, importId: id }
    const contacts = chosen.map((contact) => ({ id: crypto.randomUUID(), contact, by }))
    return { kind: 'imported', count: await createManyContacts(actor.firmId, contacts, tx) }
  })
}

/** True for the one who may import: a second one waits for the first to end, and then finds it done. */
async function claim(tx: Tx, id: string): Promise<boolean> {
  const { count } = await tx.import.updateMany({
    where: { id, confirmedAt: null },
    data: { confirmedAt: new Date(), contacts: [] },
  })
  return count === 1
}
