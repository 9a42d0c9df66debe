// Contacts that an account has twice: a preview finds them, and their person decides that they are not the same.
import { beforeEach, expect, it } from 'vitest'
import {
  accountDuplicates,
  countAccountDuplicates,
  keepAccountGroupApart,
} from '@/lib/store/duplicates/in-accounts'
import { discardPreview } from '@/lib/store/runs/runs'
import { withDatabase } from '@/testing/database/test-database'
import { type Fixture, person, setUpFixture } from '@/testing/scenarios/fixture'

withDatabase()

let ana: Fixture

beforeEach(async () => {
  ana = await setUpFixture()
  for (const title of ['Clerk', 'Judge']) ana.account.add(person('Maria', 'Silva', { title }))
  for (const last of ['Moss', 'Reed']) ana.account.add(person('Pia', last))
})

const groups = async (fixture = ana) => (await accountDuplicates(fixture.actor, ana.sync.id, null)).groups

it('are found by a preview, with the reasons and nothing written', async () => {
  expect(await countAccountDuplicates(ana.actor, ana.sync.id)).toEqual({ contacts: 0, people: 0 })
  await ana.preview()
  expect(await countAccountDuplicates(ana.actor, ana.sync.id)).toEqual({ contacts: 2, people: 1 })
  const [group, ...others] = await groups()
  expect(others).toEqual([])
  expect(group?.contacts.map(({ contact }) => contact.lastName)).toEqual(['Silva', 'Silva'])
  expect(group?.contacts.map(({ localId }) => localId)).toEqual([null, null])
  expect(group?.reasons.length).toBeGreaterThan(0)
  expect(ana.there()).toHaveLength(4)
})

it('are shown with the contact here once they are linked', async () => {
  await ana.start(await ana.preview())
  const [group] = await groups()
  expect(group?.contacts.every(({ localId }) => localId !== null)).toBe(true)
})

it('that were joined or deleted there are no longer counted', async () => {
  await ana.start(await ana.preview())
  const [gone] = (await groups())[0]?.contacts ?? []
  ana.account.remove(gone?.remoteId ?? '')
  await ana.later()
  expect(await countAccountDuplicates(ana.actor, ana.sync.id)).toEqual({ contacts: 0, people: 0 })
  expect(await groups()).toEqual([])
})

it('are not shown again after Not duplicates, until there is another one', async () => {
  const run = await ana.preview()
  const [group] = await groups()
  await keepAccountGroupApart(ana.actor, ana.sync.id, group?.id ?? '')
  expect(await groups()).toEqual([])
  await discardPreview(ana.actor, run.id)
  const again = await ana.preview()
  expect(await countAccountDuplicates(ana.actor, ana.sync.id)).toEqual({ contacts: 0, people: 0 })
  await discardPreview(ana.actor, again.id)
  ana.account.add(person('Maria', 'Silva', { title: 'Notary' }))
  await ana.preview()
  expect(await countAccountDuplicates(ana.actor, ana.sync.id)).toEqual({ contacts: 3, people: 1 })
})

it('are only for their person', async () => {
  const ben = await setUpFixture({ firmId: ana.actor.firmId })
  await ana.preview()
  expect(await countAccountDuplicates(ben.actor, ana.sync.id)).toEqual({ contacts: 0, people: 0 })
  expect(await groups(ben)).toEqual([])
})
