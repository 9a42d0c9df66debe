// A contact that was deleted so long ago that its values are gone: no sync brings it back by itself, and setting up again still
// knows who it is.
import { afterAll, describe, expect, it } from 'vitest'
import { getContact } from '@/lib/db/contacts'
import { closeQueue } from '@/lib/db/queue'
import { cleanUp } from '@/lib/db/retention/clean-up'
import { setSyncSettings, stopSync } from '@/lib/db/syncs'
import { withDatabase } from '@/lib/db/testing'
import { person, type Stage, setStage } from './stage'

withDatabase()
afterAll(closeQueue)

const DAY = 24 * 3_600_000
const BATCHES = 1_000

/** Linked, and its link agreed on. */
async function linkedStage() {
  const stage = await setStage()
  const remoteId = stage.account.add(person('Dora', 'Deleted', { title: 'Partner' }))
  await stage.start(await stage.preview())
  const [contact] = await stage.here()
  return { ...stage, remoteId, contactId: contact?.id ?? '' }
}

const monthLater = (stage: Stage) => cleanUp(stage.actor.firmId, new Date(Date.now() + 31 * DAY), BATCHES)
const isPurged = async ({ actor, contactId }: Awaited<ReturnType<typeof linkedStage>>) =>
  (await getContact(actor.firmId, contactId))?.purgedAt !== null

describe('a contact deleted here a month ago', () => {
  it('stays away, and stays in the account, whatever is edited there', async () => {
    const stage = await linkedStage()
    await stage.deleteHere(stage.contactId)
    await stage.later()
    await monthLater(stage)
    expect(await isPurged(stage)).toBe(true)
    stage.account.edit(stage.remoteId, person('Dora', 'Deleted', { title: 'Judge' }))
    await stage.later()
    stage.account.expireCursors()
    await stage.later()
    expect(await stage.here()).toEqual([])
    expect(stage.there().map(({ title }) => title)).toEqual(['Judge'])
  })

  it('is offered again by setting up again, returns as the contact it was, and is in step from then on', async () => {
    const stage = await linkedStage()
    await stage.deleteHere(stage.contactId)
    await stage.later()
    await stopSync(stage.actor, stage.sync.id)
    await monthLater(stage)
    const run = await stage.preview()
    expect((await stage.changes(run.id)).map(({ kind }) => kind)).toEqual(['createLocal'])
    await stage.start(run)
    expect((await stage.here()).map(({ id, title }) => [id, title])).toEqual([[stage.contactId, 'Partner']])
    expect(await isPurged(stage)).toBe(false)
    await stage.editHere(stage.contactId, { title: 'Counsel' })
    await stage.later()
    expect(stage.there().map(({ title }) => title)).toEqual(['Counsel'])
  })

  it.each([
    ['goes there as well, as set, where it was not edited there since', 'Partner', []],
    ['stays there where it was edited there since: the edit outlives the deletion', 'Judge', ['Judge']],
  ])('while the sync was stopped: %s', async (_, title, left) => {
    const stage = await linkedStage()
    await setSyncSettings(stage.actor, stage.sync.id, { onConflict: 'ask', onLocalDelete: 'delete' })
    await stopSync(stage.actor, stage.sync.id)
    await stage.deleteHere(stage.contactId)
    if (title !== 'Partner') stage.account.edit(stage.remoteId, person('Dora', 'Deleted', { title }))
    await monthLater(stage)
    await stage.start(await stage.preview())
    expect(stage.there().map((contact) => contact.title)).toEqual(left)
  })
})
