// The numbers that the guards judge (lib/engine/guard/guard.ts): how many items a plan deletes, overwrites and adds, and how many are
// linked.

import { type Guard, guards, overwrites, REWRITE_MS, type Thresholds } from '@/lib/engine/guard/guard'
import { isPingPong, LOOK_BACK } from '@/lib/engine/guard/ping-pong'
import { isHeld } from '@/lib/engine/held-addition'
import { db } from '@/lib/store/database/client'
import type { Change, SyncKind } from '@/lib/store/kinds/kind'
import { countLinks } from '@/lib/store/pending/pending-items'
import { writtenBefore, writtenOften } from '@/lib/store/runs/written'
import { labelLosses } from '../keep-labels'
import type { StepContext } from '../step-context'
import type { CarriedForward } from './open-changes'

interface Planned {
  /** Those of occurrences too that go with their series: the links are counted with them. */
  readonly all: readonly Change[]
  readonly changes: readonly Change[]
}

export async function guardsOf(
  context: StepContext,
  { all, changes }: Planned,
  carriedForward: CarriedForward,
): Promise<readonly Guard[]> {
  const { run, sync, kind } = context
  const thresholds = context.thresholds ?? kind.domain.thresholds
  const updates = changes.filter(overwrites)
  const numbers = {
    linked: await countLinks(db(sync.firmId), sync),
    ...losses(kind, unasked(all, carriedForward), unasked(changes, carriedForward)),
    overwrites: updates.length,
    labels: await labelLosses(context),
    ...(await additions(context, carriedForward)),
    ...(await repeated(context, updates, thresholds)),
    total: run.full ? run.itemsTotal : null,
    read: run.full ? run.itemsRead : null,
  }
  return guards(numbers, thresholds)
}

/** Without the deletions that a person has answered singly. */
function unasked(changes: readonly Change[], { fresh }: CarriedForward): readonly Change[] {
  const answered = new Set(fresh.flatMap(({ change, begin }) => (begin.answers?.deletion ? [change] : [])))
  return changes.filter((change) => !answered.has(change))
}

/** Items that one side lost or loses. Where deletions come here too, the item here goes with the one in the account. */
function losses({ domain }: SyncKind, all: readonly Change[], changes: readonly Change[]) {
  const isGone = ({ kind, tombstone, reasons }: Change) =>
    (kind === 'tombstone' || kind === 'deleteLocal') &&
    tombstone === 'remote' &&
    !reasons.some((reason) => reason.kind === 'merged')
  const isDeletion = ({ kind }: Change) => kind === 'deleteRemote'
  const count = (some: readonly Change[], is: (change: Change) => boolean) => some.filter(is).length
  const [remoteGone, deletes] = [count(changes, isGone), count(changes, isDeletion)]
  const isSeries = (write: Change['local']) =>
    write !== null && write.from !== null && write.to === null && domain.series?.isSeries(write.from) === true
  return {
    remoteGone,
    deletes,
    withSeries: { local: count(all, isGone) - remoteGone, remote: count(all, isDeletion) - deletes },
    series: {
      local: count(changes, ({ local }) => isSeries(local)),
      remote: count(changes, ({ remote }) => isSeries(remote)),
    },
  }
}

/** Of the updates: those that only repeat what was undone before, and those of items that were written often in the last hour. */
async function repeated(
  { kind, now }: StepContext,
  updates: readonly Change[],
  { rewrites }: Pick<Thresholds, 'rewrites'>,
) {
  const ids = updates.flatMap(({ localId }) => localId ?? [])
  const before = await writtenBefore(kind, ids, LOOK_BACK)
  const since = new Date(now().getTime() - REWRITE_MS)
  const often = rewrites === null ? new Set<string>() : await writtenOften(kind, ids, since, rewrites)
  return {
    pingPongs: updates.filter((change) =>
      isPingPong(kind.domain, change, before.get(change.localId ?? '') ?? []),
    ).length,
    rewritten: updates.filter(({ localId }) => often.has(localId ?? '')).length,
  }
}

/** Additions to either side that no person has reviewed, neither in a preview nor as an open change of an earlier run. */
async function additions({ run, sync }: StepContext, { fresh }: CarriedForward) {
  const unseen =
    run.kind === 'first' || !(await previewIsDone(sync))
      ? []
      : fresh.filter(({ begin, change }) => !begin.answers && !isHeld(change))
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
