// Measures seconds, processor time, calls and memory of some work in this process.
import { setInterval } from 'node:timers'

export interface Figures {
  readonly seconds: number
  /** Of this process only: the database and the emulator run in others. */
  readonly cpuSeconds: number
  readonly calls: number
  /** The smallest possible number of calls. */
  readonly leastCalls: number
  /** Peak resident memory in MB. */
  readonly peakMb: number
}

const SAMPLE_MS = 50

export async function measure(
  calls: () => number,
  leastCalls: () => number | Promise<number>,
  work: () => Promise<void>,
): Promise<Figures> {
  const before = { calls: calls(), cpu: process.cpuUsage(), at: performance.now() }
  let peak = process.memoryUsage.rss()
  const sampling = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage.rss())
  }, SAMPLE_MS)
  try {
    await work()
  } finally {
    clearInterval(sampling)
  }
  const cpu = process.cpuUsage(before.cpu)
  return {
    seconds: rounded((performance.now() - before.at) / 1000),
    cpuSeconds: rounded((cpu.user + cpu.system) / 1e6),
    calls: calls() - before.calls,
    leastCalls: await leastCalls(),
    peakMb: Math.round(peak / 1e6),
  }
}

const rounded = (seconds: number) => Math.round(seconds * 100) / 100

/** The smallest time that this share of all does not exceed; 0 of none. */
export function quantile(times: readonly number[], share: number): number {
  const sorted = times.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
}

/** Of several measurements of the same: the median of each number. */
export function medians<T>(all: readonly T[]): T {
  const [first] = all
  if (typeof first === 'number') {
    const sorted = (all as readonly number[]).toSorted((a, b) => a - b)
    return sorted[Math.floor(sorted.length / 2)] as T
  }
  if (typeof first !== 'object' || first === null) return first as T
  const names = Object.keys(first) as (keyof T)[]
  return Object.fromEntries(names.map((name) => [name, medians(all.map((one) => one[name]))])) as T
}

/** The two phases of a first sync, here and at the floor (floor.ts). */
interface FirstSync {
  readonly preview: Figures
  readonly start: Figures
}

/** How the whole first sync compares with the floor. */
export function againstFloor(items: string, ours: FirstSync, floor: FirstSync): string {
  const [own, least] = [ours, floor].map(({ preview, start }) => preview.seconds + start.seconds) as [
    number,
    number,
  ]
  const calls = floor.preview.calls + floor.start.calls
  return (
    `${items}: the first sync takes ${own.toFixed(2)} s in all; the floor ${least.toFixed(2)} s ` +
    `(${floor.preview.seconds.toFixed(2)} s to read, ${floor.start.seconds.toFixed(2)} s to write, ${calls} calls); ` +
    `${(own / least).toFixed(1)} times the floor`
  )
}
