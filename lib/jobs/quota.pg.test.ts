// A first sync as large as an account can be, under the limits that Google really sets: as fast as they allow, and never refused.
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Emulator, startEmulator } from '@/e2e/emulator/server'
import { withTransaction } from '@/lib/db/client'
import { createManyContacts } from '@/lib/db/contact-bulk'
import { closeQueue } from '@/lib/db/queue'
import { withDatabase } from '@/lib/db/testing'
import { createPacing, USUAL_QUOTAS } from '@/lib/providers/google/pacing'
import { googleProvider } from '@/lib/providers/google/provider'
import { person, setStage } from './stage'

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
const MINUTE = 60_000
const ACCOUNT = 'ana@example.com'

/** Minutes until so many batches are through: what one minute's units let pass goes at once, then a minute each. */
const allowedMs = (batches: number) =>
  (Math.ceil(batches / Math.floor(USUAL_QUOTAS.criticalWrites / 6)) - 1) * MINUTE

it('a first sync of 25,000 contacts takes at most 1.05 times what the limits allow, and meets none of them', async () => {
  // The clock moves only by waiting: what is measured is Google's time, not this machine's.
  emulator.setClock({ frozen: true })
  const now = () => new Date(emulator.now())
  const pacing = createPacing(USUAL_QUOTAS)
  const stage = await setStage({
    now,
    open: (_, onCall) =>
      googleProvider(
        {
          account: ACCOUNT,
          rootUrl: `${emulator.url}/`,
          accessToken: async () => emulator.issueTokens({ account: ACCOUNT }).accessToken,
          onCall,
          now,
        },
        pacing,
      ),
  })
  const contacts = Array.from({ length: CONTACTS }, (_, at) => ({
    id: crypto.randomUUID(),
    contact: person(`Client${at}`, 'Roe'),
    by: { userId: stage.actor.userId },
  }))
  await withTransaction(stage.actor.firmId, (tx) => createManyContacts(stage.actor.firmId, contacts, tx))
  let run = await stage.preview()
  const began = emulator.now()
  run = await stage.start(run)
  while (run.state === 'applying') {
    expect(run.waitKind).toBe('rate')
    emulator.setClock({ at: run.waitUntil?.getTime() ?? 0 })
    run = await stage.work()
  }
  const took = emulator.now() - began
  expect(run.state).toBe('done')
  expect(emulator.persons({ account: ACCOUNT })).toHaveLength(CONTACTS)
  expect(took).toBeLessThanOrEqual(1.05 * allowedMs(CONTACTS / BATCH))
  expect(emulator.counts().byStatus).toEqual({ 200: expect.any(Number) })
}, 120_000)
