// Guests: their copies, their responses, the fields they may write, and the mails they would get.
import { beforeEach, expect, test } from 'vitest'
import { calendarOwner, type Event, failure, timed, weekly, why } from '@/emulator/calendar/fixture'
import { ANA, BEN, openFixture } from '@/emulator/fixture'

const CHO = 'cho@example.com'
const fixture = openFixture()
const events = (account = ANA) => calendarOwner(fixture, account).calendar.events
const at = { calendarId: 'primary' }
const guests = (...emails: string[]) => emails.map((email) => ({ email }))
const QUIET = { ...at, sendUpdates: 'none' } as const

let id = ''
const invite = async (more: Event = {}, make = timed) =>
  (await events().insert({ ...QUIET, requestBody: make({ attendees: guests(BEN, CHO), ...more }) })).data
    .id ?? ''
const get = async (account: string, eventId = id) => (await events(account).get({ ...at, eventId })).data
const patch = async (account: string, requestBody: Event, eventId = id) =>
  (await events(account).patch({ ...QUIET, eventId, requestBody })).data
const answersOf = (event: Event) => event.attendees?.map(({ responseStatus }) => responseStatus)
const mine = (email: string, responseStatus: string) => ({
  attendees: [BEN, CHO].map((one) => (one === email ? { email: one, responseStatus } : { email: one })),
})
beforeEach(async () => {
  id = await invite()
})

test('a guest has a copy with the same id, and the organizer is somebody else', async () => {
  const copy = await get(BEN)
  expect(copy).toMatchObject({
    id,
    iCalUID: `${id}@google.com`,
    organizer: { email: ANA },
    summary: 'Hearing',
  })
  expect(copy.organizer).not.toHaveProperty('self')
  expect(copy.attendees).toEqual([
    { email: BEN, responseStatus: 'needsAction', self: true },
    { email: CHO, responseStatus: 'needsAction' },
  ])
})

test('a change by the organizer spreads to the guests, a removed guest has a stub', async () => {
  await patch(ANA, { summary: 'Moved', attendees: guests(BEN) })
  expect((await get(BEN)).summary).toBe('Moved')
  expect(Object.keys(await get(CHO))).toEqual(['kind', 'etag', 'id', 'status'])
})

test('an answer of a guest goes back to the organizer and to the others', async () => {
  await patch(BEN, mine(BEN, 'accepted'))
  expect(answersOf(await get(ANA))).toEqual(['accepted', 'needsAction'])
  expect(answersOf(await get(CHO))).toEqual(['accepted', 'needsAction'])
  fixture.emulator.respond({ account: CHO, id, response: 'tentative' })
  expect(answersOf(await get(BEN))).toEqual(['accepted', 'tentative'])
})

test('answers are not passed on among more than two hundred guests', async () => {
  const many = Array.from({ length: 201 }, (_, at) => `guest${at}@x.example`)
  id = await invite({ attendees: guests(BEN, ...many) })
  fixture.emulator.respond({ account: BEN, id, response: 'accepted' })
  expect(answersOf(await get(ANA))?.includes('accepted')).toBe(false)
})

test('a guest writes nothing that all share, unless guests may', async () => {
  const write = (requestBody: Event) => failure(events(BEN).patch({ ...QUIET, eventId: id, requestBody }))
  const refusal = {
    status: 403,
    domain: 'calendar',
    reason: 'forbiddenForNonOrganizer',
    message: 'Shared properties can only be changed by the organizer of the event.',
  }
  expect(await write({ summary: 'Mine' })).toMatchObject(refusal)
  expect(await write({ attendees: guests(BEN) })).toMatchObject(refusal)
  expect((await patch(BEN, { colorId: '3', reminders: { useDefault: false } })).colorId).toBe('3')
  await patch(ANA, { guestsCanModify: true })
  expect((await patch(BEN, { summary: 'Ours' })).summary).toBe('Ours')
})

test('a guest cannot even write private properties, by switch they can', async () => {
  const requestBody = { extendedProperties: { private: { key: 'v' } } }
  expect(await why(events(BEN).patch({ ...QUIET, eventId: id, requestBody }))).toBe(
    '403 calendar/forbiddenForNonOrganizer',
  )
  fixture.emulator.setSwitches({ guestPrivateProperties: true })
  expect((await patch(BEN, requestBody)).extendedProperties).toEqual({ private: { key: 'v' } })
})

test('private properties, reminders and color stay with their copy, shared properties spread', async () => {
  await patch(ANA, {
    colorId: '5',
    extendedProperties: { private: { mine: '1' }, shared: { ours: '2' } },
    reminders: { useDefault: false, overrides: [{ method: 'popup', minutes: 5 }] },
  })
  const copy = await get(BEN)
  expect(copy.extendedProperties).toEqual({ shared: { ours: '2' } })
  expect([copy.colorId, copy.reminders]).toEqual([undefined, { useDefault: true }])
})

