// Reads and compares an uploaded file in a thread of its own, so that the web server keeps answering whatever the file contains.
import { on } from 'node:events'
import type { Worker } from 'node:worker_threads'
import type { ImportProblem, LeftOutCount } from '@/lib/domains/contacts/files/import-result'
import type { Region } from '@/lib/domains/contacts/text/phone-key'
import type { Contact } from '@/lib/domains/contacts/value/contact'
import type { CalendarFile } from '@/lib/domains/events/icalendar/read'
import type { Zone } from '@/lib/domains/events/value/event'
import { withThread } from '@/lib/threads/open'
import { bytesOf, type FromThread, inPieces, type LikelyHere, type ToThread, textOf } from './messages'

/** The thread's memory limit in megabytes. A file that needs more ends the thread, not the server. */
const MOST_MEMORY = 1_024
/** Small, so that what is made for one contact and forgotten at once does not pile up. */
const YOUNG_MEMORY = 16

export interface ReadContacts {
  /** The JSON of all contacts: a list. */
  readonly json: string
  readonly count: number
  /** Of each contact. */
  readonly tags: readonly (readonly string[])[]
  readonly problems: readonly ImportProblem[]
  readonly leftOut: readonly LeftOutCount[]
}

export interface Compared {
  readonly likely: readonly LikelyHere[]
  /** Contacts that share something with too many others to be compared with all of them. */
  readonly notCompared: number
}

export interface ImportThread {
  /** Reads a file of contacts. */
  readonly read: (fileName: string, bytes: Uint8Array) => Promise<ReadContacts>
  /** Reads an iCalendar file, in any encoding. `zone`: for times that name no zone. */
  readonly readCalendar: (bytes: Uint8Array, zone: Zone) => Promise<CalendarFile>
  /** Takes contacts that were read elsewhere instead of a file. */
  readonly take: (contacts: readonly Contact[]) => void
  /** Adds some of the firm's contacts: the JSON of a list of `Here`. */
  readonly know: (json: string) => void
  /** Finds likely matches among the firm's contacts. `region`: for phone numbers without a country code. */
  readonly compare: (region: Region) => Promise<Compared>
}

const THREAD = {
  main: 'lib/import/thread-main.ts',
  limits: { maxOldGenerationSizeMb: MOST_MEMORY, maxYoungGenerationSizeMb: YOUNG_MEMORY },
  isUrgent: true,
} as const

/** Opens a thread for the work and ends it afterwards. Waits while other threads work. */
export const withImportThread = <T>(work: (thread: ImportThread) => Promise<T>): Promise<T> =>
  withThread(THREAD, (worker) => work(importThread(worker)))

function importThread(worker: Worker): ImportThread {
  const answers = on(worker, 'message', { close: ['exit'] })
  const ask = (message: ToThread) => worker.postMessage(message)
  const handOver = (message: Extract<ToThread, { readonly kind: 'incoming' | 'here' }>) =>
    worker.postMessage(message, [message.bytes.buffer])
  /** A thread that ends before it answers, for example out of memory, is an error. */
  const answer = async (): Promise<FromThread> => {
    const { value, done } = await answers.next()
    if (done) throw new Error('the thread that reads a file ended before it answered')
    return value[0]
  }
  return {
    read: async (fileName, bytes) => {
      ask({ kind: 'file', fileName, bytes })
      const { pieces, end } = await untilEnd(answer, 'contacts', 'read')
      const { problems, leftOut } = end
      const tags = pieces.flatMap((one) => one.tags)
      return { json: joined(pieces.map(({ bytes }) => bytes)), count: tags.length, tags, problems, leftOut }
    },
    readCalendar: async (bytes, zone) => {
      ask({ kind: 'calendarFile', bytes, zone })
      const { pieces, end } = await untilEnd(answer, 'events', 'calendarRead')
      return { events: pieces.flatMap(({ events }) => events), problems: end.problems }
    },
    take: (contacts) => {
      for (const some of inPieces(contacts))
        handOver({ kind: 'incoming', bytes: bytesOf(JSON.stringify(some)) })
    },
    know: (json) => handOver({ kind: 'here', bytes: bytesOf(json) }),
    compare: async (region) => {
      ask({ kind: 'compare', region })
      return (await untilEnd(answer, null, 'compared')).end
    },
  }
}

/** One list of several, in JSON; none of them is empty. */
const joined = (lists: readonly Uint8Array[]) => `[${lists.map((one) => textOf(one).slice(1, -1)).join(',')}]`

type Kind = FromThread['kind']
type Of<K extends Kind> = Extract<FromThread, { readonly kind: K }>
const isOf = <K extends Kind>(reply: FromThread, kind: K | null): reply is Of<K> => reply.kind === kind

/** The messages of a long list, and the one that ends it. */
async function untilEnd<Piece extends Kind, End extends Kind>(
  answer: () => Promise<FromThread>,
  piece: Piece | null,
  last: End,
): Promise<{ readonly pieces: readonly Of<Piece>[]; readonly end: Of<End> }> {
  const pieces: Of<Piece>[] = []
  for (;;) {
    const reply = await answer()
    if (isOf(reply, last)) return { pieces, end: reply }
    if (!isOf(reply, piece)) throw new Error(`the thread sent ${reply.kind}`)
    pieces.push(reply)
  }
}
