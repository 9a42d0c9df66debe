// An uploaded file between "this is what we read" and **Import**. It is imported once, however often that is pressed.
import { createHash } from 'node:crypto'
import type { Contact } from '@/lib/contacts/contact'
import type { ImportProblem, LeftOutCount } from '@/lib/contacts/import-result'
import { storable } from '@/lib/contacts/storable'
import type { Actor } from './actor'
import { db, type Tx, withTransaction } from './client'
import { createManyContacts } from './contact-bulk'
import { allContacts } from './contact-list'
import { contactFromRow } from './contact-row'
import { type LikelyHere, likelyHere } from './likely-here'
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
  /** Who was likely here already when the file was read. */
  readonly likely: readonly LikelyHere[]
}

/** `likely` is missing where an earlier version read the file. */
interface StoredProblems {
  readonly lines: readonly ImportProblem[]
  readonly leftOut: readonly LeftOutCount[]
  readonly likely?: readonly LikelyHere[]
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
  const clean = storable(contacts)
  const likely = await likelyHere(firmId, clean, await exactDuplicates(firmId, clean))
  const read = { contacts: toJson(clean), problems: toJson({ lines: problems, leftOut, likely }) }
  await db(firmId).import.create({ data: { id, firmId, userId, fileName, ...read } })
  return id
}

/** The person's own. */
export async function getImport(actor: Actor, id: string): Promise<StoredImport | null> {
  const { firmId, userId } = actor
  const row = await db(firmId).import.findFirst({ where: { id, firmId, userId } })
  if (!row) return null
  const { lines, leftOut, likely = [] } = row.problems as unknown as StoredProblems
  const contacts = row.contacts as unknown as readonly Contact[]
  const { fileName, confirmedAt } = row
  return { id, fileName, contacts, problems: lines, leftOut, likely, confirmedAt }
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

/** Who is imported although they are here already: to the letter, or likely. */
export interface Beside {
  readonly exact: boolean
  readonly likely: boolean
}

/** **Import**. What was read is forgotten with it: from then on the contacts themselves say it. */
export async function confirmImport(actor: Actor, id: string, beside: Beside): Promise<Confirmed> {
  const found = await getImport(actor, id)
  if (!found) return { kind: 'missing' }
  const exact = beside.exact ? new Set<number>() : await exactDuplicates(actor.firmId, found.contacts)
  const likely = new Set(beside.likely ? [] : found.likely.map(({ at }) => at))
  const chosen = found.contacts.filter((_, at) => !exact.has(at) && !likely.has(at))
  return withTransaction(actor.firmId, async (tx) => {
    if (!(await claim(tx, found))) return { kind: 'already' }
    const by = { userId: actor.userId, importId: id }
    const contacts = chosen.map((contact) => ({ id: crypto.randomUUID(), contact, by }))
    return { kind: 'imported', count: await createManyContacts(actor.firmId, contacts, tx) }
  })
}

/** True for the one who may import: a second one waits for the first to end, and then finds it done. */
async function claim(tx: Tx, { id, problems, leftOut }: StoredImport): Promise<boolean> {
  const { count } = await tx.import.updateMany({
    where: { id, confirmedAt: null },
    data: { confirmedAt: new Date(), contacts: [], problems: toJson({ lines: problems, leftOut }) },
  })
  return count === 1
}
