// Scenarios of choosing: tags, labels, what a sync takes, and its direction. Then quiet, then what must hold; then everything is synced both
// ways with labels and tags in step, and both sides must agree as if it had always been so.
import fc from 'fast-check'
import type { Emulator } from '@/emulator/server'
import { DIRECTIONS } from '@/lib/engine/direction'
import { DEFAULT_SETTINGS } from '@/lib/store/address-book/values'
import { asOfNow } from '@/lib/store/review/as-of'
import { endExclusions } from '@/lib/store/review/exclusions'
import type { Real } from '@/testing/model/commands'
import { breaches } from '@/testing/model/invariants'
import { answerAll, LENGTH, leftOpen, quiet, throwIfAny } from '@/testing/model/run'
import { createWorld } from '@/testing/model/world'
import { acts, choose, drawnChoice } from './acts'
import { disappeared, outOfStep, sidesWritten, wronglyChosen } from './laws'

export const choosingScenario = (emulator: () => Emulator) =>
  fc.asyncProperty(
    fc.record({
      direction: fc.constantFrom(...DIRECTIONS),
      choice: drawnChoice,
      keepLabels: fc.boolean(),
    }),
    acts(LENGTH),
    fc.scheduler(),
    async ({ direction, choice, keepLabels }, commands, scheduler) => {
      const world = await createWorld(emulator())
      const people = [world]
      Object.assign(world.choices, { direction, keepLabels })
      await choose(world, choice)
      const setup = (): { model: object; real: Real } => ({ model: {}, real: { world, people, scheduler } })
      await fc.asyncModelRun(setup, commands)
      for (let round = 0; round < 2; round += 1) {
        await quiet(people)
        throwIfAny([
          ...(await disappeared(world)),
          ...(await sidesWritten(world)),
          ...(await wronglyChosen(world)),
        ])
        if (round === 0) await answerAll(people)
      }
      Object.assign(world.choices, { direction: 'both', only: null, keepLabels: true })
      await world.set(DEFAULT_SETTINGS)
      const { actor, sync } = world.fixture
      await endExclusions(actor, sync.id, 'all', await asOfNow(actor))
      await quiet(people)
      await answerAll(people)
      await quiet(people)
      throwIfAny([
        ...(await disappeared(world)),
        ...(await breaches(people)),
        ...(await leftOpen(people)),
        ...(await outOfStep(world)),
      ])
    },
  )
