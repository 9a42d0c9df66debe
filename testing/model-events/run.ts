// One scenario of a sync of calendars: any acts, then quiet, then the laws; then every question is answered, and the laws hold again.
import fc from 'fast-check'
import type { Emulator } from '@/emulator/server'
import { overlooked } from '@/testing/model/overlooked'
import type { Act } from './act'
import { acts } from './acts'
import { breaches } from './laws'
import { quiet, throwIfAny } from './rest'
import { answerOne, openQuestions } from './steering'
import { createWorld } from './world'

/** The most acts in one scenario. */
const LENGTH = 24
const ROUNDS = 30

export const eventScenario = (emulator: () => Emulator) =>
  fc.asyncProperty(acts(LENGTH), fc.boolean(), (drawn, guarded) => live(emulator(), drawn, guarded))

/** Throws if a law is broken. `guarded`: guards stop runs at their real limits, and wait for the person. */
export async function live(emulator: Emulator, drawn: readonly Act[], guarded: boolean): Promise<void> {
  const world = await createWorld(emulator, guarded)
  for (const act of drawn) await act.run(world)
  await quiet(world)
  const moreIn = () => overlooked({ id: world.sync.syncId, firmId: world.sync.actor.firmId }, world.work)
  throwIfAny([...(await breaches(world)), ...(await moreIn())])
  for (let round = 0; round < ROUNDS && (await answerOne(world, 0, round % 3)); round += 1) await quiet(world)
  throwIfAny([
    ...(await breaches(world)),
    ...(await moreIn()),
    ...(await openQuestions(world)).map(({ name, kind }) => `${name} is still asked about (${kind})`),
  ])
  const writes = await world.writes()
  world.pass(20)
  await world.work()
  if ((await world.writes()) !== writes) throw new Error('a sync that is up to date still writes')
}

export function reportEvents(end: fc.RunDetails<[readonly Act[], boolean]>): string {
  if (!end.failed) return 'nothing lost'
  const { seed, counterexamplePath, counterexample, errorInstance } = end
  const error = errorInstance instanceof Error ? errorInstance.stack : String(errorInstance)
  const [drawn = [], guarded = false] = counterexample ?? []
  const limits = guarded ? 'with guards' : 'without guards'
  return [`seed ${seed}, path ${counterexamplePath}, ${limits}`, ...drawn.map(String), error].join('\n')
}
