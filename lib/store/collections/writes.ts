// Writes many items of one of the firm's own collections at once, each with its history. One statement writes up to a thousand items: one
// statement per item would take minutes for 25,000. A list must not contain an item twice. Tables differ only in their columns.
import type { By } from '@/lib/store/address-book/contacts'
import type { Tx } from '@/lib/store/database/client'
import { Prisma } from '@/lib/store/database/generated/client'
import { withRows } from '@/lib/store/database/given-rows'

/** A table of items and the table of their history. Names and types are our own: they become part of the SQL. */
export interface ItemTable {
  readonly items: string
  readonly edits: string
  /** The column of `edits` that names the item. */
  readonly editOf: string
  /** Whether the history names the action that a change belongs to, and says that it is an undo. */
  readonly ofActions: boolean
  /** The columns of a new item by name, with their types; `value` is one of them. */
  readonly created: Readonly<Record<string, string>>
  /** Those that an update sets. */
  readonly updated: readonly string[]
  /** A condition on `given`, the new item. */
  readonly mayCreate: (firmId: string) => Prisma.Sql
  /** A condition on `c`, the item to delete; if omitted, every item can be deleted. */
  readonly mayDelete?: (firmId: string) => Prisma.Sql
}

/** The row of an item after it was written. */
export interface WrittenRow {
  readonly id: string
  readonly version: number
  readonly updatedAt: Date
}

export interface NewRow {
  readonly id: string
  readonly columns: object
  readonly by: By
}

export interface RowUpdate {
  readonly id: string
  /** The expected version; an item with another version is not changed. */
  readonly version: number
  /** The value before. Null: the item was deleted and is restored. */
  readonly from: object | null
  readonly columns: object
  readonly by: By
}

export interface RowDeletion {
  readonly id: string
  readonly version: number
  readonly by: By
}

/** Items per statement: a few megabytes of JSON at most. */
export const BATCH = 1_000

async function inBatches<T>(
  all: readonly T[],
  write: (batch: readonly T[]) => Promise<readonly WrittenRow[]>,
): Promise<readonly WrittenRow[]> {
  const written: WrittenRow[] = []
  for (let at = 0; at < all.length; at += BATCH) written.push(...(await write(all.slice(at, at + BATCH))))
  return written
}

const history = ({ userId, changeId = null, importId = null, actionId = null, isUndo = false }: By) => ({
  editId: crypto.randomUUID(),
  userId,
  changeId,
  importId,
  actionId,
  isUndo,
})
const HISTORY = Prisma.sql`"editId" uuid, "userId" uuid, "changeId" uuid, "importId" uuid, "actionId" uuid, "isUndo" boolean`
/** For the columns of a history and for their values. */
const ofAction = ({ ofActions }: ItemTable, column: Prisma.Sql) =>
  ofActions ? Prisma.sql`, ${column}` : Prisma.empty
const ACTION = Prisma.sql`"actionId", "isUndo"`
const GIVEN_ACTION = Prisma.sql`given."actionId", given."isUndo"`

const quoted = (name: string) => `"${name}"`
const named = (name: string) => Prisma.raw(quoted(name))
const listed = (names: readonly string[], each = quoted) => Prisma.raw(names.map(each).join(', '))
const typed = (table: ItemTable, names: readonly string[]) =>
  listed(names, (name) => `${quoted(name)} ${table.created[name]}`)

