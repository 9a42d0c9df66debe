// Takes back what a run did to tags and labels, as part of its undo: each side that it wrote, unless it was changed since.
import type { Membership } from '@/lib/domains/contacts/labels'
import type { Tx } from '@/lib/store/database/client'
import { type LabelUndo, labelUndos, recordLabelChanges } from '@/lib/store/labels/label-changes'
import { saveMembers } from '@/lib/store/labels/tag-labels'
import { wakeSyncs } from '@/lib/store/runs/runs'
import { changeTags } from '@/lib/store/tags/contact-tags'
import { undoRequestOf } from '@/lib/store/undo/request'
import { apart, keeps } from './keep-labels'
import { inStep, mustStillRun, recordDone } from './step'
import type { StepContext } from './step-context'

interface Planned extends LabelUndo {
  readonly to: Membership
}

/** What was undone before an interruption is as it should be, and is passed over. */
export async function undoLabels(context: StepContext): Promise<void> {
  const labels = keeps(context)
  const request = undoRequestOf(context.run)
  if (!labels || !request?.runId || request.field !== null) return
  const { runId, changeId } = request
  const planned = await inStep(context, async (tx) => {
    const change = changeId === null ? null : await tx.change.findFirst({ where: { id: changeId, runId } })
    const localId = change?.localId ?? null
    // A change that is gone had no contact here.
    if (changeId !== null && localId === null) return []
    const scope = { runId, localId }
    return (await labelUndos(tx, context.sync, scope)).flatMap(({ change, to }) => (to ? { change, to } : []))
  })
  await undoHere(
    context,
    planned.filter(({ change }) => change.side === 'local'),
  )
  const there = planned.filter(({ change }) => change.side === 'remote')
  for (const labelId of new Set(there.map(({ change }) => change.labelId))) {
    const ofLabel = there.filter(({ change }) => change.labelId === labelId)
    for (let at = 0; at < ofLabel.length; at += labels.most) {
      const some = ofLabel.slice(at, at + labels.most)
      const idsOf = (has: boolean) => some.flatMap(({ to }) => (to.there === has ? [to.remoteId] : []))
      await mustStillRun(context)
      if ((await labels.change(labelId, idsOf(true), idsOf(false))) !== 'done') continue
      await recordDone(context, (tx) => save(tx, context, some, context.now()))
    }
  }
}

async function undoHere(context: StepContext, planned: readonly Planned[]): Promise<void> {
  if (planned.length === 0) return
  const { sync, run } = context
  await inStep(context, async (tx) => {
    const changes = planned.map(({ change: { localId: contactId, name }, to }) => ({
      contactId,
      added: to.here ? [name] : [],
      removed: to.here ? [] : [name],
    }))
    for (const part of apart(changes)) await changeTags(tx, sync.firmId, part, run.userId, null, true)
    await save(tx, context, planned, new Date(0))
  })
  await wakeSyncs(sync.firmId, { id: sync.localCollectionId }, sync.id)
}

async function save(
  tx: Tx,
  { sync, run, now }: StepContext,
  planned: readonly Planned[],
  at: Date,
): Promise<void> {
  const members = planned.map(({ to: { tagId, localId, base, baseThere = base } }) => {
    return { tagId, localId, member: base, ...(baseThere !== base && { there: baseThere }) }
  })
  await saveMembers(tx, sync, members, at)
  const undone = planned.map(({ change: { tagId, labelId, name, localId, side, added } }) => {
    return { tagId, labelId, name, localId, side: side as 'local' | 'remote', added: !added }
  })
  await recordLabelChanges(tx, run, undone, now())
}
