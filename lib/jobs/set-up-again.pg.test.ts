// Stop Sync, setting up again, and what is kept in between.

import { afterAll, describe, expect, it } from 'vitest'
import { decideAsShown } from '@/lib/db/as-shown'
import { hasAnswers } from '@/lib/db/preview'
import { closeQueue } from '@/lib/db/queue'
import { discardPreview } from '@/lib/db/runs'
import { stopSync } from '@/lib/db/syncs'
import { owner, withDatabase } from '@/lib/db/testing'
import { bodyOf, contactHere, inStep, names, waitingOf } from './in-step'
import { continueAsShown, person, setStage } from './stage'

withDatabase()
afterAll(closeQueue)

it('who sets up again is not warned of others of the firm once more', async () => {
  const first = await inStep()
  const second = await setStage({ firmId: first.actor.firmId })
  const run = await second.preview()
  await continueAsShown(second.actor, run)
  await second.start(await second.work())
  await stopSync(second.actor, second.sync.id)
  expect(await second.preview()).toMatchObject({ state: 'ready' })
})

describe('stop and set up again', () => {
  it('Stop Sync ends every call at once and leaves both sides as they are', async () => {
    const stage = await inStep()
    expect(await stopSync(stage.actor, stage.sync.id)).toBe(true)
    await stage.editHere(stage.ana, { title: 'Retired' })
    const before = stage.calls()
    await stage.later()
    await stage.later()
    expect(stage.calls()).toBe(before)
    expect(stage.account.look(stage.remoteAna)?.contact.title).toBe('Judge')
  })

  it('a stop in the middle of the first sync writes nothing more', async () => {
    const stage = await setStage({ batchSize: 1 })
    for (const name of ['Ada', 'Bea', 'Cat']) await stage.addHere(person(name, 'Lovelace'))
    const run = await stage.preview()
    const push = stage.account.provider.push
    Object.assign(stage.account.provider, {
      push: async (...args: Parameters<typeof push>) => {
        await stopSync(stage.actor, stage.sync.id)
        return push(...args)
      },
    })
    await stage.start(run)
    expect(stage.there()).toHaveLength(1)
  })

  it("doubles nothing, takes both sides' edits, and offers what Google deleted anew, marked as such", async () => {
    const stage = await inStep()
    stage.account.remove(stage.remoteAna)
    await stage.later()
    await stopSync(stage.actor, stage.sync.id)
    await stage.editHere(stage.ben, { title: 'Clerk' })
    const run = await stage.preview()
    const changes = await stage.changes(run.id)
    expect(changes.map(({ kind, name }) => `${kind} ${name}`)).toEqual([
      'createRemote Ana Lima',
      'update Ben Okafor',
    ])
    expect(bodyOf(changes[0]).reasons).toMatchObject([{ kind: 'returns', side: 'remote' }])
    await stage.start(run)
    expect(names(stage.there())).toEqual(['Ana Lima', 'Ben Okafor', 'Cho Min-ji'])
    expect(await stage.here()).toHaveLength(3)
    expect(await stage.changes((await stage.later()).id)).toEqual([])
  })

  it('offers what was deleted here anew as well', async () => {
    const stage = await inStep()
    await stage.deleteHere(stage.ana)
    await stage.later()
    await stopSync(stage.actor, stage.sync.id)
    await stage.start(await stage.preview())
    expect(names(await stage.here())).toEqual(['Ana Lima', 'Ben Okafor', 'Cho Min-ji'])
    expect(stage.there()).toHaveLength(3)
    expect(await stage.changes((await stage.later()).id)).toEqual([])
  })

  it('shows what still waits for an answer in the new preview, with the answers given so far', async () => {
    const stage = await inStep()
    await stage.editHere(stage.ana, { title: 'Partner', department: 'Tax' })
    stage.account.edit(stage.remoteAna, person('Ana', 'Lima', { title: 'Of counsel', department: 'Probate' }))
    await stage.later()
    const asked = await waitingOf(stage)
    const [first, second] = bodyOf(asked).conflicts
    await decideAsShown(stage.actor, asked.id, { conflicts: { [first?.id ?? '']: 'remote' } })
    await stopSync(stage.actor, stage.sync.id)
    const run = await stage.preview()
    const [shown] = await stage.changes(run.id)
    expect(shown).toMatchObject({ name: 'Ana Lima', state: 'planned', undecided: true })
    expect(bodyOf(shown).conflicts.map(({ id }) => id)).toEqual([second?.id])
    await decideAsShown(stage.actor, shown?.id ?? '', { conflicts: { [second?.id ?? '']: 'local' } })
    await stage.start(run)
    const [title, department] = first?.field === 'title' ? ['Of counsel', 'Tax'] : ['Partner', 'Probate']
    expect(await contactHere(stage, stage.ana)).toMatchObject({ title, department })
    expect(stage.account.look(stage.remoteAna)?.contact).toMatchObject({ title, department })
    expect(await owner().change.count({ where: { syncId: stage.sync.id, state: 'waiting' } })).toBe(0)
  })

  it('asks again after a preview that was discarded', async () => {
    const stage = await inStep()
    await stage.editHere(stage.ana, { title: 'Partner' })
    stage.account.edit(stage.remoteAna, person('Ana', 'Lima', { title: 'Of counsel' }))
    await stage.later()
    await stopSync(stage.actor, stage.sync.id)
    await discardPreview(stage.actor, (await stage.preview()).id)
    const run = await stage.preview()
    expect(await stage.changes(run.id)).toMatchObject([{ name: 'Ana Lima', undecided: true }])
    await stage.start(run)
    expect(await owner().change.count({ where: { syncId: stage.sync.id, state: 'waiting' } })).toBe(1)
  })

  it('keeps the answers of a preview that was discarded', async () => {
    const stage = await inStep()
    await stage.editHere(stage.ana, { title: 'Partner' })
    stage.account.edit(stage.remoteAna, person('Ana', 'Lima', { title: 'Of counsel' }))
    await stage.later()
    await stopSync(stage.actor, stage.sync.id)
    const answered = await stage.preview()
    const [asked] = await stage.changes(answered.id)
    const conflicts = Object.fromEntries(bodyOf(asked).conflicts.map(({ id }) => [id, 'local' as const]))
    await decideAsShown(stage.actor, asked?.id ?? '', { conflicts })
    expect(await hasAnswers(stage.actor, answered.id)).toBe(true)
    await discardPreview(stage.actor, answered.id)
    const next = await stage.preview()
    expect(await stage.changes(next.id)).toMatchObject([{ name: 'Ana Lima', undecided: false }])
    await stage.start(next)
    expect(stage.account.look(stage.remoteAna)?.contact.title).toBe('Partner')
  })

  it('shows a contact that failed before, and tries it again', async () => {
    const stage = await inStep()
    await stage.editHere(stage.ben, { title: 'Clerk' })
    const push = stage.account.provider.push
    Object.assign(stage.account.provider, {
      push: async (batch: Parameters<typeof push>[0]) =>
        batch.map(({ ref }) => ({ kind: 'rejected', ref, field: 'title', message: 'no' })),
    })
    await stage.later()
    Object.assign(stage.account.provider, { push })
    await stopSync(stage.actor, stage.sync.id)
    const run = await stage.preview()
    expect(await stage.changes(run.id)).toMatchObject([{ name: 'Ben Okafor', state: 'planned' }])
    await stage.start(run)
    expect(stage.there().find(({ lastName }) => lastName === 'Okafor')?.title).toBe('Clerk')
    expect(await owner().change.count({ where: { syncId: stage.sync.id, state: 'failed' } })).toBe(0)
  })
})
