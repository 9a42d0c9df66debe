// Undo of a run, in drawn scenarios: people edit, a sync runs, people edit again, and the run is undone. On both sides what nobody touched
// since is as it was before the run, what people edited stays and is named, and the next sync writes nothing. The undo is then undone.
import fc from 'fast-check'
import type { Emulator } from '@/emulator/server'
import { contactDomain } from '@/lib/domains/contacts/domain'
import type { Contact } from '@/lib/domains/contacts/value/contact'
import { FIELD_NAMES, type FieldName } from '@/lib/domains/contacts/value/fields'
import { THRESHOLDS } from '@/lib/engine/guard/guard'
import type { ConflictPolicy } from '@/lib/engine/model'
import { db } from '@/lib/store/database/client'
import { startUndo, undoPreview } from '@/lib/store/undo/undo'
import { edit, nth, person } from './commands'
import { marksOf } from './oracle'
import { quiet, throwIfAny } from './run'
import { createWorld, type Seen, type World } from './world'

/** No guard stops a run: this is about undo. */
const UNGUARDED = { ...THRESHOLDS, few: 1_000, fewDeleted: 1_000, flood: 1_000, fewest: 1_000 }
const ALL = { changeId: null, field: null } as const
const DOMAIN = contactDomain(null)

interface Act {
  readonly name: string
  readonly run: (world: World) => Promise<unknown>
}

const place = fc.nat(4)

const edits: fc.Arbitrary<Act> = fc
  .tuple(fc.constantFrom('here' as const, 'there' as const), place, edit)
  .map(([side, at, { name, edit }]) => ({
    name: `${at} ${side} ${name}`,
    run: async (world) => {
      const one = nth(side === 'here' ? await world.here() : world.there(), at)
      if (one) await world[side === 'here' ? 'editHere' : 'editThere'](one.id, edit)
    },
  }))

const additions: fc.Arbitrary<Act> = fc
  .tuple(fc.constantFrom('addHere' as const, 'addThere' as const), fc.integer({ min: 10, max: 17 }))
  .map(([how, who]) => ({ name: `${how} ${who}`, run: (world) => world[how](person(who)) }))

const deletions: fc.Arbitrary<Act> = place.map((at) => ({
  name: `delete ${at} here`,
  run: async (world) => {
    const one = nth(await world.here(), at)
    if (one) await world.deleteHere(one)
  },
}))

/** By their birthmarks: a contact that returns to an account has another id there. */
type Snapshot = ReadonlyMap<number, Contact>
interface Both {
  readonly here: Snapshot
  readonly there: Snapshot
}

const byMark = (seen: readonly Seen[]): Snapshot =>
  new Map(seen.map(({ contact }) => [marksOf(contact)[0] ?? 0, contact]))
const snapshot = async (world: World): Promise<Both> => ({
  here: byMark(await world.here()),
  there: byMark(world.there()),
})

const same = (a: Contact | undefined, b: Contact | undefined): boolean =>
  a === undefined || b === undefined ? a === b : DOMAIN.same(a, b)
const sameField = (field: FieldName, a: Contact, b: Contact): boolean => DOMAIN.sameField(field, a, b)

const differences = (what: string, is: Both, should: Both): readonly string[] =>
  (['here', 'there'] as const).flatMap((side) =>
    [...new Set([...is[side].keys(), ...should[side].keys()])].flatMap((mark) =>
      same(is[side].get(mark), should[side].get(mark))
        ? []
        : [`${what}, ${side}: ${mark} is ${shown(is[side].get(mark))}, not ${shown(should[side].get(mark))}`],
    ),
  )
const shown = (contact: Contact | undefined) => (contact ? JSON.stringify(contact) : 'absent')

/** Values that the run changed on a side, and what should have become of each. */
function misplaced(was: Both, ran: Both, now: Both, is: Both): readonly string[] {
  return (['here', 'there'] as const).flatMap((side) =>
    [...now[side]].flatMap(([mark, edited]) => {
      const [before, after, undone] = [was, ran, is].map((one) => one[side].get(mark))
      // Added or deleted by the run or by people: compared as a whole, where nobody edited since.
      if (!before || !after || !undone) return []
      return FIELD_NAMES.flatMap((field) => {
        const isRuns = !sameField(field, before, after)
        const isEdited = !sameField(field, edited, after)
        const expected = isRuns && !isEdited ? before : edited
        // In a list, people may have edited some entries and the run others.
        if (isRuns && isEdited && Array.isArray(edited[field])) return []
        return sameField(field, undone, expected)
          ? []
          : [
              `${field} of ${mark} ${side} is ${JSON.stringify(undone[field])}, not ${JSON.stringify(expected[field])}`,
            ]
      })
    }),
  )
}

