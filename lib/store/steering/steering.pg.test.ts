// Pause and Resume: nothing runs meanwhile, nothing is lost, and the person is told of what an administrator did.
import { expect, it } from 'vitest'
import { db } from '@/lib/store/database/client'
import { dueSyncs, forgottenRuns, installationNumbers } from '@/lib/store/database/cross-tenant'
import type { Actor } from '@/lib/store/firm/actor'
import { openRun, syncNow } from '@/lib/store/runs/runs'
import { overviewOf } from '@/lib/store/sync/overview'
import { stopSync } from '@/lib/store/sync/syncs'
import { advance } from '@/lib/worker/advance'
import { owner, withDatabase } from '@/testing/database/test-database'
import { type Fixture, person, setUpFixture } from '@/testing/scenarios/fixture'
import { readNotices, unreadNotices } from './notices'
import { pauseSync, resumeSync } from './pause'
import { waitingEditsOf } from './paused'

withDatabase()

/** Two linked contacts, and nothing to do. */
async function atRest() {
  const fixture = await setUpFixture()
  const there = fixture.account.add(person('Ana', 'Lima'))
  const here = await fixture.addHere(person('Ben', 'Ode'))
  await fixture.start(await fixture.preview())
  return { fixture, there, here }
}

async function administrator({ actor: { firmId } }: Fixture): Promise<Actor> {
  const userId = crypto.randomUUID()
  await owner().user.create({
    data: { id: userId, firmId, role: 'admin', subject: userId, email: 'bea@example.com', name: 'Bea' },
  })
  return { userId, firmId, role: 'admin' }
}

const syncOf = ({ sync }: Fixture) => owner().sync.findUniqueOrThrow({ where: { id: sync.id } })
const only = (id: string, rows: readonly { readonly id: string }[]) => rows.filter((row) => row.id === id)
const waiting = async (fixture: Fixture) =>
  (await waitingEditsOf(fixture.actor.firmId, [await syncOf(fixture)])).get(fixture.sync.id)

it('no run starts while it is paused, however it is asked for, and edits wait and are counted', async () => {
  const { fixture, here } = await atRest()
  const { actor, sync, account } = fixture
  await fixture.later()
  expect(await pauseSync(actor, sync.id)).toBe(true)
  expect(await pauseSync(actor, sync.id)).toBe(false)
  expect(await waiting(fixture)).toBe(0)
  await fixture.editHere(here, { title: 'Judge' })
  await fixture.editHere(here, { title: 'Chief judge' })
  await fixture.addHere(person('Cho', 'Min-ji'))
  account.add(person('Dan', 'Roe'))
  expect(await waiting(fixture)).toBe(2)
  const muchLater = new Date(fixture.now().getTime() + 86_400_000)
  expect(only(sync.id, await dueSyncs(muchLater, 1_000))).toEqual([])
  expect(await syncNow(actor, sync.id)).toBeNull()
  expect(await openRun(sync, { kind: 'scheduled', full: false, userId: null })).toBeNull()
  const { oldestEditSeconds, oldestPausedEditSeconds, syncs } = await installationNumbers(muchLater)
  expect([oldestEditSeconds, syncs.paused]).toEqual([0, 1])
  expect(oldestPausedEditSeconds).toBeGreaterThan(0)

  expect(await resumeSync(actor, sync.id)).toBe(true)
  expect(await resumeSync(actor, sync.id)).toBe(false)
  expect(await fixture.work()).toMatchObject({ kind: 'resume', userId: actor.userId, state: 'done' })
  const names = (rows: readonly { readonly lastName: string }[]) =>
    rows.map(({ lastName }) => lastName).sort()
  expect(names(fixture.there())).toEqual(['Lima', 'Min-ji', 'Ode', 'Roe'])
  expect(names(await fixture.here())).toEqual(['Lima', 'Min-ji', 'Ode', 'Roe'])
  expect(fixture.there().find(({ lastName }) => lastName === 'Ode')?.title).toBe('Chief judge')
})

