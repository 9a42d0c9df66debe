// The person who decides: previews, starts, stops, and answers questions.

import type { Choice } from '@/lib/engine/model'
import { db } from '@/lib/store/database/client'
import { continueRun, discardPreview, startPreview } from '@/lib/store/runs/runs'
import { stopSync } from '@/lib/store/sync/syncs'
import { parseContactBody } from '@/testing/contacts/stored-body'
import { decideAsShown } from '@/testing/scenarios/as-shown'
import { look, press } from './screen'
import type { World } from './world'

/** Also past the warning that another person of the firm syncs contacts. */
export async function startAgain(world: World): Promise<void> {
  const { actor, sync } = world.fixture
  if (await startPreview(actor, sync.id)) await world.goOn()
  const run = await world.openRun()
  if (run?.waitKind === 'others' && (await continueRun(actor, run.id, run.revision)) === 'continued')
    await world.goOn()
}

export async function start(world: World): Promise<void> {
  const page = await look(world)
  if (page && !page.isHeld) await press(world, page)
}

export async function cancel(world: World): Promise<void> {
  const run = await world.openRun()
  if (run) await discardPreview(world.fixture.actor, run.id)
}

export async function stop(world: World): Promise<void> {
  await stopSync(world.fixture.actor, world.fixture.sync.id)
}

/** Continues past a guard: the model's people know what they did. */
export async function letPass(world: World): Promise<void> {
  const page = await look(world)
  if (page?.isHeld) await press(world, page)
}

/** Presses the button of the last loaded page, whatever has happened since. */
export async function pressLate(world: World): Promise<void> {
  const { page } = world.screen
  if (page) await press(world, page)
}

/** Open decisions, in a preview or in an active sync. */
export function openQuestions(world: World) {
  return db(world.fixture.sync.firmId).change.findMany({
    where: {
      syncId: world.fixture.sync.id,
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
  const { actor } = world.fixture
  if (change.kind === 'question' && !change.outdated) {
    await decideAsShown(actor, change.id, { samePerson: how % 2 === 0 ? 'link' : 'separate' })
  }
  const now = await db(world.fixture.sync.firmId).change.findFirstOrThrow({ where: { id: change.id } })
  const conflicts = parseContactBody(now).conflicts.map(({ id, mayKeepBoth }) => {
    const choice: Choice = how === 2 ? (mayKeepBoth ? 'both' : 'local') : how === 1 ? 'remote' : 'local'
    return [id, choice] as const
  })
  if (now.undecided && conflicts.length > 0)
    await decideAsShown(actor, change.id, { conflicts: Object.fromEntries(conflicts) })
  if (change.outdated) await decideAsShown(actor, change.id, { approved: true })
  return true
}
