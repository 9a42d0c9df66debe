// The audit of a calendar sync: what it did on each side, and what a person decided in it.
import { expect, it } from 'vitest'
import { auditPage } from '@/lib/store/audit/entries'
import { auditFaults } from '@/testing/database/audit-faults'
import { withDatabase } from '@/testing/database/test-database'
import { meeting } from '@/testing/providers/event-samples'
import { setUpCalendar } from '../calendar-fixture'
import { withEmulator } from '../with-emulator'

const database = withDatabase()
const emulator = withEmulator()
const ALL = { kind: null, side: null, userId: null, contact: '', from: null, until: null } as const

it('has each event that it wrote, on which side, by which run, from and to', async () => {
  const sync = await setUpCalendar(emulator())
  const ours = await sync.addHere(meeting('Deposition'))
  const theirs = sync.addThere({
    summary: 'Hearing',
    start: { dateTime: '2026-12-02T15:00:00-06:00', timeZone: 'America/Chicago' },
    end: { dateTime: '2026-12-02T16:00:00-06:00', timeZone: 'America/Chicago' },
  })
  const run = await sync.start(await sync.preview())
  await sync.editHere(ours, { location: 'Room 4' })
  sync.editThere(theirs, { summary: 'Hearing, moved' })
  await sync.later()
  const actor = { ...sync.actor, role: 'admin' } as const
  const { rows } = await auditPage(actor, ALL, { kind: 'first' }, 100)
  const events = rows.filter(({ kind }) => kind.startsWith('event.')).reverse()
  const told = events.map(({ kind, side, runId, event }) => [kind, side, event?.name, runId === run.id])
  expect(told.filter(([, , , ofFirst]) => ofFirst).sort()).toEqual([
    ['event.create', 'local', 'Hearing, moved', true],
    ['event.create', 'remote', 'Deposition', true],
  ])
  const later = events.filter(({ runId }) => runId !== null && runId !== run.id)
  expect(
    later
      .map(({ kind, side, eventValues, sync }) => [
        ...[kind, side, eventValues?.from?.title, eventValues?.to?.title, eventValues?.to?.location],
        ...[side === 'remote' ? sync?.label : null],
      ])
      .sort(),
  ).toEqual([
    ['event.edit', 'local', 'Hearing', 'Hearing, moved', '', null],
    ['event.edit', 'remote', 'Deposition', 'Deposition', 'Room 4', 'Google'],
  ])
  expect(events.every(({ userId }) => userId === sync.actor.userId)).toBe(true)
  expect(await auditFaults(database.url())).toEqual([])
})
