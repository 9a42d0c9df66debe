// What people did to many contacts at once: recorded with the changes that belong to it, listed as **Activity**, and undone as a whole.
import { type Db, db, type Tx } from '@/lib/store/database/client'
import { type Action, type ActionKind, Prisma } from '@/lib/store/database/generated/client'
import type { Actor } from '@/lib/store/firm/actor'
import { userNames } from '@/lib/store/firm/user-names'
import { type KeysetPage, type PageStart, pageOf } from '@/lib/store/keyset'
import { restorableSince } from '@/lib/store/retention/rules'

export interface NewAction {
  readonly id: string
  readonly kind: ActionKind
  /** Contacts that it changed. */
  readonly count: number
  readonly name?: string
  readonly contactIds?: readonly string[]
  readonly undoesId?: string
  readonly isPart?: boolean
}

/** In the transaction of what it does. What changed nothing is not recorded. */
export async function recordAction(tx: Tx, { firmId, userId }: Actor, action: NewAction): Promise<void> {
  if (action.count === 0) return
  const { contactIds = [], ...rest } = action
  await tx.action.create({ data: { firmId, userId, ...rest, contactIds: [...contactIds] } })
}

export interface ListedAction extends Action {
  readonly author: string | null
  /** Of an undo: what it takes back. */
  readonly undoes: Action | null
  /** The last undo of it as a whole, or of that undo, and so on; null if there was none. */
  readonly undo: PastUndo | null
}

export interface PastUndo {
  readonly at: Date
  /** It took back an undo, so the action stands again. */
  readonly isTakenBack: boolean
}

/** People see their own, administrators all of the firm. */
const shown = ({ firmId, userId, role }: Actor) => ({
  firmId,
  ...(role === 'admin' ? {} : { userId }),
  at: { gte: restorableSince(new Date()) },
})

/** Newest first: of the last 30 days, in which it can be undone. */
export async function actionsPage(
  actor: Actor,
  start: PageStart,
  size: number,
): Promise<KeysetPage<ListedAction>> {
  const by = db(actor)
  const isBefore = start.kind === 'before'
  const place =
    start.kind === 'first'
      ? null
      : await by.action.findFirst({ where: { firmId: actor.firmId, id: start.id }, select: { at: true } })
  const beyond = isBefore ? 'gt' : 'lt'
  const order = isBefore ? 'asc' : 'desc'
  const found = await by.action.findMany({
    where: {
      AND: [
        shown(actor),
        place && start.kind !== 'first'
          ? { OR: [{ at: { [beyond]: place.at } }, { at: place.at, id: { [beyond]: start.id } }] }
          : {},
      ],
    },
    orderBy: [{ at: order }, { id: order }],
    take: size + 1,
  })
  const { rows, more } = pageOf(found, start, size)
  return { rows: await listed(by, actor.firmId, rows), more }
}

/** Null if the actor may not see it, or it is too old to be undone. */
export async function actionOf(
  actor: Actor,
  id: string,
  by: Db | Tx = db(actor),
): Promise<ListedAction | null> {
  const row = await by.action.findFirst({ where: { ...shown(actor), id } })
  return row ? ((await listed(by, actor.firmId, [row]))[0] ?? null) : null
}

async function listed(
  by: Db | Tx,
  firmId: string,
  rows: readonly Action[],
): Promise<readonly ListedAction[]> {
  const undone = rows.flatMap(({ undoesId }) => undoesId ?? [])
  const originals = await by.action.findMany({ where: { firmId, id: { in: undone } } })
  const undos = await lastUndos(
    by,
    firmId,
    rows.map(({ id }) => id),
  )
  const names = await userNames(
    firmId,
    rows.map(({ userId }) => userId),
    by,
  )
  return rows.map((row) => ({
    ...row,
    author: names.get(row.userId) ?? null,
    undoes: originals.find(({ id }) => id === row.undoesId) ?? null,
    undo: undos.get(row.id) ?? null,
  }))
}

/** By the id of the action. Every second undo takes back the one before it. */
async function lastUndos(
  by: Db | Tx,
  firmId: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, PastUndo>> {
  const last = new Map<string, PastUndo>()
  for (let actionOfUndo = new Map(ids.map((id) => [id, id])); actionOfUndo.size > 0; ) {
    const undos = await by.$queryRaw<{ id: string; at: Date; of: string }[]>`
      select distinct on ("undoesId") id, at, "undoesId" as of from "Action"
      where "firmId" = ${firmId}::uuid and not "isPart" and "undoesId" = any(${[...actionOfUndo.keys()]}::uuid[])
      order by "undoesId", at desc, id desc`
    const next = new Map<string, string>()
    for (const { id, at, of } of undos) {
      const action = actionOfUndo.get(of) ?? of
      last.set(action, { at, isTakenBack: last.get(action)?.isTakenBack === false })
      next.set(id, action)
    }
    actionOfUndo = next
  }
  return last
}

/** Actions that can no longer be undone, of a firm: the history of the contacts keeps what they did. */
export const forgetActions = (tx: Tx, firmId: string, before: Date, most: number): Promise<number> =>
  tx.$executeRaw(Prisma.sql`
    delete from "Action" where id in (select a.id from "Action" a
      where a."firmId" = ${firmId}::uuid and a.at < ${before} order by a.at limit ${most})`)
