// An account whose read never completes: it is started again a few times, with growing pauses, and then stopped with an explanation.

import { expect, it } from 'vitest'
import { ProviderError } from '@/lib/providers/provider'
import { db } from '@/lib/store/database/client'
import { needFactsOf } from '@/lib/store/sync/pulse'
import { HOUR } from '@/lib/time'
import { withDatabase } from '@/testing/database/test-database'
import { createMemoryAccount, type MemoryAccount } from '@/testing/providers/memory'
import { person, setUpFixture } from '@/testing/scenarios/fixture'

withDatabase()

/** Works until the run ends, however often it waits; returns the pauses in milliseconds. */
async function untilOver(fixture: Awaited<ReturnType<typeof setUpFixture>>) {
  let run = await fixture.work()
  const rests: number[] = []
  while (run.endedAt === null && rests.length < 50) {
    const rest = (run.waitUntil?.getTime() ?? 0) - fixture.now().getTime()
    rests.push(rest)
    fixture.pass(Math.max(rest, 0) + 1)
    run = await fixture.work()
  }
  return { run, rests }
}

it('a page that always fails ends the run with advice, after few calls', async () => {
  const fixture = await setUpFixture()
  fixture.account.add(person('Ana', 'Lima'))
  fixture.account.fail({ on: 'pull', kind: 'cursorExpired', times: 1_000 })
  await fixture.preview()
  const { run, rests } = await untilOver(fixture)
  expect(run).toMatchObject({ state: 'failed', problem: { kind: 'reading', times: 5 } })
  expect(fixture.calls()).toBe(5)
  // The header of every page agrees with the sync's own page.
  expect((await needFactsOf(fixture.actor, 'google'))?.sync?.run).toMatchObject({ problem: run.problem })
  // From seconds to a quarter of an hour: the pauses are random around these values.
  expect(rests.length).toBe(4)
  expect(rests[0]).toBeLessThan(10_000)
  expect(rests[3]).toBeGreaterThan(600_000)
  expect(await fixture.here()).toEqual([])
})

it('a read whose pages fail now and then completes', async () => {
  const fixture = await setUpFixture()
  fixture.account.add(person('Ana', 'Lima'))
  fixture.account.fail({ on: 'pull', kind: 'cursorExpired', times: 3 })
  let run = await fixture.preview()
  expect(run.state).toBe('reading')
  for (let round = 0; round < 3; round += 1) {
    fixture.pass(HOUR)
    run = await fixture.work()
  }
  expect(run.state).toBe('ready')
})

/** An account whose every page leads to itself. */
function endless(): MemoryAccount {
  const account = createMemoryAccount()
  const provider = {
    ...account.provider,
    pull: async () => ({ items: [], nextPage: 'again', cursor: null, total: null }),
  }
  return { ...account, provider }
}

it('pages that lead to themselves end the run as well', async () => {
  const first = await setUpFixture()
  const fixture = await setUpFixture({ sharing: { account: endless(), connection: first.connection } })
  await fixture.preview()
  const { run } = await untilOver(fixture)
  expect(run).toMatchObject({ state: 'failed', problem: { kind: 'reading' } })
  expect(fixture.calls()).toBeLessThan(20)
})

it('a page that fails while the one before is stored takes nothing with it, and is asked for again alone', async () => {
  const account = createMemoryAccount()
  account.add(person('Ana', 'Lima'))
  account.add(person('Ben', 'Costa'))
  const whole = await account.provider.pull(null, null)
  const asked: (string | null)[] = []
  const pull: typeof account.provider.pull = async (_, place) => {
    asked.push(place)
    if (place === null) return { ...whole, items: whole.items.slice(0, 1), nextPage: 'two', cursor: null }
    if (asked.length === 2) throw new ProviderError('unavailable', 'away')
    return { ...whole, items: whole.items.slice(1) }
  }
  const first = await setUpFixture()
  const twoPages = { ...account, provider: { ...account.provider, pull } }
  const fixture = await setUpFixture({ sharing: { account: twoPages, connection: first.connection } })
  expect(await fixture.preview()).toMatchObject({
    state: 'reading',
    waitKind: 'unavailable',
    pages: 1,
    done: 1,
  })
  fixture.pass(HOUR)
  expect(await fixture.work()).toMatchObject({ state: 'ready', itemsRead: 2 })
  expect(asked).toEqual([null, 'two', 'two'])
})

it('an account that does not report deletions is read whole each time, so that none is missed', async () => {
  const fixture = await setUpFixture({ reportsDeletions: false })
  const ana = fixture.account.add(person('Ana', 'Lima'))
  fixture.account.add(person('Ben', 'Costa'))
  await fixture.start(await fixture.preview())
  fixture.account.remove(ana)
  expect(await fixture.later()).toMatchObject({ state: 'done', full: true })
  const links = await db(fixture.actor.firmId).link.findMany({ where: { remoteId: ana } })
  expect(links).toMatchObject([{ tombstone: 'remote' }])
})
