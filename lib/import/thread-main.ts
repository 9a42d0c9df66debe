// The thread of one uploaded file (thread.ts), while the server goes on: reads it; of contacts, then finds likely matches among the firm's.

import { parentPort } from 'node:worker_threads'
import { readContactFile } from '@/lib/domains/contacts/files/contact-file'
import { countLeftOut } from '@/lib/domains/contacts/files/import-result'
import { newLikelyMatcher } from '@/lib/domains/contacts/match/likely'
import type { Region } from '@/lib/domains/contacts/text/phone-key'
import type { Item } from '@/lib/domains/contacts/types'
import { type Contact, displayName, storedContact, withKind } from '@/lib/domains/contacts/value/contact'
import { exactAmong, fingerprint } from '@/lib/domains/contacts/value/fingerprint'
import { readCalendarFile } from '@/lib/domains/events/icalendar/read'
import type { Zone } from '@/lib/domains/events/value/event'
import { decodeFile } from '@/lib/domains/text/file-text'
import { storable } from '@/lib/domains/text/storable'
import {
  bytesOf,
  type FromThread,
  type Here,
  inPieces,
  type LikelyHere,
  type ToThread,
  textOf,
} from './messages'

/** Contact[] each, as JSON. */
const incoming: Uint8Array[] = []
/** Of each incoming contact. */
const prints: string[] = []
/** Here[] each, as JSON. */
const here: Uint8Array[] = []

const say = (message: FromThread) =>
  parentPort?.postMessage(message, 'bytes' in message ? [message.bytes.buffer] : [])

parentPort?.on('message', (message: ToThread) => {
  switch (message.kind) {
    case 'file':
      return read(message.fileName, message.bytes)
    case 'calendarFile':
      return readCalendar(message.bytes, message.zone)
    case 'incoming':
      return take(message.bytes, JSON.parse(textOf(message.bytes)))
    case 'here':
      here.push(message.bytes)
      return
    case 'compare':
      return compare(message.region)
  }
})

function read(fileName: string, bytes: Uint8Array): void {
  const { contacts, problems } = readContactFile(fileName, bytes)
  for (const some of inPieces(contacts)) {
    const clean = storable(some.map(({ contact }) => contact))
    const bytes = bytesOf(JSON.stringify(clean))
    take(bytes.slice(), clean)
    say({ kind: 'contacts', bytes, tags: storable(some.map(({ tags = [] }) => tags)) })
  }
  say({ kind: 'read', problems, leftOut: countLeftOut(contacts) })
}

function readCalendar(bytes: Uint8Array, zone: Zone): void {
  const { events, problems } = readCalendarFile(decodeFile(bytes), zone)
  for (const some of inPieces(events)) say({ kind: 'events', events: some })
  say({ kind: 'calendarRead', problems })
}

function take(bytes: Uint8Array, contacts: readonly Contact[]): void {
  incoming.push(bytes)
  prints.push(...contacts.map(fingerprint))
}

/** Exact duplicates need no comparison. */
function compare(region: Region): void {
  const matcher = newLikelyMatcher({ region })
  const known = new Set<string>()
  const names = new Map<string, string>()
  for (let bytes = here.shift(); bytes; bytes = here.shift()) {
    const items = (JSON.parse(textOf(bytes)) as readonly Here[]).map(itemHere)
    for (const { id, value } of items) {
      known.add(fingerprint(value))
      names.set(id, displayName(value))
    }
    matcher.know(items)
  }
  const exact = exactAmong(known, prints)
  let at = 0
  for (let bytes = incoming.shift(); bytes; bytes = incoming.shift()) {
    const items = (JSON.parse(textOf(bytes)) as readonly Contact[]).map((value) => itemOf(idAt(at++), value))
    matcher.take(items.filter(({ id }) => !exact.has(Number(id))))
  }
  const { candidates, notCompared } = matcher.likely()
  const likely = new Map<number, LikelyHere>()
  for (const { localId, remoteId, reasons } of candidates) {
    const [at, name] = [Number(localId), names.get(remoteId)]
    if (name !== undefined && !likely.has(at)) likely.set(at, { at, contactId: remoteId, name, reasons })
  }
  const inOrder = [...likely.values()].sort((a, b) => a.at - b.at)
  say({ kind: 'compared', likely: inOrder, notCompared: notCompared.length })
}

/** Sorts as the position in the file. */
const idAt = (at: number) => String(at).padStart(9, '0')

const itemHere = ([id, value]: Here): Item => itemOf(id, withKind(storedContact(value)))

const itemOf = (id: string, value: Contact): Item => ({
  id,
  version: '',
  value,
  deleted: false,
  key: null,
  changedAt: null,
})