it('of what moved only edits that a check would carry are counted', async () => {
  const { fixture, here } = await atRest()
  const { actor, sync } = fixture
  await pauseSync(actor, sync.id)
  const moved = (localId: string) =>
    owner().pendingItem.create({
      data: { firmId: actor.firmId, syncId: sync.id, side: 'local', itemId: localId },
    })
  // What the sync wrote itself has moved, too, and is as its link has it.
  const { localId: written } = await owner().link.findFirstOrThrow({
    where: { syncId: sync.id, localId: { not: here } },
  })
  await moved(written)
  expect(await waiting(fixture)).toBe(0)
  const added = await fixture.addHere(person('Cho', 'Min-ji'))
  await fixture.editHere(here, { title: 'Judge' })
  expect(await waiting(fixture)).toBe(2)
  await owner().exclusion.create({
    data: {
      id: crypto.randomUUID(),
      firmId: actor.firmId,
      syncId: sync.id,
      localId: added,
      name: 'Cho',
      userId: actor.userId,
    },
  })
  expect(await waiting(fixture)).toBe(1)
  const [change] = await owner().change.findMany({ where: { syncId: sync.id }, take: 1 })
  await owner().change.update({
    where: { id: change?.id ?? '' },
    data: { state: 'waiting', outdated: true, localId: here },
  })
  expect(await waiting(fixture)).toBe(0)
})

it('without access to the account no run begins at Resume', async () => {
  const { fixture } = await atRest()
  const { actor, sync, connection } = fixture
  await pauseSync(actor, sync.id)
  const lose = (consentLostAt: Date | null) =>
    owner().connection.update({ where: { id: connection.id }, data: { consentLostAt } })
  await lose(new Date())
  expect(await resumeSync(actor, sync.id)).toBe(true)
  expect(await owner().run.count({ where: { syncId: sync.id, endedAt: null } })).toBe(0)
  await lose(null)
  const muchLater = new Date(fixture.now().getTime() + 86_400_000)
  expect(only(sync.id, await dueSyncs(muchLater, 1_000))).toHaveLength(1)
})

it('a run under way ends its step, rests, and continues where it was', async () => {
  const { fixture, here } = await atRest()
  const { actor, sync, deps } = fixture
  await fixture.editHere(here, { title: 'Judge' })
  const id = (await syncNow(actor, sync.id)) ?? ''
  let steps = 2
  await advance(id, deps, () => steps-- > 0)
  await pauseSync(actor, sync.id)
  const before = fixture.calls()
  await advance(id, deps)
  expect(fixture.calls()).toBe(before)
  expect(only(id, await forgottenRuns(fixture.now(), 1_000))).toEqual([])
  expect((await db(actor.firmId).run.findFirstOrThrow({ where: { id } })).endedAt).toBeNull()
  await resumeSync(actor, sync.id)
  expect(await fixture.work()).toMatchObject({ id, state: 'done' })
  expect(fixture.there().find(({ lastName }) => lastName === 'Ode')?.title).toBe('Judge')
})

it('its person is told what an administrator did, until they have read it, and not what they did themselves', async () => {
  const { fixture } = await atRest()
  const { actor, sync } = fixture
  const bea = await administrator(fixture)
  await pauseSync(bea, sync.id)
  await resumeSync(bea, sync.id)
  await syncNow(bea, sync.id)
  await pauseSync(bea, sync.id)
  const told = await unreadNotices(actor, 'google')
  expect(told.map(({ kind, by }) => [kind, by])).toEqual([
    ['sync.pause', 'Bea'],
    ['sync.request', 'Bea'],
    ['sync.resume', 'Bea'],
  ])
  expect((await overviewOf(actor, 'google'))?.sync).toMatchObject({ pausedBy: 'Bea', waitingEdits: 0 })
  await readNotices(
    bea,
    told.map(({ id }) => id),
  )
  expect(await unreadNotices(actor, 'google')).toHaveLength(3)
  await readNotices(
    actor,
    told.map(({ id }) => id),
  )
  await resumeSync(actor, sync.id)
  expect(await unreadNotices(actor, 'google')).toEqual([])
  const audit = await owner().audit.findMany({
    where: { firmId: actor.firmId, kind: { in: ['sync.pause', 'sync.resume'] } },
    orderBy: { seq: 'asc' },
  })
  expect(audit.map(({ kind, userId, subjectId }) => [kind, userId, subjectId])).toEqual([
    ['sync.pause', bea.userId, actor.userId],
    ['sync.resume', bea.userId, actor.userId],
    ['sync.pause', bea.userId, actor.userId],
    ['sync.resume', actor.userId, null],
  ])
})

it('a pause ends with the sync, whatever stops it', async () => {
  const { fixture } = await atRest()
  const { actor, sync } = fixture
  await pauseSync(actor, sync.id)
  expect(await stopSync(actor, sync.id)).toBe(true)
  expect(await syncOf(fixture)).toMatchObject({ state: 'stopped', pausedAt: null, pausedById: null })
  await fixture.start(await fixture.preview())
  expect(await syncOf(fixture)).toMatchObject({ state: 'active', pausedAt: null })
})
