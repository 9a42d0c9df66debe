// The audit as CSV (RFC 4180), for spreadsheets. Cells that would be read as formulas get an apostrophe in front. Pure.
import { csvLine } from '@/lib/domains/contacts/text/spreadsheet'
import type { Zone } from '@/lib/domains/events/value/event'
import type { AuditEntry } from '@/lib/store/audit/beside'
import { changesOf, changesText, detailWords, KIND_WORDS, whereWords, whoDid } from './audit-words'

const HEADING = [
  'Number',
  'Time',
  'What',
  'By',
  'Contact',
  'Contact ID',
  'Event or matter',
  'Where',
  'Changes',
  'Details',
  'Run ID',
]

/** The byte order mark tells Excel that the file is UTF-8; without it, names with accents are garbled there. */
export const auditHeading = (): string => `\uFEFF${csvLine(HEADING)}`

/** `zone`: of the times of events. */
export function auditLine(entry: AuditEntry, zone: Zone): string {
  const { seq, at, kind, contact, contactId, event, matter, runId } = entry
  return csvLine([
    String(seq),
    at.toISOString(),
    KIND_WORDS[kind],
    whoDid(entry),
    contact ?? '',
    contactId ?? '',
    event?.name ?? matter?.name ?? '',
    whereWords(entry),
    changesText(changesOf(entry, zone)),
    detailWords(entry),
    runId ?? '',
  ])
}
