// An uploaded file between its reading and **Import**. A firm reads one file at a time; a file is imported once, however often the button
// is pressed.

import { createHash } from 'node:crypto'
import type { ImportProblem, LeftOutCount } from '@/lib/domains/contacts/files/import-result'
import type { Contact } from '@/lib/domains/contacts/value/contact'
import { storable } from '@/lib/domains/text/storable'
import type { LikelyHere } from '@/lib/import/messages'
import { type ImportThread, withImportThread } from '@/lib/import/thread'
import { type Db, db, type Tx, withTransaction } from '@/lib/store/database/client'
import type { View } from '@/lib/store/database/firm-pool'
import { Prisma } from '@/lib/store/database/generated/client'
import type { Actor } from '@/lib/store/firm/actor'
import { changeTags } from '@/lib/store/tags/contact-tags'
import { DAY, MINUTE } from '@/lib/time'
import { lockAdditions } from './additions'
import { addContacts } from './collection'
import { allContacts } from './contact-list'
import { contactFromRow } from './contact-row'
import { likelyHere } from './likely-here'
import { toJson } from './values'

/** Days that an unconfirmed file is kept. */
const KEPT_DAYS = 1

/** A file still being read after this time belongs to a server that died. */
const MOST_READING_MS = 5 * MINUTE

/** Another file of the firm is being read. */
export class ImportBusy extends Error {
  constructor() {
    super('another file of the firm is being read')
  }
}

/** A file as uploaded. */
export interface UploadedFile {
  readonly fileName: string
  readonly bytes: Uint8Array
}

/** The contents of a file. `problems` are the lines that could not be read; `leftOut` counts the data that contacts lost in reading. */
export interface ReadFile {
  readonly fileName: string
  readonly contacts: readonly Contact[]
  readonly problems: readonly ImportProblem[]
  readonly leftOut: readonly LeftOutCount[]
}

export interface StoredImport extends ReadFile {
  readonly id: string
  readonly confirmedAt: Date | null
  /** Contacts that probably existed here when the file was read. */
  readonly likely: readonly LikelyHere[]
  /** Contacts that were not compared with all others because they share identifiers with too many of them. */
  readonly notCompared: number
  /** By position in the list of contacts. */
  readonly tags: Readonly<Record<number, readonly string[]>>
}

/** `likely` and `notCompared` are missing if an earlier version read the file. */
interface StoredProblems {
  /** By position in the list of contacts; contacts without a tag are missing. */
  readonly tags?: Readonly<Record<number, readonly string[]>>
  readonly lines: readonly ImportProblem[]
  readonly leftOut: readonly LeftOutCount[]
  readonly likely?: readonly LikelyHere[]
  readonly notCompared?: number
}

const FORGOTTEN: StoredProblems = { lines: [], leftOut: [] }

/**
 * Reads a file, compares it with the firm's contacts and stores the result. A separate thread reads and compares, so that the server
 * answers other requests meanwhile. Throws ImportBusy while another file of the firm is being read.
 */
export async function storeImport(actor: Actor, file: UploadedFile | ReadFile): Promise<string> {
  const { firmId } = actor
  const id = await beginReading(actor, file.fileName)
  try {
    const read = await withImportThread((thread) => readAndCompare(actor, thread, file))
    await db(firmId).import.updateMany({ where: { id, firmId }, data: { ...read, readAt: new Date() } })
    return id
  } catch (error) {
    await db(firmId).import.deleteMany({ where: { id, firmId } })
    throw error
  }
}

async function readAndCompare(actor: Actor, thread: ImportThread, file: UploadedFile | ReadFile) {
  const { contacts, tags, problems, leftOut } = await readIn(thread, file)
  const known = await exactDuplicates(actor, contacts)
  const { likely, notCompared } = await likelyHere(actor, thread, contacts.length, known)
  return {
    contacts: toJson(contacts),
    problems: toJson({ lines: problems, leftOut, likely, notCompared, tags: tagsAt(tags) }),
  }
}

const tagsAt = (tags: readonly (readonly string[])[]) =>
  Object.fromEntries(tags.flatMap((names, at) => (names.length > 0 ? [[at, names]] : [])))

async function beginReading({ firmId, userId }: Actor, fileName: string): Promise<string> {
  const id = crypto.randomUUID()
  const before = (ms: number) => ({ lt: new Date(Date.now() - ms) })
  await db(firmId).import.deleteMany({
    where: {
      firmId,
      confirmedAt: null,
      OR: [{ createdAt: before(KEPT_DAYS * DAY) }, { readAt: null, createdAt: before(MOST_READING_MS) }],
    },
  })
  const nothing = { contacts: [], problems: toJson(FORGOTTEN) }
  try {
    await db(firmId).import.create({ data: { id, firmId, userId, fileName, ...nothing } })
    return id
  } catch (error) {
    const isTaken = error instanceof Prisma.PrismaClientKnownRequestError && error.code === 'P2002'
    throw isTaken ? new ImportBusy() : error
  }
}

