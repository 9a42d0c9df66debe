// The firm's matters. Every write is one transaction that also writes the matter's history and raises its version by one. Writes of a firm
// run one after the other, so that two people cannot give one number twice.
import { isDeepStrictEqual } from 'node:util'
import { checkMatter, type Matter, type MatterFault, normalMatter } from '@/lib/domains/matters/matter'
import { toJson } from '@/lib/store/address-book/values'
import { type Db, db, type Tx, withTransaction } from '@/lib/store/database/client'
import type { EditKind, MatterEdit } from '@/lib/store/database/generated/client'
import { userNames } from '@/lib/store/firm/user-names'
import { restorableSince } from '@/lib/store/retention/rules'
import { getMatter, type MatterRow, matterColumns, matterFromRow, relatedRows } from './matter-row'

/** `version` 0: a new matter, with the id that was generated with its form. */
export interface MatterToSave {
  readonly id: string
  readonly version: number
  readonly matter: Matter
}

export type MatterWritten =
  | { readonly kind: 'written'; readonly version: number }
  /** Nothing was to do. */
  | { readonly kind: 'same'; readonly version: number }
  /** It has another version now, or is in the bin: nothing was written. */
  | { readonly kind: 'stale'; readonly row: MatterRow }
  /** Nothing was written: a field has to be changed first. */
  | { readonly kind: 'faults'; readonly faults: readonly MatterFault[] }
  | { readonly kind: 'missing' }

/** A matter of the firm; null if there is none, or if it left the bin for good. */
export async function matterOf(firmId: string, id: string): Promise<MatterRow | null> {
  const row = await getMatter(firmId, id, db(firmId))
  return row?.deletedAt && row.deletedAt < restorableSince(new Date()) ? null : row
}

export async function saveMatter(
  firmId: string,
  { id, version, matter: typed }: MatterToSave,
  userId: string,
): Promise<MatterWritten> {
  const matter = normalMatter(typed)
  return writing(firmId, async (tx) => {
    const row = await getMatter(firmId, id, tx)
    if (!row && version > 0) return { kind: 'missing' }
    // A form that was sent twice finds its own matter: unchanged it counts as saved, changed it edits what it created.
    if (row && (row.version !== Math.max(version, 1) || row.deletedAt)) {
      const isSaved = !row.deletedAt && isDeepStrictEqual(matterFromRow(row), matter)
      return isSaved ? { kind: 'same', version: row.version } : { kind: 'stale', row }
    }
    if (row && isDeepStrictEqual(matterFromRow(row), matter)) return { kind: 'same', version: row.version }
    const typedWrong = checkMatter(matter)
    const faults = typedWrong.length > 0 ? typedWrong : await faultsHere(tx, firmId, id, matter)
    if (faults.length > 0) return { kind: 'faults', faults }
    if (row) return updateMatter(tx, row, matter, userId)
    await tx.matter.create({ data: { id, firmId, ...matterColumns(matter) } })
    await tx.matterContact.createMany({ data: relatedRows(firmId, id, matter.related) })
    await remember(tx, { firmId, matterId: id, version: 1, kind: 'create', userId, from: null, to: matter })
    return { kind: 'written', version: 1 }
  })
}

/** Puts the matter into the bin. Its contacts are then no longer tied to it. */
export async function deleteMatter(firmId: string, id: string, userId: string): Promise<MatterWritten> {
  return writing(firmId, async (tx) => {
    const row = await getMatter(firmId, id, tx)
    if (!row) return { kind: 'missing' }
    if (row.deletedAt) return { kind: 'same', version: row.version }
    const bin = { deletedAt: new Date(), deletedById: userId }
    return moveTo(tx, row, bin, { kind: 'delete', userId, from: matterFromRow(row), to: null })
  })
}

/** Takes the matter out of the bin; 'faults' if its number is used again meanwhile, or one of its contacts was deleted. */
export async function restoreMatter(firmId: string, id: string, userId: string): Promise<MatterWritten> {
  return writing(firmId, async (tx) => {
    const row = await getMatter(firmId, id, tx)
    if (!row || (row.deletedAt && row.deletedAt < restorableSince(new Date()))) return { kind: 'missing' }
    if (!row.deletedAt) return { kind: 'same', version: row.version }
    const matter = matterFromRow(row)
    const faults = await faultsHere(tx, firmId, id, matter)
    if (faults.length > 0) return { kind: 'faults', faults }
    const out = { deletedAt: null, deletedById: null }
    return moveTo(tx, row, out, { kind: 'restore', userId, from: null, to: matter })
  })
}

export type MatterEditWithAuthor = MatterEdit & { readonly author: string | null }

