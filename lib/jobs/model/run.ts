// One life of a sync: any commands, then quiet, and the laws; then every question is answered, and nothing may be left.

import fc from 'fast-check'
import type { Emulator } from '@/e2e/emulator/server'
import { db } from '@/lib/db/client'
import { type Command, commands, type Real } from './commands'
import { breaches } from './laws'
import { answerOne, letPass, openQuestions, start, startAgain } from './steering'
import { createWorld, type World } from './world'

/** Commands of one life, at most. */
export const LENGTH = 40
const ROUNDS = 40

export const life = (emulator: () => Emulator) =>
  fc.asyncProperty(commands(LENGTH), fc.scheduler(), async (commands, scheduler) => {
    const world = await createWorld(emulator())
    const setup = (): { model: object; real: Real } => ({ model: {}, real: { world, scheduler } })
    await fc.asyncModelRun(setup, commands)
    await quiet(world)
    throwIfAny(await breaches(world))
    await answerAll(world)
    await quiet(world)
    throwIfAny([...(await breaches(world)), ...(await leftOpen(world))])
    const writes = await world.writes()
    world.pass(20)
    await world.work()
    if ((await world.writes()) !== writes) throw new Error('a sync in step still writes')
  })

/** What became of a check: 'nothing lost', or what happened, in the order it happened, and what was lost. */
export function report(end: fc.RunDetails<[Command[], fc.Scheduler]>): string {
  if (!end.failed) return 'nothing lost'
  const { seed, counterexamplePath, counterexample, errorInstance } = end
  const [commands, scheduler] = counterexample ?? [[], '']
  const error = errorInstance instanceof Error ? errorInstance.stack : String(errorInstance)
  return [`seed ${seed}, path ${counterexamplePath}`, ...commands.map(String), String(scheduler), error].join(
    '\n',
  )
}

function throwIfAny(found: readonly string[]): void {
  if (found.length > 0) throw new Error(found.join('\n'))
}

/** Faults end and time passes until nothing more happens by itself. */
export async function quiet(world: World): Promise<void> {
  world.emulator.clearFaults()
  let silent = 0
  for (let round = 0; round < ROUNDS && silent < 2; round += 1) {
    world.pass(round < 20 ? 20 : 400)
    const before = await world.writes()
    await startAgain(world)
    await letPass(world)
    await start(world)
    await world.work()
    silent = (await isAtRest(world)) && (await world.writes()) === before ? silent + 1 : 0
  }
  if (silent < 2)
    throwIfAny([...world.faults(), `it does not come to rest: ${JSON.stringify(await world.openRun())}`])
}

async function isAtRest({ stage, openRun }: World): Promise<boolean> {
  const { id: syncId, firmId } = stage.sync
  const sync = await db(firmId).sync.findFirstOrThrow({ where: { id: syncId } })
  const restless = await db(firmId).change.count({ where: { syncId, state: { in: ['sent', 'failed'] } } })
  return sync.state === 'active' && (await openRun()) === null && restless === 0
}

async function answerAll(world: World): Promise<void> {
  for (let round = 0; round < ROUNDS; round += 1) {
    if (!(await answerOne(world, 0, round % 3))) return
    await quiet(world)
  }
}

const leftOpen = async (world: World): Promise<readonly string[]> =>
  (await openQuestions(world)).map(({ name, kind }) => `${name} is still asked about (${kind})`)
