// The webhook, with a real receiver over HTTP: each change once, signed, and again while the receiver fails.
import { createHmac } from 'node:crypto'
import { createServer } from 'node:http'
import { afterAll, afterEach, beforeEach, expect, it } from 'vitest'
import { removeWebhook, replaceSecret, saveWebhook, sendTest, webhookOf } from '@/lib/store/notify/webhook'
import { DAY, MINUTE } from '@/lib/time'
import { owner, withDatabase } from '@/testing/database/test-database'
import { type Fixture, person, setUpFixture } from '@/testing/scenarios/fixture'
import { notifyPeople } from '../send-due'
import { openSecret, sealedSecret } from './deliver'

withDatabase()

interface Received {
  readonly event: string
  readonly delivery: string
  readonly signature: string
  readonly body: string
}
const received: Received[] = []
let answer = 200
const receiver = createServer((request, response) => {
  let body = ''
  request.on('data', (part: Buffer) => {
    body += part.toString()
  })
  request.on('end', () => {
    const header = (name: string) => String(request.headers[`concord-${name}`])
    received.push({
      event: header('event'),
      delivery: header('delivery'),
      signature: header('signature'),
      body,
    })
    response.writeHead(answer, { location: '/elsewhere' }).end()
  })
})
await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve))
const address = receiver.address()
const url = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}/concord`

beforeEach(() => {
  received.length = 0
  answer = 200
})
afterEach(() => owner().firm.deleteMany())
afterAll(() => new Promise<void>((resolve) => receiver.close(() => resolve())))

async function withWebhook(): Promise<Fixture> {
  const fixture = await setUpFixture()
  fixture.account.add(person('Ana', 'Lima'))
  await fixture.start(await fixture.preview())
  await saveWebhook(fixture.actor, url, sealedSecret(fixture.actor.firmId))
  return fixture
}

const start = Date.now()
const after = (ms: number) => new Date(start + ms)
const look = (ms: number) => notifyPeople(after(ms), () => null)
const loseAccess = ({ connection }: Fixture, at: Date | null) =>
  owner().connection.update({ where: { id: connection.id }, data: { consentLostAt: at } })
const secretOf = async ({ actor }: Fixture) => {
  const { webhook } = await webhookOf(actor)
  return webhook ? openSecret(webhook) : ''
}
const signed = (secret: string, { signature, body }: Received) => {
  const time = /^t=(\d+),/.exec(signature)?.[1]
  return signature.includes(`v1=${createHmac('sha256', secret).update(`${time}.${body}`).digest('hex')}`)
}

it('gets one request when a sync needs attention and one when it no longer does, with ids only, whatever the number of workers', async () => {
  const fixture = await withWebhook()
  await look(MINUTE)
  expect(received).toEqual([])
  await loseAccess(fixture, new Date())
  await Promise.all([1, 2, 3].map(() => look(7 * MINUTE)))
  await look(14 * MINUTE)
  await loseAccess(fixture, null)
  await look(21 * MINUTE)
  await look(28 * MINUTE)
  expect(received.map(({ event }) => event)).toEqual(['sync.needs_attention', 'sync.recovered'])
  const [first] = received
  if (!first) throw new Error('nothing was received')
  expect(JSON.parse(first.body)).toEqual({
    id: first.delivery,
    event: 'sync.needs_attention',
    at: after(7 * MINUTE).toISOString(),
    firmId: fixture.actor.firmId,
    data: { syncId: fixture.sync.id, kind: 'stands_still' },
  })
  expect(first.body).not.toContain('ana@example.com')
  expect(signed(await secretOf(fixture), first)).toBe(true)
  expect(signed('another secret', first)).toBe(false)
})

it('is tried again while the receiver fails, follows no redirect, and keeps the id', async () => {
  const fixture = await withWebhook()
  await sendTest(fixture.actor, after(0))
  answer = 302
  await look(0)
  await look(MINUTE / 2)
  answer = 500
  await look(2 * MINUTE)
  answer = 204
  await look(10 * MINUTE)
  await look(20 * MINUTE)
  expect(received).toHaveLength(3)
  expect(new Set(received.map(({ delivery }) => delivery)).size).toBe(1)
  const { deliveries } = await webhookOf(fixture.actor)
  expect(deliveries).toMatchObject([{ event: 'test', attempts: 3, status: 204, problem: null, nextAt: null }])
  expect(deliveries[0]?.deliveredAt).toEqual(after(10 * MINUTE))
})

it('is signed with both secrets for a day after a new one was made', async () => {
  const fixture = await withWebhook()
  const old = await secretOf(fixture)
  await replaceSecret(fixture.actor, sealedSecret(fixture.actor.firmId), after(0))
  const current = await secretOf(fixture)
  expect(current).not.toBe(old)
  for (const ms of [0, 2 * DAY]) {
    await sendTest(fixture.actor, after(ms))
    await look(ms)
  }
  expect(received.map((one) => [signed(old, one), signed(current, one)])).toEqual([
    [true, true],
    [false, true],
  ])
})

it('is audited by where it goes, without what lets one in there', async () => {
  const { actor } = await setUpFixture()
  await saveWebhook(actor, 'https://eve:PASSWORD@hooks.example.com/T0/SECRET?key=TOKEN', 'sealed')
  await replaceSecret(actor, 'sealed again', new Date())
  await removeWebhook(actor)
  const where = { firmId: actor.firmId, kind: 'settings.webhook' }
  const rows = await owner().audit.findMany({ where, orderBy: { seq: 'asc' } })
  const origin = 'https://hooks.example.com'
  expect(rows.map(({ detail }) => detail)).toEqual([
    { what: 'save', to: origin },
    { what: 'secret', from: origin, to: origin },
    { what: 'remove', from: origin },
  ])
})

it('gets no request after it is removed', async () => {
  const fixture = await withWebhook()
  await sendTest(fixture.actor, after(0))
  await removeWebhook(fixture.actor)
  await look(MINUTE)
  expect(received).toEqual([])
})
