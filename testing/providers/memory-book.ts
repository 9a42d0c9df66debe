// The address book of an account in memory: a log of versions, of which pulls see the propagated part.
// Writes name their expected version, and a batch is applied completely or not at all.
import type { Outcome, Page, Push, RemoteItem } from '@/lib/domains/contacts/types'
import { type Contact, EMPTY_CONTACT } from '@/lib/domains/contacts/value/contact'
import {
  FIELD_NAMES,
  FIELDS,
  type FieldName,
  LIST_FIELDS,
  type ListEntry,
} from '@/lib/domains/contacts/value/fields'
import type { CollectionLimits } from '@/lib/engine/collection'
import { type Cursor, ProviderError } from '@/lib/providers/provider'

export const SHAPE = 'memory-1'
const MOST_ENTRIES = 100

/** The account owner's view: the contact, and data that only this account has. */
export interface Card {
  readonly contact: Contact
  /** Stands for everything that a Contact cannot contain. */
  readonly extra: string
  readonly key: string | null
}

interface Version extends Card {
  readonly sequence: number
  readonly at: Date
  readonly id: string
  readonly deleted: boolean
}

interface Kept {
  versions: readonly Version[]
  readonly formerIds: { readonly id: string; readonly until: number }[]
}

interface Place {
  readonly kind: 'cursor' | 'page'
  /** The log was read up to here. */
  readonly since: number
  readonly through: number
  readonly fullAt: number
  readonly epoch: number
}

export function createBook(now: () => Date, limits: CollectionLimits) {
  const byId = new Map<string, Kept>()
  const all = new Set<Kept>()
  const log: { readonly kept: Kept; readonly at: number }[] = []
  let epoch = 0
  let created = 0

  const newest = (kept: Kept) => kept.versions.at(-1)
  const live = (id: string) => {
    const kept = byId.get(id)
    const version = kept && newest(kept)
    return kept && version && !version.deleted ? { kept, version } : null
  }
  const append = (kept: Kept, version: Omit<Version, 'sequence' | 'at'>): Version => {
    const at = now()
    const next = { ...version, sequence: log.length + 1, at }
    const visible = seenAt(kept, propagated())
    kept.versions = [...kept.versions.filter((old) => !visible || old.sequence >= visible.sequence), next]
    log.push({ kept, at: at.getTime() })
    byId.set(next.id, kept)
    all.add(kept)
    return next
  }
  const add = (card: Card): Version => {
    created += 1
    return append({ versions: [], formerIds: [] }, { ...card, id: `m${created}`, deleted: false })
  }
  const edit = (id: string, change: Partial<Version>): Version => {
    const found = live(id)
    if (!found) throw new Error(`the account in memory has no ${id}`)
    return append(found.kept, { ...found.version, ...change })
  }
  /** How much of the log pulls can see. */
  const propagated = (): number => {
    const until = now().getTime() - limits.lagMs
    return log.findLastIndex(({ at }) => at <= until) + 1
  }

  const pull = (cursor: Cursor | null, page: string | null): Page => {
    if (cursor && cursor.shape !== SHAPE)
      throw new ProviderError('cursorExpired', 'The cursor has another shape')
    const start = page ?? cursor?.token ?? null
    const from: Place = start
      ? (JSON.parse(start) as Place)
      : { kind: 'page', since: 0, through: propagated(), fullAt: now().getTime(), epoch }
    if (from.epoch !== epoch || now().getTime() - from.fullAt > limits.cursorLifeMs)
      throw new ProviderError('cursorExpired', 'The cursor is too old')
    const through = from.kind === 'cursor' ? propagated() : from.through
    const since = cursor ? (JSON.parse(cursor.token) as Place).since : null
    const { versions, next } = walk(from.since, through, since !== null)
    const place = { fullAt: from.fullAt, epoch }
    const end: Place = { ...place, kind: 'cursor', since: through, through }
    return {
      items: versions.map(({ kept, version }) => entryOf(kept, version, since)),
      nextPage: next === null ? null : JSON.stringify({ ...place, kind: 'page', since: next, through }),
      cursor: next === null ? { token: JSON.stringify(end), shape: SHAPE } : null,
      total: since === null ? count(through) : null,
    }
  }

  const seenAt = (kept: Kept, through: number) =>
    kept.versions.findLast(({ sequence }) => sequence <= through)
  const walk = (from: number, through: number, deleted: boolean) => {
    const versions: { readonly kept: Kept; readonly version: Version }[] = []
    for (let index = from; index < through; index++) {
      const kept = log[index]?.kept
      const version = kept && seenAt(kept, through)
      if (!kept || version?.sequence !== index + 1 || (version.deleted && !deleted)) continue
      if (versions.length === limits.pageSize) return { versions, next: index }
      versions.push({ kept, version })
    }
    return { versions, next: null }
  }
  const count = (through: number) =>
    [...all].filter((kept) => seenAt(kept, through)?.deleted === false).length

  const refusal = (push: Push): Outcome | null => {
    const { ref } = push
    if (push.kind === 'restore') return { kind: 'gone', ref }
    if (push.kind !== 'create') {
      const found = live(push.id)
      if (!found) return { kind: 'gone', ref }
      if (versionOf(found.version) !== push.version) return { kind: 'stale', ref }
    }
    const field = push.kind === 'delete' ? null : tooLong(push.to)
    return field && { kind: 'rejected', ref, field, message: `${FIELDS[field].label} is too long` }
  }
  const carryOut = (push: Push): Outcome => {
    const version = written(push)
    const kept = byId.get(version.id)
    if (!kept) throw new Error('what was written is not there')
    return {
      kind: 'done',
      ref: push.ref,
      item: entryOf(kept, version, null, push.kind === 'create' ? null : push.id),
    }
  }
  const written = (push: Push): Version => {
    switch (push.kind) {
      case 'create':
        return add({ contact: project(push.to), extra: '', key: push.key })
      case 'update':
        // Data that we do not model is written back from what was read; without that it is lost.
        return update(push)
      case 'delete':
        return edit(push.id, { deleted: true })
      case 'restore':
        throw new Error('the account in memory keeps nothing that was deleted')
    }
  }
  const update = ({ id, from, to, raw }: Extract<Push, { kind: 'update' }>): Version => {
    const current = live(id)?.version
    const contact = changed(current?.contact ?? EMPTY_CONTACT, from, to)
    return current && JSON.stringify(contact) === JSON.stringify(current.contact)
      ? current
      : edit(id, { contact, extra: extraOf(raw) })
  }
  const changed = (current: Contact, from: Contact, to: Contact): Contact => {
    const fields = FIELD_NAMES.filter((field) => JSON.stringify(from[field]) !== JSON.stringify(to[field]))
    return project({
      ...current,
      kind: to.kind,
      ...Object.fromEntries(fields.map((field) => [field, to[field]])),
    })
  }

  return {
    pull,
    read: (id: string): RemoteItem => {
      const found = live(id)
      return found ? entryOf(found.kept, found.version, null, id) : gone(id, EMPTY_CONTACT)
    },
    /** All or nothing, like the large providers: one rejected contact leaves the rest untried. */
    push: (batch: readonly Push[]): readonly Outcome[] => {
      const refused = batch.map(refusal)
      const more = batch.filter(({ kind }) => kind === 'create').length
      if (limits.maxItems !== null && more > 0 && count(log.length) + more > limits.maxItems)
        throw new ProviderError('full', 'The account in memory is full')
      if (refused.some((outcome) => outcome !== null))
        return batch.map(({ ref }, index) => refused[index] ?? { kind: 'untried', ref })
      return batch.map(carryOut)
    },
    add: (card: Card): string => add(card).id,
    edit,
    rename: (id: string): string => {
      const found = live(id)
      if (!found) throw new Error(`the account in memory has no ${id}`)
      const former = found.version.id
      const version = edit(former, { id: `${former}x` })
      found.kept.formerIds.push({ id: former, until: version.sequence })
      return version.id
    },
    look: (id: string): Card | null => live(id)?.version ?? null,
    ids: () =>
      [...all].flatMap((kept) => newest(kept) ?? []).flatMap(({ id, deleted }) => (deleted ? [] : [id])),
    expireCursors: () => {
      epoch += 1
    },
  }
}

