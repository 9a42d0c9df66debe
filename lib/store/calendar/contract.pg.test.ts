// A calendar of the firm keeps the contract of all collections. What only calendars do is in collection.pg.test.ts.
import type { CalendarEvent } from '@/lib/domains/events/value/event'
import type { Actor } from '@/lib/store/firm/actor'
import { owner, withDatabase } from '@/testing/database/test-database'
import { create, type Fixture } from '@/testing/providers/contract-steps'
import { collectionContract } from '@/testing/providers/contract-suite'
import { EVENT_SAMPLES, meeting } from '@/testing/providers/event-samples'
import { createCalendar } from './calendars'
import { CALENDAR, calendarCollection } from './collection'
import { addEvent, deleteEvent, saveEvent } from './editing'
import { eventFromRow } from './event-row'

withDatabase()

async function calendarFixture(): Promise<Fixture<CalendarEvent>> {
  const [firmId, id, calendarId] = [crypto.randomUUID(), crypto.randomUUID(), crypto.randomUUID()]
  const ana: Actor = { firmId, userId: id, role: 'admin' }
  await owner().firm.create({ data: { id: firmId, name: 'Lima' } })
  await owner().user.create({
    data: { id, firmId, role: 'admin', subject: id, email: 'ana@example.com', name: 'Ana' },
  })
  await createCalendar(ana, calendarId, { name: 'Trials', color: 'red' })
  const row = (id: string) => owner().calendarEvent.findUniqueOrThrow({ where: { id } })
  const collection = calendarCollection(firmId, calendarId)
  const scope = { kind: 'all' } as const
  return {
    collection,
    add: async (event) => {
      const id = crypto.randomUUID()
      await addEvent(ana, { id, calendarId, event })
      return id
    },
    fill: async (count) => {
      await collection.push(
        Array.from({ length: count }, (_, at) => create(`${at}`, meeting(`Meeting ${at}`))),
      )
    },
    edit: async (id, change) => {
      const before = await row(id)
      const event = { ...eventFromRow(before), ...change }
      await saveEvent(ana, { id, version: before.version, scope, calendarId, event })
    },
    remove: async (id) => {
      await deleteEvent(ana, { id, version: (await row(id)).version, scope })
    },
    look: async (id) => {
      const { deletedAt, value } = await row(id)
      return deletedAt ? null : JSON.stringify(value)
    },
    count: () => owner().calendarEvent.count({ where: { firmId, deletedAt: null } }),
    settle: async () => undefined,
    close: async () => undefined,
  }
}

/** A create here writes guests too: it invites nobody. */
const SAMPLES = { ...EVENT_SAMPLES, asCreated: (event: CalendarEvent) => event, reportsTotal: true }

collectionContract('a calendar of the firm', CALENDAR, SAMPLES, calendarFixture)