test('a deleted meeting leaves guests a stub with nothing but its id', async () => {
  const list = async () => (await events(BEN).list(at)).data
  const syncToken = (await list()).nextSyncToken ?? ''
  await events().delete({ ...QUIET, eventId: id })
  const { data } = await events(BEN).list({ ...at, syncToken })
  expect(data.items?.map((item) => Object.keys(item))).toEqual([['kind', 'etag', 'id', 'status']])
  expect((await get(ANA)).summary).toBe('Hearing')
})

test('a guest who deletes an invitation declines it', async () => {
  await events(BEN).delete({ ...QUIET, eventId: id })
  expect(answersOf(await get(ANA))).toEqual(['declined', 'needsAction'])
})

test('occurrences of a shared series are changed and answered one by one', async () => {
  id = await invite({}, weekly)
  const one = `${id}_20261208T150000Z`
  await patch(ANA, { summary: 'Special' }, one)
  expect((await get(BEN, one)).summary).toBe('Special')
  fixture.emulator.respond({ account: BEN, id: one, response: 'declined' })
  expect(answersOf(await get(ANA, one))).toEqual(['declined', 'needsAction'])
  expect(answersOf(await get(ANA))).toEqual(['needsAction', 'needsAction'])
  await events().delete({ ...QUIET, eventId: `${id}_20261215T150000Z` })
  expect((await get(BEN, `${id}_20261215T150000Z`)).status).toBe('cancelled')
})

test('a guest of one occurrence alone has an exception without its series', async () => {
  id = await invite({ attendees: [] }, weekly)
  const one = `${id}_20261208T150000Z`
  await patch(ANA, { attendees: guests(BEN) }, one)
  expect(await get(BEN, one)).toMatchObject({ recurringEventId: id, summary: 'Weekly' })
  expect(await why(events(BEN).get({ ...at, eventId: id }))).toBe('404 global/notFound')
})

test('an invitation by somebody outside is read only', async () => {
  const event = { ...timed(), attendees: guests('judge@court.example', ANA) }
  const made = fixture.emulator.addEvent({ account: ANA, event, organizer: { email: 'judge@court.example' } })
  const eventId = String(made.id)
  expect(made.organizer).toEqual({ email: 'judge@court.example' })
  expect(await why(events().patch({ ...QUIET, eventId, requestBody: { location: 'x' } }))).toBe(
    '403 calendar/forbiddenForNonOrganizer',
  )
  expect(
    answersOf(
      await patch(
        ANA,
        { attendees: [{ email: 'judge@court.example' }, { email: ANA, responseStatus: 'accepted' }] },
        eventId,
      ),
    ),
  ).toEqual(['needsAction', 'accepted'])
})

test('maxAttendees cuts the list of guests and says so', async () => {
  const { data } = await events(CHO).get({ ...at, eventId: id, maxAttendees: 1 })
  expect([data.attendees?.map(({ email }) => email), data.attendeesOmitted]).toEqual([[CHO], true])
})

test('every write with guests sends mails unless it says sendUpdates=none', async () => {
  const kinds = () => fixture.emulator.mails().map(({ to, what }) => `${what} ${to}`)
  await patch(ANA, { summary: 'Quiet' })
  await events(BEN).patch({ ...QUIET, eventId: id, requestBody: mine(BEN, 'accepted') })
  await events().delete({ ...QUIET, eventId: id })
  expect(kinds()).toEqual([])
  const loud = { ...at, sendUpdates: 'all' } as const
  const made = await events().insert({ ...loud, requestBody: timed({ attendees: guests(BEN) }) })
  const eventId = made.data.id ?? ''
  await events().patch({ ...loud, eventId, requestBody: { summary: 'Loud' } })
  await events(BEN).patch({
    ...loud,
    eventId,
    requestBody: { attendees: [{ email: BEN, responseStatus: 'accepted' }] },
  })
  await events().delete({ ...loud, eventId })
  expect(kinds()).toEqual([`invitation ${BEN}`, `update ${BEN}`, `response ${ANA}`, `cancellation ${BEN}`])
  const answer = await fetch(`${fixture.emulator.url}/_control/mails`)
  expect(await answer.json()).toHaveLength(4)
  fixture.emulator.clearMails()
  await events().insert({
    ...at,
    sendUpdates: 'externalOnly',
    requestBody: timed({ attendees: guests(BEN, 'x@out.example') }),
  })
  expect(kinds()).toEqual(['invitation x@out.example'])
})

test('a write that says nothing about mails sends them, unless switched off', async () => {
  await events().patch({ ...at, eventId: id, requestBody: { summary: 'Loud' } })
  expect(fixture.emulator.mails()).toHaveLength(2)
  fixture.emulator.setSwitches({ updatesUnlessSaid: 'none' })
  await events().patch({ ...at, eventId: id, requestBody: { summary: 'Quiet' } })
  expect(fixture.emulator.mails()).toHaveLength(2)
})

test('by switch a mail goes outside though sendUpdates is none', async () => {
  fixture.emulator.setSwitches({ mailsDespiteNone: true })
  await invite({ attendees: guests(BEN, 'x@out.example') })
  expect(fixture.emulator.mails().map(({ to }) => to)).toEqual(['x@out.example'])
})
