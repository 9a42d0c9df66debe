// The thread that compares two address books (match-in-thread.ts). It keeps what the matcher prepares of each item, not the item.

import { parentPort } from 'node:worker_threads'
import { newMatcher } from '@/lib/domains/contacts/match/match'
import type { Candidate } from '@/lib/domains/contacts/types'
import type { Side } from '@/lib/engine/model'
import { bytesOf, type FromThread, PIECE, type ToThread, unpacked } from './messages'

const given: { readonly side: Side; readonly bytes: Uint8Array<ArrayBuffer> }[] = []

function say(message: FromThread): void {
  parentPort?.postMessage(message, 'bytes' in message ? [message.bytes.buffer] : [])
}

parentPort?.on('message', (message: ToThread) => {
  if (message.kind === 'items') {
    given.push(message)
    return
  }
  try {
    match(message)
  } catch (error) {
    const { message: text, stack = '' } = error instanceof Error ? error : new Error(String(error))
    say({ kind: 'failed', message: text, stack })
  }
})

let most = 0
/** The heap is largest just before it is cleaned, so it is looked at after every large part of the work. */
function noteMemory(): void {
  const { heapTotal, arrayBuffers } = process.memoryUsage()
  most = Math.max(most, heapTotal + arrayBuffers)
}

function match({ region, separate, known, within }: ToThread & { readonly kind: 'match' }): void {
  let compared = 0
  const matcher = newMatcher({
    ...{ region, separate, known: new Set(known) },
    onCompare: () => (compared += 1),
  })
  for (let piece = given.shift(); piece; piece = given.shift()) matcher.add(piece.side, unpacked(piece.bytes))
  noteMemory()
  const candidates = within ? matcher.duplicates() : matcher.candidates()
  noteMemory()
  sayCandidates(candidates)
  say({ kind: 'done', compared, heapMb: Math.round(most / 1e6) })
}

function sayCandidates(candidates: readonly Candidate[]): void {
  for (let at = 0; at < candidates.length; at += PIECE)
    say({ kind: 'candidates', bytes: bytesOf(candidates.slice(at, at + PIECE)) })
}
