// calendarList and calendars: the calendars of an account, those that an app creates, and the calendars that each scope includes.
import { expect, test } from 'vitest'
import { ANA, BEN, errorIn, openFixture } from '@/emulator/fixture'
import { SCOPES } from './access'
import { calendarOwner, failure, timed, why } from './fixture'

const fixture = openFixture()
const app = (...scopes: string[]) => calendarOwner(fixture, ANA, scopes)

test('an account has a primary calendar whose id is its address', async () => {
  const { data } = await app(SCOPES.listRead).calendar.calendarList.list()
  expect(data.items).toMatchObject([
    { id: ANA, primary: true, accessRole: 'owner', timeZone: 'America/Chicago', selected: true },
  ])
  const primary = await app(SCOPES.listRead).calendar.calendarList.get({ calendarId: 'primary' })
  expect(primary.data.id).toBe(ANA)
})

test('a calendar that an app makes is a secondary one of its account', async () => {
  const owner = app(SCOPES.created, SCOPES.listRead)
  const { data } = await owner.calendar.calendars.insert({
    requestBody: { summary: 'Clio', description: 'made here', timeZone: 'Europe/Zurich' },
  })
  expect(data).toMatchObject({
    summary: 'Clio',
    description: 'made here',
    timeZone: 'Europe/Zurich',
    dataOwner: ANA,
  })
  expect(data.id).toMatch(/^c_[0-9a-f]{64}@group\.calendar\.google\.com$/)
  const list = await owner.calendar.calendarList.list()
  expect(list.data.items?.map(({ summary }) => summary)).toEqual([ANA, 'Clio'])
})

test('a calendar needs a summary', async () => {
  expect(await why(app(SCOPES.created).calendar.calendars.insert({ requestBody: {} }))).toBe(
    '400 global/required',
  )
})

test('an owner changes and deletes a secondary calendar, and nobody deletes a primary one', async () => {
  const owner = app(SCOPES.calendars, SCOPES.listRead)
  const made = await owner.calendar.calendars.insert({ requestBody: { summary: 'Clio' } })
  const calendarId = made.data.id ?? ''
  const { data } = await owner.calendar.calendars.patch({ calendarId, requestBody: { summary: 'Firm' } })
  expect([data.summary, data.etag !== made.data.etag]).toEqual(['Firm', true])
  expect((await owner.calendar.calendars.delete({ calendarId })).status).toBe(204)
  expect(await why(owner.calendar.calendars.get({ calendarId }))).toBe('404 global/notFound')
  expect(await why(owner.calendar.calendars.delete({ calendarId: 'primary' }))).toBe('400 global/invalid')
})

test('a missing scope is refused in the envelope of calendars', async () => {
  const refused = await app(SCOPES.listRead).ask('GET', '/calendar/v3/calendars/primary/events')
  expect(errorIn(refused)).toMatchObject({ code: 403, status: 'PERMISSION_DENIED' })
  expect(refused.body).toMatchObject({
    error: {
      errors: [{ domain: 'global', reason: 'insufficientPermissions' }],
      details: [{ reason: 'ACCESS_TOKEN_SCOPE_INSUFFICIENT' }],
    },
  })
  expect(await why(app(SCOPES.created).calendar.calendarList.list())).toBe(
    '403 global/insufficientPermissions',
  )
})

test('a dead token is refused as invalid credentials', async () => {
  const answer = await app(SCOPES.events).ask(
    'GET',
    '/calendar/v3/calendars/primary/events',
    undefined,
    'dead',
  )
  expect([answer.status, answer.body]).toMatchObject([
    401,
    {
      error: { errors: [{ reason: 'authError', message: 'Invalid Credentials', location: 'Authorization' }] },
    },
  ])
})

test('app.created sees only calendars that this client made', async () => {
  const owner = app(SCOPES.created)
  const made = await owner.calendar.calendars.insert({ requestBody: { summary: 'Clio' } })
  const mine = fixture.emulator.addCalendar({ account: ANA, summary: 'By hand' })
  expect((await owner.calendar.events.list({ calendarId: made.data.id ?? '' })).status).toBe(200)
  expect(await why(owner.calendar.events.list({ calendarId: mine.id }))).toBe('404 global/notFound')
  expect(await why(owner.calendar.events.list({ calendarId: 'primary' }))).toBe('404 global/notFound')
  fixture.emulator.setSwitches({ foreignCalendar: 403 })
  expect(await why(owner.calendar.events.list({ calendarId: mine.id }))).toBe('403 global/forbidden')
})

