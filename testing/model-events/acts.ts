// The acts of a scenario: people on both sides, Google, the clock and the workers. Each names its target by its position, so that it
// still applies to a shrunk scenario.
import fc from 'fast-check'
import { split } from '@/lib/domains/events/recurrence/edit/split'
import type { CalendarEvent } from '@/lib/domains/events/value/event'
import type { Json } from '@/lib/providers/google/raw'
import { meanwhile, runUntilCrash } from '@/testing/model/crash-injection'
import { type Act, act, nth } from './act'
import { drafts, eventOf, jsonOf, linesFor, THERE, time, timeThere } from './drafts'
import { guestActs } from './guests'
import { idAt, isOwn, JUDGE, ofSeriesHere, ofSeriesThere, slot } from './in-series'
import { MARKED, marksIn } from './marks'
import { answerOne, previewAndStart, setUpAgain, start, stop } from './steering'
import type { World } from './world'

let made = 0
function mark({ marks }: World, field: string): string {
  made += 1
  marks.set(`mark${made}`, field)
  return `mark${made}`
}

/** Of values that their person saw and wrote over, or deleted. */
const unmark = ({ marks }: World, seen: Partial<CalendarEvent>) => {
  for (const one of marksIn(seen)) marks.delete(one)
}

const seenThere = (json: Json | null): Partial<CalendarEvent> => ({
  title: String(json?.summary ?? ''),
  location: String(json?.location ?? ''),
  description: String(json?.description ?? ''),
})

const field = fc.constantFrom(...MARKED)
const place = fc.nat(4)

/** Of the changed occurrences that their person sees go with their series. */
async function unmarkOccurrences(world: World): Promise<void> {
  for (const event of await world.occurrencesHere()) unmark(world, event)
  for (const event of world.occurrencesThere()) unmark(world, seenThere(event))
}

/**
 * A series that repeats at other times than before. Its person sees which occurrences it no longer has on their side, and gives up what
 * was changed of them.
 */
async function reshape(world: World, side: 'here' | 'there', run: () => unknown): Promise<void> {
  const before = await world.marksOn(side)
  await run()
  const after = await world.marksOn(side)
  for (const mark of before) if (!after.has(mark)) world.marks.delete(mark)
}

const editing: fc.Arbitrary<Act> = fc.oneof(
  {
    arbitrary: drafts.map((draft) =>
      act(`add ${JSON.stringify(draft)} here`, (world) => world.addHere(eventOf(draft))),
    ),
    weight: 3,
  },
  {
    arbitrary: drafts.map((draft) =>
      act(`add ${JSON.stringify(draft)} there`, async (world) => world.addThere(jsonOf(draft))),
    ),
    weight: 3,
  },
  drafts.map((draft) =>
    act(`an invitation to ${JSON.stringify(draft)} arrives`, async (world) =>
      world.addThere(
        {
          ...jsonOf(draft),
          attendees: [
            { email: world.account, responseStatus: 'needsAction' },
            { email: 'clerk@court.example' },
          ],
        },
        JUDGE,
      ),
    ),
  ),
  fc.constantFrom('accepted', 'declined').chain((response) =>
    place.map((at) =>
      act(`${at} there is ${response}`, async (world) => {
        const invitations = world.there().filter((one) => Array.isArray(one.attendees))
        const one = nth(invitations, at)
        if (one) world.respondThere(String(one.id), response)
      }),
    ),
  ),
  {
    arbitrary: fc.tuple(place, field).map(([at, field]) =>
      act(`edit ${field} of ${at} here`, async (world) => {
        const one = nth(await world.here(), at)
        if (!one) return
        const to = { ...one.event, [field]: mark(world, field) }
        const done = await world.saveHere(one.id, { kind: 'all' }, to)
        if (done?.kind === 'done') unmark(world, { [field]: one.event[field] })
        else unmark(world, to)
      }),
    ),
    weight: 3,
  },
  {
    arbitrary: fc.tuple(place, field).map(([at, field]) =>
      act(`edit ${field} of ${at} there`, async (world) => {
        const one = nth(world.there().filter(isOwn), at)
        if (!one) return
        unmark(world, { [field]: seenThere(one)[field] })
        world.editThere(String(one.id), { [THERE[field]]: mark(world, field) })
      }),
    ),
    weight: 3,
  },
  place.map((at) =>
    act(`delete ${at} here`, async (world) => {
      const one = nth(await world.here(), at)
      if (!one) return
      unmark(world, one.event)
      await unmarkOccurrences(world)
      await world.deleteHere(one.id, { kind: 'all' })
    }),
  ),
  place.map((at) =>
    act(`delete ${at} there`, async (world) => {
      const one = nth(world.there(), at)
      if (!one) return
      unmark(world, seenThere(one))
      await unmarkOccurrences(world)
      world.deleteThere(String(one.id))
    }),
  ),
  fc.constant(act('restore here', (world) => world.restoreHere())),
  guestActs,
)

