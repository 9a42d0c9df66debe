// An uploaded file of matters between "this is what we read" and **Import**. It is imported once, however often that is pressed. Who is meant
// is looked up anew each time, so that a contact that was added meanwhile counts.
import { type Contact, displayName, EMPTY_CONTACT } from '@/lib/domains/contacts/value/contact'
import { type FileMatter, type MatterProblem, readMatters } from '@/lib/domains/matters/import/read-matters'
import {
  type KnownNames,
  lookupKey,
  namesToLookUp,
  type ReadyMatter,
  type ResolvedMatters,
  resolveMatters,
} from '@/lib/domains/matters/import/resolve-matters'
import { decodeFile } from '@/lib/domains/text/file-text'
import { toJson } from '@/lib/store/address-book/values'
import { recordAudit } from '@/lib/store/audit/record'
import { db, type Tx, withTransaction } from '@/lib/store/database/client'
import type { Actor } from '@/lib/store/firm/actor'
import { matterColumns, relatedRows } from './matter-row'
import { lockMatters } from './matters'

/** Reads the file and keeps what it says; nothing is imported yet. Returns the id of the import. */
export async function storeMatterImport(
  { firmId, userId }: Actor,
  { fileName, bytes }: { readonly fileName: string; readonly bytes: Uint8Array },
): Promise<string> {
  const { matters, problems } = readMatters(decodeFile(bytes))
  const id = crypto.randomUUID()
  const read = { matters: toJson(matters), problems: toJson(problems) }
  await db(firmId).matterImport.create({ data: { id, firmId, userId, fileName, ...read } })
  return id
}

export interface MatterImportView extends ResolvedMatters {
  readonly fileName: string
  readonly confirmedAt: Date | null
  /** How many matters it made. */
  readonly count: number
}

/** The person's own; null where there is none, or its time is over. */
export async function getMatterImport(actor: Actor, id: string): Promise<MatterImportView | null> {
  return withTransaction(actor, async (tx) => {
    const row = await tx.matterImport.findFirst({ where: { firmId: actor.firmId, userId: actor.userId, id } })
    if (!row) return null
    const { fileName, confirmedAt, count } = row
    const matters = row.matters as unknown as readonly FileMatter[]
    const unread = row.problems as unknown as readonly MatterProblem[]
    const { problems, ...resolved } = resolveMatters(matters, await knownIn(tx, actor, matters))
    const all = [...unread, ...problems].sort((a, b) => a.line - b.line)
    return { fileName, confirmedAt, count, ...resolved, problems: all }
  })
}

export type ConfirmedMatters =
  | { readonly kind: 'imported'; readonly count: number }
  | { readonly kind: 'already' }
  | { readonly kind: 'missing' }

export async function confirmMatterImport(actor: Actor, id: string): Promise<ConfirmedMatters> {
  const { firmId, userId } = actor
  return withTransaction(actor, async (tx) => {
    await lockMatters(tx, firmId)
    const row = await tx.matterImport.findFirst({ where: { firmId, userId, id } })
    if (!row) return { kind: 'missing' }
    if (row.confirmedAt) return { kind: 'already' }
    const matters = row.matters as unknown as readonly FileMatter[]
    const known = await knownIn(tx, actor, matters)
    const { ready } = resolveMatters(matters, await withoutDeleted(tx, firmId, matters, known))
    for (let at = 0; at < ready.length; at += BATCH) await insert(tx, actor, ready.slice(at, at + BATCH))
    const done = { matters: [], problems: [], confirmedAt: new Date(), count: ready.length }
    await tx.matterImport.updateMany({ where: { firmId, id }, data: done })
    const detail = { what: 'matters', count: ready.length }
    const event = { kind: 'import', userId, importId: id, detail } as const
    await recordAudit(tx, firmId, { ...event, value: { fileName: row.fileName } })
    return { kind: 'imported', count: ready.length }
  })
}

/** Matters per statement. */
const BATCH = 1_000

