// The small form of `npm run test:kill` and `npm run test:workers`: two real workers on a Postgres of their own, one of them killed and then
// the database, in the middle of a first sync.
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { dice as diceOf } from '@/emulator/seeds/seed-persons'
import { startPreview } from '@/lib/store/runs/runs'
import { type Child, startWorkerProcess } from './children'
import { createFirm, editOnBothSides } from './firm'
import { lossesOf } from './laws'
import { look, watchFirst } from './watch'
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

// Twice the account's lane may rest until a dead worker's lease is over.
test('a killed worker and a killed database: the sync goes on, nothing is lost, nothing is doubled', {
  timeout: 240_000,
}, async () => {
  const seed = Date.now() % 1_000_000
  const dice = diceOf(seed)
  const firm = await createFirm(world, 300)
  await startPreview(firm.actor, firm.syncId)
  const watch = watchFirst(world, firm)
  while ((await look(world, firm))?.state !== 'applying') await sleep(50)
  await sleep(dice.below(1_500))
  watch.killed()
  await dice.pick(workers).killAndRestart()
  process.kill(await world.databasePid(), 'SIGKILL')
  await editOnBothSides(world, firm, dice.below)
  await watch.over
  const losses = await lossesOf(world, firm)
  expect({ seed, ...losses, seen: watch.breaches }).toEqual({
    seed,
    lost: [],
    doubled: [],
    other: [],
    seen: [],
  })
})
