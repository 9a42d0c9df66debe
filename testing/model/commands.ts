// The actions of a scenario, as fast-check commands: people on both sides, the network, the clock, the workers and the person who
// decides. Each names its target by its position, so that it still applies to a shrunk scenario.
import fc from 'fast-check'
import { type Contact, EMPTY_CONTACT } from '@/lib/domains/contacts/value/contact'
import type { ConflictPolicy, DeletePolicy } from '@/lib/engine/model'
import { FIRST_NAMES, LAST_NAMES } from '@/testing/matching/lifelike-world'
import { meanwhile, runUntilCrash } from './crash-injection'
import { SINGLES } from './oracle'
import { look } from './screen'
import { answerOne, cancel, letPass, pressLate, start, startAgain, stop } from './steering'
import type { Seen, World } from './world'

export interface Real {
  /** The person who acts. */
  readonly world: World
  /** All people of the firm, one or two. */
  readonly people: readonly World[]
  readonly scheduler: fc.Scheduler
}
export type Command = fc.AsyncCommand<object, Real>

const DAYS = 24 * 60
let tokens = 0
const token = () => {
  tokens += 1
  return tokens
}

export function command(name: string, run: (world: World, real: Real) => Promise<unknown>): Command {
  return {
    check: () => true,
    run: async (_, real) => {
      await run(real.world, real)
    },
    toString: () => name,
  }
}

/** In a firm with two people, the second one does it; otherwise the only one. */
const second = (other: Command): Command => ({
  check: () => true,
  run: (model, real) => other.run(model, { ...real, world: real.people[1] ?? real.world }),
  toString: () => `the second: ${other}`,
})
const someone = (command: fc.Arbitrary<Command>): fc.Arbitrary<Command> =>
  fc.tuple(command, fc.boolean()).map(([one, isFirst]) => (isFirst ? one : second(one)))

export const nth = <T>(all: readonly T[], place: number): T | undefined =>
  all[place % Math.max(1, all.length)]

/** A person unlike any other; the same `place` gives the same person twice, on purpose. */
export function person(place: number): Contact {
  const firstName = FIRST_NAMES[(place * 7) % FIRST_NAMES.length] ?? ''
  const lastName = LAST_NAMES[(place * 11) % LAST_NAMES.length] ?? ''
  return {
    ...EMPTY_CONTACT,
    firstName,
    lastName,
    emails: [{ value: `client${place}@example.com`, label: 'Work' }],
  }
}

type Edit = (contact: Contact) => Contact

export const edit: fc.Arbitrary<{ readonly name: string; readonly edit: Edit }> = fc.oneof(
  fc.constantFrom(...SINGLES).map((field) => ({
    name: `sets ${field}`,
    edit: (contact: Contact) => ({ ...contact, [field]: `${field} ${token()}` }),
  })),
  fc.constantFrom(...SINGLES).map((field) => ({
    name: `clears ${field}`,
    edit: (contact: Contact) => ({ ...contact, [field]: '' }),
  })),
  fc.constant({
    name: 'adds an e-mail address',
    edit: (contact: Contact) => ({
      ...contact,
      emails: [...contact.emails, { value: `mail${token()}@example.org`, label: 'Home' }],
    }),
  }),
  fc.nat(3).map((place) => ({
    name: `removes e-mail address ${place}`,
    edit: (contact: Contact) => ({
      ...contact,
      emails: contact.emails.filter((one) => one !== nth(contact.emails, place)),
    }),
  })),
  fc.nat(3).map((place) => ({
    name: `labels e-mail address ${place}`,
    edit: (contact: Contact) => ({
      ...contact,
      emails: contact.emails.map((one) =>
        one === nth(contact.emails, place) ? { ...one, label: `Label ${token()}` } : one,
      ),
    }),
  })),
)

const place = fc.nat(5)
const personNumber = fc.nat(7)

