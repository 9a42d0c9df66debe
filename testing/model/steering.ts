// The person who decides: previews, starts, stops, and answers questions.

import { db } from '@/lib/store/database/client'
import { continueRun, discardPreview, startPreview } from '@/lib/store/runs/runs'
import { stopSync } from '@/lib/store/sync/syncs'
import { parseContactBody } from '@/testing/contacts/stored-body'
import { decideAsShown } from '@/testing/scenarios/as-shown'
import { choicesFor, questionsOf } from './questions'
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
export const openQuestions = ({ fixture: { sync } }: World) => questionsOf(sync.firmId, sync.id)

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
  const choices = choicesFor(parseContactBody(now).conflicts, how)
  if (now.undecided && choices.length > 0)
    await decideAsShown(actor, change.id, { conflicts: Object.fromEntries(choices) })
  if (change.outdated) await decideAsShown(actor, change.id, { approved: true })
  return true
}
