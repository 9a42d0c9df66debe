// Opens threads that run one of our sources (program.ts), the same under Next, in the worker and in tests. There are few at once, whatever
// they do: each may need its whole memory limit.
import { join } from 'node:path'
import { type ResourceLimits, Worker } from 'node:worker_threads'
import { threadProgram } from './program'

/** Threads at once in this process. */
export const MOST_THREADS = 2

export interface ThreadToOpen {
  /** Its file, from the project's folder. */
  readonly main: string
  /** A thread that exceeds them ends, not the process. */
  readonly limits: ResourceLimits
  /** Somebody waits in front of a page: it comes before threads of the background. */
  readonly isUrgent?: boolean
  /** Rejects with its reason, also while the thread is waited for. The work ends its thread by itself. */
  readonly signal?: AbortSignal | undefined
}

/** Opens a thread for the work and ends it afterwards. Waits while others occupy all threads. */
export async function withThread<T>(
  { main, limits, isUrgent = false, signal }: ThreadToOpen,
  work: (thread: Worker) => Promise<T>,
): Promise<T> {
  signal?.throwIfAborted()
  await admitted(isUrgent, signal)
  try {
    const thread = await open(main, limits)
    try {
      return await work(thread)
    } finally {
      await thread.terminate()
    }
  } finally {
    leave()
  }
}

interface Waiting {
  readonly isUrgent: boolean
  readonly enter: () => void
}

let working = 0
let waiting: readonly Waiting[] = []

function admitted(isUrgent: boolean, signal: AbortSignal | undefined): Promise<void> {
  if (working < MOST_THREADS) {
    working += 1
    return Promise.resolve()
  }
  return new Promise((resolve, reject) => {
    const giveUp = () => {
      waiting = waiting.filter((other) => other !== one)
      reject(signal?.reason)
    }
    const one: Waiting = {
      isUrgent,
      enter: () => {
        signal?.removeEventListener('abort', giveUp)
        resolve()
      },
    }
    signal?.addEventListener('abort', giveUp, { once: true })
    waiting = [...waiting, one]
  })
}

/** The place passes on to the first who waits: urgent ones before the others. */
function leave(): void {
  const next = waiting.find((one) => one.isUrgent) ?? waiting[0]
  waiting = waiting.filter((one) => one !== next)
  if (next) next.enter()
  else working -= 1
}

// Next must not look for the file at build time. It reads the comment only where it stands here.
const open = async (main: string, limits: ResourceLimits): Promise<Worker> =>
  new Worker(await threadProgram(join(/* turbopackIgnore: true */ process.cwd(), main)), {
    eval: true,
    execArgv: [],
    resourceLimits: limits,
  })
