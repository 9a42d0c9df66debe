// Stop Sync at any moment of a step: nothing is written from then on, and no reply is lost.

import { describe, expect, it } from 'vitest'
import { stopSync } from '@/lib/store/sync/syncs'
import { parseContactBody } from '@/testing/contacts/stored-body'
import { owner, withDatabase } from '@/testing/database/test-database'
import { meanwhile } from '@/testing/model/crash-injection'
import { withCrashes } from '@/testing/model/with-crashes'
import { decideAsShown } from '@/testing/scenarios/as-shown'
import { person, setUpFixture } from '@/testing/scenarios/fixture'

withDatabase()
withCrashes()

/** Ana is synced, with a decided conflict that the next check carries out. */
async function answered() {
  const fixture = await setUpFixture()
  const ana = await fixture.addHere(person('Ana', 'Lima'))
  const remote = fixture.account.add(person('Ana', 'Lima'))
  await fixture.start(await fixture.preview())
  await fixture.editHere(ana, { title: 'Partner' })
  fixture.account.edit(remote, person('Ana', 'Lima', { title: 'Of counsel' }))
  await fixture.later()
  const asked = await owner().change.findFirstOrThrow({
    where: { syncId: fixture.sync.id, state: 'waiting' },
  })
  const [conflict] = parseContactBody(asked).conflicts
  await decideAsShown(fixture.actor, asked.id, { conflicts: { [conflict?.id ?? '']: 'remote' } })
  return { fixture, remote }
}

// A check of one contact queries the database about sixty times, from its first read of the run to its last write.
describe('Stop Sync in a check, at its nth query', () => {
  it.each([1, 8, 16, 20, 24, 27, 30, 33, 36, 39, 42, 45, 48, 52, 56, 60])(
    '%i: nothing is written after it, and the answer stands when the sync is set up again',
    async (nth) => {
      const { fixture, remote } = await answered()
      const rows = () =>
        owner().change.findMany({ where: { syncId: fixture.sync.id }, orderBy: { id: 'asc' } })
      let atStop: Awaited<ReturnType<typeof rows>> = []
      await meanwhile(
        nth,
        async () => {
          await stopSync(fixture.actor, fixture.sync.id)
          atStop = await rows()
        },
        async () => {
          await fixture.later()
        },
      )
      if (atStop.length > 0) expect(await rows()).toEqual(atStop)
      await stopSync(fixture.actor, fixture.sync.id)
      const run = await fixture.preview()
      expect((await fixture.changes(run.id)).filter(({ undecided }) => undecided)).toEqual([])
      await fixture.start(run)
      expect((await fixture.here()).map(({ title }) => title)).toEqual(['Of counsel'])
      expect(fixture.account.look(remote)?.contact.title).toBe('Of counsel')
    },
  )
})

describe('Stop Sync during a call: no call follows it', () => {
  type Call = 'pull' | 'push'

  /** Stops the sync once the account has answered the first such call; returns the later calls. */
  function stopAfter(fixture: Awaited<ReturnType<typeof setUpFixture>>, call: Call): readonly string[] {
    const { provider } = fixture.account
    const { pull, push, read } = provider
    let stopped = false
    const later: string[] = []
    const telling =
      <A extends unknown[], R>(name: string, carry: (...args: A) => Promise<R>) =>
      async (...args: A): Promise<R> => {
        if (stopped) later.push(name)
        const answer = await carry(...args)
        if (name === call && !stopped) {
          await stopSync(fixture.actor, fixture.sync.id)
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

  it('a write that came too late is not read again', async () => {
    const fixture = await setUpFixture()
    const ana = await fixture.addHere(person('Ana', 'Lima'))
    await fixture.start(await fixture.preview())
    await fixture.editHere(ana, { title: 'Partner' })
    const { provider } = fixture.account
    const { push } = provider
    // Somebody edits it there just before the write arrives.
    const tooLate: typeof push = (batch) => {
      for (const id of fixture.account.ids())
        fixture.account.edit(id, person('Ana', 'Lima', { notes: 'VIP' }))
      return push(batch)
    }
    Object.assign(provider, { push: tooLate })
    const later = stopAfter(fixture, 'push')
    expect((await fixture.later()).state).toBe('stopped')
    expect(later).toEqual([])
    expect(fixture.there()).toMatchObject([{ notes: 'VIP', title: '' }])
  })

  it('a deleted contact that shows again in a list is not read by id', async () => {
    const fixture = await setUpFixture()
    const remote = fixture.account.add(person('Ana', 'Lima'))
    await fixture.start(await fixture.preview())
    await owner().item.updateMany({ where: { remoteId: remote }, data: { deleted: true } })
    fixture.account.edit(remote, person('Ana', 'Lima', { title: 'Partner' }))
    const later = stopAfter(fixture, 'pull')
    expect((await fixture.later()).state).toBe('stopped')
    expect(later).toEqual([])
  })
})
