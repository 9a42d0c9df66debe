// Lets a sync come to rest: faults end, and time passes until nothing more happens by itself.
import { db } from '@/lib/store/database/client'
import { setUpAgain, start } from './steering'
import type { World } from './world'

const ROUNDS = 30

export function throwIfAny(found: readonly string[]): void {
  if (found.length > 0) throw new Error(found.join('\n'))
}

export async function quiet(world: World): Promise<void> {
  world.emulator.clearFaults()
  let silent = 0
  for (let round = 0; round < ROUNDS && silent < 2; round += 1) {
    world.pass(round < 15 ? 20 : 400)
    const before = await world.writes()
    if (!(await isActive(world))) await setUpAgain(world)
    await start(world)
    await world.work()
    silent = (await isAtRest(world)) && (await world.writes()) === before ? silent + 1 : 0
  }
  if (silent < 2)
    throwIfAny([...world.faults(), `it does not come to rest: ${JSON.stringify(await world.openRun())}`])
}

export const syncOf = ({ sync: { actor, syncId } }: World) =>
  db(actor.firmId).sync.findFirstOrThrow({ where: { id: syncId } })
const isActive = async (world: World) => (await syncOf(world)).state === 'active'

async function isAtRest(world: World): Promise<boolean> {
  const { actor, syncId } = world.sync
  const restless = await db(actor.firmId).change.count({ where: { syncId, state: { in: ['sent'] } } })
  return (await isActive(world)) && (await world.openRun()) === null && restless === 0
}