async function readIn(
  thread: ImportThread,
  file: UploadedFile | ReadFile,
): Promise<Omit<ReadFile, 'fileName'> & { readonly tags: readonly (readonly string[])[] }> {
  if ('bytes' in file) return thread.read(file.fileName, file.bytes)
  const contacts = storable(file.contacts)
  thread.take(contacts)
  return { ...file, contacts, tags: [] }
}

/** An import of the actor; null if there is none. */
export async function getImport(actor: Actor, id: string): Promise<StoredImport | null> {
  const { firmId, userId } = actor
  const row = await db(firmId).import.findFirst({ where: { id, firmId, userId, readAt: { not: null } } })
  if (!row) return null
  const {
    lines,
    leftOut,
    likely = [],
    notCompared = 0,
    tags = {},
  } = row.problems as unknown as StoredProblems
  const contacts = row.contacts as unknown as readonly Contact[]
  const { fileName, confirmedAt } = row
  return { id, fileName, contacts, problems: lines, leftOut, likely, notCompared, tags, confirmedAt }
}

/** Positions in the list of contacts that are exact duplicates of the firm's contacts or of earlier ones in the list. */
export async function exactDuplicates(
  view: View,
  contacts: readonly Contact[],
  by: Db | Tx = db(view),
): Promise<ReadonlySet<number>> {
  const known = new Set<string>()
  for await (const rows of allContacts(view, 1_000, by))
    for (const row of rows) known.add(fingerprint(contactFromRow(row)))
  const twice = new Set<number>()
  contacts.forEach((contact, at) => {
    const print = fingerprint(contact)
    if (known.has(print)) twice.add(at)
    known.add(print)
  })
  return twice
}

/** The fields in a fixed order; the database returns JSON members in another order. */
function fingerprint({ emails, phones, websites, addresses, birthday, ...texts }: Contact): string {
  const parts = [
    Object.entries(texts).sort(([a], [b]) => (a < b ? -1 : 1)),
    birthday && [birthday.year, birthday.month, birthday.day],
    [emails, phones, websites].map((list) => list.map(({ value, label }) => [value, label])),
    addresses.map((at) => [at.street, at.city, at.region, at.postalCode, at.country, at.label]),
  ]
  return createHash('sha1').update(JSON.stringify(parts)).digest('base64')
}

export type Confirmed =
  | { readonly kind: 'imported'; readonly count: number }
  | { readonly kind: 'already' }
  | { readonly kind: 'missing' }

/** Contacts to import although they exist here, exactly or probably. */
export interface Beside {
  readonly exact: boolean
  readonly likely: boolean
}

/** The **Import** action. It deletes the stored contents of the file, which the contacts themselves now contain. */
export async function confirmImport(actor: Actor, id: string, beside: Beside): Promise<Confirmed> {
  const found = await getImport(actor, id)
  if (!found) return { kind: 'missing' }
  return withTransaction(actor, async (tx) => {
    if (!(await claim(tx, found))) return { kind: 'already' }
    // A sync that adds contacts at the same time runs entirely before or after this.
    await lockAdditions(tx, actor.firmId)
    const exact = beside.exact ? new Set<number>() : await exactDuplicates(actor.firmId, found.contacts, tx)
    const likely = new Set(beside.likely ? [] : found.likely.map(({ at }) => at))
    const chosen = found.contacts.flatMap((contact, at) =>
      exact.has(at) || likely.has(at) ? [] : [{ contact, tags: found.tags[at] ?? [] }],
    )
    const by = { userId: actor.userId, importId: id }
    const added = await addContacts(
      actor.firmId,
      chosen.map(({ contact }) => contact),
      by,
      tx,
    )
    const tagged = chosen.map(({ tags }, at) => ({ contactId: added[at] ?? null, added: tags, removed: [] }))
    await changeTags(
      tx,
      actor.firmId,
      tagged.flatMap(({ contactId, ...change }) => (contactId ? [{ contactId, ...change }] : [])),
      actor.userId,
    )
    return { kind: 'imported', count: added.filter((one) => one !== null).length }
  })
}

/** True for the first request that imports; a second one waits for the first to end and then finds it done. */
async function claim(tx: Tx, { id }: StoredImport): Promise<boolean> {
  const { count } = await tx.import.updateMany({
    where: { id, confirmedAt: null },
    data: { confirmedAt: new Date(), contacts: [], problems: toJson(FORGOTTEN) },
  })
  return count === 1
}
