import { expect, it } from 'vitest'
import { eventDomain } from '@/lib/domains/events/domain'
import type { Base, Project } from '@/lib/domains/events/types'
import { asBusy } from '@/lib/domains/events/value/busy'
import type { CalendarEvent } from '@/lib/domains/events/value/event'
import { meeting, timed } from '@/testing/events/arbitrary'

const ASIS: Project = { local: (event) => event, remote: (event) => event }
const item = (id: string, value: CalendarEvent) => ({
  ...{ id, version: '1', value, deleted: false, key: null, changedAt: null },
})
const merged = (base: Base | null, local: CalendarEvent, remote: CalendarEvent) =>
  eventDomain.merge({
    ...{ base, local: item('l', local), remote: item('r', remote) },
    ...{ choices: {}, policy: 'remote', project: ASIS },
  })

const event = meeting({ title: 'Deposition', location: 'Room 3', description: 'Bring the file.' })
const base: Base = { local: event, remote: event }
const LATER = timed('2026-03-03T11:00:00', '2026-03-03T12:00:00')

it('what became private in the account keeps its content here; its time and visibility travel', () => {
  const busy = asBusy({ ...event, time: LATER, showAs: 'free' })
  const { local, remote, conflicts } = merged(base, event, busy)
  expect(local).toEqual({ ...event, time: LATER, showAs: 'free', visibility: 'private' })
  expect(remote).toEqual(busy)
  expect(conflicts).toEqual([])
})

it('the base keeps the content, so that a later edit there is found, and one here is not lost', () => {
  const first = merged(base, event, asBusy(event))
  const known = { ...event, visibility: 'private' } as const
  expect(first.base).toEqual({ local: known, remote: known })
  expect(merged(first.base, first.local, asBusy(event))).toMatchObject({
    local: first.local,
    remote: asBusy(event),
  })
  expect(merged(first.base, first.local, { ...event, title: 'Moved' }).local).toEqual({
    ...event,
    title: 'Moved',
  })
})

it('an edit of the content here is written, and nothing else of it', () => {
  const { local, remote } = merged(base, { ...event, title: 'Hearing' }, asBusy(event))
  expect(local.title).toBe('Hearing')
  expect(remote).toEqual({ ...asBusy(event), title: 'Hearing' })
})

it('at a first link nothing of the content travels', () => {
  const { local, remote } = merged(null, event, asBusy(event))
  expect([local.title, local.location, remote.title, remote.location]).toEqual([
    ...['Deposition', 'Room 3', 'Busy', ''],
  ])
})
