// The numbers that the guards judge (lib/engine/guard/guard.ts): how many contacts a plan deletes, overwrites and adds, and how many are
// linked.

import { type Guard, guards, overwrites } from '@/lib/engine/guard/guard'
import { isPingPong, LOOK_BACK } from '@/lib/engine/guard/ping-pong'
import { db } from '@/lib/store/database/client'
import type { Change } from '@/lib/store/kinds/kind'
import { writtenBefore } from '@/lib/store/runs/written'
import type { StepContext } from '../step-context'
import type { CarriedForward } from './open-changes'

interface Planned {
  /** Of occurrences too that go with their series: the links are counted with them. */
  readonly all: readonly Change[]
  readonly changes: readonly Change[]
}

export async function guardsOf(
  context: StepContext,
  { all, changes }: Planned,
  carriedForward: CarriedForward,
): Promise<readonly Guard[]> {
  const { run, sync, kind } = context
  const linked = await db(sync.firmId).link.count({ where: { syncId: sync.id, tombstone: null } })
  const gone = all.filter(
    (change) =>
      // Where deletions come here too, the item here goes with it.
      (change.kind === 'tombstone' || change.kind === 'deleteLocal') &&
      change.tombstone === 'remote' &&
      !change.reasons.some(({ kind }) => kind === 'merged'),
  ).length
  const updates = changes.filter(overwrites)
  const before = await writtenBefore(
    kind,
    updates.flatMap(({ localId }) => localId ?? []),
    LOOK_BACK,
  )
  const numbers = {
    linked,
    remoteGone: gone,
    deletes: changes.filter((change) => change.kind === 'deleteRemote').length,
    overwrites: updates.length,
    ...(await additions(context, carriedForward)),
    pingPongs: updates.filter((change) =>
      isPingPong(kind.domain, change, before.get(change.localId ?? '') ?? []),
    ).length,
    total: run.full ? run.itemsTotal : null,
    read: run.full ? run.itemsRead : null,
  }
  return guards(numbers, context.thresholds)
}

/** Additions to either side that no person has reviewed, neither in a preview nor as an open change of an earlier run. */
async function additions({ run, sync }: StepContext, { fresh }: CarriedForward) {
  const unseen =
    run.kind === 'first' || !(await previewIsDone(sync)) ? [] : fresh.filter(({ begin }) => !begin.answers)
  const count = (kind: Change['kind']) => unseen.filter(({ change }) => change.kind === kind).length
  return { toRemote: count('createRemote'), toLocal: count('createLocal') }
}

/**
 * True once a run is done since the last preview was started. If the preview's own run ended early, the next run still carries out its
 * approved changes.
 */
async function previewIsDone({ id: syncId, firmId }: StepContext['sync']): Promise<boolean> {
  const { run } = db(firmId)
  const preview = await run.findFirst({
    where: { syncId, kind: 'first', applyingAt: { not: null } },
    orderBy: { createdAt: 'desc' },
  })
  const since = preview ? { createdAt: { gte: preview.createdAt } } : {}
  return (await run.findFirst({ where: { syncId, state: 'done', ...since } })) !== null
}
