// Stop Sync at any moment of a step: nothing is written any more from then on, and no answer is lost.

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { decideAsShown } from '@/lib/db/as-shown'
import { closeQueue } from '@/lib/db/queue'
import { stopSync } from '@/lib/db/syncs'
import { owner, withDatabase } from '@/lib/db/testing'
import { asBody } from '@/lib/db/values'
import { makeQueriesMortal, meanwhile } from './model/mortal'
import { person, setStage } from './stage'

withDatabase()
let undo: () => void
beforeAll(() => {
  undo = makeQueriesMortal()
})
afterAll(async () => {
  undo()
  await closeQueue()
})

/** Ana in step, with a conflict that was answered and is to be carried out by the next check. */
async function answered() {
  const stage = await setStage()
  const ana = await stage.addHere(person('Ana', 'Lima'))
  const remote = stage.account.add(person('Ana', 'Lima'))
  await stage.start(await stage.preview())
  await stage.editHere(ana, { title: 'Partner' })
  stage.account.edit(remote, person('Ana', 'Lima', { title: 'Of counsel' }))
  await stage.later()
  const asked = await owner().change.findFirstOrThrow({ where: { syncId: stage.sync.id, state: 'waiting' } })
  const [conflict] = asBody(asked.body).conflicts
  await decideAsShown(stage.actor, asked.id, { conflicts: { [conflict?.id ?? '']: 'remote' } })
  return { stage, remote }
}

// A check of one contact asks the database some sixty times, from its first look at the run to its last word.
describe('Stop Sync in a check, at its nth question to the database', () => {
  it.each([1, 8, 16, 20, 24, 27, 30, 33, 36, 39, 42, 45, 48, 52, 56, 60])(
    '%i: nothing is written after it, and the answer stands when the sync is set up again',
    async (nth) => {
      const { stage, remote } = await answered()
      const rows = () => owner().change.findMany({ where: { syncId: stage.sync.id }, orderBy: { id: 'asc' } })
      let atStop: Awaited<ReturnType<typeof rows>> = []
      await meanwhile(
        nth,
        async () => {
          await stopSync(stage.actor, stage.sync.id)
          atStop = await rows()
        },
        async () => {
          await stage.later()
        },
      )
      if (atStop.length > 0) expect(await rows()).toEqual(atStop)
      await stopSync(stage.actor, stage.sync.id)
      const run = await stage.preview()
      expect((await stage.changes(run.id)).filter(({ undecided }) => undecided)).toEqual([])
      await stage.start(run)
      expect((await stage.here()).map(({ title }) => title)).toEqual(['Of counsel'])
      expect(stage.account.look(remote)?.contact.title).toBe('Of counsel')
    },
  )
})

describe('Stop Sync while a call is under way: no call follows it', () => {
  type Call = 'pull' | 'push'

  /** Stops the sync once the account has answered the first such call; gives the calls that came after it. */
  function stopAfter(stage: Awaited<ReturnType<typeof setStage>>, call: Call): readonly string[] {
    const { provider } = stage.account
    const { pull, push, read } = provider
    let stopped = false
    const later: string[] = []
    const telling =
      <A extends unknown[], R>(name: string, carry: (...args: A) => Promise<R>) =>
      async (...args: A): Promise<R> => {
        if (stopped) later.push(name)
        const answer = await carry(...args)
        if (name === call && !stopped) {
          await stopSync(stage.actor, stage.sync.id)
          stopped = true
        }
        return answer
      }
    Object.assign(provider, {
      pull: telling('pull', pull),
      push: telling('push', push),
      read: telling('read', read),
    })
    return later
  }

  it('a write that was too late is not looked up again', async () => {
    const stage = await setStage()
    const ana = await stage.addHere(person('Ana', 'Lima'))
    await stage.start(await stage.preview())
    await stage.editHere(ana, { title: 'Partner' })
    const { provider } = stage.account
    const { push } = provider
    // Somebody edits it there in the moment before the write arrives.
    const tooLate: typeof push = (batch) => {
      for (const id of stage.account.ids()) stage.account.edit(id, person('Ana', 'Lima', { notes: 'VIP' }))
      return push(batch)
    }
    Object.assign(provider, { push: tooLate })
    const later = stopAfter(stage, 'push')
    expect((await stage.later()).state).toBe('stopped')
    expect(later).toEqual([])
    expect(stage.there()).toMatchObject([{ notes: 'VIP', title: '' }])
  })

  it('a deleted contact that shows again in a list is not asked for by name', async () => {
    const stage = await setStage()
    const remote = stage.account.add(person('Ana', 'Lima'))
    await stage.start(await stage.preview())
    await owner().entry.updateMany({ where: { remoteId: remote }, data: { deleted: true } })
    stage.account.edit(remote, person('Ana', 'Lima', { title: 'Partner' }))
    const later = stopAfter(stage, 'pull')
    expect((await stage.later()).state).toBe('stopped')
    expect(later).toEqual([])
  })
})
