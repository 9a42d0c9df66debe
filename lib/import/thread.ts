// Reads and compares an uploaded file in a thread of its own, so that the web server keeps answering whatever the file contains. The
// thread runs our sources through tsx, as our commands do, so it works the same under Next, in the worker and in tests.
import { on } from 'node:events'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import type { ImportProblem, LeftOutCount } from '@/lib/domains/contacts/files/import-result'
import type { Region } from '@/lib/domains/contacts/text/phone-key'
import type { Contact } from '@/lib/domains/contacts/value/contact'
import { type FromThread, type Here, inPieces, type LikelyHere, type ToThread } from './messages'

/** The thread's memory limit in megabytes. A file that needs more ends the thread, not the server. */
const MOST_MEMORY = 1_024

export interface ReadContacts {
  readonly contacts: readonly Contact[]
  readonly problems: readonly ImportProblem[]
  readonly leftOut: readonly LeftOutCount[]
}

export interface Compared {
  readonly likely: readonly LikelyHere[]
  /** Contacts that share something with too many others to be compared with all of them. */
  readonly notCompared: number
}

export interface ImportThread {
  /** Reads the file. */
  readonly read: (fileName: string, bytes: Uint8Array) => Promise<ReadContacts>
  /** Takes contacts that were read elsewhere instead of a file. */
  readonly take: (contacts: readonly Contact[]) => void
  /** Adds some of the firm's contacts. */
  readonly know: (contacts: readonly Here[]) => void
  /**
   * Finds likely matches among the firm's contacts. `known`: indexes in the file that need no comparison. `region`: for phone numbers
   * without a country code.
   */
  readonly compare: (known: ReadonlySet<number>, region: Region) => Promise<Compared>
  readonly close: () => Promise<void>
}

export function openImportThread(): ImportThread {
  // Next must not look for this file at build time: it is run from its source.
  const file = join(/* turbopackIgnore: true */ process.cwd(), 'lib/import/thread-start.mjs')
  const worker = new Worker(file, {
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: MOST_MEMORY },
  })
  const answers = on(worker, 'message', { close: ['exit'] })
  const ask = (message: ToThread) => worker.postMessage(message)
  /** A thread that ends before it answers, for example out of memory, is an error. */
  const answer = async (): Promise<FromThread> => {
    const { value, done } = await answers.next()
    if (done) throw new Error('the thread that reads a file ended before it answered')
    return value[0]
  }
  return {
    read: async (fileName, bytes) => {
      ask({ kind: 'file', fileName, bytes })
      return readContacts(answer)
    },
    take: (contacts) => {
      for (const some of inPieces(contacts)) ask({ kind: 'incoming', contacts: some })
    },
    know: (contacts) => ask({ kind: 'here', contacts }),
    compare: async (known, region) => {
      ask({ kind: 'compare', known: [...known], region })
      const reply = await answer()
      if (reply.kind !== 'compared') throw new Error(`the thread sent ${reply.kind}`)
      return reply
    },
    close: async () => {
      await worker.terminate()
    },
  }
}

async function readContacts(answer: () => Promise<FromThread>): Promise<ReadContacts> {
  const contacts: Contact[] = []
  for (;;) {
    const reply = await answer()
    if (reply.kind === 'contacts') contacts.push(...reply.contacts)
    else if (reply.kind === 'read') return { contacts, problems: reply.problems, leftOut: reply.leftOut }
    else throw new Error(`the thread sent ${reply.kind}`)
  }
}
