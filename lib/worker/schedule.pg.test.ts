// The tick: a sync that cannot be started does not delay the others and is tried again later; the tick ends however many syncs are due.

import { expect, it } from 'vitest'
import { MINUTE } from '@/lib/time'
import { owner, withDatabase } from '@/testing/database/test-database'
import { type Fixture, setUpFixture } from '@/testing/scenarios/fixture'
import { tick } from './schedule'

withDatabase()

/** A sync that became due this many minutes ago. */
async function due(minutes: number): Promise<Fixture> {
  const fixture = await setUpFixture()
  await fixture.start(await fixture.preview())
  const nextCheckAt = new Date(fixture.now().getTime() - minutes * MINUTE)
  await owner().sync.update({ where: { id: fixture.sync.id }, data: { nextCheckAt } })
  return fixture
}

const openRuns = (fixture: Fixture) =>
  owner().run.count({ where: { syncId: fixture.sync.id, state: 'reading' } })

const nextCheck = async ({ sync }: Fixture) =>
  (await owner().sync.findUniqueOrThrow({ where: { id: sync.id } })).nextCheckAt

/** Makes the database refuse runs of these syncs, as if one of their rows were broken. */
async function refuseRunsOf(stages: readonly Fixture[]): Promise<void> {
  const ids = stages.map(({ sync }) => `'${sync.id}'`).join()
  await owner().$executeRawUnsafe(
    `alter table "Run" add constraint refused check ("syncId" not in (${ids}) or state <> 'reading') not valid`,
  )
}

it('syncs that cannot be started are postponed, and the others start anyway', async () => {
  const [broken, other, third] = [await due(30), await due(20), await due(10)]
  await refuseRunsOf([broken, other])
  const now = third.now()
  await expect(tick(now, 2)).rejects.toThrow('refused')
  expect(await openRuns(third)).toBe(1)
  for (const one of [broken, other]) {
    expect(await openRuns(one)).toBe(0)
    expect(await nextCheck(one)).toEqual(new Date(now.getTime() + 15 * MINUTE))
  }
  // They are not tried before that time; then both are tried again.
  await tick(now, 2)
  await owner().$executeRawUnsafe('alter table "Run" drop constraint refused')
  await tick(new Date(now.getTime() + 15 * MINUTE), 2)
  expect(await Promise.all([broken, other].map(openRuns))).toEqual([1, 1])
})