/** Actions of a person on either side, also while a worker works. */
const action: fc.Arbitrary<Command> = fc.oneof(
  {
    arbitrary: personNumber.map((who) => command(`add ${who} here`, (world) => world.addHere(person(who)))),
    weight: 2,
  },
  {
    arbitrary: personNumber.map((who) => command(`add ${who} there`, (world) => world.addThere(person(who)))),
    weight: 2,
  },
  {
    // The same person in each account, which must not become two contacts here.
    arbitrary: personNumber.map((who) =>
      command(`add ${who} in every account`, async (_, { people }) => {
        for (const world of people) await world.addThere(person(who))
      }),
    ),
    weight: 2,
  },
  {
    arbitrary: fc.tuple(place, edit).map(([at, { name, edit }]) =>
      command(`${at} here ${name}`, async (world) => {
        const one = nth(await world.here(), at)
        if (one) await world.editHere(one.id, edit)
      }),
    ),
    weight: 4,
  },
  {
    arbitrary: fc.tuple(place, edit).map(([at, { name, edit }]) =>
      command(`${at} there ${name}`, async (world) => {
        const one = nth(world.there(), at)
        if (one) await world.editThere(one.id, edit)
      }),
    ),
    weight: 4,
  },
  place.map((at) =>
    command(`delete ${at} here`, async (world) => {
      const one = nth(await world.here(), at)
      if (one) await world.deleteHere(one)
    }),
  ),
  place.map((at) =>
    command(`delete ${at} there`, async (world) => {
      const one = nth(world.there(), at)
      if (one) await world.deleteThere(one)
    }),
  ),
  fc.constant(command('restore here', (world) => world.restoreHere())),
  fc.tuple(place, place).map(([at, to]) =>
    command(`merge ${at} and ${to} there`, async (world) => {
      const [one, other]: (Seen | undefined)[] = [nth(world.there(), at), nth(world.there(), to)]
      if (one && other && one.id !== other.id) await world.mergeThere(one, other)
    }),
  ),
  place.map((at) =>
    command(`touch ${at} there`, async ({ emulator, account, there }) => {
      const one = nth(there(), at)
      if (one) emulator.touchPerson({ account, resourceName: one.id })
    }),
  ),
  place.map((at) =>
    command(`rename ${at} there`, async ({ emulator, account, there }) => {
      const one = nth(there(), at)
      if (one) emulator.renamePerson({ account, resourceName: one.id, to: `people/1${token()}` })
    }),
  ),
)

const WRITES = ':(create|update|delete|batchCreate|batchUpdate|batchDelete)Contacts?$'

export const fault: fc.Arbitrary<Command> = fc
  .tuple(
    fc.constantFrom(
      // More frequent than other faults, because lost replies are what causes duplicates.
      ...(['apply-then-drop', 'apply-then-drop', 'cut-json', 'html-502', 'drop-before'] as const).map(
        (kind) => ({ kind }),
      ),
      ...(['rate', 'backend-quota', 'unavailable', 'internal', 'aborted', 'expired-sync-token'] as const).map(
        (preset) => ({ kind: 'status' as const, preset }),
      ),
    ),
    fc.constantFrom(true, true, true, false),
    fc.boolean(),
    fc.constantFrom(1, 1, 2),
  )
  .map(([what, writes, applied, nth]) =>
    command(
      `fault ${'preset' in what ? what.preset : what.kind}${applied ? ' applied' : ''} at ${writes ? 'write' : 'read'} ${nth}`,
      async ({ emulator, account }) => {
        const isCursor = 'preset' in what && what.preset === 'expired-sync-token'
        // Only list calls can return this, and a call with this answer certainly did nothing.
        const match = !isCursor && writes ? { account, path: WRITES } : { account, method: 'GET' }
        const broken = what.kind === 'html-502' || ('preset' in what && what.preset === 'internal')
        emulator.addFaults([{ ...what, match, nth, applied: applied && broken }])
      },
    ),
  )

export const network: fc.Arbitrary<Command> = fc.oneof(
  fc
    .constantFrom(0, 1, 4, 15, 40)
    .map((minutes) => command(`${minutes} min pass`, async ({ pass }) => pass(minutes))),
  fc.constant(command('8 days pass', async ({ pass }) => pass(8 * DAYS))),
  fc
    .constantFrom(0, 1, 4)
    .map((minutes) =>
      command(`lists lag ${minutes} min`, async ({ emulator }) => emulator.setLag({ ms: minutes * 60_000 })),
    ),
  fc
    .record({ mostPerPage: fc.constantFrom(1, 2, 3, 1_000), unrulyLists: fc.boolean() })
    .map((switches) =>
      command(`lists ${JSON.stringify(switches)}`, async ({ emulator }) => emulator.setSwitches(switches)),
    ),
)

/** How many minutes pass before a worker looks; some are too few for a check to be due. */
const minutes = fc.constantFrom(16, 16, 16, 6, 1)

/** The scheduler draws the order of the workers' calls and of other actions. */
async function atOnce(real: Real, others: readonly Command[], workedFor: readonly World[]): Promise<void> {
  const { scheduler } = real
  for (const { gate } of workedFor) gate.pass = (call) => scheduler.schedule(Promise.resolve(), call)
  const between = scheduler.scheduleSequence(
    others.map((other) => ({ label: String(other), builder: () => other.run({}, real) })),
  )
  try {
    const [{ faulty }] = await scheduler.waitFor(
      Promise.all([between.task, ...workedFor.map((world) => world.work())]),
    )
    if (faulty) throw new Error("what others did between the worker's calls failed")
  } finally {
    for (const { gate } of workedFor) gate.pass = async () => undefined
  }
}

