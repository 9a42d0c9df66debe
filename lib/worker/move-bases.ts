// The undo of a change of a series here takes along its changed and canceled dates, if the series moves or they took over the change. What
// both sides agreed on about them changes with them, so that no later sync carries it to the account.
import type { Side } from '@/lib/engine/model'
import { isUndo } from '@/lib/engine/undo/plan-undo'
import type { Tx } from '@/lib/store/database/client'
import type { Item, SyncKind } from '@/lib/store/kinds/kind'
import { linkFromRow, recordBases } from '@/lib/store/sync/links'
import type { StepContext, Task } from './step-context'

export interface Moving {
  readonly task: Task
  /** The dates that differ from the series, before it moves. */
  readonly before: readonly Item[]
}

export async function beforeMoves(
  tx: Tx,
  { kind }: StepContext,
  tasks: readonly Task[],
): Promise<readonly Moving[]> {
  return datesOf(tx, kind, tasks, 'local')
}

const isUndoOfSeries = ({ domain }: SyncKind, { change: { body } }: Task, side: Side): boolean => {
  const { from, to } = body[side] ?? {}
  return isUndo(body) && Boolean(from && to && domain.series?.isSeries(from))
}

/** Of the series that an undo changes on this side. */
async function datesOf(
  tx: Tx,
  kind: SyncKind,
  tasks: readonly Task[],
  side: Side,
): Promise<readonly Moving[]> {
  const series = tasks.filter((task) => isUndoOfSeries(kind, task, side))
  if (!kind.occurrences || series.length === 0) return []
  const ids = series.flatMap(({ change }) => change.localId ?? [])
  const items = await kind.itemsHere(tx, await kind.occurrences.idsHere(tx, ids))
  return series.map((task) => ({
    task,
    before: items.filter(({ parentId, deleted }) => !deleted && parentId === task.change.localId),
  }))
}

/**
 * An account takes a change of a series over to the dates that equaled it before. What both sides agreed on about them changes with them, so
 * that no later sync brings that here.
 */
export async function moveBasesThere(
  tx: Tx,
  { kind, now }: StepContext,
  tasks: readonly Task[],
): Promise<void> {
  const { domain } = kind
  const rules = domain.series
  const series = await datesOf(tx, kind, tasks, 'remote')
  const links = await linksOf(tx, kind, series)
  const moved = series.flatMap(({ task: { change }, before }) =>
    before.flatMap((date) => {
      const [row, write] = [links.get(date.id), change.body.remote]
      if (!rules || !row || !date.slot || !write?.from || !write.to) return []
      const { base, ...link } = linkFromRow(kind, row, { local: date, remote: null })
      const slots = { from: date.slot, to: date.slot }
      const remote = rules.followed(base.remote, slots, write.from, write.to)
      return domain.same(remote, base.remote)
        ? []
        : [{ ...link, localVersion: Number(link.localVersion), base: { ...base, remote } }]
    }),
  )
  await recordBases(tx, kind, moved, now())
}

async function linksOf(tx: Tx, { sync }: SyncKind, series: readonly Moving[]) {
  const ids = series.flatMap(({ before }) => before.map(({ id }) => id))
  if (ids.length === 0) return new Map<string, never>()
  const where = { firmId: sync.firmId, syncId: sync.id, localId: { in: ids }, tombstone: null }
  return new Map((await tx.link.findMany({ where })).map((row) => [row.localId, row]))
}

export async function moveBases(
  tx: Tx,
  { kind, now }: StepContext,
  moving: readonly Moving[],
): Promise<void> {
  const { domain } = kind
  const rules = domain.series
  const ids = moving.flatMap(({ before }) => before.map(({ id }) => id))
  if (!rules || ids.length === 0) return
  const after = new Map((await kind.itemsHere(tx, ids)).map((item) => [item.id, item]))
  const links = await linksOf(tx, kind, moving)
  const moved = moving.flatMap(({ task: { change }, before }) =>
    before.flatMap((was) => {
      const [row, now, write] = [links.get(was.id), after.get(was.id), change.body.local]
      if (!row || !was.slot || !now?.slot || now.version === was.version || !write?.from || !write.to)
        return []
      const { base, ...link } = linkFromRow(kind, row, { local: was, remote: null })
      const local = rules.followed(base.local, { from: was.slot, to: now.slot }, write.from, write.to)
      // An edit that has not traveled yet still does.
      const localVersion = Number(domain.same(was.value, base.local) ? now.version : link.localVersion)
      return [{ ...link, localVersion, base: { ...base, local } }]
    }),
  )
  await recordBases(tx, kind, moved, now())
}
