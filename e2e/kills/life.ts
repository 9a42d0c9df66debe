// One first sync, and what is killed meanwhile at moments drawn by dice, until it is over.
import { setTimeout as sleep } from 'node:timers/promises'
import type { Dice } from '@/emulator/seeds/seed-persons'
import { startPreview } from '@/lib/store/runs/runs'
import type { Child } from './children'
import { createFirm, editOnBothSides } from './firm'
import { type Losses, lossesOf } from './laws'
import { look, marksOf, type Seen, type Watch, watchFirst } from './watch'
import { type KillWorld, persist } from './world'

export type Victim = 'worker' | 'server' | 'database'

export interface Kill {
  readonly victim: Victim
  /** What the sync was at. */
  readonly state: string
  /** From the kill until it was seen to go on. */
  readonly resumedMs: number
}

export interface Life extends Losses {
  readonly kills: readonly Kill[]
  readonly seconds: number
}

export interface LifeOptions {
  readonly size: number
  readonly victims: readonly Victim[]
  readonly most: number
  readonly dice: Dice
  /** What advances the sync: a worker, or a web server with one inside. */
  readonly child: Child
}

/** A sync that does not go on for so long will not. */
const HOPELESS_MS = 240_000
/** Kills come within so many milliseconds after it was seen to go on. */
const SPAN_MS = 5_000

export async function live(
  world: KillWorld,
  { size, victims, most, dice, child }: LifeOptions,
): Promise<Life> {
  const began = Date.now()
  const firm = await persist(() => createFirm(world, size))
  await persist(() => startPreview(firm.actor, firm.syncId))
  const watch = watchFirst(world, firm)
  const kills: Kill[] = []
  while (kills.length < most) {
    await Promise.race([sleep(dice.below(SPAN_MS)), watch.over])
    if (watch.isOver()) break
    const victim = dice.pick(victims)
    watch.killed()
    const at = Date.now()
    const before = await kill(world, victim, child, () => look(world, firm))
    const state = before?.state ?? 'nothing'
    await editOnBothSides(world, firm, dice.below)
    const resumed = await goesOn(watch, before, () => look(world, firm))
    kills.push({ victim, state, resumedMs: Date.now() - at })
    if (!resumed) break
  }
  await Promise.race([watch.over, sleep(HOPELESS_MS, undefined, { ref: false })])
  const losses = watch.isOver()
    ? await lossesOf(world, firm)
    : { lost: [], doubled: [], other: ['it never ended'] }
  const other = [...watch.breaches, ...losses.other]
  return { ...losses, other, kills, seconds: Math.round((Date.now() - began) / 1000) }
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
