// The laws of a life, tried on short ones whose end is known: they know what people made from what a sync doubled.
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Emulator, startEmulator } from '@/e2e/emulator/server'
import { EMPTY_CONTACT } from '@/lib/contacts/contact'
import { closeQueue } from '@/lib/db/queue'
import { withDatabase } from '@/lib/db/testing'
import { patch } from '@/lib/providers/google/person'
import type { Person } from '@/lib/providers/google/raw'
import { person } from './commands'
import { breaches } from './laws'
import { quiet } from './run'
import { createWorld, type World } from './world'

withDatabase()
let emulator: Emulator
beforeAll(async () => {
  emulator = await startEmulator({ seed: 'empty' })
})
afterAll(async () => {
  await closeQueue()
  await emulator.close()
})

async function twoPeople() {
  const first = await createWorld(emulator)
  const second = await createWorld(emulator, first)
  await second.addThere(person(3))
  const both = [second, first]
  await quiet(both)
  return { first, second, both }
}

async function deleteHere(world: World) {
  const [one] = await world.here()
  if (one) await world.deleteHere(one)
}

it('who was deleted here and whom an account has twice, by its people, is not doubled', async () => {
  const { first, both } = await twoPeople()
  await first.addThere(person(3))
  await deleteHere(first)
  await quiet([first, ...both])
  expect(first.there()).toHaveLength(2)
  expect(await breaches(both)).toEqual([])
})

it('a copy that none of its people made is a double, whether or not it was deleted here', async () => {
  const { first, both } = await twoPeople()
  await deleteHere(first)
  await quiet(both)
  const [kept] = first.there()
  const copy: Person = patch({}, EMPTY_CONTACT, kept?.contact ?? EMPTY_CONTACT).person
  emulator.addPerson({ account: first.account, person: copy })
  await quiet(both)
  expect(await breaches(both)).toContain(`birth 1 is 2 contacts in ${first.account}`)
})
