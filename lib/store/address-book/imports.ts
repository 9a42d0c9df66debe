// An uploaded file between its reading and **Import**. A firm reads one file at a time; a file is imported once, however often the button
// is pressed.

import type { ImportProblem, LeftOutCount } from '@/lib/domains/contacts/files/import-result'
import type { Contact } from '@/lib/domains/contacts/value/contact'
import { exactAmong, fingerprint } from '@/lib/domains/contacts/value/fingerprint'
import { storable } from '@/lib/domains/text/storable'
import type { Here, LikelyHere } from '@/lib/import/messages'
import { type ImportThread, type ReadContacts, withImportThread } from '@/lib/import/thread'
import { recordAudit } from '@/lib/store/audit/record'
import { type Db, db, type Tx, withTransaction } from '@/lib/store/database/client'
import type { View } from '@/lib/store/database/firm-pool'
import { Prisma } from '@/lib/store/database/generated/client'
import { withJson } from '@/lib/store/database/given-rows'
import type { Actor } from '@/lib/store/firm/actor'
import { changeTags } from '@/lib/store/tags/contact-tags'
import { recordAction } from '@/lib/store/undo/actions'
import { DAY, MINUTE } from '@/lib/time'
import { lockAdditions } from './additions'
import { addContacts } from './collection'
import { contactTexts } from './contact-list'
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
    await withJson(
      read.json,
      (contacts) => db(firmId).$executeRaw`
        update "Import" set contacts = ${contacts}, problems = ${JSON.stringify(read.problems)}::jsonb, "readAt" = ${new Date()}
        where id = ${id}::uuid and "firmId" = ${firmId}::uuid`,
    )
    return id
  } catch (error) {
    await db(firmId).import.deleteMany({ where: { id, firmId } })
    throw error
  }
}

async function readAndCompare(actor: Actor, thread: ImportThread, file: UploadedFile | ReadFile) {
  const { json, count, tags, problems, leftOut } = await readIn(thread, file)
  const { likely, notCompared } = await likelyHere(actor, thread, count)
  const stored: StoredProblems = { lines: problems, leftOut, likely, notCompared, tags: tagsAt(tags) }
  return { json, problems: stored }
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

async function readIn(thread: ImportThread, file: UploadedFile | ReadFile): Promise<ReadContacts> {
  if ('bytes' in file) return thread.read(file.fileName, file.bytes)
  const { problems, leftOut } = file
  const contacts = storable(file.contacts)
  thread.take(contacts)
  return { json: JSON.stringify(contacts), count: contacts.length, tags: [], problems, leftOut }
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
  for await (const json of contactTexts(view, { by }))
    for (const [, value] of JSON.parse(json) as readonly Here[])
      known.add(fingerprint(contactFromRow({ value: toJson(value) as Prisma.JsonObject })))
  return exactAmong(known, contacts.map(fingerprint))
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
    let count = 0
    for (let at = 0; at < chosen.length; at += STEP)
      count += await addTagged(tx, actor, id, chosen.slice(at, at + STEP))
    // Under the import's own id, by which its page knows it.
    await recordAction(tx, actor, { id, kind: 'import', count, name: found.fileName })
    const event = { kind: 'import', userId: actor.userId, importId: id } as const
    const detail = { what: 'contacts', count }
    await recordAudit(tx, actor.firmId, { ...event, detail, value: { fileName: found.fileName } })
    return { kind: 'imported', count }
  })
}

/** Contacts that are written at once: what is made for all 25,000 takes hundreds of megabytes. */
const STEP = 1_000

interface Tagged {
  readonly contact: Contact
  readonly tags: readonly string[]
}

async function addTagged(tx: Tx, actor: Actor, importId: string, some: readonly Tagged[]): Promise<number> {
  const { firmId, userId } = actor
  const contacts = some.map(({ contact }) => contact)
  const added = await addContacts(firmId, contacts, { userId, importId, actionId: importId }, tx)
  const tagged = some.flatMap(({ tags }, at) => {
    const contactId = added[at]
    return contactId ? [{ contactId, added: tags, removed: [] }] : []
  })
  await changeTags(tx, firmId, tagged, userId, importId)
  return tagged.length
}

/** True for the first request that imports; a second one waits for the first to end and then finds it done. */
async function claim(tx: Tx, { id }: StoredImport): Promise<boolean> {
  const { count } = await tx.import.updateMany({
    where: { id, confirmedAt: null },
    data: { confirmedAt: new Date(), contacts: [], problems: toJson(FORGOTTEN) },
  })
  return count === 1
}
