// Tests the invariant for two people of one firm with known scenarios: it finds a contact that two syncs added, and respects a person's
// decision that two are different.

import { describe, expect, it } from 'vitest'
import { owner, withDatabase } from '@/testing/database/test-database'
import { decideAsShown } from '@/testing/scenarios/as-shown'
import { continueAsShown, type Fixture, person, setUpFixture } from '@/testing/scenarios/fixture'
import { duplicates } from './duplicates'

withDatabase()

const janet = { ...person('Jane', 'Doe'), firstName: 'Janet' }
const jane = (nickname: string) => person('Jane', 'Doe', { nickname })

/** Ana's account has one Jane, Ben's has one for each nickname. */
async function janes(...nicknames: readonly string[]) {
  const ana = await setUpFixture()
  const ben = await setUpFixture({ firmId: ana.actor.firmId })
  ana.account.add(jane(''))
  for (const nickname of nicknames) ben.account.add(jane(nickname))
  return { ana, ben, firmId: ana.actor.firmId }
}

/** Past the warning that another person of the firm syncs. */
async function preview(fixture: Fixture) {
  const run = await fixture.preview()
  return (await continueAsShown(fixture.actor, run)) ? fixture.work() : run
}
const set = async (fixture: Fixture) => fixture.start(await preview(fixture))
const asked = (fixture: Fixture) =>
  owner().change.findMany({
    where: { syncId: fixture.sync.id, kind: 'question', undecided: true },
    orderBy: { createdAt: 'asc' },
  })
const saysWhichIsOurs = async (fixture: Fixture) => {
  const [one] = await asked(fixture)
  expect(await decideAsShown(fixture.actor, one?.id ?? '', { samePerson: 'link' })).toBe(true)
}

/** Adds contacts that the run does not see: they were added after its preview, but have an older time. */
async function addUnseeing(fixture: Fixture, meanwhile: () => Promise<unknown>) {
  const run = await preview(fixture)
  await meanwhile()
  const { firmId } = fixture.actor
  await owner().contact.updateMany({ where: { firmId }, data: { updatedAt: new Date(0) } })
  await fixture.start(run)
}

describe('duplicates', () => {
  it('are two contacts with one name and address, each added by another sync', async () => {
    const { ana, ben, firmId } = await janes('')
    await addUnseeing(ben, () => set(ana))
    expect(await ana.here()).toHaveLength(2)
    expect(await duplicates(firmId)).toHaveLength(1)
  })

  it('are still duplicates after a later decision about somebody else', async () => {
    const { ana, ben, firmId } = await janes('')
    await addUnseeing(ben, () => set(ana))
    ben.account.add(janet)
    await ben.later()
    await saysWhichIsOurs(ben)
    await ben.later()
    expect(await duplicates(firmId)).toHaveLength(1)
  })

  it.each([
    ['J', 'Janie'],
    ['', ''],
  ])('are not "%s" and "%s" of one account, one of whom a person knows as ours', async (...two) => {
    const { ana, ben, firmId } = await janes(...two)
    for (const fixture of [ana, ben]) await set(fixture)
    expect(await ana.here()).toHaveLength(1)
    expect(await asked(ben)).toHaveLength(2)
    await saysWhichIsOurs(ben)
    await ben.later()
    expect(await ana.here()).toHaveLength(2)
    expect(ben.there()).toHaveLength(2)
    expect(await duplicates(firmId)).toEqual([])
  })

  it('are not two contacts of one account that a person kept separate in the preview', async () => {
    const { ana, ben, firmId } = await janes('J', 'Janie')
    await set(ana)
    const run = await preview(ben)
    await saysWhichIsOurs(ben)
    await ben.start(run)
    expect(await ana.here()).toHaveLength(2)
    expect(await duplicates(firmId)).toEqual([])
  })

  it('are not a contact that a person linked to Janet and one that was added after that decision', async () => {
    const { ana, ben, firmId } = await janes()
    ben.account.add(janet)
    for (const fixture of [ana, ben]) await set(fixture)
    await saysWhichIsOurs(ben)
    ben.account.add(jane(''))
    await ben.later()
    expect(await ana.here()).toHaveLength(2)
    expect(await duplicates(firmId)).toEqual([])
  })
})
