// Tests the invariants with short, known scenarios: they distinguish what people created from what a sync duplicated.
import { expect, it } from 'vitest'
import { EMPTY_CONTACT } from '@/lib/domains/contacts/value/contact'
import { THRESHOLDS } from '@/lib/engine/guard/guard'
import { patch } from '@/lib/providers/google/person'
import type { Person } from '@/lib/providers/google/raw'
import { withDatabase } from '@/testing/database/test-database'
import { withEmulator } from '@/testing/scenarios/with-emulator'
import { person } from './commands'
import { breaches } from './invariants'
import { quiet } from './run'
import { look } from './screen'
import { letPass, pressLate, start, startAgain } from './steering'
import { unseen } from './unseen'
import { createWorld, type World } from './world'

withDatabase()
const emulator = withEmulator({ seed: 'empty' })

async function twoPeople() {
  const first = await createWorld(emulator())
  const second = await createWorld(emulator(), first)
  await second.addThere(person(3))
  const both = [second, first]
  await quiet(both)
  return { first, second, both }
}

async function deleteHere(world: World) {
  const [one] = await world.here()
  if (one) await world.deleteHere(one)
}

it('a contact that was deleted here and that people added twice to an account is no duplicate', async () => {
  const { first, both } = await twoPeople()
  await first.addThere(person(3))
  await deleteHere(first)
  await quiet([first, ...both])
  expect(first.there()).toHaveLength(2)
  expect(await breaches(both)).toEqual([])
})

it('a copy that no person created is a duplicate, whether or not it was deleted here', async () => {
  const { first, both } = await twoPeople()
  await deleteHere(first)
  await quiet(both)
  const [kept] = first.there()
  const copy: Person = patch({}, EMPTY_CONTACT, kept?.contact ?? EMPTY_CONTACT).person
  emulator().addPerson({ account: first.account, person: copy })
  await quiet(both)
  expect(await breaches(both)).toContain(`birth 1 is 2 contacts in ${first.account}`)
})

const STRICT = { ...THRESHOLDS, few: 0, fewDeleted: 0, share: 0, flood: 5, floodShare: 0, fewest: 5 }

/** Two synced contacts, one of which is deleted here; a guard has stopped that run. */
async function heldDeletion() {
  const world = await createWorld(emulator(), undefined, STRICT)
  await world.addThere(person(1))
  await world.addThere(person(2))
  await startAgain(world)
  await start(world)
  await world.work()
  await world.set({ onConflict: 'ask', onLocalDelete: 'delete' })
  await deleteHere(world)
  world.pass(16)
  await world.work()
  return world
}

it('a deletion in the account that its person saw and approved is allowed', async () => {
  const world = await heldDeletion()
  expect(world.there()).toHaveLength(2)
  await letPass(world)
  await world.work()
  expect(world.there()).toHaveLength(1)
  expect(await unseen(world)).toEqual([])
})

it('one that nobody was asked about is a violation, and so is one that was not shown', async () => {
  const world = await heldDeletion()
  await letPass(world)
  await world.work()
  const [runId, page] = [...world.screen.pressed].at(-1) ?? []
  if (!runId || !page) throw new Error('nothing was pressed')
  world.screen.pressed.set(runId, { ...page, changes: new Map() })
  expect(await unseen(world)).toEqual([
    expect.stringContaining('delete there was not on the page that its person pressed on'),
  ])
  world.screen.pressed.delete(runId)
  expect(await unseen(world)).toEqual(['1 were deleted there by one run, and nobody was asked beyond 0'])
  // Nothing of a preview happens before Start Sync.
  world.screen.pressed.clear()
  expect(await unseen(world)).toContainEqual(expect.stringContaining('create here was not on the page'))
})

it('a page that was loaded before the settings changed approves nothing', async () => {
  const world = await heldDeletion()
  await look(world)
  await world.set({ onConflict: 'ask', onLocalDelete: 'keep' })
  await pressLate(world)
  await world.work()
  expect(world.there()).toHaveLength(2)
  expect(await unseen(world)).toEqual([])
})

it('a scenario starts today, however far an earlier one has moved the clock', async () => {
  emulator().advanceClock({ days: 400 })
  const world = await createWorld(emulator())
  await world.addThere(person(1))
  await startAgain(world)
  await start(world)
  await world.goOn()
  // Its first tick cleans up.
  await quiet([world])
  expect(await world.here()).toHaveLength(1)
  expect(await breaches([world])).toEqual([])
})

it('values that were erased early are named, and not reported as unseen', async () => {
  const world = await createWorld(emulator())
  await world.addThere(person(1))
  await quiet([world])
  emulator().advanceClock({ days: 400 })
  await world.work()
  expect(await unseen(world)).toEqual([expect.stringContaining('erased before their time')])
})
