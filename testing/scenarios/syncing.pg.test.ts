// What checks sync once both sides are in sync.

import { describe, expect, it } from 'vitest'
import { syncNow } from '@/lib/store/runs/runs'
import { setSyncSettings } from '@/lib/store/sync/syncs'
import { MINUTE } from '@/lib/time'
import { owner, withDatabase } from '@/testing/database/test-database'
import { decideAsShown } from '@/testing/scenarios/as-shown'
import { person } from './fixture'
import { bodyOf, contactHere, inStep, names } from './in-step'

withDatabase()

describe('in sync', () => {
  it('an edit here is written to the account, and an edit there is written here', async () => {
    const fixture = await inStep()
    await fixture.editHere(fixture.ana, { nickname: 'Aninha' })
    fixture.account.edit(fixture.remoteAna, person('Ana', 'Lima', { title: 'Chief judge' }))
    await fixture.later()
    expect(await contactHere(fixture, fixture.ana)).toMatchObject({
      nickname: 'Aninha',
      title: 'Chief judge',
    })
    expect(fixture.account.look(fixture.remoteAna)?.contact).toMatchObject({
      nickname: 'Aninha',
      title: 'Chief judge',
    })
  })

  it('data that only the account has survives our edits', async () => {
    const fixture = await inStep()
    fixture.account.edit(fixture.remoteAna, person('Ana', 'Lima', { title: 'Judge' }), 'a photo')
    await fixture.later()
    await fixture.editHere(fixture.ana, { title: 'Chief judge' })
    await fixture.later()
    expect(fixture.account.look(fixture.remoteAna)).toMatchObject({
      extra: 'a photo',
      contact: { title: 'Chief judge' },
    })
  })

  it('an edit of one field on both sides is asked about, and the other fields are synced', async () => {
    const fixture = await inStep()
    await fixture.editHere(fixture.ana, { title: 'Partner', nickname: 'Aninha' })
    fixture.account.edit(fixture.remoteAna, person('Ana', 'Lima', { title: 'Of counsel' }))
    await fixture.later()
    expect(fixture.account.look(fixture.remoteAna)?.contact).toMatchObject({
      nickname: 'Aninha',
      title: 'Of counsel',
    })
    expect((await contactHere(fixture, fixture.ana))?.title).toBe('Partner')
    const waiting = await owner().change.findMany({ where: { syncId: fixture.sync.id, state: 'waiting' } })
    expect(waiting).toHaveLength(1)
    await fixture.later()
    expect(await owner().change.count({ where: { syncId: fixture.sync.id, state: 'waiting' } })).toBe(1)
    const conflict = bodyOf(waiting[0]).conflicts[0]
    await decideAsShown(fixture.actor, waiting[0]?.id ?? '', {
      conflicts: { [conflict?.id ?? '']: 'remote' },
    })
    await syncNow(fixture.actor, fixture.sync.id)
    await fixture.work()
    expect((await contactHere(fixture, fixture.ana))?.title).toBe('Of counsel')
    expect(await owner().change.count({ where: { syncId: fixture.sync.id, state: 'waiting' } })).toBe(0)
  })

  it('a conflict that ends by itself is no longer asked about', async () => {
    const fixture = await inStep()
    await fixture.editHere(fixture.ana, { title: 'Partner' })
    fixture.account.edit(fixture.remoteAna, person('Ana', 'Lima', { title: 'Of counsel' }))
    await fixture.later()
    await fixture.editHere(fixture.ana, { title: 'Of counsel' })
    await fixture.later()
    expect(await owner().change.count({ where: { syncId: fixture.sync.id, state: 'waiting' } })).toBe(0)
  })

  it('the setting can decide conflicts without asking', async () => {
    const fixture = await inStep()
    await setSyncSettings(fixture.actor, fixture.sync.id, { onConflict: 'local', onLocalDelete: 'keep' })
    await fixture.editHere(fixture.ana, { title: 'Partner' })
    fixture.account.edit(fixture.remoteAna, person('Ana', 'Lima', { title: 'Of counsel' }))
    await fixture.later()
    expect(fixture.account.look(fixture.remoteAna)?.contact.title).toBe('Partner')
  })

  it('an edit during a run is not forgotten', async () => {
    const fixture = await inStep()
    await owner().sync.update({
      where: { id: fixture.sync.id },
      data: { nextCheckAt: fixture.now(), wokenAt: fixture.now() },
    })
    const run = await fixture.later(0)
    expect(run.kind).toBe('edit')
    const sync = await owner().sync.findUniqueOrThrow({ where: { id: fixture.sync.id } })
    expect(sync).toMatchObject({
      wokenAt: null,
      nextCheckAt: new Date(fixture.now().getTime() + 15 * MINUTE),
    })
  })

  it('an expired cursor leads to a full read, not to deletions or duplicates', async () => {
    const fixture = await inStep()
    fixture.account.expireCursors()
    fixture.account.add(person('Eve', 'Adler'))
    const run = await fixture.later()
    expect(run).toMatchObject({ state: 'done', full: true })
    expect(names(await fixture.here())).toEqual(['Ana Lima', 'Ben Okafor', 'Cho Min-ji', 'Eve Adler'])
    expect(fixture.there()).toHaveLength(4)
  })

  it('a renamed item keeps its link', async () => {
    const fixture = await inStep()
    fixture.account.rename(fixture.remoteAna)
    await fixture.later()
    await fixture.editHere(fixture.ana, { title: 'Chief judge' })
    await fixture.later()
    expect(
      fixture
        .there()
        .filter(({ lastName }) => lastName === 'Lima')
        .map(({ title }) => title),
    ).toEqual(['Chief judge'])
    expect(await fixture.here()).toHaveLength(3)
  })
})
