// A check that finds nothing is over after one step. Anything that moved on either side, or was left open, is compared.
import { describe, expect, it } from 'vitest'
import { db } from '@/lib/store/database/client'
import { syncNow } from '@/lib/store/runs/runs'
import { withDatabase } from '@/testing/database/test-database'
import { type Fixture, person, setUpFixture } from '@/testing/scenarios/fixture'
import { advance } from './advance'

withDatabase()

/** Two linked contacts, and nothing to do. */
async function atRest() {
  const fixture = await setUpFixture()
  const there = fixture.account.add(person('Ana', 'Lima'))
  const here = await fixture.addHere(person('Ben', 'Ode'))
  await fixture.start(await fixture.preview())
  return { fixture, there, here }
}

async function firstStep({ actor, sync, deps }: Fixture) {
  const id = (await syncNow(actor, sync.id)) ?? ''
  let steps = 1
  await advance(id, deps, () => steps-- > 0)
  return db(actor.firmId).run.findFirstOrThrow({ where: { id } })
}

it('ends in its first step, stores the cursor, and sets the next check', async () => {
  const { fixture } = await atRest()
  await fixture.later()
  const { firmId } = fixture.actor
  const run = await firstStep(fixture)
  expect(run).toMatchObject({
    state: 'done',
    itemsRead: 0,
    same: 2,
    total: 0,
    written: 0,
    matched: 0,
    apiCalls: 1,
  })
  expect(run.endedAt).not.toBeNull()
  const sync = await db(firmId).sync.findFirstOrThrow({ where: { id: fixture.sync.id } })
  expect(sync.lastSuccessAt).toEqual(fixture.now())
  expect(sync.nextCheckAt).toEqual(new Date(fixture.now().getTime() + fixture.deps.intervalMs))
})

describe('is compared', () => {
  const causes: Readonly<Record<string, (of: Awaited<ReturnType<typeof atRest>>) => unknown>> = {
    'an edit here': ({ fixture, here }) => fixture.editHere(here, { title: 'Judge' }),
    'an addition here': ({ fixture }) => fixture.addHere(person('Cho', 'Min-ji')),
    'a deletion here': ({ fixture, here }) => fixture.deleteHere(here),
    'an edit in the account': ({ fixture, there }) =>
      fixture.account.edit(there, person('Ana', 'Lima', { title: 'Judge' })),
    'an addition in the account': ({ fixture }) => fixture.account.add(person('Cho', 'Min-ji')),
    'a deletion in the account': ({ fixture, there }) => fixture.account.remove(there),
    'a link that was dropped': ({ fixture: { actor, sync } }) =>
      db(actor.firmId).link.deleteMany({ where: { syncId: sync.id } }),
  }
  it.each(Object.keys(causes))('%s', async (cause) => {
    const of = await atRest()
    await of.fixture.later()
    await causes[cause]?.(of)
    expect((await firstStep(of.fixture)).state).not.toBe('done')
  })
})