test('events.owned reaches only calendars that the account owns', async () => {
  const theirs = fixture.emulator.addCalendar({ account: BEN, summary: 'Of Ben' })
  fixture.emulator.shareCalendar({ account: BEN, calendar: theirs.id, with: ANA, role: 'writer' })
  const owner = app(SCOPES.owned)
  expect((await owner.calendar.events.insert({ calendarId: 'primary', requestBody: timed() })).status).toBe(
    200,
  )
  expect(await why(owner.calendar.events.list({ calendarId: theirs.id }))).toBe('403 global/forbidden')
  expect((await app(SCOPES.events).calendar.events.list({ calendarId: theirs.id })).status).toBe(200)
})

test('by switch events.owned needs the data owner of the calendar', async () => {
  const { id } = fixture.emulator.addCalendar({ account: BEN, summary: 'Of Ben' })
  fixture.emulator.shareCalendar({ account: BEN, calendar: id, with: ANA, role: 'owner' })
  const list = () => app(SCOPES.owned).calendar.events.list({ calendarId: id })
  expect((await list()).status).toBe(200)
  fixture.emulator.setSwitches({ ownedByData: true })
  expect(await why(list())).toBe('403 global/forbidden')
})

test('a calendar of others is written by writers and read by readers', async () => {
  const { id: calendarId } = fixture.emulator.addCalendar({ account: BEN, summary: 'Of Ben' })
  const owner = app(SCOPES.events)
  const insert = () => owner.calendar.events.insert({ calendarId, requestBody: timed() })
  expect(await why(insert())).toBe('404 global/notFound')
  fixture.emulator.shareCalendar({ account: BEN, calendar: calendarId, with: ANA, role: 'reader' })
  expect(await why(insert())).toBe('403 calendar/requiredAccessLevel')
  expect((await owner.calendar.events.list({ calendarId })).data.accessRole).toBe('reader')
  fixture.emulator.setCalendarRole({ account: ANA, calendar: calendarId, role: 'writer' })
  expect((await insert()).data.organizer).toEqual({ email: calendarId, displayName: 'Of Ben', self: true })
})

test('the list of calendars has pages, and hidden and low ones only when asked for', async () => {
  for (const summary of ['One', 'Two', 'Three']) fixture.emulator.addCalendar({ account: ANA, summary })
  const { id } = fixture.emulator.addCalendar({ account: BEN, summary: 'Busy' })
  fixture.emulator.shareCalendar({ account: BEN, calendar: id, with: ANA, role: 'freeBusyReader' })
  const { calendarList } = app(SCOPES.listRead).calendar
  const first = await calendarList.list({ maxResults: 3 })
  expect([first.data.items?.length, first.data.nextSyncToken]).toEqual([3, undefined])
  const second = await calendarList.list({ maxResults: 3, pageToken: first.data.nextPageToken ?? '' })
  expect(second.data.items?.map(({ accessRole }) => accessRole)).toEqual(['owner', 'freeBusyReader'])
  expect((await calendarList.list({ minAccessRole: 'writer' })).data.items).toHaveLength(4)
  fixture.emulator.hideCalendar({ account: ANA, calendar: id })
  expect((await calendarList.list()).data.items).toHaveLength(4)
  expect((await calendarList.list({ showHidden: true })).data.items?.at(-1)).toMatchObject({
    id,
    hidden: true,
  })
})

test('an increment of the list gives new and removed calendars, and not a changed title or role', async () => {
  const owner = app(SCOPES.listRead)
  const { id } = fixture.emulator.addCalendar({ account: BEN, summary: 'Of Ben' })
  fixture.emulator.shareCalendar({ account: BEN, calendar: id, with: ANA, role: 'writer' })
  const first = await owner.calendar.calendarList.list()
  fixture.emulator.shareCalendar({ account: BEN, calendar: id, with: ANA, role: 'reader' })
  const same = await owner.calendar.calendarList.list({ syncToken: first.data.nextSyncToken ?? '' })
  expect(same.data.items).toEqual([])
  fixture.emulator.shareCalendar({ account: BEN, calendar: id, with: ANA, role: 'none' })
  const next = await owner.calendar.calendarList.list({ syncToken: same.data.nextSyncToken ?? '' })
  expect(next.data.items).toMatchObject([{ id, deleted: true }])
  fixture.emulator.expireSyncTokens({})
  expect(await why(owner.calendar.calendarList.list({ syncToken: next.data.nextSyncToken ?? '' }))).toBe(
    '410 calendar/fullSyncRequired',
  )
  expect(await why(owner.calendar.calendarList.list({ syncToken: 'x', minAccessRole: 'owner' }))).toBe(
    '400 global/badRequest',
  )
})

test('a query parameter that the method does not have is refused', async () => {
  const { status } = await failure(
    app(SCOPES.events)
      .ask('GET', '/calendar/v3/calendars/primary/events?fields=items')
      .then(({ body, status }) => {
        throw { response: { status, data: body } }
      }),
  )
  expect(status).toBe(400)
})