const inSeries: fc.Arbitrary<Act> = fc.tuple(place, slot, field, time).chain(([at, k, field, time]) =>
  fc.constantFrom(
    ofSeriesHere(at, k, `edit ${field} of`, async (world, id, on, now) => {
      const to = { ...now, [field]: mark(world, field) }
      const done = await world.saveHere(id, { kind: 'this', on }, to)
      if (done?.kind === 'done') unmark(world, { [field]: (await world.isChanged(id, on)) ? now[field] : '' })
      else unmark(world, to)
    }),
    ofSeriesHere(at, k, 'cancel', async (world, id, on, now) => {
      if (await world.isChanged(id, on)) unmark(world, now)
      await world.deleteHere(id, { kind: 'this', on })
    }),
    ofSeriesHere(at, k, `move to ${JSON.stringify(time)}`, async (world, id, on, now) => {
      if (now.time.kind === time.kind) await world.saveHere(id, { kind: 'this', on }, { ...now, time })
    }),
    ofSeriesThere(at, k, `edit ${field} of`, (world, series, on) => {
      const now = world.thereById(idAt(series, on))
      if (now?.status === 'cancelled' || !now) return
      if (world.isChangedThere(String(now.id))) unmark(world, { [field]: seenThere(now)[field] })
      world.editThere(idAt(series, on), { [THERE[field]]: mark(world, field) })
    }),
    ofSeriesThere(at, k, 'cancel', (world, series, on) => {
      const now = world.thereById(idAt(series, on))
      if (now?.status === 'cancelled' || !now) return
      if (world.isChangedThere(String(now.id))) unmark(world, seenThere(now))
      world.deleteThere(idAt(series, on))
    }),
    ofSeriesThere(at, k, 'un-cancel', (world, series, on) => {
      const now = world.thereById(idAt(series, on))
      if (now?.status === 'cancelled') world.editThere(idAt(series, on), { status: 'confirmed' })
    }),
    ofSeriesThere(at, k, `move to ${JSON.stringify(time)}`, (world, series, on) => {
      const now = world.thereById(idAt(series, on))
      const isDay = on.length === 10
      if (now && now.status !== 'cancelled' && (time.kind === 'day') === isDay)
        world.editThere(idAt(series, on), timeThere(time))
    }),
  ),
)

/** Moves, splits and ends series. */
const reshaping: fc.Arbitrary<Act> = fc.oneof(
  fc.tuple(place, time).map(([at, time]) =>
    act(`move ${at} here to ${JSON.stringify(time)}`, async (world) => {
      const one = nth(await world.here(), at)
      const to = one && { ...one.event, time, repeat: linesFor({ ...one.event, time }) }
      if (one && to) await reshape(world, 'here', () => world.saveHere(one.id, { kind: 'all' }, to))
    }),
  ),
  fc.tuple(place, time).map(([at, time]) =>
    act(`move ${at} there to ${JSON.stringify(time)}`, async (world) => {
      const one = nth(world.there().filter(isOwn), at)
      if (!one) return
      const repeat = (one.recurrence ?? []) as readonly string[]
      const lines = repeat.length > 0 ? { recurrence: linesFor({ time, repeat }) } : {}
      const id = String(one.id)
      await reshape(world, 'there', () => world.editThere(id, { ...timeThere(time), ...lines }))
    }),
  ),
  fc.tuple(place, slot, field).chain(([at, k, field]) =>
    fc.constantFrom(
      ofSeriesHere(at, k + 1, `split with ${field} at`, (world, id, on) =>
        reshape(world, 'here', async () => {
          const series = (await world.here()).find((one) => one.id === id)
          const cut = series && split(series.event, on)
          if (cut?.kind !== 'split') return
          const to = { ...cut.tail, [field]: mark(world, field) }
          const done = await world.saveHere(id, { kind: 'following', on }, to)
          if (done?.kind !== 'done') unmark(world, to)
        }),
      ),
      ofSeriesHere(at, k + 1, 'end before', (world, id, on) =>
        reshape(world, 'here', () => world.deleteHere(id, { kind: 'following', on })),
      ),
      ofSeriesThere(at, k + 1, `split with ${field} at`, (world, series, on) => {
        if (on === world.slotsThere(series)[0]) return
        const id = String(series.id)
        return reshape(world, 'there', () => world.splitThere(id, on, { [THERE[field]]: mark(world, field) }))
      }),
    ),
  ),
)

