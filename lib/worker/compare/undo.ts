// Plans an undo: one change for each change of the run that is taken back, on what is stored of both sides now. The account is not read
// first; a contact that was edited there meanwhile is planned again when its write is refused.
import { settingsInForce, toJson } from '@/lib/store/address-book/values'
import type { Change } from '@/lib/store/kinds/kind'
import { changeRow, insertChanges } from '@/lib/store/review/change-row'
import { moveRun } from '@/lib/store/runs/run-moves'
import { dropDisplaced } from '@/lib/store/sync/read-occurrences'
import { allUndos, type PlannedUndo } from '@/lib/store/undo/plan'
import { undoRequestOf } from '@/lib/store/undo/request'
import { inStep } from '../step'
import type { StepContext } from '../step-context'

export async function planUndoStep(context: StepContext): Promise<void> {
  const { run, kind, now } = context
  const request = undoRequestOf(run)
  if (!request) throw new Error('The run does not say what it undoes')
  // What an interrupted step planned is planned again.
  await inStep(context, (tx) => tx.change.deleteMany({ where: { runId: run.id } }))
  let left = request.deletesThere
  // An undo of events reads first: an occurrence can be edited without a new version of its series.
  if (kind.occurrences) await inStep(context, (tx) => dropDisplaced(tx, kind, run.startedAt ?? run.createdAt))
  // A transaction for some at a time, which is short: it keeps people from stopping the run.
  for await (const undos of allUndos(kind, request)) {
    const changes = undos.filter(({ change }) => {
      if (change?.kind !== 'deleteRemote') return change !== null
      // No more is deleted in the account than the page showed.
      left -= 1
      return left >= 0
    })
    await inStep(context, (tx) =>
      insertChanges(
        tx,
        changes.flatMap((undo) => rowsOf(context, undo)),
      ),
    )
  }
  const settings = toJson(settingsInForce(context.sync))
  await inStep(context, (tx) =>
    moveRun(tx, run.id, 'comparing', 'applying', { settings, done: 0, total: null, applyingAt: now() }),
  )
}

/** Whole series are carried out before their occurrences. */
function rowsOf({ kind, run, newId }: StepContext, { change, occurrences, ofSeries }: PlannedUndo) {
  const row = (one: Change, isOfSeries: boolean) =>
    changeRow(kind, run, one, newId(), { ofSeries: isOfSeries })
  return [...(change ? [row(change, ofSeries)] : []), ...occurrences.map((one) => row(one, true))]
}
