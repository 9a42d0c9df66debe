// What deleting on either side does, and how contacts are restored.

import { describe, expect, it } from 'vitest'
import { linksOfContact, restoresOfContact } from '@/lib/store/address-book/contact-links'
import { restoreContact } from '@/lib/store/address-book/contacts'
import { restoreToRemote } from '@/lib/store/sync/links'
import { setSyncSettings, stopSync } from '@/lib/store/sync/syncs'
import { accountsWith, affectedColleagues } from '@/lib/store/undo/colleagues'
import { owner, withDatabase } from '@/testing/database/test-database'
import { decideAsShown } from '@/testing/scenarios/as-shown'
import { continueAsShown, person, setUpFixture } from './fixture'
import { contactHere, inStep, names } from './in-step'

withDatabase()

describe('deleting', () => {
  it('in Google keeps ours, writes no more changes of it, and says so', async () => {
    const fixture = await inStep()
    fixture.account.remove(fixture.remoteAna)
    await fixture.later()
    await fixture.editHere(fixture.ana, { title: 'Retired' })
    await fixture.later()
    expect(await contactHere(fixture, fixture.ana)).toMatchObject({ title: 'Retired' })
    expect(names(fixture.there())).toEqual(['Ben Okafor', 'Cho Min-ji'])
    expect(await owner().link.findFirst({ where: { localId: fixture.ana } })).toMatchObject({
      tombstone: 'remote',
    })
  })

  it('in Google, noticed only by a full read, counts once the contact was read by id', async () => {
    const fixture = await inStep()
    fixture.account.remove(fixture.remoteAna)
    fixture.account.expireCursors()
    await fixture.later()
    expect(await owner().link.findFirst({ where: { localId: fixture.ana } })).toMatchObject({
      tombstone: 'remote',
    })
    expect(await fixture.here()).toHaveLength(3)
  })

  it('here keeps Google’s contact and does not restore ours', async () => {
    const fixture = await inStep()
    await fixture.deleteHere(fixture.ana)
    await fixture.later()
    fixture.account.edit(fixture.remoteAna, person('Ana', 'Lima', { title: 'Chief judge' }))
    await fixture.later()
    expect(names(await fixture.here())).toEqual(['Ben Okafor', 'Cho Min-ji'])
    expect(fixture.there()).toHaveLength(3)
  })

  it('here deletes in Google if the setting says so', async () => {
    const fixture = await inStep()
    await setSyncSettings(fixture.actor, fixture.sync.id, { onConflict: 'ask', onLocalDelete: 'delete' })
    await fixture.deleteHere(fixture.ana)
    await fixture.later()
    expect(names(fixture.there())).toEqual(['Ben Okafor', 'Cho Min-ji'])
  })

  it('and restoring here makes the pair a live link again', async () => {
    const fixture = await inStep()
    await fixture.deleteHere(fixture.ana)
    await fixture.later()
    await restoreContact(fixture.actor.firmId, fixture.ana, { userId: fixture.actor.userId })
    fixture.account.edit(fixture.remoteAna, person('Ana', 'Lima', { title: 'Chief judge' }))
    await fixture.later()
    expect(await contactHere(fixture, fixture.ana)).toMatchObject({ title: 'Chief judge' })
    expect(fixture.there()).toHaveLength(3)
  })

  it('on both sides forgets the link', async () => {
    const fixture = await inStep()
    await fixture.deleteHere(fixture.ana)
    fixture.account.remove(fixture.remoteAna)
    await fixture.later()
    expect(await owner().link.count({ where: { syncId: fixture.sync.id } })).toBe(2)
  })

  it.each(['between two checks', 'later'])(
    'in Google and typed anew there, %s, it is the same contact here, with what each side knows',
    async (when) => {
      const fixture = await inStep()
      fixture.account.remove(fixture.remoteAna)
      if (when === 'later') await fixture.later()
      await fixture.editHere(fixture.ana, { title: 'Judge' })
      fixture.account.add(person('Ana', 'Lima', { department: 'Appeals' }))
      await fixture.later()
      expect(names(await fixture.here())).toEqual(['Ana Lima', 'Ben Okafor', 'Cho Min-ji'])
      const both = { title: 'Judge', department: 'Appeals' }
      expect(await contactHere(fixture, fixture.ana)).toMatchObject(both)
      expect(fixture.there().find(({ firstName }) => firstName === 'Ana')).toMatchObject(both)
      expect(await fixture.changes((await fixture.later()).id)).toEqual([])
    },
  )

  it('in Google, typing it in there again, and setting up again: one contact on each side', async () => {
    const fixture = await inStep()
    fixture.account.remove(fixture.remoteAna)
    await fixture.later()
    await stopSync(fixture.actor, fixture.sync.id)
    fixture.account.add(person('Ana', 'Lima'))
    await fixture.start(await fixture.preview())
    expect(names(await fixture.here())).toEqual(['Ana Lima', 'Ben Okafor', 'Cho Min-ji'])
    expect(fixture.there()).toHaveLength(3)
    expect(await fixture.changes((await fixture.later()).id)).toEqual([])
  })

  describe('in Google and possibly typing it in there again', () => {
    async function asked() {
      const fixture = await inStep()
      await fixture.editHere(fixture.ana, { phones: [{ value: '+1 312 555 0100', label: 'Work' }] })
      await fixture.later()
      fixture.account.remove(fixture.remoteAna)
      const phones = [{ value: '+1 312 555 0100', label: 'Work' }]
      fixture.account.add(person('Ana', 'Lima', { emails: [], phones, title: 'Judge' }))
      const run = await fixture.later()
      const [question, ...others] = await fixture.changes(run.id)
      expect([question?.kind, question?.state, others]).toEqual(['question', 'waiting', []])
      expect(await fixture.here()).toHaveLength(3)
      return { fixture, id: question?.id ?? '' }
    }

    it('asks, and after Link it is the same contact here', async () => {
      const { fixture, id } = await asked()
      await decideAsShown(fixture.actor, id, { samePerson: 'link' })
      await fixture.later()
      await fixture.later()
      expect(names(await fixture.here())).toEqual(['Ana Lima', 'Ben Okafor', 'Cho Min-ji'])
      expect(await contactHere(fixture, fixture.ana)).toMatchObject({ title: 'Judge' })
      expect(fixture.there()).toHaveLength(3)
      expect(fixture.there().find(({ firstName }) => firstName === 'Ana')?.emails).toHaveLength(1)
    })

    it('after Keep separate it is another contact, and the deleted one does not return', async () => {
      const { fixture, id } = await asked()
      await decideAsShown(fixture.actor, id, { samePerson: 'separate' })
      await fixture.later()
      await fixture.later()
      expect(names(await fixture.here())).toEqual(['Ana Lima', 'Ana Lima', 'Ben Okafor', 'Cho Min-ji'])
      expect(fixture.there()).toHaveLength(3)
      expect(await owner().link.findFirst({ where: { localId: fixture.ana } })).toMatchObject({
        tombstone: 'remote',
      })
    })
  })

  it('here and typing it in here again links it to the contact that Google still has', async () => {
    const fixture = await inStep()
    await fixture.deleteHere(fixture.ana)
    await fixture.later()
    const anew = await fixture.addHere(person('Ana', 'Lima', { title: 'Judge' }))
    await fixture.later()
    expect(names(fixture.there())).toEqual(['Ana Lima', 'Ben Okafor', 'Cho Min-ji'])
    expect(fixture.account.look(fixture.remoteAna)?.contact).toMatchObject({ title: 'Judge' })
    expect(
      await owner().link.findMany({ where: { syncId: fixture.sync.id, remoteId: fixture.remoteAna } }),
    ).toMatchObject([{ localId: anew, tombstone: null }])
    expect(await fixture.changes((await fixture.later()).id)).toEqual([])
  })

  it('Restore to Google restores one contact', async () => {
    const fixture = await inStep()
    fixture.account.remove(fixture.remoteAna)
    await fixture.later()
    const link = await owner().link.findFirstOrThrow({ where: { localId: fixture.ana } })
    expect(await restoreToRemote(fixture.actor, link.id)).toBe(true)
    const standing = async () =>
      (await linksOfContact(fixture.actor.firmId, fixture.ana)).map(({ kind }) => kind)
    expect(await standing()).toEqual(['unlinked'])
    await fixture.later()
    expect(await standing()).toEqual(['linked'])
    expect(await restoresOfContact(fixture.actor.firmId, fixture.ana, 5)).toMatchObject([
      { author: 'Ana Lima' },
    ])
    expect(names(fixture.there())).toEqual(['Ana Lima', 'Ben Okafor', 'Cho Min-ji'])
    await fixture.later()
    expect(fixture.there()).toHaveLength(3)
  })
})

