// Push messages over HTTP, with a receiver that the test starts.
import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { ANA, BEN, openFixture } from '@/emulator/fixture'
import { calendarOwner, failure, timed, why } from './fixture'

interface Message {
  readonly state: string
  readonly number: number
  readonly channel: string
  readonly token: string
  readonly length: string
}

const fixture = openFixture()
let server: Server
let address = ''
let arrived: Message[] = []
let waiting: (() => void)[] = []

const read = ({ headers }: IncomingMessage): Message => ({
  state: String(headers['x-goog-resource-state']),
  number: Number(headers['x-goog-message-number']),
  channel: String(headers['x-goog-channel-id']),
  token: String(headers['x-goog-channel-token']),
  length: String(headers['content-length'] ?? '0'),
})

beforeAll(async () => {
  server = createServer((request, response) => {
    arrived.push(read(request))
    response.end()
    for (const wake of waiting.splice(0)) wake()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`
})
afterAll(() => server.close())
beforeEach(() => {
  arrived = []
  waiting = []
})

async function messages(count: number): Promise<Message[]> {
  while (arrived.length < count) await new Promise<void>((resolve) => waiting.push(resolve))
  return arrived
}

const events = () => calendarOwner(fixture).calendar.events
const channels = () => calendarOwner(fixture).calendar.channels
const watch = (body: object = {}, calendarId = 'primary') =>
  events().watch({
    calendarId,
    requestBody: { id: 'one', type: 'web_hook', address, token: 'secret', ...body },
  })
const insert = () => events().insert({ calendarId: 'primary', requestBody: timed() })

test('a channel begins with a sync message and tells every change after it, without a body', async () => {
  const { data } = await watch()
  expect(data).toMatchObject({ kind: 'api#channel', id: 'one', token: 'secret' })
  expect((await messages(1))[0]).toEqual({
    state: 'sync',
    number: 1,
    channel: 'one',
    token: 'secret',
    length: '0',
  })
  await insert()
  const [, second] = await messages(2)
  expect(second).toMatchObject({ state: 'exists', channel: 'one' })
  expect(second?.number).toBeGreaterThan(1)
})

test('several writes may share one message', async () => {
  await watch()
  fixture.emulator.addEvents({
    account: ANA,
    events: [timed(), timed(), timed()].map((event) => ({ ...event })),
  })
  expect((await messages(2)).map(({ state }) => state)).toEqual(['sync', 'exists'])
})

test('a channel lives seven days at most and says when it ends', async () => {
  fixture.emulator.setClock({ at: '2026-12-01T00:00:00Z', frozen: true })
  const ends = async (id: string, body: object) =>
    Number((await watch({ id, ...body })).data.expiration) - fixture.emulator.now()
  expect(await ends('a', { expiration: String(fixture.emulator.now() + 30 * 86_400_000) })).toBe(
    7 * 86_400_000,
  )
  expect(await ends('b', { params: { ttl: '3600' } })).toBe(3_600_000)
  expect(await ends('c', {})).toBe(7 * 86_400_000)
})

test('a channel needs a new id, a secure address, a calendar of people and the right to read it', async () => {
  await watch()
  expect(await why(watch())).toBe('400 calendar/channelIdNotUnique')
  expect(await why(watch({ id: 'x'.repeat(65) }))).toBe('400 global/badRequest')
  expect(await why(watch({ id: 'two', address: 'http://example.com/hook' }))).toBe('400 global/badRequest')
  const theirs = fixture.emulator.addCalendar({ account: BEN, summary: 'Of Ben' })
  expect(await why(watch({ id: 'three' }, theirs.id))).toBe('404 global/notFound')
  fixture.emulator.seed({ name: 'lifelike' })
  expect(await failure(watch({ id: 'four' }, 'en.usa#holiday@group.v.calendar.google.com'))).toMatchObject({
    status: 400,
    reason: 'pushNotSupportedForRequestedResource',
  })
})

test('a stopped or ended channel is silent, and by switch messages get lost', async () => {
  const first = await watch()
  await watch({ id: 'two' })
  await messages(2)
  const requestBody = { id: 'one', resourceId: first.data.resourceId ?? '' }
  expect((await channels().stop({ requestBody })).status).toBe(204)
  expect(await why(channels().stop({ requestBody }))).toBe('404 global/notFound')
  fixture.emulator.setSwitches({ loseMessages: true })
  await insert()
  fixture.emulator.setSwitches({ loseMessages: false })
  await insert()
  expect((await messages(3)).map(({ channel, state }) => `${channel} ${state}`)).toEqual([
    'one sync',
    'two sync',
    'two exists',
  ])
  fixture.emulator.advanceClock({ days: 8 })
  await watch({ id: 'three' })
  await insert()
  expect((await messages(5)).slice(3).map(({ channel }) => channel)).toEqual(['three', 'three'])
})
