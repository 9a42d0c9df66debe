// Completes a change: sets its state, records its link, and keeps the conflicts that still wait for a person.

import { isUndo } from '@/lib/engine/undo/plan-undo'
import type { Tx } from '@/lib/store/database/client'
import { changeRow, insertChanges, type StoredChange } from '@/lib/store/review/change-row'
import { doesWrite } from '@/lib/store/review/writes'
import { followMerged } from '@/lib/store/sync/item-renames'
import type { NewLink } from '@/lib/store/sync/links'
import { returnsAlone } from './new-link'
import type { StepContext, Task } from './step-context'

export type Done = Task & { readonly link: NewLink | null }

/** Marks the changes applied and counts them. The bases of their links are already recorded. */
export async function completeChanges(tx: Tx, context: StepContext, done: readonly Done[]): Promise<void> {
  if (done.length === 0) return
  const { run, now } = context
  const ids = done.map(({ change }) => change.id)
  await tx.$executeRaw`
    update "Change" set state = 'applied', undecided = false, "appliedAt" = ${now()}, error = null
    where "firmId" = ${run.firmId}::uuid and id = any(${ids}::uuid[])`
  for (const task of done) await completeLink(tx, context, task)
  await insertChanges(
    tx,
    done.flatMap((task) => stillOpen(context, task) ?? []),
  )
  const written = done.filter(({ change }) => doesWrite(change)).length
  const matched = done.filter(({ change, link }) => link !== null && !doesWrite(change)).length
  await tx.run.update({
    where: { id: run.id },
    data: { done: { increment: written }, written: { increment: written }, matched: { increment: matched } },
  })
}

/**
 * Counts a change that needs no more work in this run, whatever its outcome, in the progress that pages show. The progress counts only
 * changes that write, as the bar of the preview does.
 */
export async function countDone(tx: Tx, runId: string, change: StoredChange): Promise<void> {
  if (doesWrite(change)) await tx.run.update({ where: { id: runId }, data: { done: { increment: 1 } } })
}

/** Marks a change that needs no more work in this run as superseded. */
export async function supersede(tx: Tx, runId: string, change: StoredChange): Promise<void> {
  await tx.change.update({ where: { id: change.id }, data: { state: 'superseded' } })
  await countDone(tx, runId, change)
}

/** Neither end is left. */
const DROPS_LINK: ReadonlySet<string> = new Set(['forget', 'deleteLocal', 'deleteRemote'])

/** An undo that deletes one end keeps the link, with a tombstone: the other end stays, and the next sync leaves both as they are. */
const dropsLink = ({ kind, body }: StoredChange): boolean =>
  DROPS_LINK.has(kind) && (body.tombstone === null || !isUndo(body))

/** The item is on one side again, and stays deleted on the other: it is neither deleted once more nor added there. */
export async function keepOtherDeleted(
  tx: Tx,
  { now, sync }: Pick<StepContext, 'now' | 'sync'>,
  change: StoredChange,
  link: NewLink,
): Promise<void> {
  if (!returnsAlone(change)) return
  await tx.link.updateMany({
    where: { syncId: sync.id, localId: link.localId },
    data: { tombstone: change.body.tombstone, tombstoneAt: now() },
  })
}

async function completeLink(tx: Tx, context: StepContext, { change, pair, link }: Done): Promise<void> {
  const { now, sync } = context
  if (link) await keepOtherDeleted(tx, context, change, link)
  if (pair.link === null) return
  const where = { id: pair.link.id }
  if (dropsLink(change)) await tx.link.deleteMany({ where })
  else if (change.body.tombstone !== null && !link) {
    const into = change.body.reasons.flatMap((one) => (one.kind === 'merged' ? [one.into] : []))[0] ?? null
    if (into !== null) await followMerged(tx, sync.id, pair.link.remoteId, into)
    await tx.link.updateMany({
      where,
      data: {
        tombstone: change.body.tombstone,
        // When the sync is set up again, the same merge is reported again; the tombstone keeps its first date.
        tombstoneAt: pair.link.tombstone?.side === change.body.tombstone ? pair.link.tombstone.at : now(),
        mergedInto: into,
        localVersion: Number(pair.local?.version ?? pair.link.localVersion),
        remoteVersion: pair.remote?.version ?? pair.link.remoteVersion,
      },
    })
  }
}

/** The conflicts of a change whose other fields were written: they stay in the list where the person finds them. */
function stillOpen({ kind, run, newId }: StepContext, { change, pair, link }: Done) {
  const open = change.body.conflicts.filter((conflict) => !change.answers.conflicts?.[conflict.id])
  if (open.length === 0 || link === null) return null
  const rest = {
    ...change.body,
    kind: 'update' as const,
    linkId: change.linkId ?? link.id,
    localId: link.localId,
    localVersion: String(link.localVersion),
    remoteId: link.remoteId,
    remoteVersion: link.remoteVersion,
    local: null,
    remote: null,
    conflicts: open,
  }
  const { local, remote } = change.body
  const between = [local?.to ?? pair.local?.value ?? [], remote?.to ?? pair.remote?.value ?? []].flat()
  return changeRow(
    kind,
    run,
    rest,
    newId(),
    {
      state: 'waiting',
      answers: change.answers,
      ofSeries: change.ofSeries,
      decided: { decidedById: change.decidedById, decidedAt: change.decidedAt },
    },
    between,
  )
}