const WRITES = ['POST', 'PATCH', 'DELETE', 'PUT'] as const
const google: fc.Arbitrary<Act> = fc.oneof(
  fc.constant(act('sync tokens expire', async ({ emulator }) => emulator.expireSyncTokens({}))),
  fc.constantFrom(0, 4, 40).map((minutes) => act(`${minutes} min pass`, async ({ pass }) => pass(minutes))),
  fc.constant(act('8 days pass', async ({ pass }) => pass(8 * 24 * 60))),
  fc
    .record({
      eventsPerPage: fc.constantFrom(1, 2, 2_500),
      unrulyEvents: fc.boolean(),
      exceptionsAfterSplit: fc.constantFrom('reset' as const, 'moved' as const),
      orphanedExceptions: fc.constantFrom('dropped' as const, 'shifted' as const),
    })
    .map((switches) =>
      act(`lists ${JSON.stringify(switches)}`, async ({ emulator }) => emulator.setSwitches(switches)),
    ),
)

const fault: fc.Arbitrary<Act> = fc
  .tuple(
    fc.constantFrom<
      | {
          kind: 'status'
          preset:
            | 'calendar-rate'
            | 'calendar-429'
            | 'calendar-usage'
            | 'calendar-backend'
            | 'calendar-internal'
            | 'calendar-stale'
        }
      | { kind: 'apply-then-drop' | 'drop-before' | 'cut-json' | 'html-502' }
    >(
      { kind: 'apply-then-drop' },
      { kind: 'apply-then-drop' },
      { kind: 'drop-before' },
      { kind: 'cut-json' },
      { kind: 'html-502' },
      { kind: 'status', preset: 'calendar-rate' },
      { kind: 'status', preset: 'calendar-429' },
      { kind: 'status', preset: 'calendar-usage' },
      { kind: 'status', preset: 'calendar-backend' },
      { kind: 'status', preset: 'calendar-internal' },
    ),
    fc.constantFrom(...WRITES, 'GET'),
    fc.constantFrom(1, 1, 2),
    fc.boolean(),
  )
  .map(([what, method, nth, applied]) =>
    act(
      `fault ${'preset' in what ? what.preset : what.kind}${applied ? ' applied' : ''} at ${method} ${nth}`,
      async ({ emulator, account }) =>
        emulator.addFaults([
          {
            ...what,
            match: { account, method },
            nth,
            applied:
              applied &&
              (what.kind === 'html-502' || ('preset' in what && what.preset === 'calendar-internal')),
          },
        ]),
    ),
  )

const steering: fc.Arbitrary<Act> = fc.oneof(
  {
    arbitrary: fc
      .tuple(place, fc.nat(2))
      .map(([at, how]) => act(`answer ${at} with ${how}`, (world) => answerOne(world, at, how))),
    weight: 4,
  },
  fc.constant(act('stop', stop)),
  fc.constant(act('let pass', start)),
  { arbitrary: fc.constant(act('set up', setUpAgain)), weight: 2 },
)

const minutes = fc.constantFrom(16, 16, 16, 6, 1)
const works: fc.Arbitrary<Act> = fc.oneof(
  {
    arbitrary: minutes.map((minutes) =>
      act(`work after ${minutes} min`, async (world) => {
        world.pass(minutes)
        await world.work()
      }),
    ),
    weight: 3,
  },
  fc.tuple(minutes, fc.integer({ min: 1, max: 150 })).map(([minutes, awaits]) =>
    act(`work after ${minutes} min, and die at await ${awaits}`, async (world) => {
      world.pass(minutes)
      if ((await runUntilCrash(awaits, () => world.work())) === 'died') await world.buryWorker()
    }),
  ),
  fc
    .tuple(minutes, fc.integer({ min: 1, max: 150 }), fc.oneof(editing, inSeries, steering))
    .map(([minutes, awaits, other]) =>
      act(`work after ${minutes} min, and at await ${awaits} ${other}`, async (world) => {
        world.pass(minutes)
        await meanwhile(
          awaits,
          () => other.run(world),
          () => world.work(),
        )
      }),
    ),
)

/** Some events on both sides, then a sync of them, then any acts. */
export const acts = (size: number): fc.Arbitrary<readonly Act[]> =>
  fc
    .tuple(
      fc.array(fc.oneof(editing, inSeries), { minLength: 2, maxLength: 8, size: 'max' }),
      fc.array(
        fc.oneof(
          { arbitrary: editing, weight: 3 },
          { arbitrary: inSeries, weight: 4 },
          { arbitrary: reshaping, weight: 2 },
          { arbitrary: works, weight: 5 },
          { arbitrary: google, weight: 2 },
          { arbitrary: fault, weight: 2 },
          { arbitrary: steering, weight: 1 },
        ),
        { maxLength: size, size: 'max' },
      ),
    )
    .map(([before, after]) => [...before, act('set up', previewAndStart), ...after])