/** The history of a matter, newest first; `author` is null if the person is unknown. */
export async function matterHistory(
  firmId: string,
  matterId: string,
  most: number,
): Promise<readonly MatterEditWithAuthor[]> {
  const edits = await db(firmId).matterEdit.findMany({
    where: { firmId, matterId },
    orderBy: { version: 'desc' },
    take: most,
  })
  const names = await userNames(
    firmId,
    edits.map(({ userId }) => userId),
  )
  return edits.map((edit) => ({ ...edit, author: names.get(edit.userId) ?? null }))
}

/** In a transaction in which no one else writes matters of the firm. */
export function writing<T>(firmId: string, work: (tx: Tx) => Promise<T>): Promise<T> {
  return withTransaction(firmId, async (tx) => {
    await lockMatters(tx, firmId)
    return work(tx)
  })
}

/** Until the transaction ends, nobody else writes matters of the firm. */
export async function lockMatters(tx: Tx, firmId: string): Promise<void> {
  await tx.$executeRaw`select pg_advisory_xact_lock(hashtextextended(${`matters of ${firmId}`}, 0))`
}

/** Writes another value of a matter, with its history. The caller holds `lockMatters`. */
export async function updateMatter(
  tx: Tx,
  row: MatterRow,
  matter: Matter,
  userId: string | null,
): Promise<MatterWritten> {
  const { firmId, id: matterId } = row
  const version = row.version + 1
  const data = { ...matterColumns(matter), version, updatedAt: new Date() }
  await tx.matter.update({ where: { id: matterId }, data })
  await tx.matterContact.deleteMany({ where: { firmId, matterId } })
  await tx.matterContact.createMany({ data: relatedRows(firmId, matterId, matter.related) })
  const values = { from: matterFromRow(row), to: matter }
  await remember(tx, { firmId, matterId, version, kind: 'edit', userId, ...values })
  return { kind: 'written', version }
}

interface Step {
  readonly kind: EditKind
  readonly userId: string | null
  readonly from: Matter | null
  readonly to: Matter | null
}

type Bin = { readonly deletedAt: Date | null; readonly deletedById: string | null }

async function moveTo(
  tx: Tx,
  { firmId, id, version: was }: MatterRow,
  bin: Bin,
  step: Step,
): Promise<MatterWritten> {
  const version = was + 1
  await tx.matter.update({ where: { id }, data: { ...bin, version, updatedAt: new Date() } })
  await remember(tx, { firmId, matterId: id, version, ...step })
  return { kind: 'written', version }
}

async function remember(
  tx: Tx,
  {
    from,
    to,
    ...edit
  }: Step & { readonly firmId: string; readonly matterId: string; readonly version: number },
): Promise<void> {
  await tx.matterEdit.create({
    data: {
      id: crypto.randomUUID(),
      ...edit,
      ...(from && { from: toJson(from) }),
      ...(to && { to: toJson(to) }),
    },
  })
}

/** What only the firm's other rows say: whether the number is free, and whether the contacts and the person are here. */
async function faultsHere(
  tx: Tx | Db,
  firmId: string,
  id: string,
  { number, clientId, responsibleId, related }: Matter,
): Promise<readonly MatterFault[]> {
  const faults: MatterFault[] = []
  const [taken] = await tx.$queryRaw<{ number: string }[]>`
    select number from "Matter" where "firmId" = ${firmId}::uuid and id <> ${id}::uuid and "deletedAt" is null
      and lower(number) = lower(${number}) limit 1`
  if (taken)
    faults.push({
      field: 'number',
      message: `A matter ${taken.number} exists already. Choose another number.`,
    })
  const ids = [...new Set([...(clientId ? [clientId] : []), ...related.map(({ contactId }) => contactId)])]
  const here = await contactsHere(tx, firmId, ids)
  if (!clientId || !here.has(clientId))
    faults.push({
      field: 'client',
      message:
        'The client was deleted, or is a contact of one person only. Restore or share that contact, or choose another client.',
    })
  if (related.some(({ contactId }) => !here.has(contactId)))
    faults.push({
      field: 'related',
      message:
        'A related contact was deleted, or is a contact of one person only. Restore or share it, or remove it here.',
    })
  const isUser = responsibleId === null || (await tx.user.count({ where: { firmId, id: responsibleId } })) > 0
  if (!isUser)
    faults.push({ field: 'responsible', message: 'This person is not in the firm. Choose another one.' })
  return faults
}

/** Those of the contacts that are not deleted; they stay so until the transaction ends. */
async function contactsHere(
  tx: Tx | Db,
  firmId: string,
  ids: readonly string[],
): Promise<ReadonlySet<string>> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    select id from "Contact" where "firmId" = ${firmId}::uuid and id = any(${[...ids]}::uuid[]) and "deletedAt" is null
    order by id for share`
  return new Set(rows.map(({ id }) => id))
}
