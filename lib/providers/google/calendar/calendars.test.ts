import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { type Emulator, startEmulator } from '@/emulator/server'
import { google } from '@/lib/providers/google/descriptor'
import { googleCalendars } from './calendars'
import { createCalendarPacing, NO_CALENDAR_QUOTAS } from './pacing'

const ANA = 'ana@firm.example'
const MARKER = '0d8f3f4e-6a5b-4c1d-9e2f-112233445566'
let emulator: Emulator

beforeAll(async () => {
  emulator = await startEmulator({ seed: 'empty' })
})
beforeEach(() => emulator.addAccount({ email: ANA, name: 'Ana' }))
afterEach(() => emulator.reset())
afterAll(() => emulator.close())

const calls: string[] = []
const calendars = (scopes: readonly string[] = google.collections.events.scopes.listAndNew) => {
  calls.length = 0
  return googleCalendars(
    {
      account: ANA,
      rootUrl: emulator.url,
      accessToken: async () => emulator.issueTokens({ account: ANA, scopes }).accessToken,
      onCall: (method) => calls.push(method),
    },
    createCalendarPacing(NO_CALENDAR_QUOTAS),
  )
}
const made = () => emulator.calendars({ account: ANA }).filter(({ primary }) => !primary)

test('calendars are listed with what the account may do, also hidden ones, on any number of pages', async () => {
  emulator.addAccount({ email: 'ben@firm.example', name: 'Ben' })
  const { id } = emulator.addCalendar({ account: 'ben@firm.example', summary: 'Court' })
  emulator.shareCalendar({ account: 'ben@firm.example', calendar: id, with: ANA, role: 'reader' })
  emulator.hideCalendar({ account: ANA, calendar: id })
  for (let at = 0; at < 260; at++) emulator.addCalendar({ account: ANA, summary: `Matter ${at}` })
  const listed = await calendars().list()
  expect(listed).toHaveLength(262)
  expect(calls).toEqual(['calendar.calendarList.list', 'calendar.calendarList.list'])
  expect(listed.find(({ primary }) => primary)).toEqual({
    id: ANA,
    name: ANA,
    role: 'owner',
    primary: true,
    timeZone: 'America/Chicago',
    marker: null,
  })
  expect(listed.find((one) => one.id === id)).toMatchObject({ name: 'Court', role: 'reader' })
})

test('a new calendar has the time zone of the account’s main one, and is found by its marker', async () => {
  const created = await calendars().create('Firm', MARKER)
  expect(created).toMatchObject({ name: 'Firm', role: 'owner', marker: MARKER, timeZone: 'America/Chicago' })
  expect((await calendars().list()).filter(({ marker }) => marker === MARKER)).toEqual([created])
})

test('create → create again gives the same calendar', async () => {
  const first = await calendars().create('Firm', MARKER)
  expect(await calendars().create('Another name', MARKER)).toEqual(first)
  expect(made()).toHaveLength(1)
  await calendars().create('Firm', `${MARKER}-2`)
  expect(made()).toHaveLength(2)
})

test('a create whose reply was lost adds no second calendar', async () => {
  emulator.addFaults([{ kind: 'apply-then-drop', match: { account: ANA, method: 'POST' } }])
  expect(await calendars().create('Firm', MARKER)).toMatchObject({ name: 'Firm', marker: MARKER })
  expect(made()).toHaveLength(1)
})

test('a create that never arrived says so, and works the next time', async () => {
  emulator.addFaults([{ kind: 'drop-before', match: { account: ANA, method: 'POST' } }])
  await expect(calendars().create('Firm', MARKER)).rejects.toMatchObject({ kind: 'unavailable' })
  expect(made()).toHaveLength(0)
  expect(await calendars().create('Firm', MARKER)).toMatchObject({ marker: MARKER })
})

test('without the scopes the consent is lost, and a broken list is no empty one', async () => {
  await expect(calendars(['openid']).list()).rejects.toMatchObject({ kind: 'consent' })
  emulator.addFaults([{ kind: 'cut-json', match: { account: ANA, method: 'GET' } }])
  await expect(calendars().list()).rejects.toMatchObject({ kind: 'unavailable' })
})