/** Skips ids that exist already, and what the table may not create. Returns the new rows. */
export const insertRows = (tx: Tx, firmId: string, table: ItemTable, rows: readonly NewRow[]) =>
  inBatches(rows, (batch) => {
    const names = Object.keys(table.created)
    const asked = batch.map(({ id, columns, by }) => ({ id, ...columns, ...history(by) }))
    return withRows(
      asked,
      (rows) => tx.$queryRaw<WrittenRow[]>`
        with given as (
          select * from jsonb_to_recordset(${rows}) as row(id uuid, ${typed(table, names)}, ${HISTORY})
        ), made as (
          insert into ${named(table.items)} (id, "firmId", ${listed(names)})
          select id, ${firmId}::uuid, ${listed(names)} from given where ${table.mayCreate(firmId)}
          on conflict do nothing
          returning id, version, "updatedAt"
        ), remembered as (
          insert into ${named(table.edits)} (id, "firmId", ${named(table.editOf)}, version, kind, "userId", "changeId", "importId", "to"${ofAction(table, ACTION)})
          select given."editId", ${firmId}::uuid, made.id, made.version, 'create', given."userId", given."changeId",
            given."importId", given.value${ofAction(table, GIVEN_ACTION)}
          from made join given on given.id = made.id
        )
        select id, version, "updatedAt" from made`,
    )
  })

/** Skips items with another version, and those whose value is the same already. Returns the updated rows. */
export const updateRows = (tx: Tx, firmId: string, table: ItemTable, rows: readonly RowUpdate[]) =>
  inBatches(rows, (batch) => {
    const asked = batch.map(({ id, version, columns, from, by }) => {
      return { id, version, ...columns, was: from, ...history(by) }
    })
    const set = listed(table.updated, (name) => `${quoted(name)} = given.${quoted(name)}`)
    return withRows(
      asked,
      (rows) => tx.$queryRaw<WrittenRow[]>`
        with given as (
          select * from jsonb_to_recordset(${rows}) as row(
            id uuid, version int, ${typed(table, table.updated)}, was jsonb, ${HISTORY})
        ), written as (
          update ${named(table.items)} c set version = c.version + 1, "updatedAt" = now(), stamp = pg_current_xact_id()::text,
            "deletedAt" = null, "deletedById" = null, "purgedAt" = null, ${set}
          from given
          where c.id = given.id and c."firmId" = ${firmId}::uuid and c.version = given.version
            and (c."deletedAt" is not null) = (given.was is null)
            and (c."deletedAt" is not null or c.value is distinct from given.value)
          returning c.id, c.version, c."updatedAt"
        ), remembered as (
          insert into ${named(table.edits)} (id, "firmId", ${named(table.editOf)}, version, kind, "userId", "changeId", "from", "to"${ofAction(table, ACTION)})
          select given."editId", ${firmId}::uuid, written.id, written.version,
            (case when given.was is null then 'restore' else 'edit' end)::"EditKind", given."userId", given."changeId",
            given.was, given.value${ofAction(table, GIVEN_ACTION)}
          from written join given on given.id = written.id
        )
        select id, version, "updatedAt" from written`,
    )
  })

/** Skips items with another version, those that are already deleted, and those that the table keeps. Returns the deleted rows. */
export const deleteRows = (tx: Tx, firmId: string, table: ItemTable, rows: readonly RowDeletion[]) =>
  inBatches(rows, (batch) => {
    const asked = batch.map(({ id, version, by }) => ({ id, version, ...history(by) }))
    return withRows(
      asked,
      (rows) => tx.$queryRaw<WrittenRow[]>`
        with given as (
          select * from jsonb_to_recordset(${rows}) as row(id uuid, version int, ${HISTORY})
        ), written as (
          update ${named(table.items)} c set version = c.version + 1, "updatedAt" = now(), stamp = pg_current_xact_id()::text,
            "deletedAt" = now(), "deletedById" = given."userId"
          from given
          where c.id = given.id and c."firmId" = ${firmId}::uuid and c.version = given.version and c."deletedAt" is null
            and ${table.mayDelete?.(firmId) ?? Prisma.sql`true`}
          returning c.id, c.version, c."updatedAt", c.value
        ), remembered as (
          insert into ${named(table.edits)} (id, "firmId", ${named(table.editOf)}, version, kind, "userId", "changeId", "from"${ofAction(table, ACTION)})
          select given."editId", ${firmId}::uuid, written.id, written.version, 'delete', given."userId", given."changeId", written.value${ofAction(table, GIVEN_ACTION)}
          from written join given on given.id = written.id
        )
        select id, version, "updatedAt" from written`,
    )
  })
