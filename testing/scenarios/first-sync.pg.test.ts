// The first sync, from the preview to Start Sync, with the real worker steps and a real database.

import { describe, expect, it } from 'vitest'
import { contactHistory } from '@/lib/store/address-book/contact-history'
import { discardPreview, startPreview, syncNow } from '@/lib/store/runs/runs'
import { owner, withDatabase } from '@/testing/database/test-database'
import { decideAsShown, excludeAsShown } from '@/testing/scenarios/as-shown'
import { continueAsShown, person, setUpFixture, startAsShown } from './fixture'
import { bodyOf, contactHere, inStep, names, waitingOf } from './in-step'

withDatabase()

describe('the first sync', () => {
  it('shows what would happen and changes nothing before Start Sync', async () => {
    const fixture = await setUpFixture()
    await fixture.addHere(person('Ana', 'Lima'))
    await fixture.addHere(person('Ben', 'Okafor'))
    fixture.account.add(person('Ana', 'Lima'))
    fixture.account.add(person('Cho', 'Min-ji'))
    const run = await fixture.preview()
    expect(run.state).toBe('ready')
    expect((await fixture.changes(run.id)).map(({ kind, name }) => `${kind} ${name}`)).toEqual([
      'createLocal Cho Min-ji',
      'createRemote Ben Okafor',
      'link Ana Lima',
    ])
    expect(names(await fixture.here())).toEqual(['Ana Lima', 'Ben Okafor'])
    expect(names(fixture.there())).toEqual(['Ana Lima', 'Cho Min-ji'])
  })

  it('brings both sides to the same contacts and merges a match without overwriting', async () => {
    const fixture = await inStep()
    expect(names(await fixture.here())).toEqual(['Ana Lima', 'Ben Okafor', 'Cho Min-ji'])
    expect(names(fixture.there())).toEqual(['Ana Lima', 'Ben Okafor', 'Cho Min-ji'])
    expect((await contactHere(fixture, fixture.ana))?.title).toBe('Judge')
  })

  it('names in the history of a contact the provider that it came from', async () => {
    const fixture = await inStep()
    const { firmId } = fixture.actor
    const cho = (await fixture.here()).find(({ firstName }) => firstName === 'Cho')
    const [added] = await contactHistory(firmId, cho?.id ?? '', 9)
    expect(added).toMatchObject({ kind: 'create', label: 'Google' })
    const [updated, typed] = await contactHistory(firmId, fixture.ana, 9)
    expect([updated?.label, typed?.label]).toEqual(['Google', null])
  })

  it('finds nothing to do right afterwards, with one call', async () => {
    const fixture = await inStep()
    const before = fixture.calls()
    const run = await fixture.later()
    expect(run).toMatchObject({ kind: 'scheduled', state: 'done', same: 3 })
    expect(await fixture.changes(run.id)).toEqual([])
    expect(fixture.calls() - before).toBe(1)
  })

  it('can be pressed twice and starts once', async () => {
    const fixture = await setUpFixture()
    fixture.account.add(person('Cho', 'Min-ji'))
    const run = await fixture.preview()
    const both = await Promise.all([startAsShown(fixture.actor, run), startAsShown(fixture.actor, run)])
    expect(both.map(({ kind }) => kind).sort()).toEqual(['already', 'started'])
    await fixture.work()
    expect(names(await fixture.here())).toEqual(['Cho Min-ji'])
  })

  it('leaves nothing behind if the preview is discarded', async () => {
    const fixture = await setUpFixture()
    fixture.account.add(person('Cho', 'Min-ji'))
    const run = await fixture.preview()
    expect(await discardPreview(fixture.actor, run.id)).toBe(true)
    expect(await startAsShown(fixture.actor, run)).toEqual({ kind: 'notReady' })
    expect(await fixture.here()).toEqual([])
  })

  it('is not open to another person of the firm', async () => {
    const fixture = await setUpFixture()
    const run = await fixture.preview()
    const other = await setUpFixture({ firmId: fixture.actor.firmId })
    expect(await startAsShown(other.actor, run)).toEqual({ kind: 'notReady' })
    expect(await startPreview(other.actor, fixture.sync.id)).toBeNull()
  })

  it('leaves out excluded contacts, now and later', async () => {
    const fixture = await setUpFixture()
    const ben = await fixture.addHere(person('Ben', 'Okafor'))
    const run = await fixture.preview()
    const scope = { syncId: fixture.sync.id, runId: run.id }
    const all = { kind: 'matching', filter: { view: 'all', q: '' } } as const
    expect(await excludeAsShown(fixture.actor, scope, all, crypto.randomUUID(), new Date())).toBe(1)
    await fixture.start(run)
    await fixture.editHere(ben, { title: 'Clerk' })
    await fixture.later()
    expect(fixture.there()).toEqual([])
  })

  it('does not write a contact that was edited after the preview until it is approved', async () => {
    const fixture = await setUpFixture()
    const ben = await fixture.addHere(person('Ben', 'Okafor'))
    await fixture.addHere(person('Dan', 'Roth'))
    const run = await fixture.preview()
    await fixture.editHere(ben, { title: 'Clerk' })
    await fixture.start(run)
    expect(names(fixture.there())).toEqual(['Dan Roth'])
    await fixture.later()
    expect(names(fixture.there())).toEqual(['Dan Roth'])
    const waiting = await owner().change.findFirstOrThrow({
      where: { syncId: fixture.sync.id, state: 'waiting', outdated: true },
    })
    expect(await decideAsShown(fixture.actor, waiting.id, { approved: true })).toBe(true)
    await syncNow(fixture.actor, fixture.sync.id)
    await fixture.work()
    expect(fixture.there().find(({ lastName }) => lastName === 'Okafor')?.title).toBe('Clerk')
  })

  it('gives the reason for a match that changed after the preview, not a person’s decision', async () => {
    const fixture = await setUpFixture()
    const ana = await fixture.addHere(person('Ana', 'Lima'))
    fixture.account.add(person('Ana', 'Lima', { title: 'Judge' }))
    const run = await fixture.preview()
    await fixture.editHere(ana, { department: 'Appeals' })
    await fixture.start(run)
    const waiting = await waitingOf(fixture)
    expect(waiting.outdated).toBe(true)
    const reasons = bodyOf(waiting).reasons.map(({ kind }) => kind)
    expect(reasons).toContain('sameNameAndEmail')
    expect(reasons).not.toContain('linkedByPerson')
  })

  it('continues if a new version leads to the same outcome', async () => {
    const fixture = await setUpFixture()
    const ben = await fixture.addHere(person('Ben', 'Okafor'))
    const run = await fixture.preview()
    await fixture.editHere(ben, { title: 'Clerk' })
    await fixture.editHere(ben, { title: '' })
    await fixture.start(run)
    expect(names(fixture.there())).toEqual(['Ben Okafor'])
  })

  it('warns when another person of the firm syncs already, with the number of shared addresses', async () => {
    const first = await inStep()
    const second = await setUpFixture({ firmId: first.actor.firmId })
    second.account.add(person('Ana', 'Lima'))
    const run = await second.preview()
    expect(run).toMatchObject({ state: 'comparing', waitKind: 'others' })
    expect(run.problem).toMatchObject({
      kind: 'others',
      people: [{ name: 'Ana Lima', provider: 'google', contacts: 3, sameEmails: 1 }],
    })
    expect(await continueAsShown(second.actor, run)).toBe(true)
    expect((await second.work()).state).toBe('ready')
  })

  it('links a second person of the firm to the same contacts', async () => {
    const first = await inStep()
    const second = await setUpFixture({ firmId: first.actor.firmId })
    second.account.add(person('Ana', 'Lima'))
    const run = await second.preview()
    await continueAsShown(second.actor, run)
    await second.start(await second.work())
    expect(names(await first.here())).toEqual(['Ana Lima', 'Ben Okafor', 'Cho Min-ji'])
    expect(names(second.there())).toEqual(['Ana Lima', 'Ben Okafor', 'Cho Min-ji'])
  })
})