async function insert(tx: Tx, { firmId, userId }: Actor, ready: readonly ReadyMatter[]): Promise<void> {
  const made = ready.map(({ matter }) => ({ id: crypto.randomUUID(), matter }))
  await tx.matter.createMany({
    data: made.map(({ id, matter }) => ({ id, firmId, ...matterColumns(matter) })),
  })
  await tx.matterContact.createMany({
    data: made.flatMap(({ id, matter }) => relatedRows(firmId, id, matter.related)),
  })
  await tx.matterEdit.createMany({
    data: made.map(({ id: matterId, matter }) => {
      const edit = { id: crypto.randomUUID(), firmId, matterId, version: 1, kind: 'create', userId } as const
      return { ...edit, to: toJson(matter) }
    }),
  })
}

interface NamedRow {
  readonly id: string
  readonly mine: boolean
  readonly value: Partial<Contact>
}

async function knownIn(
  tx: Tx,
  { firmId, userId }: Actor,
  matters: readonly FileMatter[],
): Promise<KnownNames> {
  const wanted = namesToLookUp(matters)
  const contacts = new Map<string, string[]>()
  const onlyMine = new Set<string>()
  const add = (key: string, { id, mine }: NamedRow) => {
    if (!wanted.has(key)) return
    if (mine) onlyMine.add(key)
    else contacts.set(key, [...new Set([...(contacts.get(key) ?? []), id])])
  }
  for (const row of wanted.size > 0 ? await namedContacts(tx, firmId, userId) : []) {
    const { firstName = '', lastName = '' } = row.value
    add(lookupKey(displayName({ ...EMPTY_CONTACT, ...row.value })), row)
    add(lookupKey(`${firstName} ${lastName}`), row)
    for (const { value } of row.value.emails ?? []) add(lookupKey(value), row)
  }
  const [people, used] = [
    await tx.user.findMany({ where: { firmId }, select: { id: true, name: true, email: true } }),
    await tx.matter.findMany({ where: { firmId, deletedAt: null }, select: { number: true } }),
  ]
  const users = new Map<string, string[]>()
  for (const { id, name, email } of people)
    for (const key of new Set([name, email].map(lookupKey))) users.set(key, [...(users.get(key) ?? []), id])
  return { contacts, onlyMine, users, numbers: new Set(used.map(({ number }) => number.toLowerCase())) }
}

/** Only what names them: 25,000 whole contacts are many megabytes. */
const namedContacts = (tx: Tx, firmId: string, userId: string): Promise<readonly NamedRow[]> =>
  tx.$queryRaw<NamedRow[]>`
    select c.id, c."ownerId" is not null as mine, (
      select jsonb_object_agg(part.key, part.value) from jsonb_each(c.value) part
      where part.key in ('kind', 'prefix', 'firstName', 'middleName', 'lastName', 'suffix', 'nickname', 'company', 'emails', 'phoneticFirstName', 'phoneticLastName')
    ) as value
    from "Contact" c
    where c."firmId" = ${firmId}::uuid and c."deletedAt" is null and (c."ownerId" is null or c."ownerId" = ${userId}::uuid)`

/** Contacts stay as they are until the transaction ends; one that was deleted or made private since it was read is known no more. */
async function withoutDeleted(
  tx: Tx,
  firmId: string,
  matters: readonly FileMatter[],
  known: KnownNames,
): Promise<KnownNames> {
  const named = resolveMatters(matters, known).ready.flatMap(({ matter: { clientId, related } }) => [
    ...(clientId ? [clientId] : []),
    ...related.map(({ contactId }) => contactId),
  ])
  const rows = await tx.$queryRaw<{ id: string }[]>`
    select id from "Contact" where "firmId" = ${firmId}::uuid and id = any(${[...new Set(named)]}::uuid[])
      and "deletedAt" is null and "ownerId" is null
    order by id for share`
  const here = new Set(rows.map(({ id }) => id))
  const lost = new Set(named.filter((id) => !here.has(id)))
  const contacts = new Map(
    [...known.contacts].map(([key, ids]) => [key, ids.filter((id) => !lost.has(id))] as const),
  )
  return { ...known, contacts }
}
