// Steps that bring nothing any further: made a few times, later each time, and then over, in words. So is the look for due work.
import { afterAll, expect, it } from 'vitest'
import { closeQueue } from '@/lib/db/queue'
import { stopSync } from '@/lib/db/syncs'
import { owner, withDatabase } from '@/lib/db/testing'
import { asError } from '@/lib/db/values'
import { MINUTE, names } from './in-step'
import { person, type Stage, setStage } from './stage'

withDatabase()
afterAll(closeQueue)

/** Two contacts to be added to the account, and a preview of that. */
async function previewed() {
  const stage = await setStage({ batchSize: 1 })
  await stage.addHere(person('Ana', 'Lima'))
  await stage.addHere(person('Ben', 'Okafor'))
  return { stage, run: await stage.preview() }
}

const failures = async ({ sync }: Stage) => {
  const rows = await owner().change.findMany({
    where: { syncId: sync.id, state: 'failed' },
    orderBy: { name: 'asc' },
  })
  return rows.map(({ name, error }) => `${name}: ${asError(error)?.kind}`)
}

it('an account that never takes a batch is asked few times, later each time, and the contacts say so', async () => {
  const { stage, run } = await previewed()
  const { push } = stage.account.provider
  let calls = 0
  const takesNothing: typeof push = async (batch) => {
    calls += 1
    return batch.map(({ ref }) => ({ kind: 'untried', ref }))
  }
  Object.assign(stage.account.provider, { push: takesNothing })
  let now = await stage.start(run)
  expect(now).toMatchObject({ state: 'applying', waitKind: 'unavailable', attempts: 1 })
  expect(calls).toBe(2)
  for (let round = 0; now.endedAt === null && round < 10; round += 1) {
    stage.pass((now.waitUntil?.getTime() ?? 0) - stage.now().getTime() + 1)
    now = await stage.work()
  }
  expect(now).toMatchObject({ state: 'done', done: 2, waitKind: null })
  expect(calls).toBe(6)
  expect(await failures(stage)).toEqual(['Ana Lima: untaken', 'Ben Okafor: untaken'])
  // It is tried again by itself, and then all is well.
  Object.assign(stage.account.provider, { push })
  await stage.later(361 * MINUTE)
  expect(names(stage.there())).toEqual(['Ana Lima', 'Ben Okafor'])
  expect(await failures(stage)).toEqual([])
})

it('a batch that is left over now and then is sent at once, without a wait', async () => {
  const { stage, run } = await previewed()
  const { push } = stage.account.provider
  let calls = 0
  const everyOther: typeof push = (batch) => {
    calls += 1
    return calls % 2 === 0 ? Promise.resolve(batch.map(({ ref }) => ({ kind: 'untried', ref }))) : push(batch)
  }
  Object.assign(stage.account.provider, { push: everyOther })
  expect((await stage.start(run)).state).toBe('done')
  expect(calls).toBe(3)
  expect(names(stage.there())).toEqual(['Ana Lima', 'Ben Okafor'])
})

it('a change of what is not there any more fails at once, and the next check sees what is so', async () => {
  const stage = await setStage()
  const ana = await stage.addHere(person('Ana', 'Lima'))
  await stage.start(await stage.preview())
  await stopSync(stage.actor, stage.sync.id)
  await stage.editHere(ana, { title: 'Partner' })
  const run = await stage.preview()
  // Seen to be deleted since, as the version that the preview knows.
  for (const id of stage.account.ids()) stage.account.remove(id)
  await owner().entry.updateMany({ where: { syncId: stage.sync.id }, data: { deleted: true } })
  const before = stage.calls()
  expect((await stage.start(run)).state).toBe('done')
  expect(stage.calls()).toBe(before)
  expect(await failures(stage)).toEqual(['Ana Lima: gone'])
  await stage.later(6 * MINUTE)
  expect(await failures(stage)).toEqual([])
  expect(await owner().link.findFirst({ where: { contactId: ana } })).toMatchObject({ tombstone: 'remote' })
})
