// Undo of runs of a calendar, in drawn scenarios: people edit, a sync runs, people edit again, and what ran is undone. On both sides what
// nobody touched since is as it was before, what people edited since stays and is named, what cannot be undone is named, nobody gets a
// mail, and the next sync writes nothing. The undo is then undone.
import fc from 'fast-check'
import type { Emulator } from '@/emulator/server'
import type { CalendarEvent } from '@/lib/domains/events/value/event'
import { calendarCollection } from '@/lib/store/calendar/collection'
import { db } from '@/lib/store/database/client'
import { startUndo, undoPreview } from '@/lib/store/undo/undo'
import { type Act, act, nth } from './act'
import { drafts, eventOf, jsonOf, THERE, time, timeThere } from './drafts'
import { idAt, ofSeriesHere, ofSeriesThere, slot } from './in-series'
import { quiet, syncOf, throwIfAny } from './rest'
import { allOf, shown, shownThere } from './shown'
import { previewAndStart } from './steering'
import { createWorld, type World } from './world'

const ALL = { changeId: null, field: null } as const
const ROUNDS = 6

let made = 0
/** Every event has a birthmark in its description, which nobody edits. The occurrences of a series have that of the series. */
const birthmark = () => `birth${++made}.`
const birthIn = (text: unknown): string => /birth\d+\./.exec(JSON.stringify(text))?.[0] ?? ''

const place = fc.nat(4)
const field = fc.constantFrom('title' as const, 'location' as const)

/** Notes the event that an act is about. */
type Touched = Set<string>

const edited = () => `edited ${++made}`

const edits = (touched: Touched): fc.Arbitrary<Act> =>
  fc.tuple(place, field).chain(([at, field]) =>
    fc.constantFrom(
      act(`edit ${field} of ${at} here`, async (world) => {
        const one = nth(await world.here(), at)
        if (!one) return
        touched.add(birthIn(one.event))
        await world.saveHere(one.id, { kind: 'all' }, { ...one.event, [field]: edited() })
      }),
      act(`edit ${field} of ${at} there`, async (world) => {
        const one = nth(world.there(), at)
        if (!one) return
        touched.add(birthIn(one))
        world.editThere(String(one.id), { [THERE[field]]: edited() })
      }),
    ),
  )

/** `onlyThere` notes the series of which an occurrence was changed in the account. */
const inSeries = (touched: Touched, onlyThere: Touched = new Set()): fc.Arbitrary<Act> =>
  fc.tuple(place, slot, field).chain(([at, k, field]) => {
    const edit = (now: CalendarEvent) => ({ ...now, [field]: edited() })
    return fc.constantFrom(
      ofSeriesHere(at, k, `edit ${field} of`, (world, id, on, now) => {
        touched.add(birthIn(now))
        return world.saveHere(id, { kind: 'this', on }, edit(now))
      }),
      ofSeriesHere(at, k, 'cancel', (world, id, on, now) => {
        touched.add(birthIn(now))
        return world.deleteHere(id, { kind: 'this', on })
      }),
      ofSeriesThere(at, k, `edit ${field} of`, (world, series, on) => {
        if (world.thereById(idAt(series, on))?.status === 'cancelled') return
        touched.add(birthIn(series))
        onlyThere.add(birthIn(series))
        world.editThere(idAt(series, on), { [THERE[field]]: edited() })
      }),
      ofSeriesThere(at, k, 'cancel', (world, series, on) => {
        if (world.thereById(idAt(series, on))?.status === 'cancelled') return
        touched.add(birthIn(series))
        onlyThere.add(birthIn(series))
        world.deleteThere(idAt(series, on))
      }),
    )
  })

const additions: fc.Arbitrary<Act> = drafts.chain((draft) =>
  fc.constantFrom(
    act(`add ${JSON.stringify(draft)} here`, (world) =>
      world.addHere(eventOf({ ...draft, description: birthmark() })),
    ),
    act(`add ${JSON.stringify(draft)} there`, async (world) =>
      world.addThere(jsonOf({ ...draft, description: birthmark() })),
    ),
  ),
)

const deletions: fc.Arbitrary<Act> = place.chain((at) =>
  fc.constantFrom(
    act(`delete ${at} here`, async (world) => {
      const one = nth(await world.here(), at)
      if (one) await world.deleteHere(one.id, { kind: 'all' })
    }),
    act(`delete ${at} there`, async (world) => {
      const one = nth(world.there(), at)
      if (one) world.deleteThere(String(one.id))
    }),
  ),
)

const moves: fc.Arbitrary<Act> = fc.tuple(place, time).chain(([at, time]) =>
  fc.constantFrom(
    act(`move ${at} here to ${JSON.stringify(time)}`, async (world) => {
      const one = nth(await world.here(), at)
      if (one && one.event.time.kind === time.kind)
        await world.saveHere(one.id, { kind: 'all' }, { ...one.event, time })
    }),
    act(`move ${at} there to ${JSON.stringify(time)}`, async (world) => {
      const one = nth(world.there(), at)
      const isDay = (one?.start as { date?: string } | undefined)?.date !== undefined
      if (one && isDay === (time.kind === 'day')) world.editThere(String(one.id), timeThere(time))
    }),
  ),
)

