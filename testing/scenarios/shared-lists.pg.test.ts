// A second person of the firm who syncs: what the firm already has of their account, and from which colleague.
import { expect, it } from 'vitest'
import { setAddsOnlyMine } from '@/lib/store/review/only-mine'
import { totalsOf } from '@/lib/store/runs/totals'
import { sharedLists } from '@/lib/store/sync/shared-lists'
import { withDatabase } from '@/testing/database/test-database'
import { continueAsShown, person, setUpFixture } from './fixture'

withDatabase()

it('counts what is here already, what comes from a colleague, and what is new', async () => {
  const ana = await setUpFixture()
  const ben = await setUpFixture({ firmId: ana.actor.firmId })
  for (const last of ['Moss', 'Reed', 'Vale', 'Dunn']) ana.account.add(person('Pia', last))
  ana.account.add(person('Pia', 'Quick'))
  const first = await ana.preview()
  expect(await sharedLists(ana.actor, { syncId: ana.sync.id, runId: first.id })).toBeNull()
  await ana.start(first)
  await ana.addHere(person('Typed', 'Here'))

  for (const last of ['Moss', 'Reed', 'Vale', 'New']) ben.account.add(person('Pia', last))
  ben.account.add(person('Typed', 'Here'))
  await continueAsShown(ben.actor, await ben.preview())
  const run = await ben.work()
  const scope = { syncId: ben.sync.id, runId: run.id }
  const others = [{ name: 'Ana Lima', contacts: 3 }]
  expect(await sharedLists(ben.actor, scope)).toEqual({ items: 5, here: 4, others })
  expect(await totalsOf(ben.actor, scope)).toMatchObject({ newHere: 1, onlyMine: 0 })
  await setAddsOnlyMine(ben.actor, ben.sync.id, true)
  expect(await totalsOf(ben.actor, scope)).toMatchObject({ newHere: 1, onlyMine: 1 })
  await ben.start(run)

  // Ana's other two are in his account now.
  const inSync = { items: 7, here: 7, others: [{ name: 'Ana Lima', contacts: 5 }] }
  expect(await sharedLists(ben.actor, { syncId: ben.sync.id, runId: null })).toMatchObject(inSync)
})
