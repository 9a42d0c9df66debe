// Tests the laws of choosing with short, known scenarios: they see what a sync would have done wrongly.
import { expect, it } from 'vitest'
import { withTransaction } from '@/lib/store/database/client'
import { changeTags } from '@/lib/store/tags/contact-tags'
import { owner, withDatabase } from '@/testing/database/test-database'
import { person } from '@/testing/model/commands'
import { quiet } from '@/testing/model/run'
import { createWorld } from '@/testing/model/world'
import { withEmulator } from '@/testing/scenarios/with-emulator'
import { choose } from './acts'
import { disappeared, outOfStep, sidesWritten, wronglyChosen } from './laws'

withDatabase()
const emulator = withEmulator({ seed: 'empty' })

it('a law is broken by a deletion, a rewritten label, a changed tag, and a contact that is left out or synced wrongly', async () => {
  const world = await createWorld(emulator())
  const { account, fixture } = world
  const { firmId } = fixture.actor
  await world.addThere(person(1))
  await world.addHere(person(2))
  await choose(world, { kind: 'hand', alsoByLabel: false })
  await quiet([world])
  const laws = [disappeared, sidesWritten, wronglyChosen, outOfStep]
  for (const law of laws) expect(await law(world)).toEqual([])

  const { resourceName: group } = emulator().addGroup({ account, name: 'Court' })
  const [there] = world.there()
  const memberships = [{ contactGroupMembership: { contactGroupResourceName: group } }]
  emulator().editPerson({ account, resourceName: there?.id ?? '', person: { memberships } })
  expect(await sidesWritten(world)).toEqual([expect.stringContaining('but people gave')])

  const [here] = await world.here()
  await withTransaction(firmId, (tx) =>
    changeTags(tx, firmId, [{ contactId: here?.id ?? '', added: ['Court'], removed: [] }], null),
  )
  expect(await sidesWritten(world)).toContain('1 times a sync changed tags')

  await owner().exclusion.deleteMany({ where: { firmId } })
  expect(await wronglyChosen(world)).toEqual([expect.stringContaining('synced, but not chosen')])
  await owner().contact.updateMany({ where: { firmId }, data: { deletedAt: new Date() } })
  expect(await disappeared(world)).toEqual([expect.stringContaining('was deleted here by nobody')])
})