/** Fields here that people edited since the run, and that the preview does not name. */
function unnamed(
  was: Both,
  ran: Both,
  now: Both,
  named: ReadonlyMap<string, readonly string[]>,
  ids: ReadonlyMap<number, string>,
): readonly string[] {
  return [...now.here].flatMap(([mark, edited]) => {
    const [before, after] = [was.here.get(mark), ran.here.get(mark)]
    if (!before || !after) return []
    return FIELD_NAMES.flatMap((field) => {
      const isKept =
        !Array.isArray(edited[field]) &&
        !sameField(field, before, after) &&
        !sameField(field, edited, after) &&
        !sameField(field, edited, before)
      return isKept && !named.get(ids.get(mark) ?? '')?.includes(field)
        ? [`${field} of ${mark} is not named`]
        : []
    })
  })
}

async function runsSince({ fixture }: World, at: Date) {
  const { id: syncId, firmId } = fixture.sync
  return db(firmId).run.findMany({
    where: { syncId, createdAt: { gt: at }, written: { gt: 0 } },
    orderBy: { createdAt: 'asc' },
  })
}

const lastRun = ({ fixture: { sync } }: World) =>
  db(sync.firmId).run.findFirstOrThrow({ where: { syncId: sync.id }, orderBy: { createdAt: 'desc' } })

async function undo(world: World, runId: string): Promise<string> {
  const started = await startUndo(world.fixture.actor, { runId, ...ALL, deletesThere: 1_000 })
  if (started.kind !== 'started') throw new Error(`the undo was not started: ${started.kind}`)
  // A write that is refused since the contact was edited is planned again.
  for (let rounds = 0; rounds < 5 && (await world.openRun()); rounds += 1) {
    await world.goOn()
    world.pass(1)
  }
  const run = await db(world.fixture.sync.firmId).run.findFirstOrThrow({ where: { id: started.runId } })
  if (run.state !== 'done') throw new Error(`the undo is ${run.state}`)
  return run.id
}

async function writesNothing(world: World, when: string): Promise<void> {
  const before = await world.writes()
  const was = await snapshot(world)
  for (let times = 0; times < 2; times += 1) {
    world.pass(20)
    await world.work()
  }
  throwIfAny(differences(`a sync ${when}`, await snapshot(world), was))
  if ((await world.writes()) !== before) throw new Error(`a sync ${when} writes`)
}

/** How many scenarios undid something, how many of them after later edits. */
export interface Undone {
  runs: number
  edited: number
}

export const undoScenario = (emulator: () => Emulator, done: Undone) =>
  fc.asyncProperty(
    fc.record({
      start: fc.array(additions, { minLength: 2, maxLength: 4 }),
      before: fc.array(fc.oneof({ arbitrary: edits, weight: 4 }, additions, deletions), {
        minLength: 1,
        maxLength: 5,
      }),
      later: fc.oneof(fc.constant([]), fc.array(edits, { minLength: 1, maxLength: 3 })),
      onConflict: fc.constantFrom<ConflictPolicy>('ask', 'local', 'remote', 'newest'),
    }),
    async ({ start, before, later, onConflict }) => {
      const world = await createWorld(emulator(), undefined, UNGUARDED)
      await world.set({ onConflict, onLocalDelete: 'delete' })
      for (const { run } of start) await run(world)
      await quiet([world])
      const last = await lastRun(world)
      for (const { run } of before) await run(world)
      const was = await snapshot(world)
      world.pass(20)
      await world.work()
      const [run, ...more] = await runsSince(world, last.createdAt)
      if (!run || more.length > 0 || (await world.openRun())) return
      const ran = await snapshot(world)
      for (const one of later) await one.run(world)
      const now = await snapshot(world)
      const preview = await undoPreview(world.fixture.actor, { runId: run.id, ...ALL }, null, 50)
      const changes = await world.fixture.changes(run.id)
      const named = new Map(
        (preview?.rows ?? []).map(({ id, kept }) => [
          changes.find((change) => change.id === id)?.localId ?? '',
          kept.flatMap((one) => (one.why === 'edited' && one.side === 'local' ? one.fields : [])),
        ]),
      )
      const ids = new Map((await world.here()).map(({ id, contact }) => [marksOf(contact)[0] ?? 0, id]))
      throwIfAny(unnamed(was, ran, now, named, ids))
      const undoneBy = await undo(world, run.id)
      done.runs += 1
      const is = await snapshot(world)
      throwIfAny(misplaced(was, ran, now, is))
      if (later.length > 0) {
        done.edited += 1
        await quiet([world])
        return writesNothing(world, 'after the later edits have traveled')
      }
      throwIfAny(differences('after the undo', is, was))
      await writesNothing(world, 'after the undo')
      await undo(world, undoneBy)
      throwIfAny(differences('after the undo of the undo', await snapshot(world), ran))
      await writesNothing(world, 'after the undo of the undo')
    },
  )
