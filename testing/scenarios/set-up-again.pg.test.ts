// Stop Sync, setting up again, and what is kept in between.

import { describe, expect, it } from 'vitest'
import { hasAnswers } from '@/lib/store/review/preview'
import { discardPreview } from '@/lib/store/runs/runs'
import { stopSync } from '@/lib/store/sync/syncs'
import { owner, withDatabase } from '@/testing/database/test-database'
import { decideAsShown } from '@/testing/scenarios/as-shown'
import { continueAsShown, person, setUpFixture } from './fixture'
import { bodyOf, contactHere, inStep, names, waitingOf } from './in-step'

withDatabase()

it('setting up again does not repeat the warning about others in the firm', async () => {
  const first = await inStep()
  const second = await setUpFixture({ firmId: first.actor.firmId })
  const run = await second.preview()
  await continueAsShown(second.actor, run)
  await second.start(await second.work())
  await stopSync(second.actor, second.sync.id)
  expect(await second.preview()).toMatchObject({ state: 'ready' })
})

describe('stop and set up again', () => {
  it('Stop Sync ends every call at once and leaves both sides as they are', async () => {
    const fixture = await inStep()
    expect(await stopSync(fixture.actor, fixture.sync.id)).toBe(true)
    await fixture.editHere(fixture.ana, { title: 'Retired' })
    const before = fixture.calls()
    await fixture.later()
    await fixture.later()
    expect(fixture.calls()).toBe(before)
    expect(fixture.account.look(fixture.remoteAna)?.contact.title).toBe('Judge')
  })

  it('a stop in the middle of the first sync writes nothing more', async () => {
    const fixture = await setUpFixture({ batchSize: 1 })
    for (const name of ['Ada', 'Bea', 'Cat']) await fixture.addHere(person(name, 'Lovelace'))
    const run = await fixture.preview()
    const push = fixture.account.provider.push
    Object.assign(fixture.account.provider, {
      push: async (...args: Parameters<typeof push>) => {
        await stopSync(fixture.actor, fixture.sync.id)
        return push(...args)
      },
    })
    await fixture.start(run)
    expect(fixture.there()).toHaveLength(1)
  })

  it("duplicates nothing, merges both sides' edits, and offers to add what Google deleted again, marked as such", async () => {
    const fixture = await inStep()
    fixture.account.remove(fixture.remoteAna)
    await fixture.later()
    await stopSync(fixture.actor, fixture.sync.id)
    await fixture.editHere(fixture.ben, { title: 'Clerk' })
    const run = await fixture.preview()
    const changes = await fixture.changes(run.id)
    expect(changes.map(({ kind, name }) => `${kind} ${name}`)).toEqual([
      'createRemote Ana Lima',
      'update Ben Okafor',
    ])
    expect(bodyOf(changes[0]).reasons).toMatchObject([{ kind: 'returns', side: 'remote' }])
    await fixture.start(run)
    expect(names(fixture.there())).toEqual(['Ana Lima', 'Ben Okafor', 'Cho Min-ji'])
    expect(await fixture.here()).toHaveLength(3)
    expect(await fixture.changes((await fixture.later()).id)).toEqual([])
  })

  it('offers to add what was deleted here again as well', async () => {
    const fixture = await inStep()
    await fixture.deleteHere(fixture.ana)
    await fixture.later()
    await stopSync(fixture.actor, fixture.sync.id)
    await fixture.start(await fixture.preview())
    expect(names(await fixture.here())).toEqual(['Ana Lima', 'Ben Okafor', 'Cho Min-ji'])
    expect(fixture.there()).toHaveLength(3)
    expect(await fixture.changes((await fixture.later()).id)).toEqual([])
  })

  it('shows open decisions in the new preview, with the decisions made so far', async () => {
    const fixture = await inStep()
    await fixture.editHere(fixture.ana, { title: 'Partner', department: 'Tax' })
    fixture.account.edit(
      fixture.remoteAna,
      person('Ana', 'Lima', { title: 'Of counsel', department: 'Probate' }),
    )
    await fixture.later()
    const asked = await waitingOf(fixture)
    const [first, second] = bodyOf(asked).conflicts
    await decideAsShown(fixture.actor, asked.id, { conflicts: { [first?.id ?? '']: 'remote' } })
    await stopSync(fixture.actor, fixture.sync.id)
    const run = await fixture.preview()
    const [shown] = await fixture.changes(run.id)
    expect(shown).toMatchObject({ name: 'Ana Lima', state: 'planned', undecided: true })
    expect(bodyOf(shown).conflicts.map(({ id }) => id)).toEqual([second?.id])
    await decideAsShown(fixture.actor, shown?.id ?? '', { conflicts: { [second?.id ?? '']: 'local' } })
    await fixture.start(run)
    const [title, department] = first?.field === 'title' ? ['Of counsel', 'Tax'] : ['Partner', 'Probate']
    expect(await contactHere(fixture, fixture.ana)).toMatchObject({ title, department })
    expect(fixture.account.look(fixture.remoteAna)?.contact).toMatchObject({ title, department })
    expect(await owner().change.count({ where: { syncId: fixture.sync.id, state: 'waiting' } })).toBe(0)
  })

  it('asks again after a preview that was discarded', async () => {
    const fixture = await inStep()
    await fixture.editHere(fixture.ana, { title: 'Partner' })
    fixture.account.edit(fixture.remoteAna, person('Ana', 'Lima', { title: 'Of counsel' }))
    await fixture.later()
    await stopSync(fixture.actor, fixture.sync.id)
    await discardPreview(fixture.actor, (await fixture.preview()).id)
    const run = await fixture.preview()
    expect(await fixture.changes(run.id)).toMatchObject([{ name: 'Ana Lima', undecided: true }])
    await fixture.start(run)
    expect(await owner().change.count({ where: { syncId: fixture.sync.id, state: 'waiting' } })).toBe(1)
  })

  it('keeps the answers of a preview that was discarded', async () => {
    const fixture = await inStep()
    await fixture.editHere(fixture.ana, { title: 'Partner' })
    fixture.account.edit(fixture.remoteAna, person('Ana', 'Lima', { title: 'Of counsel' }))
    await fixture.later()
    await stopSync(fixture.actor, fixture.sync.id)
    const answered = await fixture.preview()
    const [asked] = await fixture.changes(answered.id)
    const conflicts = Object.fromEntries(bodyOf(asked).conflicts.map(({ id }) => [id, 'local' as const]))
    await decideAsShown(fixture.actor, asked?.id ?? '', { conflicts })
    expect(await hasAnswers(fixture.actor, answered.id)).toBe(true)
    await discardPreview(fixture.actor, answered.id)
    const next = await fixture.preview()
    expect(await fixture.changes(next.id)).toMatchObject([{ name: 'Ana Lima', undecided: false }])
    await fixture.start(next)
    expect(fixture.account.look(fixture.remoteAna)?.contact.title).toBe('Partner')
  })

  it('shows a contact that failed before, and tries it again', async () => {
    const fixture = await inStep()
    await fixture.editHere(fixture.ben, { title: 'Clerk' })
    const push = fixture.account.provider.push
    Object.assign(fixture.account.provider, {
      push: async (batch: Parameters<typeof push>[0]) =>
        batch.map(({ ref }) => ({ kind: 'rejected', ref, field: 'title', message: 'no' })),
    })
    await fixture.later()
    Object.assign(fixture.account.provider, { push })
    await stopSync(fixture.actor, fixture.sync.id)
    const run = await fixture.preview()
    expect(await fixture.changes(run.id)).toMatchObject([{ name: 'Ben Okafor', state: 'planned' }])
    await fixture.start(run)
    expect(fixture.there().find(({ lastName }) => lastName === 'Okafor')?.title).toBe('Clerk')
    expect(await owner().change.count({ where: { syncId: fixture.sync.id, state: 'failed' } })).toBe(0)
  })
})