/** The lines that a side shows of each event, by its birthmark. */
type Snapshot = ReadonlyMap<string, readonly string[]>
type Both = Readonly<Record<'here' | 'there', Snapshot>>

const byBirth = (lines: readonly string[]): Snapshot => {
  const found = new Map<string, string[]>()
  for (const line of lines) found.set(birthIn(line), [...(found.get(birthIn(line)) ?? []), line])
  return found
}

const itemsHere = ({ sync: { actor, calendarId } }: World) =>
  allOf(calendarCollection(actor.firmId, calendarId))

const snapshot = async (world: World): Promise<Both> => ({
  here: byBirth(shown(await itemsHere(world))),
  there: byBirth(shownThere(await world.instancesThere())),
})

/** Differences of events besides those of the given birthmarks. */
function differences(what: string, is: Both, should: Both, besides: ReadonlySet<string>): readonly string[] {
  return (['here', 'there'] as const).flatMap((side) =>
    [...new Set([...is[side].keys(), ...should[side].keys()])].flatMap((birth) => {
      const [a, b] = [is, should].map((one) => one[side].get(birth)?.join('\n  ') ?? 'absent')
      return besides.has(birth) || a === b ? [] : [`${what}, ${side}:\n  ${a}\nnot\n  ${b}`]
    }),
  )
}

/** Edits made since that the undo lost, on the side where they were made. */
const lostEdits = (ran: Both, now: Both, is: Both): readonly string[] =>
  (['here', 'there'] as const).flatMap((side) => {
    const [before, after] = [textsOf(ran[side]), textsOf(is[side])]
    return [...textsOf(now[side])].flatMap((text) =>
      before.has(text) || after.has(text) ? [] : [`${text} was made ${side} since the run, and is lost`],
    )
  })

const textsOf = (side: Snapshot): ReadonlySet<string> =>
  new Set([...side.values()].flat().flatMap((line) => line.match(/edited \d+/g) ?? []))

/** Whether what was written before, by the run, and since differs pairwise: then the undo keeps what was written since. */
const isKept = (texts: readonly (string | undefined)[]) => new Set(texts).size === 3

/** Fields of single events here that were edited since the run changed them, and that the preview does not name. */
function unnamed(was: Both, ran: Both, now: Both, named: ReadonlyMap<string, readonly string[]>) {
  return [...now.here].flatMap(([birth, lines]) => {
    const states = [was.here.get(birth), ran.here.get(birth), lines]
    if (states.some((state) => state?.length !== 1)) return []
    const values = states.map((state) => JSON.parse(state?.[0] ?? '[]') as readonly string[])
    return (['title', 'location'] as const).flatMap((field, at) =>
      isKept(values.map((value) => value[at])) && !named.get(birth)?.includes(field)
        ? [`${field} of ${birth} was edited since, and the preview does not name it`]
        : [],
    )
  })
}

async function runsSince({ sync: { actor, syncId } }: World, at: Date) {
  return db(actor.firmId).run.findMany({
    where: { syncId, createdAt: { gt: at }, written: { gt: 0 } },
    orderBy: { createdAt: 'asc' },
  })
}

const lastRun = ({ sync: { actor, syncId } }: World) =>
  db(actor.firmId).run.findFirstOrThrow({ where: { syncId }, orderBy: { createdAt: 'desc' } })

/** What the preview of an undo says stays: by birthmark, the fields that people edited here, and all that has any part that stays. */
async function keptOf(world: World, runId: string) {
  const { actor } = world.sync
  const preview = await undoPreview(actor, { runId, ...ALL }, null, 200)
  if (!preview) throw new Error('the run has no preview of its undo')
  const changes = await world.sync.changes(runId)
  const fields = new Map<string, string[]>()
  const any = new Set<string>()
  for (const { id, kept } of preview.rows.filter(({ kept }) => kept.length > 0)) {
    const change = changes.find((one) => one.id === id)
    const row =
      change?.localId && (await db(actor.firmId).calendarEvent.findFirst({ where: { id: change.localId } }))
    const birth = birthIn(row ? row.value : world.thereById(change?.remoteId ?? ''))
    any.add(birth)
    const here = kept.flatMap((one) => (one.why === 'edited' && one.side === 'local' ? one.fields : []))
    fields.set(birth, [...(fields.get(birth) ?? []), ...here.map(String)])
  }
  return { fields, any }
}

async function undo(world: World, runId: string): Promise<string> {
  const { actor } = world.sync
  const started = await startUndo(actor, { runId, ...ALL, deletesThere: 1_000 })
  if (started.kind !== 'started') throw new Error(`the undo was not started: ${started.kind}`)
  // A write that is refused since the event was edited is planned again.
  for (let round = 0; round < ROUNDS && (await world.openRun()); round += 1) {
    await world.goOn()
    world.pass(1)
  }
  const run = await db(actor.firmId).run.findFirstOrThrow({ where: { id: started.runId } })
  if (run.state !== 'done') throw new Error(`the undo is ${run.state}`)
  return run.id
}

