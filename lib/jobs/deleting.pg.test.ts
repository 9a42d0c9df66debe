// What deleting on either side does, and how contacts come back.

import { afterAll, describe, expect, it } from 'vitest'
import { decideAsShown } from '@/lib/db/as-shown'
import { linksOfContact, restoresOfContact } from '@/lib/db/contact-links'
import { restoreContact } from '@/lib/db/contacts'
import { restoreToRemote } from '@/lib/db/links'
import { closeQueue } from '@/lib/db/queue'
import { setSyncSettings, stopSync } from '@/lib/db/syncs'
import { owner, withDatabase } from '@/lib/db/testing'
import { contactHere, inStep, names } from './in-step'
import { person } from './stage'

withDatabase()
afterAll(closeQueue)

describe('deleting', () => {
  it('in Google leaves ours, pushes nothing more of it, and says so', async () => {
    const stage = await inStep()
    stage.account.remove(stage.remoteAna)
    await stage.later()
    await stage.editHere(stage.ana, { title: 'Retired' })
    await stage.later()
    expect(await contactHere(stage, stage.ana)).toMatchObject({ title: 'Retired' })
    expect(names(stage.there())).toEqual(['Ben Okafor', 'Cho Min-ji'])
    expect(await owner().link.findFirst({ where: { contactId: stage.ana } })).toMatchObject({
      tombstone: 'remote',
    })
  })

  it('in Google, seen only by a full read, is believed once the contact was asked for by name', async () => {
    const stage = await inStep()
    stage.account.remove(stage.remoteAna)
    stage.account.expireCursors()
    await stage.later()
    expect(await owner().link.findFirst({ where: { contactId: stage.ana } })).toMatchObject({
      tombstone: 'remote',
    })
    expect(await stage.here()).toHaveLength(3)
  })

  it('here leaves Google alone and does not bring the contact back', async () => {
    const stage = await inStep()
    await stage.deleteHere(stage.ana)
    await stage.later()
    stage.account.edit(stage.remoteAna, person('Ana', 'Lima', { title: 'Chief judge' }))
    await stage.later()
    expect(names(await stage.here())).toEqual(['Ben Okafor', 'Cho Min-ji'])
    expect(stage.there()).toHaveLength(3)
  })

  it('here deletes in Google when the setting says so', async () => {
    const stage = await inStep()
    await setSyncSettings(stage.actor, stage.sync.id, { onConflict: 'ask', onLocalDelete: 'delete' })
    await stage.deleteHere(stage.ana)
    await stage.later()
    expect(names(stage.there())).toEqual(['Ben Okafor', 'Cho Min-ji'])
  })

  it('and restoring here makes the pair a live link again', async () => {
    const stage = await inStep()
    await stage.deleteHere(stage.ana)
    await stage.later()
    await restoreContact(stage.actor.firmId, stage.ana, { userId: stage.actor.userId })
    stage.account.edit(stage.remoteAna, person('Ana', 'Lima', { title: 'Chief judge' }))
    await stage.later()
    expect(await contactHere(stage, stage.ana)).toMatchObject({ title: 'Chief judge' })
    expect(stage.there()).toHaveLength(3)
  })

  it('on both sides forgets the link', async () => {
    const stage = await inStep()
    await stage.deleteHere(stage.ana)
    stage.account.remove(stage.remoteAna)
    await stage.later()
    expect(await owner().link.count({ where: { syncId: stage.sync.id } })).toBe(2)
  })

  it.each(['between two checks', 'later'])(
    'in Google and typed anew there, %s, it is the same contact here, with what each side knows',
    async (when) => {
      const stage = await inStep()
      stage.account.remove(stage.remoteAna)
      if (when === 'later') await stage.later()
      await stage.editHere(stage.ana, { title: 'Judge' })
      stage.account.add(person('Ana', 'Lima', { department: 'Appeals' }))
      await stage.later()
      expect(names(await stage.here())).toEqual(['Ana Lima', 'Ben Okafor', 'Cho Min-ji'])
      const both = { title: 'Judge', department: 'Appeals' }
      expect(await contactHere(stage, stage.ana)).toMatchObject(both)
      expect(stage.there().find(({ firstName }) => firstName === 'Ana')).toMatchObject(both)
      expect(await stage.changes((await stage.later()).id)).toEqual([])
    },
  )

  it('in Google, typed anew there, and set up again: one contact on each side', async () => {
    const stage = await inStep()
    stage.account.remove(stage.remoteAna)
    await stage.later()
    await stopSync(stage.actor, stage.sync.id)
    stage.account.add(person('Ana', 'Lima'))
    await stage.start(await stage.preview())
    expect(names(await stage.here())).toEqual(['Ana Lima', 'Ben Okafor', 'Cho Min-ji'])
    expect(stage.there()).toHaveLength(3)
    expect(await stage.changes((await stage.later()).id)).toEqual([])
  })

  describe('in Google and typed anew there, perhaps', () => {
    async function asked() {
      const stage = await inStep()
      await stage.editHere(stage.ana, { phones: [{ value: '+1 312 555 0100', label: 'Work' }] })
      await stage.later()
      stage.account.remove(stage.remoteAna)
      const phones = [{ value: '+1 312 555 0100', label: 'Work' }]
      stage.account.add(person('Ana', 'Lima', { emails: [], phones, title: 'Judge' }))
      const run = await stage.later()
      const [question, ...others] = await stage.changes(run.id)
      expect([question?.kind, question?.state, others]).toEqual(['question', 'waiting', []])
      expect(await stage.here()).toHaveLength(3)
      return { stage, id: question?.id ?? '' }
    }

    it('is asked, and answered with Link it is the same contact here', async () => {
      const { stage, id } = await asked()
      await decideAsShown(stage.actor, id, { samePerson: 'link' })
      await stage.later()
      await stage.later()
      expect(names(await stage.here())).toEqual(['Ana Lima', 'Ben Okafor', 'Cho Min-ji'])
      expect(await contactHere(stage, stage.ana)).toMatchObject({ title: 'Judge' })
      expect(stage.there()).toHaveLength(3)
      expect(stage.there().find(({ firstName }) => firstName === 'Ana')?.emails).toHaveLength(1)
    })

    it('answered with Keep separate it is another one, and who was deleted stays away', async () => {
      const { stage, id } = await asked()
      await decideAsShown(stage.actor, id, { samePerson: 'separate' })
      await stage.later()
      await stage.later()
      expect(names(await stage.here())).toEqual(['Ana Lima', 'Ana Lima', 'Ben Okafor', 'Cho Min-ji'])
      expect(stage.there()).toHaveLength(3)
      expect(await owner().link.findFirst({ where: { contactId: stage.ana } })).toMatchObject({
        tombstone: 'remote',
      })
    })
  })

  it('here and typed anew here it is the contact that Google still has', async () => {
    const stage = await inStep()
    await stage.deleteHere(stage.ana)
    await stage.later()
    const anew = await stage.addHere(person('Ana', 'Lima', { title: 'Judge' }))
    await stage.later()
    expect(names(stage.there())).toEqual(['Ana Lima', 'Ben Okafor', 'Cho Min-ji'])
    expect(stage.account.look(stage.remoteAna)?.contact).toMatchObject({ title: 'Judge' })
    expect(
      await owner().link.findMany({ where: { syncId: stage.sync.id, remoteId: stage.remoteAna } }),
    ).toMatchObject([{ contactId: anew, tombstone: null }])
    expect(await stage.changes((await stage.later()).id)).toEqual([])
  })

  it('Restore to Google brings one contact back', async () => {
    const stage = await inStep()
    stage.account.remove(stage.remoteAna)
    await stage.later()
    const link = await owner().link.findFirstOrThrow({ where: { contactId: stage.ana } })
    expect(await restoreToRemote(stage.actor, link.id)).toBe(true)
    const standing = async () => (await linksOfContact(stage.actor.firmId, stage.ana)).map(({ kind }) => kind)
    expect(await standing()).toEqual(['unlinked'])
    await stage.later()
    expect(await standing()).toEqual(['linked'])
    expect(await restoresOfContact(stage.actor.firmId, stage.ana, 5)).toMatchObject([{ author: 'Ana Lima' }])
    expect(names(stage.there())).toEqual(['Ana Lima', 'Ben Okafor', 'Cho Min-ji'])
    await stage.later()
    expect(stage.there()).toHaveLength(3)
  })
})
