// A first sync that uses up Google's real quotas for three minutes: as fast as they allow, and never refused.

import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Emulator, startEmulator } from '@/emulator/server'
import { createPacing, type Pacing, USUAL_QUOTAS } from '@/lib/providers/google/pacing'
import { googleProvider } from '@/lib/providers/google/provider'
import { addContacts } from '@/lib/store/address-book/collection'
import { syncNow } from '@/lib/store/runs/runs'
import { MINUTE } from '@/lib/time'
import { withDatabase } from '@/testing/database/test-database'
import { continueAsShown, type Fixture, person, setUpFixture } from '@/testing/scenarios/fixture'

withDatabase()
let emulator: Emulator
beforeAll(async () => {
  emulator = await startEmulator({ seed: 'empty', quotas: 'google' })
})
afterAll(() => emulator.close())

const CONTACTS = 9_000
const BATCH = 200

/** Minutes for this many batches: one minute's quota at once, then a minute each. */
const allowedMs = (batches: number) =>
  (Math.ceil(batches / Math.floor(USUAL_QUOTAS.criticalWrites / 6)) - 1) * MINUTE

/** A separate account, and this many contacts to add to it. `pacing`: the rate limiter for the next calls. */
async function fixtureWith(account: string, count: number, { pacing }: { readonly pacing: () => Pacing }) {
  const fixture = await setUpFixture({
    now: () => new Date(emulator.now()),
    open: (_, onCall) =>
      googleProvider(
        {
          account,
          rootUrl: `${emulator.url}/`,
          accessToken: async () => emulator.issueTokens({ account }).accessToken,
          onCall,
          now: () => new Date(emulator.now()),
        },
        pacing(),
      ),
  })
  await addHere(fixture, count)
  return fixture
}

async function addHere({ actor: { firmId, userId } }: Fixture, count: number): Promise<void> {
  const contacts = Array.from({ length: count }, () => person(crypto.randomUUID(), 'Roe'))
  await addContacts(firmId, contacts, { userId })
}

it('a first sync of 9,000 contacts takes at most 1.05 times what the quotas allow, and exceeds none of them', async () => {
  // The clock moves only by waiting: Google's time is measured, not this machine's.
  emulator.setClock({ frozen: true })
  const account = 'ana@example.com'
  const pacing = createPacing(USUAL_QUOTAS)
  const fixture = await fixtureWith(account, CONTACTS, { pacing: () => pacing })
  let run = await fixture.preview()
  const began = emulator.now()
  run = await fixture.start(run)
  while (run.state === 'applying') {
    expect(run.waitKind).toBe('rate')
    emulator.setClock({ at: run.waitUntil?.getTime() ?? 0 })
    run = await fixture.work()
  }
  const took = emulator.now() - began
  expect(run.state).toBe('done')
  expect(emulator.persons({ account })).toHaveLength(CONTACTS)
  expect(took).toBeLessThanOrEqual(1.05 * allowedMs(CONTACTS / BATCH))
  expect(emulator.counts().byStatus).toEqual({ 200: expect.any(Number) })
}, 300_000)

it('a worker that takes over an account stays within its quotas together with the previous worker', async () => {
  emulator.setClock({ frozen: true })
  const account = 'ben@example.com'
  emulator.addAccount({ email: account, name: 'Ben Ode' })
  let pacing = createPacing(USUAL_QUOTAS)
  const fixture = await fixtureWith(account, 4 * BATCH, { pacing: () => pacing })
  let run = await fixture.start(await fixture.preview())
  expect(run.state).toBe('done')
  pacing = createPacing(USUAL_QUOTAS)
  await addHere(fixture, 4 * BATCH)
  await syncNow(fixture.actor, fixture.sync.id)
  // Adding as many again at once needs confirmation first.
  run = await fixture.work()
  await continueAsShown(fixture.actor, run)
  run = await fixture.work()
  expect(run.waitKind).toBe('rate')
  emulator.setClock({ at: run.waitUntil?.getTime() ?? 0 })
  run = await fixture.work()
  expect(run.state).toBe('done')
  expect(emulator.persons({ account })).toHaveLength(8 * BATCH)
  expect(emulator.counts().byStatus[429] ?? 0).toBe(0)
}, 300_000)