export const answer = fc
  .tuple(place, fc.nat(2))
  .map(([at, how]) => command(`answer ${at} with ${how}`, (world) => answerOne(world, at, how)))

export const settings = fc
  .record({
    onConflict: fc.constantFrom<ConflictPolicy>('ask', 'local', 'remote', 'newest'),
    onLocalDelete: fc.constantFrom<DeletePolicy>('keep', 'delete'),
  })
  .map((settings) => command(`settings ${JSON.stringify(settings)}`, (world) => world.set(settings)))

const steering: fc.Arbitrary<Command> = fc.oneof(
  { arbitrary: answer, weight: 4 },
  { arbitrary: fc.constant(command('preview', startAgain)), weight: 2 },
  { arbitrary: fc.constant(command('start', start)), weight: 2 },
  { arbitrary: fc.constant(command('let pass', letPass)), weight: 2 },
  { arbitrary: fc.constant(command('look', look)), weight: 2 },
  { arbitrary: fc.constant(command('press what was looked at', pressLate)), weight: 3 },
  fc.constant(command('discard', cancel)),
  fc.constant(command('stop', stop)),
  settings,
)

/** A worker works; it may crash, other workers may run at the same time, and people may act between its calls. */
export const worksBeside = (
  action: fc.Arbitrary<Command>,
  steering: fc.Arbitrary<Command>,
): fc.Arbitrary<Command> =>
  fc.oneof(
    {
      arbitrary: minutes.map((minutes) =>
        command(`work after ${minutes} min`, (world) => {
          world.pass(minutes)
          return world.work()
        }),
      ),
      weight: 3,
    },
    fc.tuple(minutes, fc.integer({ min: 1, max: 120 })).map(([minutes, awaits]) =>
      command(`work after ${minutes} min, and die at await ${awaits}`, async (world) => {
        world.pass(minutes)
        if ((await runUntilCrash(awaits, () => world.work())) === 'died') await world.buryWorker()
      }),
    ),
    fc.tuple(minutes, fc.array(action, { minLength: 1, maxLength: 3 })).map(([minutes, actions]) =>
      command(`work after ${minutes} min, while ${actions.map(String).join(' and ')}`, (world, real) => {
        world.pass(minutes)
        return atOnce(real, actions, [world])
      }),
    ),
    {
      // Between two queries of the worker: while it reads, compares or writes.
      arbitrary: fc
        .tuple(minutes, fc.integer({ min: 1, max: 120 }), fc.oneof(steering, steering, action))
        .map(([minutes, awaits, other]) =>
          command(`work after ${minutes} min, and at await ${awaits} ${other}`, (world, real) => {
            world.pass(minutes)
            return meanwhile(
              awaits,
              () => other.run({}, real),
              () => world.work(),
            )
          }),
        ),
      weight: 3,
    },
    minutes.map((minutes) =>
      command(`two workers after ${minutes} min`, (world, real) => {
        world.pass(minutes)
        return atOnce(real, [], [world, world])
      }),
    ),
    minutes.map((minutes) =>
      command(`work for everybody after ${minutes} min`, (world, real) => {
        world.pass(minutes)
        return atOnce(real, [], real.people)
      }),
    ),
  )

const works = worksBeside(action, steering)

/** Starts a sync; without it most of a scenario would happen before one. */
export const setUp: Command = command('set up', async (world) => {
  await startAgain(world)
  await start(world)
  await world.goOn()
})

/** Everybody looks at a preview before anybody starts. */
const setUpTogether: Command = command('set up side by side', async (_, { people }) => {
  for (const world of people) await startAgain(world)
  for (const world of people) await start(world)
  for (const world of people) await world.goOn()
})

/** Some contacts on all sides, then a sync of them, then any actions, including setting up again. */
export const commands = (size: number): fc.Arbitrary<Command[]> =>
  fc
    .tuple(
      fc.array(someone(action), { minLength: 2, maxLength: 8, size: 'max' }),
      fc.constantFrom([setUp], [setUpTogether], [setUp, second(setUp)]),
      fc.array(
        fc.oneof(
          ...[action, action, works, works, works, steering, network, fault].map((arbitrary) => ({
            arbitrary: someone(arbitrary),
            weight: 3,
          })),
          { arbitrary: someone(fc.constant(setUp)), weight: 1 },
        ),
        { maxLength: size, size: 'max' },
      ),
    )
    .map(([before, begin, after]) => [...before, ...begin, ...after])
