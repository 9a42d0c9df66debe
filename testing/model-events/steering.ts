// The person who decides: previews, starts, stops, and answers questions and conflicts.
import { eventDomain } from '@/lib/domains/events/domain'
import type { Guest } from '@/lib/domains/events/value/event'
import { parseBody } from '@/lib/engine/change-body'
import { db } from '@/lib/store/database/client'
import { startPreview } from '@/lib/store/runs/runs'
import { stopSync } from '@/lib/store/sync/syncs'
import { choicesFor, questionsOf } from '@/testing/model/questions'
import { decideAsShown } from '@/testing/scenarios/as-shown'
import { continueAsShown, startAsShown } from '@/testing/scenarios/fixture'
import { marksIn } from './marks'
import type { World } from './world'

export async function setUpAgain(world: World): Promise<void> {
  const { actor, syncId } = world.sync
  if (await startPreview(actor, syncId)) await world.goOn()
}

/** Starts what waits for its person: a preview, or a run that a guard holds. */
export async function start(world: World): Promise<void> {
  const run = await world.openRun()
  if (run?.waitKind === 'guard') await continueAsShown(world.sync.actor, run)
  else if (run?.state === 'ready') await startAsShown(world.sync.actor, run)
}

export async function previewAndStart(world: World): Promise<void> {
  await setUpAgain(world)
  await start(world)
  await world.goOn()
}

export const stop = ({ sync }: World) => stopSync(sync.actor, sync.syncId)

/** Open decisions, in a preview or in an active sync. */
export const openQuestions = ({ sync: { actor, syncId } }: World) => questionsOf(actor.firmId, syncId)

/** Answers the one at that position; `how` chooses among the possible answers. */
export async function answerOne(world: World, place: number, how: number): Promise<boolean> {
  const open = await openQuestions(world)
  const change = open[place % Math.max(1, open.length)]
  if (!change) return false
  const { actor } = world.sync
  if (change.kind === 'question' && !change.outdated)
    await decideAsShown(actor, change.id, { samePerson: how % 2 === 0 ? 'link' : 'separate' })
  if (change.kind === 'deletion' && !change.outdated) {
    const deletion = how % 2 === 0 ? 'keep' : 'delete'
    // Deleted on both sides, with what their person saw of it and of its occurrences.
    const given =
      deletion === 'delete'
        ? [...(await world.marksOf(change)), ...(await world.occurrenceMarks(change))]
        : []
    if (await decideAsShown(actor, change.id, { deletion }))
      for (const mark of given) world.marks.delete(mark)
  }
  const now = await db(actor.firmId).change.findFirstOrThrow({ where: { id: change.id } })
  const { conflicts, reasons } = parseBody(eventDomain, now)
  const choices = choicesFor(conflicts, how)
  // Their person reads that changed occurrences are lost with this answer.
  const mayLose = reasons.some((reason) => reason.kind === 'losesOccurrences')
  const lost = mayLose && choices.length > 0 ? await world.occurrenceMarks(change) : []
  if (now.undecided && choices.length > 0)
    await decideAsShown(actor, change.id, { conflicts: Object.fromEntries(choices) })
  for (const mark of lost) world.marks.delete(mark)
  for (const [at, [, choice]] of choices.entries()) {
    const { field, local } = conflicts[at] ?? {}
    if (field === 'guests' && choice !== 'remote' && local) world.invited.add((local as Guest).email)
  }
  // Decided against: the other side's value.
  for (const [at, [, choice]] of choices.entries()) {
    const conflict = conflicts[at]
    const lost = choice === 'remote' ? conflict?.local : choice === 'local' ? conflict?.remote : null
    const text = JSON.stringify(lost ?? '')
    for (const mark of marksIn({ title: text })) world.marks.delete(mark)
    const won = choice === 'remote' ? conflict?.remote : conflict?.local
    // A canceled occurrence has no texts.
    if (conflict?.field === 'status' && won === 'cancelled')
      for (const mark of await world.marksOf(change)) world.marks.delete(mark)
  }
  if (change.outdated) await decideAsShown(actor, change.id, { approved: true })
  return true
}
