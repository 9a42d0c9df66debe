// A provider in memory: the second implementation, which tests the interface, and the account of tests and of the benchmark. It lags,
// expires, rejects and loses replies on request, as real ones do unasked.

import type { Push } from '@/lib/domains/contacts/types'
import type { Contact } from '@/lib/domains/contacts/value/contact'
import type { Capabilities, CollectionLimits } from '@/lib/engine/collection'
import { google } from '@/lib/providers/google/descriptor'
import { type Provider, ProviderError, type ProviderErrorKind } from '@/lib/providers/provider'
import { MINUTE } from '@/lib/time'
import { type Card, createBook, project, SHAPE } from './memory-book'

/** What goes wrong with the next call of that kind. `lost`: it is done, but no reply comes; `dropped`: neither. */
export interface MemoryFault {
  readonly on: 'pull' | 'read' | 'push'
  readonly kind: ProviderErrorKind | 'lost' | 'dropped'
  readonly retryAt?: Date
  /** How many calls; 1 by default. */
  readonly times?: number
}

export interface MemoryOptions {
  readonly now?: () => Date
  readonly limits?: Partial<CollectionLimits>
  readonly batchSize?: number
  /** False: a pull since a cursor leaves deleted items out. */
  readonly reportsDeletions?: boolean
  readonly onCall?: (method: string) => void
}

const LIMITS: CollectionLimits = {
  pageSize: 1_000,
  readSize: 200,
  lagMs: 0,
  maxItems: null,
  cursorLifeMs: 7 * 24 * 60 * MINUTE,
}

export const CAN: Capabilities<Contact> = {
  project,
  limits: LIMITS,
  key: 'carried',
  reportsDeletions: true,
  keepsDeleted: false,
  renames: true,
}

export interface MemoryAccount {
  readonly provider: Provider<Contact>
  /** What the account's owner does in the account itself. */
  add(contact: Contact, extra?: string): string
  edit(id: string, contact: Contact, extra?: string): void
  remove(id: string): void
  /** The account gives the item another id; the old one still leads to it. */
  rename(id: string): string
  /** The account's current data under this id, present or former; null if there is none. */
  look(id: string): Card | null
  ids(): readonly string[]
  fail(fault: MemoryFault): void
  heal(): void
  expireCursors(): void
}

export function createMemoryAccount(options: MemoryOptions = {}): MemoryAccount {
  const now = options.now ?? (() => new Date())
  const limits = { ...LIMITS, ...options.limits }
  const reportsDeletions = options.reportsDeletions ?? true
  const book = createBook(now, limits)
  const faults: MemoryFault[] = []
  const meet = (on: MemoryFault['on']): MemoryFault | null => {
    options.onCall?.(on)
    const index = faults.findIndex((fault) => fault.on === on)
    const fault = faults[index]
    if (!fault) return null
    const times = (fault.times ?? 1) - 1
    if (times > 0) faults[index] = { ...fault, times }
    else faults.splice(index, 1)
    return fault
  }
  const answering = <T>(on: 'pull' | 'read', answer: () => T): T => {
    const fault = meet(on)
    if (fault) throw failure(fault)
    return answer()
  }
  const provider: Provider<Contact> = {
    ref: { kind: 'contacts', role: 'remote', remoteId: google.collections.contacts.only.id },
    can: { ...CAN, limits, reportsDeletions },
    quotaUsage: null,
    shape: SHAPE,
    pull: async (cursor, page) =>
      answering('pull', () => {
        const answer = book.pull(cursor, page)
        return reportsDeletions
          ? answer
          : { ...answer, items: answer.items.filter(({ deleted }) => !deleted) }
      }),
    read: async (ids) => answering('read', () => ids.map((id) => book.read(id))),
    batches: (pushes) => batches(pushes, options.batchSize ?? 200),
    push: async (batch) => {
      const fault = meet('push')
      if (fault && fault.kind !== 'lost' && fault.kind !== 'dropped') throw failure(fault)
      const outcomes = fault?.kind === 'dropped' ? [] : book.push(batch)
      return fault ? batch.map(({ ref }) => ({ kind: 'unknown', ref })) : outcomes
    },
  }
  return {
    provider,
    add: (contact, extra = '') => book.add({ contact: project(contact), extra, key: null }),
    edit: (id, contact, extra) =>
      book.edit(id, { contact: project(contact), ...(extra === undefined ? {} : { extra }) }),
    remove: (id) => book.edit(id, { deleted: true }),
    rename: book.rename,
    look: book.look,
    ids: book.ids,
    fail: (fault) => {
      faults.push(fault)
    },
    heal: () => {
      faults.length = 0
    },
    expireCursors: book.expireCursors,
  }
}

function failure({ kind, retryAt }: MemoryFault): ProviderError {
  const known = kind === 'lost' || kind === 'dropped' ? 'unavailable' : kind
  return new ProviderError(known, `The account in memory was told to fail: ${kind}`, {
    retryAt: retryAt ?? null,
  })
}

const KINDS = ['create', 'update', 'delete', 'restore'] as const

/** One kind each, and no item twice: the second of two pushes of one item goes by itself, after the first. */
function batches(pushes: readonly Push[], size: number): readonly (readonly Push[])[] {
  const times = new Map<string, number>()
  const turns: Push[][] = []
  for (const push of pushes) {
    const id = push.kind === 'create' ? push.key : push.id
    const turn = times.get(id) ?? 0
    times.set(id, turn + 1)
    const list = turns[turn]
    if (list) list.push(push)
    else turns[turn] = [push]
  }
  const groups = turns.flatMap((turn) => KINDS.map((kind) => turn.filter((push) => push.kind === kind)))
  return groups.flatMap((requests) =>
    Array.from({ length: Math.ceil(requests.length / size) }, (_, at) =>
      requests.slice(at * size, (at + 1) * size),
    ),
  )
}
