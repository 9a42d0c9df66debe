// Two people were linked, and a check carried it out: **Keep separate** takes the link apart, and each side gets the other's contact.
import { describe, expect, it } from 'vitest'
import { linkedPeople, separateLinked } from '@/lib/store/sync/separate-linked'
import { setSyncSettings, stopSync } from '@/lib/store/sync/syncs'
import { owner, withDatabase } from '@/testing/database/test-database'
import { decideAsShown } from './as-shown'
import { type Fixture, person, setUpFixture } from './fixture'
import { names } from './in-step'

withDatabase()

const emails = [{ value: 'twins@example.com', label: '' }]
const birthday = { year: 1990, month: 4, day: 2 }

/** The twins Mona and Lisa have one e-mail, and a person linked them. */
async function twins() {
  const fixture = await setUpFixture()
  const mona = await fixture.addHere(person('Mona', 'Berg', { emails, birthday }))
  fixture.account.add(person('Lisa', 'Berg', { emails, birthday, department: 'Appeals' }))
  const run = await fixture.preview()
  const [question] = await fixture.changes(run.id)
  expect(question).toMatchObject({ kind: 'question', name: 'Mona Berg' })
  await decideAsShown(fixture.actor, question?.id ?? '', { samePerson: 'link' })
  await fixture.start(run)
  await fixture.editHere(mona, { title: 'Judge' })
  return { fixture, run: await fixture.later() }
}

const linkOf = (fixture: Fixture) => owner().link.findFirstOrThrow({ where: { syncId: fixture.sync.id } })
const waitingIn = ({ sync }: Fixture) =>
  owner().change.findMany({ where: { syncId: sync.id, state: 'waiting' } })

/** Both are on both sides, each linked to its own copy, and nothing is left to do. */
async function areApart(fixture: Fixture) {
  expect(names(await fixture.here())).toEqual(['Lisa Berg', 'Mona Berg'])
  expect(names(fixture.there())).toEqual(['Lisa Berg', 'Mona Berg'])
  const here = new Map((await fixture.here()).map(({ id, firstName }) => [id, firstName]))
  const there = new Map(fixture.there().map(({ id, firstName }) => [id, firstName]))
  const links = await owner().link.findMany({ where: { syncId: fixture.sync.id } })
  expect(links).toHaveLength(2)
  for (const { localId, remoteId } of links) expect(here.get(localId)).toBe(there.get(remoteId))
  const again = await fixture.later()
  expect([again.written, await fixture.changes(again.id), await waitingIn(fixture)]).toEqual([0, [], []])
}

describe('two linked people that are kept separate', () => {
  it('are each added to the other side by the next check, and the one after that writes nothing', async () => {
    const { fixture, run } = await twins()
    const link = await linkOf(fixture)
    expect(await linkedPeople(fixture.actor, link.id)).toMatchObject({
      ...{ localId: link.localId, here: 'Mona Berg', there: 'Lisa Berg', active: true },
      ...{ addsHere: true, addsThere: true, chosen: null, linkedBy: run.id },
    })
    expect(await waitingIn(fixture)).toMatchObject([{ name: 'Mona Berg', undecided: true }])
    expect(await separateLinked(fixture.actor, link.id)).toBe('separate')
    expect(await waitingIn(fixture)).toEqual([])
    expect(await separateLinked(fixture.actor, link.id)).toBe('gone')
    await fixture.later()
    await areApart(fixture)
    // What the link had copied stays.
    expect((await fixture.here()).map(({ title, department }) => [title, department])).toEqual([
      ['Judge', 'Appeals'],
      ['Judge', 'Appeals'],
    ])
  })

  it('are not linked again by Stop Sync and setting up again', async () => {
    const { fixture } = await twins()
    await separateLinked(fixture.actor, (await linkOf(fixture)).id)
    await stopSync(fixture.actor, fixture.sync.id)
    await fixture.start(await fixture.preview())
    await areApart(fixture)
  })

  it('are separated in a sync that was stopped', async () => {
    const { fixture } = await twins()
    await stopSync(fixture.actor, fixture.sync.id)
    await separateLinked(fixture.actor, (await linkOf(fixture)).id)
    await fixture.start(await fixture.preview())
    await areApart(fixture)
  })

  it('stay where they are on a side that the sync does not write', async () => {
    const { fixture } = await twins()
    const settings = { onConflict: 'ask', onLocalDelete: 'keep', direction: 'toLocal' } as const
    await setSyncSettings(fixture.actor, fixture.sync.id, settings)
    await fixture.later()
    const link = await linkOf(fixture)
    expect(await linkedPeople(fixture.actor, link.id)).toMatchObject({ addsHere: true, addsThere: false })
    await separateLinked(fixture.actor, link.id)
    await fixture.later()
    expect(names(await fixture.here())).toEqual(['Lisa Berg', 'Mona Berg'])
    expect(names(fixture.there())).toEqual(['Lisa Berg'])
  })

  it('are not taken apart while the sync writes one of them', async () => {
    const { fixture } = await twins()
    const link = await linkOf(fixture)
    const [waiting] = await waitingIn(fixture)
    await owner().change.update({ where: { id: waiting?.id ?? '' }, data: { state: 'sent' } })
    expect(await separateLinked(fixture.actor, link.id)).toBe('busy')
    expect(await owner().separation.count({ where: { syncId: fixture.sync.id } })).toBe(0)
  })

  it('are not another person’s to take apart, not even an administrator’s', async () => {
    const { fixture } = await twins()
    const colleague = await setUpFixture({ firmId: fixture.actor.firmId })
    const { id } = await linkOf(fixture)
    expect(await linkedPeople(colleague.actor, id)).toBeNull()
    expect(await separateLinked(colleague.actor, id)).toBe('gone')
    expect((await linkOf(fixture)).id).toBe(id)
    expect(await waitingIn(fixture)).toHaveLength(1)
    expect(await owner().separation.count({ where: { syncId: fixture.sync.id } })).toBe(0)
  })

  it('are recorded in the audit', async () => {
    const { fixture } = await twins()
    const { id, localId } = await linkOf(fixture)
    await separateLinked(fixture.actor, id)
    const about = { firmId: fixture.actor.firmId, kind: 'decision', contactId: localId }
    const rows = await owner().audit.findMany({ where: about })
    const { userId } = fixture.actor
    expect(rows).toContainEqual(expect.objectContaining({ userId, detail: { samePerson: 'separate' } }))
  })
})