const versionOf = ({ sequence }: Version) => `v${sequence}`

function entryOf(
  kept: Kept,
  version: Version,
  since: number | null,
  asked: string | null = null,
): RemoteItem {
  const former = kept.formerIds.filter(({ until }) => since !== null && until > since).map(({ id }) => id)
  const previousIds =
    asked === null || asked === version.id || former.includes(asked) ? former : [...former, asked]
  const { id, contact, extra, key, at } = version
  if (version.deleted) return { ...gone(id, since === null ? contact : EMPTY_CONTACT), previousIds }
  return {
    id,
    version: versionOf(version),
    value: contact,
    deleted: false,
    key,
    changedAt: at,
    raw: { extra },
    previousIds,
  }
}

function gone(id: string, contact: Contact): RemoteItem {
  return {
    id,
    version: '',
    value: contact,
    deleted: true,
    key: null,
    changedAt: null,
    raw: null,
    previousIds: [],
  }
}

function extraOf(raw: unknown): string {
  return typeof raw === 'object' && raw !== null && 'extra' in raw && typeof raw.extra === 'string'
    ? raw.extra
    : ''
}

function tooLong(contact: Contact): FieldName | null {
  const long = (field: FieldName) => (text: string) => text.length > FIELDS[field].maxLength
  const texts = (value: unknown): readonly string[] =>
    typeof value === 'string'
      ? [value]
      : value && typeof value === 'object'
        ? Object.values(value).flatMap(texts)
        : []
  return FIELD_NAMES.find((field) => texts(contact[field]).some(long(field))) ?? null
}

/** Trimmed, without empty entries, and with lists within the book's limit. */
export function project(contact: Contact): Contact {
  const texts = Object.entries(contact).map(([name, value]) => [
    name,
    typeof value === 'string' ? value.trim() : value,
  ])
  const lists = LIST_FIELDS.map((field) => [
    field,
    contact[field].map(trimmed).filter(isFilled).slice(0, MOST_ENTRIES),
  ])
  return { ...contact, ...Object.fromEntries(texts), ...Object.fromEntries(lists) }
}

function trimmed<E extends ListEntry>(item: E): E {
  return Object.fromEntries(Object.entries(item).map(([key, value]) => [key, value.trim()])) as unknown as E
}

function isFilled({ label: _, ...values }: ListEntry): boolean {
  return Object.values(values).some((value) => value !== '')
}
