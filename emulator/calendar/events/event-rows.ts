// Writes the row of a changed event: a single event, a series, or an occurrence.

import type { ExceptionRow, MainRow } from '@/emulator/calendar/model'
import { put } from '@/emulator/calendar/store'
import { fieldsThatDiffer, strictness } from './change-rules'
import { sameSpan } from './event-times'
import { type Effective, effective, type Found, same, spanAt } from './events'
import { exceptionRow } from './guests'
import { rebase, touchExceptions } from './series-change'
import type { Writing } from './writing'

export function writeMain(
  { store, calendar }: Writing,
  row: MainRow,
  next: Effective,
  reminders: boolean,
): MainRow {
  const { recurrence: _, deletedAt: __, stub: ___, ...kept } = row
  const keep = reminders
    ? { updated: row.updated, ...(store.switches.reminderEtag ? {} : { etag: row.etag }) }
    : {}
  const { content, span, status, sequence, recurrence } = next
  const written = put<MainRow>(
    store,
    calendar,
    { ...kept, content, span, status, sequence, ...(recurrence ? { recurrence } : {}) },
    keep,
  )
  if (!recurrence && !row.recurrence) return written
  const retimed = !sameSpan(row.span, span) || !same(row.recurrence, recurrence)
  if (retimed) rebase(store, calendar, row, written)
  else if (!same(row.content, content)) touchExceptions(store, calendar, written)
  return written
}

export function writeException(
  writing: Writing,
  found: Exclude<Found, { kind: 'main' }>,
  before: Effective,
  next: Effective,
): ExceptionRow {
  const { store, calendar } = writing
  const { deletedAt: _, span: __, dropped: ___, stub: ____, ...row } = exceptionRow(found)
  const series = found.series
  const stricter = series && strictness(next.content) > strictness(series.content)
  if (stricter) {
    const content = { ...series.content, visibility: next.content.visibility }
    writeMain(writing, series, { ...effective({ kind: 'main', row: series }), content }, false)
  }
  const changed = fieldsThatDiffer(before.content, next.content).filter((name) => name !== 'visibility')
  const content = {
    ...row.content,
    ...Object.fromEntries(changed.map((name) => [name, next.content[name] ?? null])),
  }
  const home = series && spanAt(series, row.original)
  const moved = !home || !sameSpan(home, next.span)
  const { status, sequence } = next
  return put<ExceptionRow>(store, calendar, {
    ...row,
    content,
    status,
    sequence,
    ...(moved ? { span: next.span } : {}),
  })
}
