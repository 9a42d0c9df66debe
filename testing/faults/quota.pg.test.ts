// A first sync as large as an account can be, under the limits that Google really sets: as fast as they allow, and never refused.

import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Emulator, startEmulator } from '@/emulator/server'
import { createPacing, type Pacing, USUAL_QUOTAS } from '@/lib/providers/google/pacing'
import { googleProvider } from '@/lib/providers/google/provider'
import { createManyContacts } from '@/lib/store/address-book/contact-bulk'
import { withTransaction } from '@/lib/store/database/client'
import { closeQueue } from '@/lib/store/database/queue'
import { syncNow } from '@/lib/store/runs/runs'
import { MINUTE } from '@/lib/time'
import { withDatabase } from '@/testing/database/test-database'
import { continueAsShown, type Fixture, person, setUpFixture } from '@/testing/scenarios/fixture'

withDatabase()
let emulator: Emulator
beforeAll(async () => {
  emulator = await startEmulator({ seed: 'empty', quotas: 'google' })
})
afterAll(async () => {
  await closeQueue()
  await emulator.close()
})

const CONTACTS = 25_000
const BATCH = 200

/** Minutes until so many batches are through: what one minute's units let pass goes at once, then a minute each. */
const allowedMs = (batches: number) =>
  (Math.ceil(batches / Math.floor(USUAL_QUOTAS.criticalWrites / 6)) - 1) * MINUTE

/** An account of its own, with so many contacts to add to it. `pacing`: whose count the next call goes by. */
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
  const contacts = Array.from({ length: count }, () => {
    const id = crypto.randomUUID()
    return { id, contact: person(id, 'Roe'), by: { userId } }
  })
  await withTransaction(firmId, (tx) => createManyContacts(firmId, contacts, tx))
}

it('a first sync of 25,000 contacts takes at most 1.05 times what the limits allow, and meets none of them', async () => {
  // The clock moves only by waiting: what is measured is Google's time, not this machine's.
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
}, 120_000)

it('a worker that goes on where another left an account keeps within its limits together with it', async () => {
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
  // As many again at once is asked about first.
  run = await fixture.work()
  await continueAsShown(fixture.actor, run)
  run = await fixture.work()
  expect(run.waitKind).toBe('rate')
  emulator.setClock({ at: run.waitUntil?.getTime() ?? 0 })
  run = await fixture.work()
  expect(run.state).toBe('done')
  expect(emulator.persons({ account })).toHaveLength(8 * BATCH)
  expect(emulator.counts().byStatus[429] ?? 0).toBe(0)
}, 120_000)