describe('before contacts are deleted', () => {
  /** Ana's firm, where Ben's account has her contacts, too. */
  async function withBen() {
    const ana = await inStep()
    const ben = await setUpFixture({ firmId: ana.actor.firmId })
    await owner().user.update({ where: { id: ben.actor.userId }, data: { name: 'Ben Okafor' } })
    await owner().connection.updateMany({
      where: { userId: ben.actor.userId },
      data: { accountEmail: 'ben@example.com' },
    })
    await continueAsShown(ben.actor, await ben.preview())
    await ben.start(await ben.work())
    return { ana, ben }
  }

  const settings = { onConflict: 'ask', onLocalDelete: 'delete' } as const

  it('each account that has them keeps or deletes its copies, as its own sync is set', async () => {
    const { ana, ben } = await withBen()
    const others = (await owner().contact.findMany({ where: { firmId: ana.actor.firmId } })).map(
      ({ id }) => id,
    )
    const bens = { name: 'Ben Okafor', email: 'ben@example.com', provider: 'google', isOwn: false }
    const read = (ids: readonly string[]) => accountsWith(ana.actor, ids)
    expect(await read([ana.ana])).toMatchObject([
      { isOwn: true, synced: 1, deletes: false },
      { ...bens, synced: 1, deletes: false },
    ])
    await setSyncSettings(ben.actor, ben.sync.id, settings)
    expect(await read(others)).toMatchObject([
      { isOwn: true, synced: 3, deletes: false },
      { ...bens, synced: 3, deletes: true },
    ])
    expect(await accountsWith(ben.actor, [ana.ana])).toMatchObject([
      { name: 'Ben Okafor', isOwn: true, deletes: true },
      { isOwn: false, deletes: false },
    ])
  })

  it('a sync that does not write to the account keeps its copy; a stopped one is not named', async () => {
    const { ana, ben } = await withBen()
    await setSyncSettings(ben.actor, ben.sync.id, { ...settings, direction: 'toLocal' })
    const bens = { isOwn: false, deletes: false }
    expect(await accountsWith(ana.actor, [ana.ana])).toMatchObject([{ isOwn: true }, bens])
    expect(await affectedColleagues(ana.actor, [ana.ana])).toMatchObject([{ onLocalDelete: 'keep' }])
    await stopSync(ben.actor, ben.sync.id)
    expect(await accountsWith(ana.actor, [ana.ana])).toMatchObject([{ isOwn: true }])
    expect(await accountsWith(ana.actor, [crypto.randomUUID()])).toEqual([])
  })
})
