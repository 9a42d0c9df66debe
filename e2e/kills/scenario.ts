// One first sync, then syncs of later edits. Processes are killed meanwhile at moments drawn by dice.
import { setTimeout as sleep } from 'node:timers/promises'
import type { Dice } from '@/emulator/seeds/seed-persons'
import { syncNow } from '@/lib/store/runs/runs'
import type { Child } from './children'
import type { CreateFirm, KillFirm } from './firm'
import { type Losses, lossesOf } from './laws'
import { look, marksOf, type Seen, startFirst, type Watch, watchRun } from './watch'
import { type KillWorld, persist } from './world'

export type Victim = 'worker' | 'server' | 'database'

export interface Kill {
  readonly victim: Victim
  /** What the run was at. */
  readonly state: string
  /** Whether it was a run of later edits. */
  readonly isLater: boolean
  /** From the kill until it was seen to go on. */
  readonly resumedMs: number
}

export interface Outcome extends Losses {
  readonly kills: readonly Kill[]
  readonly seconds: number
}

export interface ScenarioOptions {
  readonly createFirm: CreateFirm
  readonly size: number
  readonly victims: readonly Victim[]
  /** Kills during the first sync, at most. */
  readonly first: number
  /** Kills during syncs of later edits, at most. */
  readonly later: number
  readonly dice: Dice
  /** What advances the sync: a worker, or a web server with one inside. */
  readonly child: Child
}

/** A sync that does not go on for so long will not. */
const HOPELESS_MS = 240_000
/** Kills come within so many milliseconds after it was seen to go on. */
const SPAN_MS = 5_000
/** Edits on each side before a later sync. */
const EDITS = 10
/** Most later syncs: some are over before a kill. */
const ROUNDS = 12

export async function runScenario(world: KillWorld, options: ScenarioOptions): Promise<Outcome> {
  const began = Date.now()
  const firm = await persist(() => options.createFirm(world, options.size))
  const first = await startFirst(world, firm)
  const kills = [...(await killDuring(world, firm, first, options.first, options))]
  const watches = [first]
  const most = kills.length + options.later
  for (let round = 0; round < ROUNDS && kills.length < most && (await ends(first)); round += 1) {
    const watch = await syncEdits(world, firm, options.dice)
    watches.push(watch)
    kills.push(...(await killDuring(world, firm, watch, most - kills.length, options)))
    if (!(await ends(watch))) break
  }
  const ended = await Promise.all(watches.map(ends))
  const losses = ended.every(Boolean)
    ? await lossesOf(world, firm)
    : { lost: [], doubled: [], other: ['it never ended'] }
  const other = [...watches.flatMap(({ breaches }) => breaches), ...losses.other]
  return { ...losses, other, kills, seconds: Math.round((Date.now() - began) / 1000) }
}

/** People edit on both sides, then somebody presses **Sync now**. */
export async function syncEdits(world: KillWorld, firm: KillFirm, dice: Dice): Promise<Watch> {
  for (let edit = 0; edit < EDITS; edit += 1) await firm.edit(dice.below)
  const runId = await persist(() => syncNow(firm.actor, firm.syncId))
  if (runId === null) throw new Error('the sync is not active')
  return watchRun(world, firm, runId)
}

/** Whether the run ends, if one waits for it. */
async function ends(watch: Watch): Promise<boolean> {
  await Promise.race([watch.over, sleep(HOPELESS_MS, undefined, { ref: false })])
  return watch.isOver()
}

/** Until the run is over, `most` kills are done, or it does not go on after one. */
async function killDuring(
  world: KillWorld,
  firm: KillFirm,
  watch: Watch,
  most: number,
  { victims, dice, child }: ScenarioOptions,
): Promise<readonly Kill[]> {
  const stands = () => look(world, watch.runId)
  const kills: Kill[] = []
  while (kills.length < most) {
    await Promise.race([sleep(dice.below(SPAN_MS)), watch.over])
    if (watch.isOver()) break
    const victim = dice.pick(victims)
    watch.killed()
    const at = Date.now()
    const before = await kill(world, victim, child, stands)
    await firm.edit(dice.below)
    const resumed = await goesOn(watch, before, stands)
    const { state = 'nothing', kind } = before ?? {}
    kills.push({ victim, state, isLater: kind !== 'first', resumedMs: Date.now() - at })
    if (!resumed) break
  }
  return kills
}

/** Kills and restarts; returns the sync's progress while nobody could advance it. */
async function kill(world: KillWorld, victim: Victim, child: Child, stands: () => Promise<Seen | undefined>) {
  if (victim === 'database') {
    process.kill(await world.databasePid(), 'SIGKILL')
    // A process that holds a share starts it again; asking waits until it answers.
    return stands()
  }
  await child.killAndRestart()
  // The killed process's last request is over by now, and the next one has hardly begun.
  const before = await stands()
  return before
}

async function goesOn(
  watch: Watch,
  before: Seen | undefined,
  stands: () => Promise<Seen | undefined>,
): Promise<boolean> {
  const until = Date.now() + HOPELESS_MS
  while (Date.now() < until) {
    if (watch.isOver()) return true
    const now = await stands()
    if (now && marksOf(now) !== (before && marksOf(before))) return true
    await sleep(100)
  }
  return false
}
