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