/** Undoes runs, the latest first. */
async function undoAll(world: World, runs: readonly { readonly id: string }[]) {
  const fields = new Map<string, readonly string[]>()
  const any = new Set<string>()
  const by: { id: string }[] = []
  for (const { id } of runs) {
    const kept = await keptOf(world, id)
    for (const [birth, some] of kept.fields) fields.set(birth, [...(fields.get(birth) ?? []), ...some])
    for (const birth of kept.any) any.add(birth)
    by.push({ id: await undo(world, id) })
  }
  return { by, fields, any }
}

/** Checks until nothing is written any more: a series that moves takes several. */
async function rest(world: World): Promise<void> {
  for (let round = 0; round < ROUNDS; round += 1) {
    const before = await world.writes()
    world.pass(20)
    await world.work()
    if ((await world.writes()) === before) return
  }
}

async function writesNothing(world: World, when: string): Promise<void> {
  const before = await world.writes()
  const was = await snapshot(world)
  for (let times = 0; times < 2; times += 1) {
    world.pass(20)
    await world.work()
  }
  throwIfAny(differences(`a sync ${when}`, await snapshot(world), was, new Set()))
  if ((await world.writes()) !== before) throw new Error(`a sync ${when} writes`)
}

/** How many scenarios undid something, after later edits, and how many compared all without an exception. */
export interface Undone {
  runs: number
  edited: number
  whole: number
}

interface Drawn {
  readonly start: readonly Act[]
  readonly before: readonly Act[]
  readonly later: readonly Act[]
  readonly touched: Touched
  readonly onlyThere: Touched
}

const drawn: fc.Arbitrary<Drawn> = fc.constant(null).chain(() => {
  const [touched, onlyThere]: readonly [Touched, Touched] = [new Set(), new Set()]
  const before = fc.oneof(edits(new Set()), inSeries(new Set(), onlyThere))
  return fc.record({
    start: fc
      .tuple(
        fc.array(additions, { minLength: 2, maxLength: 4 }),
        fc.array(inSeries(new Set()), { maxLength: 2 }),
      )
      .map((all) => all.flat()),
    before: fc.array(
      fc.oneof({ arbitrary: before, weight: 5 }, additions, deletions, {
        arbitrary: moves,
        weight: 1,
      }),
      { minLength: 1, maxLength: 5 },
    ),
    later: fc.oneof(
      fc.constant([]),
      fc.array(fc.oneof(edits(touched), inSeries(touched)), { minLength: 1, maxLength: 3 }),
    ),
    touched: fc.constant(touched),
    onlyThere: fc.constant(onlyThere),
  })
})

export const undoScenario = (emulator: () => Emulator, done: Undone) =>
  fc.asyncProperty(drawn, (drawn) => live(emulator(), drawn, done))

async function live(emulator: Emulator, { start, before, later, touched, onlyThere }: Drawn, done: Undone) {
  for (const noted of [touched, onlyThere]) noted.clear()
  const world = await createWorld(emulator, false)
  for (const one of start) await one.run(world)
  await previewAndStart(world)
  await quiet(world)
  const last = await lastRun(world)
  for (const one of before) await one.run(world)
  const was = await snapshot(world)
  await rest(world)
  const runs = await runsSince(world, last.createdAt)
  if (runs.length === 0 || (await world.openRun()) || (await syncOf(world)).state !== 'active') return
  const ran = await snapshot(world)
  for (const one of later) await one.run(world)
  const now = await snapshot(world)
  const undone = await undoAll(world, runs.reverse())
  if (runs.length === 1) throwIfAny(unnamed(was, ran, now, undone.fields))
  done.runs += 1
  const is = await snapshot(world)
  // A series that was deleted returns without an occurrence that was changed in the account and never here (decision 0510).
  const incomplete = [...onlyThere].filter((birth) => !ran.there.has(birth))
  throwIfAny(differences('after the undo', is, was, new Set([...touched, ...undone.any, ...incomplete])))
  throwIfAny(lostEdits(ran, now, is))
  throwIfAny(emulator.mails().map((mail) => `a mail was sent: ${JSON.stringify(mail)}`))
  if (later.length > 0) {
    done.edited += 1
    await quiet(world)
    return writesNothing(world, 'after the later edits have traveled')
  }
  await writesNothing(world, 'after the undo')
  if (undone.any.size > 0) return
  done.whole += 1
  await undoAll(world, undone.by.reverse())
  throwIfAny(differences('after the undo of the undo', await snapshot(world), ran, new Set()))
  await writesNothing(world, 'after the undo of the undo')
}

export function reportUndo(end: fc.RunDetails<[Drawn]>): string {
  if (!end.failed) return 'nothing lost'
  const [drawn] = end.counterexample ?? []
  const error = end.errorInstance instanceof Error ? end.errorInstance.stack : String(end.errorInstance)
  const acts = (['start', 'before', 'later'] as const).map((part) => `${part}: ${drawn?.[part].join(' | ')}`)
  return [`seed ${end.seed}, path ${end.counterexamplePath}`, ...acts, error].join('\n')
}
