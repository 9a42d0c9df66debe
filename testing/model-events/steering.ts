// The person who decides: previews, starts, stops, and answers questions and conflicts.
import { eventDomain } from '@/lib/domains/events/domain'
import { parseBody } from '@/lib/engine/change-body'
import type { Choice } from '@/lib/engine/model'
import { db } from '@/lib/store/database/client'
import { startPreview } from '@/lib/store/runs/runs'
import { stopSync } from '@/lib/store/sync/syncs'
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
export function openQuestions({ sync: { actor, syncId } }: World) {
  return db(actor.firmId).change.findMany({
    where: {
      syncId,
      OR: [
        { state: 'waiting', sync: { state: 'active' } },
        { state: 'planned', undecided: true, run: { state: 'ready' } },
      ],
    },
    orderBy: [{ sortKey: 'asc' }, { localId: 'asc' }, { remoteId: 'asc' }],
  })
}

/** Answers the one at that position; `how` chooses among the possible answers. */
export async function answerOne(world: World, place: number, how: number): Promise<boolean> {
  const open = await openQuestions(world)
  const change = open[place % Math.max(1, open.length)]
  if (!change) return false
  const { actor } = world.sync
  if (change.kind === 'question' && !change.outdated)
    await decideAsShown(actor, change.id, { samePerson: how % 2 === 0 ? 'link' : 'separate' })
  const now = await db(actor.firmId).change.findFirstOrThrow({ where: { id: change.id } })
  const { conflicts } = parseBody(eventDomain, now)
  const choices = conflicts.map(({ id, mayKeepBoth }): readonly [string, Choice] => [
    id,
    how === 2 ? (mayKeepBoth ? 'both' : 'local') : how === 1 ? 'remote' : 'local',
  ])
  if (now.undecided && choices.length > 0)
    await decideAsShown(actor, change.id, { conflicts: Object.fromEntries(choices) })
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
