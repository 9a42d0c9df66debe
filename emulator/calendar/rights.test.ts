// What readers with lower roles see, quotas, and the limits of fast writing.
import { expect, test } from 'vitest'
import { ANA, BEN, openFixture } from '@/emulator/fixture'
import { SCOPES } from './access'
import { allDay, calendarOwner, failure, timed, why } from './fixture'

const fixture = openFixture()
const events = (account = ANA) => calendarOwner(fixture, account, [SCOPES.all]).calendar.events

function shared(role: 'freeBusyReader' | 'reader' | 'writerWithoutPrivateAccess' | 'writer') {
  const { id } = fixture.emulator.addCalendar({ account: BEN, summary: 'Of Ben' })
  fixture.emulator.shareCalendar({ account: BEN, calendar: id, with: ANA, role })
  const event = {
    ...timed(),
    visibility: 'private',
    description: 'secret',
    attendees: [{ email: 'x@y.example' }],
  }
  return { id, secret: String(fixture.emulator.addEvent({ account: BEN, calendar: id, event }).id) }
}

test('a reader of free and busy sees when, and nothing else', async () => {
  const { id } = shared('freeBusyReader')
  const { data } = await events().list({ calendarId: id })
  expect(Object.keys(data.items?.[0] ?? {}).sort()).toEqual(['end', 'etag', 'id', 'kind', 'start', 'status'])
})

test('private events come without details to readers, and a writer without private access cannot write them', async () => {
  const { id, secret } = shared('writerWithoutPrivateAccess')
  const [item] = (await events().list({ calendarId: id })).data.items ?? []
  expect(item).toMatchObject({ id: secret, visibility: 'private' })
  for (const field of ['summary', 'description', 'location', 'attendees'])
    expect(item).not.toHaveProperty(field)
  const requestBody = { summary: 'x' }
  expect(await why(events().patch({ calendarId: id, eventId: secret, requestBody }))).toBe(
    '403 global/forbidden',
  )
  expect((await events().insert({ calendarId: id, requestBody: timed() })).status).toBe(200)
})

test('writers see private events whole', async () => {
  const { id } = shared('writer')
  expect((await events().list({ calendarId: id })).data.items?.[0]).toMatchObject({
    summary: 'Hearing',
    description: 'secret',
    visibility: 'private',
  })
})

test('a lowered role ends the sync token, and the next read is redacted', async () => {
  const { id } = shared('writer')
  const { data } = await events().list({ calendarId: id })
  fixture.emulator.setCalendarRole({ account: ANA, calendar: id, role: 'reader' })
  const syncToken = data.nextSyncToken ?? ''
  expect(await why(events().list({ calendarId: id, syncToken }))).toBe('410 calendar/fullSyncRequired')
  expect((await events().list({ calendarId: id })).data.items?.[0]).not.toHaveProperty('summary')
})

test('an unshared or deleted calendar is not found', async () => {
  const { id } = shared('writer')
  fixture.emulator.shareCalendar({ account: BEN, calendar: id, with: ANA, role: 'none' })
  expect(await why(events().list({ calendarId: id }))).toBe('404 global/notFound')
  const own = fixture.emulator.addCalendar({ account: ANA, summary: 'Own' })
  fixture.emulator.deleteCalendar({ account: ANA, calendar: own.id })
  expect(await why(events().insert({ calendarId: own.id, requestBody: timed() }))).toBe('404 global/notFound')
})

test('calendar queries have a sliding minute of the account and one of the project', async () => {
  fixture.emulator.setQuotas({ calendarQueries: 2, calendarProject: 3 })
  const list = (account: string) => events(account).list({ calendarId: 'primary' })
  await list(ANA)
  await list(ANA)
  expect(await failure(list(ANA))).toMatchObject({
    status: 403,
    domain: 'usageLimits',
    reason: 'userRateLimitExceeded',
  })
  await list(BEN)
  expect(await why(list(BEN))).toBe('403 usageLimits/rateLimitExceeded')
  fixture.emulator.setSwitches({ calendarQuotaStatus: 429 })
  expect(await why(list(ANA))).toBe('429 usageLimits/userRateLimitExceeded')
  fixture.emulator.advanceClock({ minutes: 1 })
  expect((await list(ANA)).status).toBe(200)
})

test('by switch quick writes to one calendar are refused for a second', async () => {
  fixture.emulator.setClock({ frozen: true })
  fixture.emulator.setSwitches({ calendarWritesPerSecond: 2 })
  const insert = () =>
    events().insert({ calendarId: 'primary', requestBody: allDay('2026-12-01', '2026-12-02') })
  await insert()
  await insert()
  expect(await why(insert())).toBe('403 usageLimits/rateLimitExceeded')
  fixture.emulator.advanceClock({ ms: 1_001 })
  expect((await insert()).status).toBe(200)
})

test('by switch adding many guests locks the calendar for an hour', async () => {
  fixture.emulator.setSwitches({ guestsPerHour: 2 })
  const insert = (...emails: string[]) =>
    events().insert({
      calendarId: 'primary',
      requestBody: timed({ attendees: emails.map((email) => ({ email })) }),
    })
  await insert('a@x.example', 'b@x.example')
  expect(await failure(insert('c@x.example'))).toMatchObject({
    status: 403,
    reason: 'quotaExceeded',
    message: 'Calendar usage limits exceeded.',
  })
  fixture.emulator.advanceClock({ minutes: 61 })
  expect((await insert('c@x.example')).status).toBe(200)
})

test('calendar writes of one account may overlap', async () => {
  fixture.emulator.setSwitches({ mutationMs: 20, overlap: '409' })
  const insert = () => events().insert({ calendarId: 'primary', requestBody: timed() })
  expect((await Promise.all([insert(), insert()])).map(({ status }) => status)).toEqual([200, 200])
  expect(fixture.emulator.counts().overlaps).toBe(0)
})

test('faults reach calendars, with bodies of their own', async () => {
  const insert = () => events().insert({ calendarId: 'primary', requestBody: timed() })
  const count = () => fixture.emulator.events({ account: ANA }).length
  const match = { api: 'calendar.events.insert' }
  fixture.emulator.addFaults([{ kind: 'apply-then-drop', match }])
  await expect(insert()).rejects.toThrow()
  expect(count()).toBe(1)
  fixture.emulator.addFaults([{ kind: 'drop-before', match }])
  await expect(insert()).rejects.toThrow()
  expect(count()).toBe(1)
  for (const [preset, text] of [
    ['calendar-rate', '403 usageLimits/rateLimitExceeded'],
    ['calendar-429', '429 usageLimits/rateLimitExceeded'],
    ['calendar-backend', '503 global/backendError'],
    ['calendar-full-sync', '410 calendar/fullSyncRequired'],
  ] as const) {
    fixture.emulator.addFaults([{ kind: 'status', preset, match }])
    expect(await why(insert())).toBe(text)
  }
  fixture.emulator.addFaults([{ kind: 'html-502', match }])
  await expect(insert()).rejects.toMatchObject({ response: { status: 502 } })
  fixture.emulator.addFaults([{ kind: 'cut-json', match }])
  await expect(insert()).resolves.toMatchObject({ data: expect.any(String) })
  fixture.emulator.addFaults([
    { kind: 'status', status: 200, headers: { 'content-type': 'text/plain' }, match },
    { kind: 'delay', delayMs: 5, match },
  ])
  expect(JSON.stringify([...new Headers((await insert()).headers as HeadersInit)])).toContain('text/plain')
  expect((await insert()).status).toBe(200)
})
