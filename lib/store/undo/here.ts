// **Undo** of what people did here: what it would do, for the page that shows it, and the undo itself. It is one transaction and an action
// of its own, so it can be undone in turn. The syncs carry it to the accounts like any other edit.
import { lockAdditions } from '@/lib/store/address-book/additions'
import { asKept } from '@/lib/store/address-book/contact-row'
import { deleteContacts, updateContacts } from '@/lib/store/address-book/contact-writes'
import { recordAudit } from '@/lib/store/audit/record'
import { type Tx, withTransaction } from '@/lib/store/database/client'
import type { Actor } from '@/lib/store/firm/actor'
import { mustStillBeAdmin } from '@/lib/store/firm/rights'
import { changeByHand } from '@/lib/store/sync/hand'
import { changeTags } from '@/lib/store/tags/contact-tags'
import { actionOf, type ListedAction, recordAction } from './actions'
import { undoEvent } from './audit'
import { type AffectedColleague, affectedColleagues } from './colleagues'
import { type HereScope, type HereUndo, type KeptHere, type Part, syncChoiceOf, undosHere } from './here-plan'

export interface HereCounts {
  readonly total: number
  /** Contacts that get earlier values. */
  readonly restores: number
  readonly deletes: number
  /** Deleted contacts that return. */
  readonly returns: number
  readonly tags: number
  readonly syncs: number
  readonly kept: Readonly<Partial<Record<KeptHere['why'] | 'erased', number>>>
}

export interface HerePreview {
  /** Null of a single change in a contact's history. */
  readonly action: ListedAction | null
  /** What is synced is the choice of the person who made it. */
  readonly isTheirs: boolean
  readonly counts: HereCounts
  /** Whose accounts have contacts that this deletes here. */
  readonly colleagues: readonly AffectedColleague[]
  readonly rows: readonly HereUndo[]
  readonly next: string | null
}

/** Contacts that are planned at once. */
const CHUNK = 500

/** Null if there is nothing of the kind that the actor may undo. */
export async function previewHere(
  actor: Actor,
  scope: HereScope,
  after: string | null,
  most: number,
): Promise<HerePreview | null> {
  const action = scope.actionId === null ? null : await actionOf(actor, scope.actionId)
  if (scope.actionId !== null && !action) return null
  const rows = await undosHere(actor, scope, { by: 'name', after, most: most + 1 })
  if (rows.length === 0 && !action) return null
  const shown = rows.slice(0, most)
  const { deleted, ...counts } = await count(actor, scope)
  return {
    action,
    isTheirs: action !== null && syncChoiceOf(action) !== null && action.userId !== actor.userId,
    counts,
    colleagues: await affectedColleagues(actor, deleted),
    rows: shown,
    next: rows.length > most ? (shown.at(-1)?.id ?? null) : null,
  }
}

/** With a transaction the contacts are locked until it ends, so that each is planned on what it is then. */
async function* allHere(actor: Actor, scope: HereScope, tx?: Tx): AsyncGenerator<readonly HereUndo[]> {
  for (let after: string | null = null; ; ) {
    const part: Part = { by: 'id', after, most: CHUNK }
    let undos: readonly HereUndo[] = await undosHere(actor, scope, part, tx)
    if (tx && !(await lock(tx, actor.firmId, undos))) undos = await undosHere(actor, scope, part, tx)
    yield undos
    after = undos.at(-1)?.id ?? null
    if (undos.length < CHUNK) return
  }
}

/** `deleted`: the ids of the contacts that go. */
async function count(
  actor: Actor,
  scope: HereScope,
): Promise<HereCounts & { readonly deleted: readonly string[] }> {
  const deleted: string[] = []
  const kept = new Map<string, number>()
  const counts = { total: 0, restores: 0, deletes: 0, returns: 0, tags: 0, syncs: 0 }
  for await (const undos of allHere(actor, scope))
    for (const { id, write, tags, syncs, kept: why, erased } of undos) {
      counts.total += 1
      if (write) counts[write.to === null ? 'deletes' : write.from === null ? 'returns' : 'restores'] += 1
      if (write?.to === null) deleted.push(id)
      if (tags) counts.tags += 1
      if (syncs !== null) counts.syncs += 1
      const reason = erased ? 'erased' : why?.why
      if (reason) kept.set(reason, (kept.get(reason) ?? 0) + 1)
    }
  return { ...counts, deleted, kept: Object.fromEntries(kept) }
}

