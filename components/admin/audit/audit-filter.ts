// The filters of the audit, as they stand in an address. Pure.
import type { Zone } from '@/components/ui/time/moment'
import { addDays, fromUtc, isDate } from '@/lib/domains/events/value/dates'
import { dateAt, instantOf } from '@/lib/domains/events/value/time'
import { beginning, storableText } from '@/lib/domains/text/storable'
import { one, type Query } from '@/lib/http/query'
import type { AuditFilter, AuditStart } from '@/lib/store/audit/entries'
import { isAuditKind } from '@/lib/store/audit/kinds'

/** `about`: the id of the contact whose name stands in `contact`. */
export const AUDIT_FIELDS = ['contact', 'about', 'person', 'kind', 'side', 'from', 'until'] as const
export type AuditField = (typeof AUDIT_FIELDS)[number]
/** As typed; fields that say nothing are missing. */
export type AuditTyped = Readonly<Partial<Record<AuditField, string>>>

export function typedFilter(query: Query): AuditTyped {
  return Object.fromEntries(
    AUDIT_FIELDS.flatMap((name) => {
      const text = beginning(storableText(one(query[name]) ?? ''), 200).trim()
      return text ? [[name, text]] : []
    }),
  )
}

const IS_ID = /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/i

/** The id of the contact that an address names. */
export const contactIdIn = ({ about, contact }: AuditTyped): string | null =>
  [about, contact].find((text) => text !== undefined && IS_ID.test(text)) ?? null

/** `name`: of the contact with this id; null if it was erased or is a colleague's alone. Once a person types another name, that counts. */
export function withContactName(typed: AuditTyped, id: string, name: string | null): AuditTyped {
  const { about: _, ...rest } = typed
  const shown = beginning(name ?? 'Erased or private contact', 200).trim() || 'No name'
  return typed.contact === id || typed.contact === shown ? { ...rest, contact: shown, about: id } : rest
}

export type AuditProblems = Readonly<Partial<Record<AuditField, string>>>

/** What cannot be read, by field: a filter that did less than it says would hide that. `people`: ids of those who can be chosen. */
export function problemsIn(typed: AuditTyped, people: readonly string[]): AuditProblems {
  const { kind, side, person, from, until } = typed
  const notListed = (text: string) => `“${text}” is not in the list. Choose again.`
  const noDate = (text: string) => `“${text}” is not a date. Choose again.`
  return {
    ...(kind && !isAuditKind(kind) && { kind: notListed(kind) }),
    ...(side && !isSide(side) && { side: notListed(side) }),
    ...(person && !people.includes(person) && { person: notListed(person) }),
    ...(from && !isDate(from) && { from: noDate(from) }),
    ...(from && until && isDate(from) && until < from && { until: 'Until is before From.' }),
    ...(until && !isDate(until) && { until: noDate(until) }),
  }
}

const isSide = (text: string | undefined): text is 'local' | 'remote' => text === 'local' || text === 'remote'

/** Of a filter without problems. Days such as 2026-12-01 are those of the reader's zone. */
export function filterOf(typed: AuditTyped, zone: Zone): AuditFilter {
  const { kind, side, person, contact = '', about = contact, from = '', until = '' } = typed
  const start = (day: string) => new Date(instantOf(`${day}T00:00:00`, zone ?? 'UTC'))
  return {
    kind: isAuditKind(kind) ? kind : null,
    side: isSide(side) ? side : null,
    userId: person && IS_ID.test(person) ? person : null,
    contact: about,
    from: isDate(from) ? start(from) : null,
    // The last day counts.
    until: isDate(until) ? start(addDays(until, 1)) : null,
  }
}

/** The days on which something happened, for what a person or their syncs did then. */
export function auditOf(userId: string, from: Date, until: Date, zone: Zone): AuditTyped {
  const dayOf = (at: Date) => dateAt(`${fromUtc(at.getTime())}Z`, zone ?? 'UTC')
  return { person: userId, from: dayOf(from), until: dayOf(until) }
}

export function auditStart(query: Query): AuditStart {
  const number = (name: string) => {
    const text = one(query[name])
    return text && /^\d{1,18}$/.test(text) ? BigInt(text) : null
  }
  const [after, before] = [number('after'), number('before')]
  if (after !== null) return { kind: 'after', seq: after }
  return before === null ? { kind: 'first' } : { kind: 'before', seq: before }
}
