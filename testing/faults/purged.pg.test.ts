// A contact whose values were erased after its deletion: no sync brings it back by itself, and setting up again still recognizes it.

import { describe, expect, it } from 'vitest'
import { getContact } from '@/lib/store/address-book/contacts'
import { cleanUp } from '@/lib/store/retention/clean-up'
import { setSyncSettings, stopSync } from '@/lib/store/sync/syncs'
import { DAY } from '@/lib/time'
import { withDatabase } from '@/testing/database/test-database'
import { type Fixture, person, setUpFixture } from '@/testing/scenarios/fixture'

withDatabase()

const BATCHES = 1_000

/** Linked, with its base recorded. */
async function linkedFixture() {
  const fixture = await setUpFixture()
  const remoteId = fixture.account.add(person('Dora', 'Deleted', { title: 'Partner' }))
  await fixture.start(await fixture.preview())
  const [contact] = await fixture.here()
  return { ...fixture, remoteId, localId: contact?.id ?? '' }
}

const monthLater = (fixture: Fixture) =>
  cleanUp(fixture.actor.firmId, new Date(Date.now() + 31 * DAY), BATCHES)
const isPurged = async ({ actor, localId }: Awaited<ReturnType<typeof linkedFixture>>) =>
  (await getContact(actor.firmId, localId))?.purgedAt !== null

describe('a contact deleted here a month ago', () => {
  it('does not return, and stays in the account, whatever is edited there', async () => {
    const fixture = await linkedFixture()
    await fixture.deleteHere(fixture.localId)
    await fixture.later()
    await monthLater(fixture)
    expect(await isPurged(fixture)).toBe(true)
    fixture.account.edit(fixture.remoteId, person('Dora', 'Deleted', { title: 'Judge' }))
    await fixture.later()
    fixture.account.expireCursors()
    await fixture.later()
    expect(await fixture.here()).toEqual([])
    expect(fixture.there().map(({ title }) => title)).toEqual(['Judge'])
  })

  it('is offered again by setting up again, returns as the same contact, and is synced from then on', async () => {
    const fixture = await linkedFixture()
    await fixture.deleteHere(fixture.localId)
    await fixture.later()
    await stopSync(fixture.actor, fixture.sync.id)
    await monthLater(fixture)
    const run = await fixture.preview()
    expect((await fixture.changes(run.id)).map(({ kind }) => kind)).toEqual(['createLocal'])
    await fixture.start(run)
    expect((await fixture.here()).map(({ id, title }) => [id, title])).toEqual([[fixture.localId, 'Partner']])
    expect(await isPurged(fixture)).toBe(false)
    await fixture.editHere(fixture.localId, { title: 'Counsel' })
    await fixture.later()
    expect(fixture.there().map(({ title }) => title)).toEqual(['Counsel'])
  })

  it.each([
    ['goes there as well, as set, where it was not edited there since', 'Partner', []],
    ['stays there where it was edited there since: the edit outlives the deletion', 'Judge', ['Judge']],
  ])('while the sync was stopped: %s', async (_, title, left) => {
    const fixture = await linkedFixture()
    await setSyncSettings(fixture.actor, fixture.sync.id, { onConflict: 'ask', onLocalDelete: 'delete' })
    await stopSync(fixture.actor, fixture.sync.id)
    await fixture.deleteHere(fixture.localId)
    if (title !== 'Partner') fixture.account.edit(fixture.remoteId, person('Dora', 'Deleted', { title }))
    await monthLater(fixture)
    await fixture.start(await fixture.preview())
    expect(fixture.there().map((contact) => contact.title)).toEqual(left)
  })
})
