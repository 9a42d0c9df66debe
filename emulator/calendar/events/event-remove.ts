// Deleting events.
import * as errors from '@/emulator/calendar/errors'
import type { ExceptionRow, MainRow } from '@/emulator/calendar/model'
import { refuse } from '@/emulator/calendar/refusal'
import { exceptionsOf, put } from '@/emulator/calendar/store'
import { effective, emailsOf, type Found, isOrganizer, rowOf } from './events'
import { answerBack, exceptionRow, mail, spread } from './guests'
import type { Writing } from './writing'

export function removeEvent(writing: Writing, found: Found): Found {
  const { store, calendar, sendUpdates } = writing
  const base = rowOf(found)
  const before = effective(found)
  if (found.kind !== 'instance' && before.status === 'cancelled') throw refuse(errors.DELETED)
  const deletedAt = store.clock.now()
  const organizes = isOrganizer(calendar, base)
  if (!organizes && !base.privateCopy && emailsOf(before.content).includes(calendar.id))
    answerBack(store, calendar, found.kind === 'instance' ? exceptionRow(found).id : base.id, {
      responseStatus: 'declined',
    })
  const gone = { status: 'cancelled', deletedAt, ...(organizes ? {} : { stub: true }) } as const
  const written =
    found.kind === 'main'
      ? put<MainRow>(store, calendar, { ...found.row, ...gone })
      : put<ExceptionRow>(store, calendar, { ...exceptionRow(found), status: 'cancelled', deletedAt })
  if (written.kind === 'main' && store.switches.exceptionsOfDeleted === 'cancelled')
    for (const row of exceptionsOf(calendar, written.id))
      if (row.status !== 'cancelled')
        put<ExceptionRow>(store, calendar, { ...row, status: 'cancelled', deletedAt })
  if (organizes) {
    spread(store, calendar, written.id, emailsOf(before.content))
    mail(store, written, calendar, emailsOf(before.content), 'cancellation', sendUpdates)
  }
  return written.kind === 'main'
    ? { kind: 'main', row: written }
    : { kind: 'exception', row: written, series: found.kind === 'main' ? undefined : found.series }
}
