// Steps without progress are repeated a few times, with growing pauses, and then end with an explanation. So does the tick.
import { expect, it } from 'vitest'
import { asError } from '@/lib/store/address-book/values'
import { stopSync } from '@/lib/store/sync/syncs'
import { MINUTE } from '@/lib/time'
import { owner, withDatabase } from '@/testing/database/test-database'
import { type Fixture, person, setUpFixture } from '@/testing/scenarios/fixture'
import { names } from '@/testing/scenarios/in-step'

withDatabase()

/** Two contacts to add to the account, and a preview of that. */
async function previewed() {
  const fixture = await setUpFixture({ batchSize: 1 })
  await fixture.addHere(person('Ana', 'Lima'))
  await fixture.addHere(person('Ben', 'Okafor'))
  return { fixture, run: await fixture.preview() }
}

const failures = async ({ sync }: Fixture) => {
  const rows = await owner().change.findMany({
    where: { syncId: sync.id, state: 'failed' },
    orderBy: { name: 'asc' },
  })
  return rows.map(({ name, error }) => `${name}: ${asError(error)?.kind}`)
}

it('an account that never accepts a batch is called few times, with growing pauses, and the contacts say so', async () => {
  const { fixture, run } = await previewed()
  const { push } = fixture.account.provider
  let calls = 0
  const takesNothing: typeof push = async (batch) => {
    calls += 1
    return batch.map(({ ref }) => ({ kind: 'untried', ref }))
  }
  Object.assign(fixture.account.provider, { push: takesNothing })
  let now = await fixture.start(run)
  expect(now).toMatchObject({ state: 'applying', waitKind: 'unavailable', attempts: 1 })
  expect(calls).toBe(2)
  for (let round = 0; now.endedAt === null && round < 10; round += 1) {
    fixture.pass((now.waitUntil?.getTime() ?? 0) - fixture.now().getTime() + 1)
    now = await fixture.work()
  }
  expect(now).toMatchObject({ state: 'done', done: 2, waitKind: null })
  expect(calls).toBe(6)
  expect(await failures(fixture)).toEqual(['Ana Lima: untaken', 'Ben Okafor: untaken'])
  // It is retried automatically and then succeeds.
  Object.assign(fixture.account.provider, { push })
  await fixture.later(361 * MINUTE)
  expect(names(fixture.there())).toEqual(['Ana Lima', 'Ben Okafor'])
  expect(await failures(fixture)).toEqual([])
})

it('a batch that is sometimes left untried is sent again at once', async () => {
  const { fixture, run } = await previewed()
  const { push } = fixture.account.provider
  let calls = 0
  const everyOther: typeof push = (batch) => {
    calls += 1
    return calls % 2 === 0 ? Promise.resolve(batch.map(({ ref }) => ({ kind: 'untried', ref }))) : push(batch)
  }
  Object.assign(fixture.account.provider, { push: everyOther })
  expect((await fixture.start(run)).state).toBe('done')
  expect(calls).toBe(3)
  expect(names(fixture.there())).toEqual(['Ana Lima', 'Ben Okafor'])
})

it('a change of a deleted contact fails at once, and the next check finds the actual state', async () => {
  const fixture = await setUpFixture()
  const ana = await fixture.addHere(person('Ana', 'Lima'))
  await fixture.start(await fixture.preview())
  await stopSync(fixture.actor, fixture.sync.id)
  await fixture.editHere(ana, { title: 'Partner' })
  const run = await fixture.preview()
  // Deleted since, in the version that the preview knows.
  for (const id of fixture.account.ids()) fixture.account.remove(id)
  await owner().item.updateMany({ where: { syncId: fixture.sync.id }, data: { deleted: true } })
  const before = fixture.calls()
  expect((await fixture.start(run)).state).toBe('done')
  expect(fixture.calls()).toBe(before)
  expect(await failures(fixture)).toEqual(['Ana Lima: gone'])
  await fixture.later(6 * MINUTE)
  expect(await failures(fixture)).toEqual([])
  expect(await owner().link.findFirst({ where: { localId: ana } })).toMatchObject({ tombstone: 'remote' })
})
