// Traces of runs, as a collector receives them: Google in the emulator, the collector on loopback.
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startTracing } from '@/lib/tracing'
import { withDatabase } from '@/testing/database/test-database'
import { setUpGoogleFixture } from './google-fixture'
import { withEmulator } from './with-emulator'

withDatabase()
const emulator = withEmulator({ seed: 'empty' })

interface Sent {
  readonly traceId: string
  readonly spanId: string
  readonly parentSpanId?: string
  readonly name: string
  readonly status: { readonly code?: number }
  readonly attributes: readonly { readonly key: string; readonly value: Readonly<Record<string, unknown>> }[]
}

let collector: Server
let received: string[] = []
beforeAll(async () => {
  collector = createServer(async (request, response) => {
    let text = ''
    for await (const chunk of request) text += chunk
    received.push(request.url === '/v1/traces' ? text : `at ${request.url}`)
    response.setHeader('content-type', 'application/json').end('{}')
  })
  await new Promise<void>((listening) => collector.listen(0, '127.0.0.1', listening))
})
afterAll(() => new Promise((closed) => collector.close(closed)))

const endpoint = () => `http://127.0.0.1:${(collector.address() as AddressInfo).port}`

/** The spans that the collector has once everything is sent. */
async function during(work: () => Promise<unknown>): Promise<readonly Sent[]> {
  received = []
  const stop = await startTracing(endpoint())
  await work().finally(stop)
  return received.flatMap((text) =>
    JSON.parse(text).resourceSpans.flatMap((resource: { scopeSpans: { spans: Sent[] }[] }) =>
      resource.scopeSpans.flatMap(({ spans }) => spans),
    ),
  )
}

const said = ({ attributes }: Sent, key: string) => {
  const value = attributes.find((one) => one.key === key)?.value ?? {}
  return Object.values(value)[0]
}

it('a run is one trace: the run, its steps, and under them the calls to Google; none has data of people', async () => {
  const fixture = await setUpGoogleFixture(emulator())
  fixture.add({
    names: [{ givenName: 'Zephyrine', familyName: 'Quill' }],
    emailAddresses: [{ value: 'zephyrine@quill.example' }],
  })
  let runId = ''
  const spans = await during(async () => {
    runId = (await fixture.firstSync()).id
  })
  const traceId = runId.replaceAll('-', '')
  expect(new Set(spans.map((span) => span.traceId))).toEqual(new Set([traceId]))
  const [root, ...others] = spans.filter(({ name }) => name === 'run')
  expect(others).toEqual([])
  expect(root?.parentSpanId ?? '').toBe('')
  expect(root && said(root, 'concord.run.id')).toBe(runId)
  expect(root && said(root, 'concord.firm.id')).toBe(fixture.actor.firmId)
  expect(root && said(root, 'concord.run.state')).toBe('done')
  const steps = spans.filter(({ parentSpanId }) => parentSpanId === root?.spanId)
  expect(new Set(steps.map(({ name }) => name))).toEqual(new Set(['reading', 'comparing', 'applying']))
  const ids = new Set(steps.map(({ spanId }) => spanId))
  const calls = spans.filter(({ parentSpanId }) => ids.has(parentSpanId ?? ''))
  expect(calls.map(({ name }) => name)).toContain('people.connections.list')
  expect(calls.every((call) => said(call, 'concord.outcome') === 'reply')).toBe(true)
  expect(calls).toHaveLength(fixture.calls.length)
  expect(1 + steps.length + calls.length).toBe(spans.length)
  for (const text of received) expect(text).not.toMatch(/zephyrine|quill/i)
})

it('a call that fails says so in one word, also its step', async () => {
  const fixture = await setUpGoogleFixture(emulator())
  await fixture.firstSync()
  emulator().addFaults([{ kind: 'html-502' }])
  const spans = await during(() => fixture.syncNow())
  const failed = spans.filter(({ status }) => status.code === 2)
  expect(failed.map(({ name }) => name)).toContain('reading')
  expect(failed.map((span) => said(span, 'error.type'))).toContain('unavailable')
})

it('without an endpoint nothing is loaded and nothing is sent', async () => {
  received = []
  const stop = await startTracing(undefined)
  const fixture = await setUpGoogleFixture(emulator())
  expect((await fixture.firstSync()).state).toBe('done')
  await stop()
  expect(received).toEqual([])
})

it('a collector that does not answer holds up no run', async () => {
  const stop = await startTracing('http://127.0.0.1:9')
  const fixture = await setUpGoogleFixture(emulator())
  expect((await fixture.firstSync()).state).toBe('done')
  await stop()
})
