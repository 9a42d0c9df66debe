// The small form of `npm run test:kill` and `npm run test:workers`: two real workers on a Postgres of their own, one of them killed and then
// the database, in the middle of a first sync of contacts and of events, and of a later sync of events.
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Dice, dice as diceOf } from '@/emulator/seeds/seed-persons'
import { type Child, startWorkerProcess } from './children'
import { createContactFirm } from './contacts'
import { createEventFirm } from './events'
import type { KillFirm } from './firm'
import { lossesOf } from './laws'
import { syncEdits } from './scenario'
import { look, startFirst, type Watch } from './watch'
import { createKillWorld, type KillWorld } from './world'

let world: KillWorld
let workers: readonly Child[] = []
beforeAll(async () => {
  world = await createKillWorld()
  workers = await Promise.all([startWorkerProcess(world), startWorkerProcess(world)])
})
afterAll(async () => {
  await Promise.all(workers.map(({ stop }) => stop()))
  await world.close()
})

const NOTHING = { lost: [], doubled: [], other: [] }

/** Until it writes, or is over. */
async function writes({ runId, isOver }: Watch): Promise<void> {
  while (!isOver() && (await look(world, runId))?.state !== 'applying') await sleep(50)
}

async function killBoth(firm: KillFirm, watch: Watch, dice: Dice): Promise<void> {
  await writes(watch)
  await sleep(dice.below(1_500))
  watch.killed()
  await dice.pick(workers).killAndRestart()
  process.kill(await world.databasePid(), 'SIGKILL')
  await firm.edit(dice.below)
  await watch.over
}

// Twice the account's lease may rest until a dead worker's lease is over.
test('a killed worker and a killed database: the sync goes on, nothing is lost, nothing is doubled', {
  timeout: 240_000,
}, async () => {
  const seed = Date.now() % 1_000_000
  const dice = diceOf(seed)
  const firm = await createContactFirm(world, 300)
  const watch = await startFirst(world, firm)
  await killBoth(firm, watch, dice)
  const losses = await lossesOf(world, firm)
  expect({ seed, ...losses, seen: watch.breaches }).toEqual({ seed, ...NOTHING, seen: [] })
})

test('the same of a calendar, and the database is killed again while later edits are synced', {
  timeout: 240_000,
}, async () => {
  const seed = Date.now() % 1_000_000
  const dice = diceOf(seed)
  // An event is one call.
  world.google.setSwitches({ mutationMs: 100 })
  const firm = await createEventFirm(world, 24)
  const first = await startFirst(world, firm)
  await killBoth(firm, first, dice)
  const later = await syncEdits(world, firm, dice)
  await writes(later)
  later.killed()
  process.kill(await world.databasePid(), 'SIGKILL')
  await firm.edit(dice.below)
  await later.over
  const losses = await lossesOf(world, firm)
  const seen = [...first.breaches, ...later.breaches]
  expect({ seed, ...losses, seen }).toEqual({ seed, ...NOTHING, seen: [] })
})
