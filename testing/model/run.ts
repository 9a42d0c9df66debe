// One scenario of a sync: any commands, then quiet, then the invariants; then every question is answered, and nothing may remain.

import fc from 'fast-check'
import type { Emulator } from '@/emulator/server'
import type { Direction } from '@/lib/engine/direction'
import { THRESHOLDS, type Thresholds } from '@/lib/engine/guard/guard'
import { DEFAULT_SETTINGS } from '@/lib/store/address-book/values'
import { db } from '@/lib/store/database/client'
import { commands, type Real } from './commands'
import { breaches, wrongWrites } from './invariants'
import { overlooked } from './overlooked'
import { answerOne, letPass, openQuestions, start, startAgain } from './steering'
import { createWorld, type World } from './world'

/** The most commands in one scenario. */
export const LENGTH = 40
const ROUNDS = 40

/** Low enough that a scenario sometimes exceeds them, or the defaults. */
const thresholds: fc.Arbitrary<Thresholds> = fc.oneof(
  fc
    .record({
      few: fc.integer({ min: 0, max: 4 }),
      share: fc.constantFrom(0, 0, 0.2),
      flood: fc.integer({ min: 0, max: 5 }),
      floodShare: fc.constantFrom(0, 0, 0.5),
      fewest: fc.integer({ min: 1, max: 5 }),
    })
    .map((low) => ({ ...THRESHOLDS, ...low, fewDeleted: low.few })),
  fc.constant(THRESHOLDS),
)

/**
 * For one person of a firm, whose sync goes in one direction and, at the end, both ways: until then nothing is written on the other side,
 * and then everything is as if it had always gone both ways.
 */
export const directedScenario = (emulator: () => Emulator) =>
  fc.asyncProperty(
    fc.constantFrom<Direction>('toLocal', 'toRemote'),
    commands(LENGTH),
    fc.scheduler(),
    async (direction, commands, scheduler) => {
      const world = await createWorld(emulator())
      const people = [world]
      world.choices.direction = direction
      await world.set(DEFAULT_SETTINGS)
      const setup = (): { model: object; real: Real } => ({ model: {}, real: { world, people, scheduler } })
      await fc.asyncModelRun(setup, commands)
      await quiet(people)
      throwIfAny([...(await wrongWrites(world)), ...(await breaches(people))])
      await answerAll(people)
      await quiet(people)
      throwIfAny([...(await wrongWrites(world)), ...(await breaches(people))])
      world.choices.direction = 'both'
      await world.set(DEFAULT_SETTINGS)
      await quiet(people)
      await answerAll(people)
      await quiet(people)
      throwIfAny([...(await breaches(people)), ...(await leftOpen(people))])
    },
  )

/** For one person, or for two of one firm with an account each. */
export const scenario = (emulator: () => Emulator) =>
  fc.asyncProperty(
    fc.integer({ min: 1, max: 2 }),
    commands(LENGTH),
    fc.scheduler(),
    thresholds,
    async (count, commands, scheduler, thresholds) => {
      const world = await createWorld(emulator(), undefined, thresholds)
      const people = count === 2 ? [world, await createWorld(emulator(), world, thresholds)] : [world]
      const setup = (): { model: object; real: Real } => ({ model: {}, real: { world, people, scheduler } })
      await fc.asyncModelRun(setup, commands)
      await quiet(people)
      throwIfAny([...(await breaches(people)), ...(await overlookedBy(people))])
      await answerAll(people)
      await quiet(people)
      throwIfAny([...(await breaches(people)), ...(await leftOpen(people)), ...(await overlookedBy(people))])
      const writes = await world.writes()
      world.pass(20)
      for (const one of people) await one.work()
      if ((await world.writes()) !== writes) throw new Error('a sync that is up to date still writes')
    },
  )

/** The result of a check: 'nothing lost', or what happened, in order, and what was lost. */
export function report(end: {
  readonly failed: boolean
  readonly seed: number
  readonly counterexamplePath: string | null
  readonly counterexample: readonly unknown[] | null
  readonly errorInstance: unknown
}): string {
  if (!end.failed) return 'nothing lost'
  const { seed, counterexamplePath, counterexample, errorInstance } = end
  const drawn = (counterexample ?? []).flatMap((one) => (Array.isArray(one) ? one.map(String) : [shown(one)]))
  const error = errorInstance instanceof Error ? errorInstance.stack : String(errorInstance)
  return [`seed ${seed}, path ${counterexamplePath}`, ...drawn, error].join('\n')
}

/** A scheduler says its steps itself. */
const shown = (one: unknown): string =>
  typeof one === 'object' && one !== null && !('schedule' in one) ? JSON.stringify(one) : String(one)

export function throwIfAny(found: readonly string[]): void {
  if (found.length > 0) throw new Error(found.join('\n'))
}

/** Faults end, and time passes until nothing more happens by itself. */
export async function quiet(people: readonly World[]): Promise<void> {
  const [world] = people
  world?.emulator.clearFaults()
  let silent = 0
  for (let round = 0; world && round < ROUNDS && silent < 2; round += 1) {
    world.pass(round < 20 ? 20 : 400)
    const before = await world.writes()
    for (const one of people) await bringOn(one)
    const rests = (await Promise.all(people.map(isAtRest))).every(Boolean)
    silent = rests && (await world.writes()) === before ? silent + 1 : 0
  }
  if (silent === 2) return
  const open = await Promise.all(people.map((one) => one.openRun()))
  throwIfAny([...people.flatMap((one) => one.faults()), `it does not come to rest: ${JSON.stringify(open)}`])
}

async function bringOn(world: World): Promise<void> {
  await startAgain(world)
  await letPass(world)
  await start(world)
  await world.work()
}

async function isAtRest({ fixture, openRun }: World): Promise<boolean> {
  const { id: syncId, firmId } = fixture.sync
  const sync = await db(firmId).sync.findFirstOrThrow({ where: { id: syncId } })
  const restless = await db(firmId).change.count({ where: { syncId, state: { in: ['sent', 'failed'] } } })
  return sync.state === 'active' && (await openRun()) === null && restless === 0
}

async function overlookedBy(people: readonly World[]): Promise<readonly string[]> {
  const found: string[] = []
  for (const { fixture, work } of people) found.push(...(await overlooked(fixture.sync, work)))
  return found
}

export async function answerAll(people: readonly World[]): Promise<void> {
  for (let round = 0; round < ROUNDS; round += 1) {
    let answered = false
    for (const one of people) answered = (await answerOne(one, 0, round % 3)) || answered
    if (!answered) return
    await quiet(people)
  }
}

export const leftOpen = async (people: readonly World[]): Promise<readonly string[]> =>
  (await Promise.all(people.map(openQuestions)))
    .flat()
    .map(({ name, kind }) => `${name} is still asked about (${kind})`)
