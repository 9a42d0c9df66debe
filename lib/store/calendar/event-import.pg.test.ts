// A file into a calendar and out of it again, on a real database.
import { beforeAll, describe, expect, it } from 'vitest'
import { readCalendarFile } from '@/lib/domains/events/icalendar/read'
import { calendarFile } from '@/lib/domains/events/icalendar/write'
import { db } from '@/lib/store/database/client'
import type { Actor } from '@/lib/store/firm/actor'
import { owner, withDatabase } from '@/testing/database/test-database'
import { calendarsOf, createCalendar } from './calendars'
import { eventsToWrite } from './event-export'
import { confirmEventImport, getEventImport, storeEventImport } from './event-import'

withDatabase()

const firmId = crypto.randomUUID()
const ana: Actor = { firmId, userId: crypto.randomUUID(), role: 'admin' }
const ZONE = 'America/New_York'

beforeAll(async () => {
  await owner().firm.create({ data: { id: firmId, name: 'Firm' } })
  const { userId: id, role } = ana
  await owner().user.create({
    data: { id, firmId, role, subject: id, email: 'ana@example.com', name: 'Ana' },
  })
})

const TEXT = [
  'BEGIN:VCALENDAR',
  'BEGIN:VEVENT',
  'UID:hearing',
  'DTSTART;TZID=America/New_York:20261208T093000',
  'DTEND;TZID=America/New_York:20261208T110000',
  'SUMMARY:Hearing',
  'END:VEVENT',
  'BEGIN:VEVENT',
  'UID:team',
  'DTSTART;TZID=America/New_York:20261207T090000',
  'DTEND;TZID=America/New_York:20261207T093000',
  'RRULE:FREQ=WEEKLY',
  'EXDATE;TZID=America/New_York:20261214T090000',
  'SUMMARY:Team',
  'END:VEVENT',
  'BEGIN:VEVENT',
  'UID:team',
  'RECURRENCE-ID;TZID=America/New_York:20261221T090000',
  'DTSTART;TZID=America/New_York:20261222T100000',
  'DTEND;TZID=America/New_York:20261222T103000',
  'SUMMARY:Team\\, moved',
  'END:VEVENT',
  'END:VCALENDAR',
].join('\r\n')

async function calendar(): Promise<string> {
  const id = crypto.randomUUID()
  await createCalendar(ana, id, { name: `Court ${id}`, color: 'red' })
  return id
}

const upload = (calendarId: string, text = TEXT) => uploadBytes(calendarId, new TextEncoder().encode(text))
const uploadBytes = (calendarId: string, bytes: Uint8Array) =>
  storeEventImport(ana, { calendarId, fileName: 'court.ics', bytes, zone: ZONE })

async function exported(calendarId: string): Promise<string> {
  const calendars = (await calendarsOf(ana)).filter(({ id }) => id === calendarId)
  return [...calendarFile(await eventsToWrite(ana, calendars), new Date('2026-11-27'))].join('')
}

describe('an import', () => {
  it('writes nothing before it is confirmed, and what the file says once it is', async () => {
    const id = await calendar()
    const file = await upload(id)
    expect(await getEventImport(ana, file)).toMatchObject({ fileName: 'court.ics', known: 0, problems: [] })
    expect(await owner().calendarEvent.count({ where: { calendarId: id } })).toBe(0)
    expect(await confirmEventImport(ana, file)).toEqual({ kind: 'imported', count: 2 })
    expect(contentOf(await exported(id))).toEqual(contentOf(TEXT))
    const edits = await owner().calendarEventEdit.findMany({ where: { importId: file } })
    expect(edits.map(({ kind }) => kind)).toEqual(['create', 'create', 'create', 'create'])
  })

  it('pressed twice at once imports once', async () => {
    const id = await calendar()
    const file = await upload(id)
    const both = await Promise.all([confirmEventImport(ana, file), confirmEventImport(ana, file)])
    expect(both.map(({ kind }) => kind).sort()).toEqual(['already', 'imported'])
    expect(
      await owner().calendarEvent.count({ where: { calendarId: id, shape: { not: 'occurrence' } } }),
    ).toBe(2)
  })

  it('of the same file twice adds nothing that the calendar has', async () => {
    const id = await calendar()
    await confirmEventImport(ana, await upload(id))
    const again = await upload(id, TEXT.replace('UID:hearing', 'UID:another'))
    expect(await getEventImport(ana, again)).toMatchObject({ known: 1 })
    expect(await confirmEventImport(ana, again)).toEqual({ kind: 'imported', count: 1 })
  })

  it('of what one file brings to another calendar is not a duplicate', async () => {
    await confirmEventImport(ana, await upload(await calendar()))
    expect(await confirmEventImport(ana, await upload(await calendar()))).toEqual({
      kind: 'imported',
      count: 2,
    })
  })
})

describe('while a file is read', () => {
  /** Reads for seconds. */
  const many = (count: number) =>
    [
      'BEGIN:VCALENDAR',
      ...Array.from({ length: count }, (_, n) => [
        ...['BEGIN:VEVENT', `UID:${n}`, 'DTSTART;TZID=America/New_York:20261208T093000', 'DURATION:PT1H'],
        ...['RRULE:FREQ=WEEKLY;COUNT=10', `SUMMARY:Team ${n}`, 'END:VEVENT'],
      ]).flat(),
      'END:VCALENDAR',
    ].join('\r\n')

  it('others are answered', { timeout: 180_000 }, async () => {
    const id = await calendar()
    let reading = true
    const stored = upload(id, many(20_000)).finally(() => {
      reading = false
    })
    // Reading does not pause: in this thread it would block every query until it ends.
    let answered = 0
    while (reading) {
      await db(firmId).firm.findFirst({ where: { id: firmId } })
      answered += 1
    }
    expect((await getEventImport(ana, await stored))?.events).toHaveLength(20_000)
    expect(answered).toBeGreaterThan(50)
  })

  it('more than there are threads for wait and are read too', async () => {
    const id = await calendar()
    const texts = [1, 2, 3, 4, 5].map((n) => TEXT.replaceAll('Hearing', `Hearing ${n}`))
    const read = await Promise.all(texts.map(async (text) => getEventImport(ana, await upload(id, text))))
    expect(read.map((found) => found?.events[0]?.event.title)).toEqual(
      [1, 2, 3, 4, 5].map((n) => `Hearing ${n}`),
    )
  })
})

describe('a file', () => {
  it.each([
    ['Latin-1', Uint8Array.from(TEXT.replace('Hearing', 'Café'), (char) => char.charCodeAt(0))],
    ['UTF-16', Buffer.from(`\ufeff${TEXT.replace('Hearing', 'Café')}`, 'utf16le')],
  ])('in %s is decoded', async (_, bytes) => {
    const found = await getEventImport(ana, await uploadBytes(await calendar(), bytes))
    expect(found?.events.map(({ event }) => event.title)).toEqual(['Café', 'Team'])
  })

  it('that is no calendar says so', async () => {
    const found = await getEventImport(ana, await upload(await calendar(), 'Dear colleagues'))
    expect(found).toMatchObject({ events: [] })
    expect(found?.problems.map(({ reason }) => reason)).toContain(
      'The file is not an iCalendar file: it has no BEGIN:VCALENDAR.',
    )
  })
})

/** What the file says, without the places in it: an export is in the order of time. */
const contentOf = (text: string) =>
  readCalendarFile(text, ZONE)
    .events.map(({ uid, event, changed, cancelled }) => ({ uid, event, changed, cancelled }))
    .sort((a, b) => (a.uid < b.uid ? -1 : 1))
