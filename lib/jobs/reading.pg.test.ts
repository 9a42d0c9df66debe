// Reading an account that never lets a read come to its end: begun again a few times, later each time, and then given up in words.
import { afterAll, expect, it } from 'vitest'
import { needFactsOf } from '@/lib/db/pulse'
import { closeQueue } from '@/lib/db/queue'
import { withDatabase } from '@/lib/db/testing'
import { createMemoryAccount, type MemoryAccount } from '@/lib/providers/memory'
import { person, setStage } from './stage'

withDatabase()
afterAll(closeQueue)

const HOUR = 3_600_000

/** Works until the run is over, however often it waits; gives the rests between, in milliseconds. */
async function untilOver(stage: Awaited<ReturnType<typeof setStage>>) {
  let run = await stage.work()
  const rests: number[] = []
  while (run.endedAt === null && rests.length < 50) {
    const rest = (run.waitUntil?.getTime() ?? 0) - stage.now().getTime()
    rests.push(rest)
    stage.pass(Math.max(rest, 0) + 1)
    run = await stage.work()
  }
  return { run, rests }
}

it('a page that is always refused ends the run with what to do, and few calls', async () => {
  const stage = await setStage()
  stage.account.add(person('Ana', 'Lima'))
  stage.account.fail({ on: 'pull', kind: 'cursorExpired', times: 1_000 })
  await stage.preview()
  const { run, rests } = await untilOver(stage)
  expect(run).toMatchObject({ state: 'failed', problem: { kind: 'reading', times: 5 } })
  expect(stage.calls()).toBe(5)
  // The header of every page says the same of it as the sync's own page.
  expect((await needFactsOf(stage.actor, 'google'))?.sync?.run).toMatchObject({ problem: run.problem })
  // From seconds to a quarter of an hour: the rests are drawn around these.
  expect(rests.length).toBe(4)
  expect(rests[0]).toBeLessThan(10_000)
  expect(rests[3]).toBeGreaterThan(600_000)
  expect(await stage.here()).toEqual([])
})

it('one that is refused now and then is read to its end', async () => {
  const stage = await setStage()
  stage.account.add(person('Ana', 'Lima'))
  stage.account.fail({ on: 'pull', kind: 'cursorExpired', times: 3 })
  let run = await stage.preview()
  expect(run.state).toBe('reading')
  for (let round = 0; round < 3; round += 1) {
    stage.pass(HOUR)
    run = await stage.work()
  }
  expect(run.state).toBe('ready')
})

/** An account whose every page leads to itself. */
function endless(): MemoryAccount {
  const account = createMemoryAccount()
  const provider = {
    ...account.provider,
    pull: async () => ({ entries: [], nextPage: 'again', cursor: null, total: null }),
  }
  return { ...account, provider }
}

it('pages that lead to themselves end the run as well', async () => {
  const first = await setStage()
  const stage = await setStage({ sharing: { account: endless(), connection: first.connection } })
  await stage.preview()
  const { run } = await untilOver(stage)
  expect(run).toMatchObject({ state: 'failed', problem: { kind: 'reading' } })
  expect(stage.calls()).toBeLessThan(20)
})
