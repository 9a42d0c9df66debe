// Writes whose reply was lost. Their result is read from the account later. Both sides then hold every written value that the account
// shows, so it becomes the base, and a later edit of one side is not a conflict.

import { mayWrite } from '@/lib/engine/direction'
import { isUndo } from '@/lib/engine/undo/plan-undo'
import { settingsInForce } from '@/lib/store/address-book/values'
import { db, type Tx } from '@/lib/store/database/client'
import type { Base, Item, RemoteItem, Value } from '@/lib/store/kinds/kind'
import { parseChange, type StoredChange } from '@/lib/store/review/change-row'
import type { Pair } from '@/lib/store/review/pairs'
import { itemFromRow } from '@/lib/store/sync/items'
import { type NewLink, recordBases } from '@/lib/store/sync/links'
import { completeChanges, keepOtherDeleted } from './complete-change'
import { linkOf } from './new-link'
import { inStep } from './step'
import type { StepContext, Task } from './step-context'

/**
 * The base for an update, as far as the account's value (`seen`) shows it; null if it shows none of the values that were to be written.
 * `local` is the local value at the time of the call.
 */
function agreedOf(
  { sync, kind: { domain, project } }: StepContext,
  { body }: StoredChange,
  local: Value,
  seen: Value,
): Base | null {
  const { base, remote: write, conflicts } = body
  if (!base || !write?.from || !write.to) return null
  if (isUndo(body)) return domain.same(write.to, seen) ? base : null
  // The account may have edits that do not come here; the old base still tells them from ours.
  if (!mayWrite('local', settingsInForce(sync))) return null
  const shown = domain.shown({ from: write.from, to: write.to }, seen)
  if (domain.same(shown, write.from)) return null
  return domain.halfway({ local, base, conflicts }, shown, project)
}

/**
 * Called after these updates were read back. An update that shows as it was sent is done; of any other, the values that show become the
 * base.
 */
export async function rememberShown(
  tx: Tx,
  context: StepContext,
  tasks: readonly Task[],
  items: readonly RemoteItem[],
): Promise<void> {
  const byId = new Map(items.map((item) => [item.id, item]))
  const { kind } = context
  for (const task of tasks) {
    const { change, pair } = task
    const item = byId.get(pair.remote?.id ?? '')
    const local = change.body.local?.to ?? pair.local?.value
    if (!item || item.deleted || !local || !pair.remote) continue
    const base = agreedOf(context, change, local, item.value)
    if (!base) continue
    const version = change.writtenVersion ?? change.localVersion ?? 0
    const isDone = change.body.remote?.to
      ? context.kind.domain.same(change.body.remote.to, item.value)
      : false
    // If more has changed there, the link keeps the old version, so that every plan looks at it.
    const link = linkOf(context, task, null, version, isDone ? item : pair.remote, base)
    await recordBases(tx, kind, link ? [link] : [], context.now())
    const isOpen = (await tx.change.count({ where: { id: change.id, state: 'planned' } })) > 0
    if (isDone && isOpen) await completeChanges(tx, context, [{ ...task, link }])
  }
}

/**
 * Bases, by link id, for links whose ends have both changed since an update without a recorded reply: its worker ended, or its run was
 * stopped.
 */
export async function basesOfUnheard(
  context: StepContext,
  pairs: readonly Pair[],
): Promise<ReadonlyMap<string, Base>> {
  const { firmId, id: syncId } = context.sync
  const moved = pairs.filter(
    ({ link, local, remote }) =>
      link && local && remote && local.version !== link.localVersion && remote.version !== link.remoteVersion,
  )
  if (moved.length === 0) return new Map()
  const rows = await db(firmId).change.findMany({
    where: {
      firmId,
      syncId,
      localId: { in: moved.flatMap(({ local }) => local?.id ?? []) },
      erasedAt: null,
    },
    orderBy: { createdAt: 'asc' },
  })
  const latest = new Map(rows.map((row) => [`${row.localId}|${row.remoteId}`, row]))
  return new Map(
    moved.flatMap(({ link, local, remote }): [string, Base][] => {
      const row = latest.get(`${local?.id}|${remote?.id}`)
      if (!link || !local || !remote || !row || row.remoteVersion !== link.remoteVersion) return []
      const change = parseChange(context.kind, row)
      const said = wasHere(change, local)
      const base = said && agreedOf(context, change, said, remote.value)
      return base ? [[link.id, base]] : []
    }),
  )
}

/** The local value when the change was sent; null if it was not sent or the value is no longer known. */
function wasHere(
  { state, body, writtenVersion, localVersion }: StoredChange,
  local: NonNullable<Pair['local']>,
): Value | null {
  if (state !== 'planned' && state !== 'superseded' && state !== 'failed') return null
  if (body.local) return writtenVersion === null ? null : body.local.to
  if (local.version === String(localVersion)) return local.value
  return body.conflicts.length === 0 ? (body.base?.local ?? null) : null
}

/** Links contacts that were created in the account and now show there, using the values that were sent. */
export async function linkCreated(context: StepContext): Promise<void> {
  const { firmId, id: syncId } = context.sync
  const ours = db(firmId)
  const sent = (
    await ours.change.findMany({ where: { syncId, state: 'sent', kind: 'createRemote', erasedAt: null } })
  ).map((row) => parseChange(context.kind, row))
  if (sent.length === 0) return
  const keys = sent.flatMap(({ localId }) => localId ?? [])
  const items = await ours.item.findMany({
    where: { syncId, key: { in: keys }, deleted: false },
    omit: { raw: true },
  })
  const linked = await ours.link.findMany({
    where: {
      syncId,
      OR: [{ localId: { in: keys } }, { remoteId: { in: items.map(({ remoteId }) => remoteId) } }],
    },
    select: { localId: true, remoteId: true },
  })
  const taken = new Set(linked.flatMap(({ localId, remoteId }) => [localId, remoteId]))
  const found = sent.flatMap((change) => {
    const [item, ...others] = items.filter(({ key }) => key === change.localId)
    if (!item || others.length > 0 || taken.has(item.remoteId) || taken.has(change.localId ?? '')) return []
    const link = linkOfCreated(context, change, itemFromRow(context.kind, item))
    return link ? [{ change, link }] : []
  })
  if (found.length === 0) return
  await inStep(context, async (tx) => {
    await recordBases(
      tx,
      context.kind,
      found.map(({ link }) => link),
      context.now(),
    )
    await tx.change.updateMany({
      where: { id: { in: found.map(({ change }) => change.id) }, state: 'sent' },
      data: { state: 'applied', undecided: false, appliedAt: context.now() },
    })
    for (const { change, link } of found) await keepOtherDeleted(tx, context, change, link)
  })
}

function linkOfCreated(
  context: StepContext,
  { body, localId, localVersion }: StoredChange,
  item: Item,
): NewLink | null {
  const { base, remote } = body
  if (!base || !remote?.to || localId === null) return null
  const { domain, project } = context.kind
  const sent = project.remote(base.local)
  if (domain.proofOfKey(sent, item.value) !== 'proof') return null
  const written = domain.sentByCreate(remote.to)
  const isAsSent = domain.same(written, item.value)
  return {
    id: context.newId(),
    localId,
    remoteId: item.id,
    base: { ...base, remote: isAsSent ? item.value : written },
    localVersion: localVersion ?? 0,
    // An empty version never matches, so the next plan looks at what has changed there since.
    remoteVersion: isAsSent ? item.version : '',
  }
}
