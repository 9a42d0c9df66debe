// The first sync, from the preview to Start Sync, walked through the real jobs and a real database.

import { afterAll, describe, expect, it } from 'vitest'
import { decideAsShown, excludeAsShown } from '@/lib/db/as-shown'
import { closeQueue } from '@/lib/db/queue'
import { discardPreview, startPreview, syncNow } from '@/lib/db/runs'
import { owner, withDatabase } from '@/lib/db/testing'
import { bodyOf, contactHere, inStep, names, waitingOf } from './in-step'
import { continueAsShown, person, setStage, startAsShown } from './stage'

withDatabase()
afterAll(closeQueue)

describe('the first sync', () => {
  it('shows what would happen and changes nothing before Start Sync', async () => {
    const stage = await setStage()
    await stage.addHere(person('Ana', 'Lima'))
    await stage.addHere(person('Ben', 'Okafor'))
    stage.account.add(person('Ana', 'Lima'))
    stage.account.add(person('Cho', 'Min-ji'))
    const run = await stage.preview()
    expect(run.state).toBe('ready')
    expect((await stage.changes(run.id)).map(({ kind, name }) => `${kind} ${name}`)).toEqual([
      'createLocal Cho Min-ji',
      'createRemote Ben Okafor',
      'link Ana Lima',
    ])
    expect(names(await stage.here())).toEqual(['Ana Lima', 'Ben Okafor'])
    expect(names(stage.there())).toEqual(['Ana Lima', 'Cho Min-ji'])
  })

  it('brings both sides to the same contacts and merges a match without overwriting', async () => {
    const stage = await inStep()
    expect(names(await stage.here())).toEqual(['Ana Lima', 'Ben Okafor', 'Cho Min-ji'])
    expect(names(stage.there())).toEqual(['Ana Lima', 'Ben Okafor', 'Cho Min-ji'])
    expect((await contactHere(stage, stage.ana))?.title).toBe('Judge')
  })

  it('finds nothing to do right afterwards, at the price of one call', async () => {
    const stage = await inStep()
    const before = stage.calls()
    const run = await stage.later()
    expect(run).toMatchObject({ kind: 'scheduled', state: 'done', same: 3 })
    expect(await stage.changes(run.id)).toEqual([])
    expect(stage.calls() - before).toBe(1)
  })

  it('can be pressed twice and starts once', async () => {
    const stage = await setStage()
    stage.account.add(person('Cho', 'Min-ji'))
    const run = await stage.preview()
    const both = await Promise.all([startAsShown(stage.actor, run), startAsShown(stage.actor, run)])
    expect(both.map(({ kind }) => kind).sort()).toEqual(['already', 'started'])
    await stage.work()
    expect(names(await stage.here())).toEqual(['Cho Min-ji'])
  })

  it('leaves no trace when the preview is discarded', async () => {
    const stage = await setStage()
    stage.account.add(person('Cho', 'Min-ji'))
    const run = await stage.preview()
    expect(await discardPreview(stage.actor, run.id)).toBe(true)
    expect(await startAsShown(stage.actor, run)).toEqual({ kind: 'notReady' })
    expect(await stage.here()).toEqual([])
  })

  it('is not open to another person of the firm', async () => {
    const stage = await setStage()
    const run = await stage.preview()
    const other = await setStage({ firmId: stage.actor.firmId })
    expect(await startAsShown(other.actor, run)).toEqual({ kind: 'notReady' })
    expect(await startPreview(other.actor, stage.sync.id)).toBeNull()
  })

  it('leaves out what was excluded, now and later', async () => {
    const stage = await setStage()
    const ben = await stage.addHere(person('Ben', 'Okafor'))
    const run = await stage.preview()
    const scope = { syncId: stage.sync.id, runId: run.id }
    const all = { kind: 'matching', filter: { view: 'all', q: '' } } as const
    expect(await excludeAsShown(stage.actor, scope, all, crypto.randomUUID(), new Date())).toBe(1)
    await stage.start(run)
    await stage.editHere(ben, { title: 'Clerk' })
    await stage.later()
    expect(stage.there()).toEqual([])
  })

  it('holds back a contact that was edited after the preview, and takes it once it is approved', async () => {
    const stage = await setStage()
    const ben = await stage.addHere(person('Ben', 'Okafor'))
    await stage.addHere(person('Dan', 'Roth'))
    const run = await stage.preview()
    await stage.editHere(ben, { title: 'Clerk' })
    await stage.start(run)
    expect(names(stage.there())).toEqual(['Dan Roth'])
    await stage.later()
    expect(names(stage.there())).toEqual(['Dan Roth'])
    const waiting = await owner().change.findFirstOrThrow({
      where: { syncId: stage.sync.id, state: 'waiting', drifted: true },
    })
    expect(await decideAsShown(stage.actor, waiting.id, { approved: true })).toBe(true)
    await syncNow(stage.actor, stage.sync.id)
    await stage.work()
    expect(stage.there().find(({ lastName }) => lastName === 'Okafor')?.title).toBe('Clerk')
  })

  it('says of two that changed after the preview why they are one, not that a person said so', async () => {
    const stage = await setStage()
    const ana = await stage.addHere(person('Ana', 'Lima'))
    stage.account.add(person('Ana', 'Lima', { title: 'Judge' }))
    const run = await stage.preview()
    await stage.editHere(ana, { department: 'Appeals' })
    await stage.start(run)
    const waiting = await waitingOf(stage)
    expect(waiting.drifted).toBe(true)
    const reasons = bodyOf(waiting).reasons.map(({ kind }) => kind)
    expect(reasons).toContain('sameNameAndEmail')
    expect(reasons).not.toContain('linkedByPerson')
  })

  it('goes on where a stale version only hid the same outcome', async () => {
    const stage = await setStage()
    const ben = await stage.addHere(person('Ben', 'Okafor'))
    const run = await stage.preview()
    await stage.editHere(ben, { title: 'Clerk' })
    await stage.editHere(ben, { title: '' })
    await stage.start(run)
    expect(names(stage.there())).toEqual(['Ben Okafor'])
  })

  it('warns when another person of the firm syncs already, with the number of shared addresses', async () => {
    const first = await inStep()
    const second = await setStage({ firmId: first.actor.firmId })
    second.account.add(person('Ana', 'Lima'))
    const run = await second.preview()
    expect(run).toMatchObject({ state: 'comparing', waitKind: 'others' })
    expect(run.problem).toMatchObject({
      kind: 'others',
      people: [{ name: 'Ana Lima', contacts: 3, sameEmails: 1 }],
    })
    expect(await continueAsShown(second.actor, run)).toBe(true)
    expect((await second.work()).state).toBe('ready')
  })

  it('links a second person of the firm to the same contacts', async () => {
    const first = await inStep()
    const second = await setStage({ firmId: first.actor.firmId })
    second.account.add(person('Ana', 'Lima'))
    const run = await second.preview()
    await continueAsShown(second.actor, run)
    await second.start(await second.work())
    expect(names(await first.here())).toEqual(['Ana Lima', 'Ben Okafor', 'Cho Min-ji'])
    expect(names(second.there())).toEqual(['Ana Lima', 'Ben Okafor', 'Cho Min-ji'])
  })
})
