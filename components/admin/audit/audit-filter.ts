// The filters of the audit, as they stand in an address. Pure.
import type { Zone } from '@/components/ui/time/moment'
import { addDays, fromUtc, isDate } from '@/lib/domains/events/value/dates'
import { dateAt, instantOf } from '@/lib/domains/events/value/time'
import { beginning, storableText } from '@/lib/domains/text/storable'
import { one, type Query } from '@/lib/http/query'
import type { AuditFilter, AuditStart } from '@/lib/store/audit/entries'
import { isAuditKind } from '@/lib/store/audit/kinds'

export const AUDIT_FIELDS = ['contact', 'person', 'kind', 'side', 'from', 'until'] as const
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

/** What cannot be read does not filter. Days such as 2026-12-01 are those of the reader's zone. */
export function filterOf(typed: AuditTyped, zone: Zone): AuditFilter {
  const { kind, side, person, contact = '', from = '', until = '' } = typed
  const start = (day: string) => new Date(instantOf(`${day}T00:00:00`, zone ?? 'UTC'))
  return {
    kind: isAuditKind(kind) ? kind : null,
    side: side === 'local' || side === 'remote' ? side : null,
    userId: person && IS_ID.test(person) ? person : null,
    contact,
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