export type UndoneHere =
  /** `actionId`: of the undo; null if it took back one change of a contact. */
  | { readonly kind: 'undone'; readonly count: number; readonly actionId: string | null }
  | { readonly kind: 'nothing' | 'missing' }

/** Plans again in the transaction: what people edited since the page was shown stays, too. */
export async function undoHere(actor: Actor, scope: HereScope): Promise<UndoneHere> {
  const { firmId } = actor
  return withTransaction(actor, async (tx) => {
    // Contacts that return are additions, which run one after the other.
    await lockAdditions(tx, firmId)
    const action = scope.actionId === null ? null : await actionOf(actor, scope.actionId, tx)
    if (scope.actionId !== null && !action) return { kind: 'missing' }
    const actionId = action && crypto.randomUUID()
    if (action && action.userId !== actor.userId) await mustStillBeAdmin(tx, actor)
    const choices: string[] = []
    let done = 0
    let itemId = scope.contactId
    for await (const undos of allHere(actor, scope, tx)) {
      done += await carryOut(tx, actor, actionId, undos)
      if (scope.editId !== null) itemId = undos[0]?.id ?? itemId
      choices.push(...undos.flatMap(({ id, syncs }) => (syncs === null ? [] : id)))
    }
    const contactIds = await undoChoice(tx, actor, action, choices)
    const count = done + contactIds.length
    if (count === 0) return { kind: 'nothing' }
    if (action && actionId) {
      const undoes = { undoesId: action.id, name: action.name, isPart: scope.contactId !== null }
      await recordAction(tx, actor, { id: actionId, kind: 'undo', count, contactIds, ...undoes })
    }
    const undone = {
      undone: action?.kind ?? null,
      of: 'contacts',
      itemId,
      subjectId: action?.userId ?? null,
    } as const
    await recordAudit(tx, firmId, undoEvent(actor.userId, scope, undone))
    return { kind: 'undone', count, actionId }
  })
}

/** Returns whether all are still as they were planned on. */
async function lock(tx: Tx, firmId: string, undos: readonly HereUndo[]): Promise<boolean> {
  const rows = await tx.$queryRaw<{ id: string; version: number }[]>`
    select id, version from "Contact" where "firmId" = ${firmId}::uuid and id = any(${undos.map(({ id }) => id)}::uuid[])
    order by id for update`
  const versions = new Map(rows.map(({ id, version }) => [id, version]))
  return undos.every(({ id, version }) => versions.get(id) === version)
}

/** Returns how many contacts it changed. */
async function carryOut(
  tx: Tx,
  { firmId, userId }: Actor,
  actionId: string | null,
  undos: readonly HereUndo[],
): Promise<number> {
  const by = { userId, actionId, isUndo: true }
  const updates = undos.flatMap(({ id, version, write }) =>
    write?.to ? [{ id, version, from: write.from, to: asKept(write.to), by }] : [],
  )
  const deletions = undos.flatMap(({ id, version, write }) =>
    write && write.to === null ? [{ id, version, by }] : [],
  )
  const written = [
    ...(await updateContacts(tx, firmId, updates)),
    ...(await deleteContacts(tx, firmId, deletions)),
  ]
  const tagged = undos.flatMap(({ id, tags }) => (tags ? [{ contactId: id, ...tags }] : []))
  await changeTags(tx, firmId, tagged, userId, actionId, true)
  return new Set([...written.map(({ id }) => id), ...tagged.map(({ contactId }) => contactId)]).size
}

async function undoChoice(
  tx: Tx,
  actor: Actor,
  action: ListedAction | null,
  ids: readonly string[],
): Promise<readonly string[]> {
  const choice = action && syncChoiceOf(action)
  if (!choice || action.userId !== actor.userId) return []
  return (await changeByHand(tx, actor, ids, choice !== 'sync')) ?? []
}
