// Wakes a worker of this process as soon as a message for it is stored. Workers of other processes find the message when they look next
// (lib/worker/worker.ts), so a lost signal delays a message and loses nothing.

interface Signal {
  /** A message came while nobody waited: the next one does not wait. */
  came: boolean
  readonly waiting: Set<() => void>
}

declare global {
  // One per process: a bundler may load this file several times.
  var concordWakeSignals: Map<string, Signal> | undefined
}

/** There is a message in the queue: one worker that waits for it looks at once. */
export function signalMessage(queue: string): void {
  const signal = signalOf(queue)
  const [wake] = signal.waiting
  if (wake) wake()
  else signal.came = true
}

/** Resolves at the next message of the queue, or after `most` milliseconds. */
export function messageOrRest(queue: string, most: number): Promise<void> {
  const signal = signalOf(queue)
  if (signal.came) {
    signal.came = false
    return Promise.resolve()
  }
  return new Promise((resolve) => {
    const wake = () => {
      clearTimeout(timer)
      signal.waiting.delete(wake)
      resolve()
    }
    const timer = setTimeout(wake, most)
    signal.waiting.add(wake)
  })
}

function signalOf(queue: string): Signal {
  globalThis.concordWakeSignals ??= new Map()
  const known = globalThis.concordWakeSignals.get(queue)
  if (known) return known
  const made: Signal = { came: false, waiting: new Set() }
  globalThis.concordWakeSignals.set(queue, made)
  return made
}
