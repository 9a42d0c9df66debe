// The undo of a move of a series here takes its changed and canceled dates along. What both sides agreed on about them moves with them, so
// that no later sync carries the move to the account.
import { isUndo } from '@/lib/engine/undo/plan-undo'
import { movesSlots } from '@/lib/engine/undo/undo-series'
import type { Tx } from '@/lib/store/database/client'
import type { Item } from '@/lib/store/kinds/kind'
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
  const moves = tasks.filter(({ change: { body } }) => isUndo(body) && movesSlots(kind.domain, body.local))
  if (!kind.occurrences || moves.length === 0) return []
  const ids = moves.flatMap(({ change }) => change.localId ?? [])
  const items = await kind.itemsHere(tx, await kind.occurrences.idsHere(tx, ids))
  return moves.map((task) => ({
    task,
    before: items.filter(({ parentId, deleted }) => !deleted && parentId === task.change.localId),
  }))
}

export async function moveBases(
  tx: Tx,
  { kind, now }: StepContext,
  moving: readonly Moving[],
): Promise<void> {
  const { domain, sync } = kind
  const rules = domain.series
  const ids = moving.flatMap(({ before }) => before.map(({ id }) => id))
  if (!rules || ids.length === 0) return
  const after = new Map((await kind.itemsHere(tx, ids)).map((item) => [item.id, item]))
  const where = { firmId: sync.firmId, syncId: sync.id, localId: { in: ids }, tombstone: null }
  const links = new Map((await tx.link.findMany({ where })).map((row) => [row.localId, row]))
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
