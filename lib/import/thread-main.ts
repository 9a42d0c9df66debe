// The thread of one uploaded file (thread.ts), while the server goes on: reads it; of contacts, then finds likely matches among the firm's.

import { parentPort } from 'node:worker_threads'
import { readContactFile } from '@/lib/domains/contacts/files/contact-file'
import { countLeftOut } from '@/lib/domains/contacts/files/import-result'
import { likelyAmong } from '@/lib/domains/contacts/match/likely'
import type { Region } from '@/lib/domains/contacts/text/phone-key'
import type { Item } from '@/lib/domains/contacts/types'
import { type Contact, displayName } from '@/lib/domains/contacts/value/contact'
import { readCalendarFile } from '@/lib/domains/events/icalendar/read'
import type { Zone } from '@/lib/domains/events/value/event'
import { decodeFile } from '@/lib/domains/text/file-text'
import { storable } from '@/lib/domains/text/storable'
import { type FromThread, type Here, inPieces, type LikelyHere, type ToThread } from './messages'

const incoming: Contact[] = []
const here = new Map<string, Item>()

const say = (message: FromThread) => parentPort?.postMessage(message)

parentPort?.on('message', (message: ToThread) => {
  switch (message.kind) {
    case 'file':
      return read(message.fileName, message.bytes)
    case 'calendarFile':
      return readCalendar(message.bytes, message.zone)
    case 'incoming':
      incoming.push(...message.contacts)
      return
    case 'here':
      for (const { id, contact } of message.contacts) here.set(id, entryOf({ id, contact }))
      return
    case 'compare':
      return compare(new Set(message.known), message.region)
  }
})

function read(fileName: string, bytes: Uint8Array): void {
  const { contacts, problems } = readContactFile(fileName, bytes)
  for (const some of inPieces(contacts)) {
    const clean = storable(some.map(({ contact }) => contact))
    incoming.push(...clean)
    say({ kind: 'contacts', contacts: clean, tags: storable(some.map(({ tags = [] }) => tags)) })
  }
  say({ kind: 'read', problems, leftOut: countLeftOut(contacts) })
}

function readCalendar(bytes: Uint8Array, zone: Zone): void {
  const { events, problems } = readCalendarFile(decodeFile(bytes), zone)
  for (const some of inPieces(events)) say({ kind: 'events', events: some })
  say({ kind: 'calendarRead', problems })
}

function compare(known: ReadonlySet<number>, region: Region): void {
  const unknown = incoming
    .map((contact, at) => entryOf({ id: String(at), contact }))
    .filter((_, at) => !known.has(at))
  const { candidates, notCompared } = likelyAmong([...here.values()], unknown, { region })
  const likely = new Map<number, LikelyHere>()
  for (const { localId, remoteId, reasons } of candidates) {
    const [at, contact] = [Number(localId), here.get(remoteId)?.value]
    if (contact && !likely.has(at))
      likely.set(at, { at, contactId: remoteId, name: displayName(contact), reasons })
  }
  const inOrder = [...likely.values()].sort((a, b) => a.at - b.at)
  say({ kind: 'compared', likely: inOrder, notCompared: notCompared.length })
}

const entryOf = ({ id, contact }: Here): Item => ({
  id,
  version: '',
  value: contact,
  deleted: false,
  key: null,
  changedAt: null,
})
