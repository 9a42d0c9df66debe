// What checks carry over once both sides are in step.

import { afterAll, describe, expect, it } from 'vitest'
import { decideAsShown } from '@/lib/db/as-shown'
import { closeQueue } from '@/lib/db/queue'
import { syncNow } from '@/lib/db/runs'
import { setSyncSettings } from '@/lib/db/syncs'
import { owner, withDatabase } from '@/lib/db/testing'
import { bodyOf, contactHere, inStep, MINUTE, names } from './in-step'
import { person } from './stage'

withDatabase()
afterAll(closeQueue)

describe('in step', () => {
  it('an edit here reaches the account, an edit there reaches us', async () => {
    const stage = await inStep()
    await stage.editHere(stage.ana, { nickname: 'Aninha' })
    stage.account.edit(stage.remoteAna, person('Ana', 'Lima', { title: 'Chief judge' }))
    await stage.later()
    expect(await contactHere(stage, stage.ana)).toMatchObject({ nickname: 'Aninha', title: 'Chief judge' })
    expect(stage.account.look(stage.remoteAna)?.contact).toMatchObject({
      nickname: 'Aninha',
      title: 'Chief judge',
    })
  })

  it('what the account knows and we do not survives our edits', async () => {
    const stage = await inStep()
    stage.account.edit(stage.remoteAna, person('Ana', 'Lima', { title: 'Judge' }), 'a photo')
    await stage.later()
    await stage.editHere(stage.ana, { title: 'Chief judge' })
    await stage.later()
    expect(stage.account.look(stage.remoteAna)).toMatchObject({
      extra: 'a photo',
      contact: { title: 'Chief judge' },
    })
  })

  it('an edit on both sides of one field is asked, and the other fields go on', async () => {
    const stage = await inStep()
    await stage.editHere(stage.ana, { title: 'Partner', nickname: 'Aninha' })
    stage.account.edit(stage.remoteAna, person('Ana', 'Lima', { title: 'Of counsel' }))
    await stage.later()
    expect(stage.account.look(stage.remoteAna)?.contact).toMatchObject({
      nickname: 'Aninha',
      title: 'Of counsel',
    })
    expect((await contactHere(stage, stage.ana))?.title).toBe('Partner')
    const waiting = await owner().change.findMany({ where: { syncId: stage.sync.id, state: 'waiting' } })
    expect(waiting).toHaveLength(1)
    await stage.later()
    expect(await owner().change.count({ where: { syncId: stage.sync.id, state: 'waiting' } })).toBe(1)
    const conflict = bodyOf(waiting[0]).conflicts[0]
    await decideAsShown(stage.actor, waiting[0]?.id ?? '', { conflicts: { [conflict?.id ?? '']: 'remote' } })
    await syncNow(stage.actor, stage.sync.id)
    await stage.work()
    expect((await contactHere(stage, stage.ana))?.title).toBe('Of counsel')
    expect(await owner().change.count({ where: { syncId: stage.sync.id, state: 'waiting' } })).toBe(0)
  })

  it('a conflict that the sides settle themselves is no longer asked', async () => {
    const stage = await inStep()
    await stage.editHere(stage.ana, { title: 'Partner' })
    stage.account.edit(stage.remoteAna, person('Ana', 'Lima', { title: 'Of counsel' }))
    await stage.later()
    await stage.editHere(stage.ana, { title: 'Of counsel' })
    await stage.later()
    expect(await owner().change.count({ where: { syncId: stage.sync.id, state: 'waiting' } })).toBe(0)
  })

  it('the setting can decide conflicts without asking', async () => {
    const stage = await inStep()
    await setSyncSettings(stage.actor, stage.sync.id, { onConflict: 'local', onLocalDelete: 'keep' })
    await stage.editHere(stage.ana, { title: 'Partner' })
    stage.account.edit(stage.remoteAna, person('Ana', 'Lima', { title: 'Of counsel' }))
    await stage.later()
    expect(stage.account.look(stage.remoteAna)?.contact.title).toBe('Partner')
  })

  it('an edit that arrives while the run goes on is not forgotten', async () => {
    const stage = await inStep()
    await owner().sync.update({
      where: { id: stage.sync.id },
      data: { nextCheckAt: stage.now(), wokenAt: stage.now() },
    })
    const run = await stage.later(0)
    expect(run.kind).toBe('edit')
    const sync = await owner().sync.findUniqueOrThrow({ where: { id: stage.sync.id } })
    expect(sync).toMatchObject({ wokenAt: null, nextCheckAt: new Date(stage.now().getTime() + 15 * MINUTE) })
  })

  it('a cursor that expired leads to a full read, not to deletions or doubles', async () => {
    const stage = await inStep()
    stage.account.expireCursors()
    stage.account.add(person('Eve', 'Adler'))
    const run = await stage.later()
    expect(run).toMatchObject({ state: 'done', full: true })
    expect(names(await stage.here())).toEqual(['Ana Lima', 'Ben Okafor', 'Cho Min-ji', 'Eve Adler'])
    expect(stage.there()).toHaveLength(4)
  })

  it('a renamed entry keeps its link', async () => {
    const stage = await inStep()
    stage.account.rename(stage.remoteAna)
    await stage.later()
    await stage.editHere(stage.ana, { title: 'Chief judge' })
    await stage.later()
    expect(
      stage
        .there()
        .filter(({ lastName }) => lastName === 'Lima')
        .map(({ title }) => title),
    ).toEqual(['Chief judge'])
    expect(await stage.here()).toHaveLength(3)
  })
})
