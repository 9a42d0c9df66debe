// Work follows change: whatever decides what a sync does marks what has to be compared. After each of these moves a check does its work,
// and a comparison of everything finds nothing more.
import { beforeEach, describe, expect, it } from 'vitest'
import { unite } from '@/lib/domains/contacts/merge/unite'
import { EMPTY_CONTACT } from '@/lib/domains/contacts/value/contact'
import { contactFromRow } from '@/lib/store/address-book/contact-row'
import { getContact } from '@/lib/store/address-book/contacts'
import { setOnlyMine } from '@/lib/store/address-book/privacy'
import { withTransaction } from '@/lib/store/database/client'
import { mergeDuplicates, undoableMerge, undoMerge } from '@/lib/store/duplicates/merging'
import { saveMatter } from '@/lib/store/matters/matters'
import { wakeSyncs } from '@/lib/store/runs/runs'
import { setSyncSettings } from '@/lib/store/sync/syncs'
import { saveTagsOf } from '@/lib/store/tags/contact-tags'
import { tagsOf } from '@/lib/store/tags/tags'
import { owner, withDatabase } from '@/testing/database/test-database'
import { overlooked } from '@/testing/model/overlooked'
import { continueAsShown, type Fixture, person, setUpFixture } from './fixture'
import { inStep, names } from './in-step'

withDatabase()

const SETTINGS = { onConflict: 'ask', onLocalDelete: 'delete' } as const

let fixture: Awaited<ReturnType<typeof inStep>>
beforeEach(async () => {
  fixture = await inStep()
})

/** A check, until nothing is left to do. Then a comparison of everything has nothing to add. */
async function check(of: Fixture = fixture) {
  await wakeSyncs(of.actor.firmId, { kind: 'contacts' })
  const run = await of.later()
  await of.later()
  expect(await owner().pendingItem.findMany({ where: { syncId: of.sync.id } })).toEqual([])
  const work = async () => {
    await of.later()
  }
  expect(await overlooked(of.sync, work)).toEqual([])
  return run
}

const titleThere = () => fixture.account.look(fixture.remoteAna)?.contact.title
const setTags = (id: string, added: readonly string[], removed: readonly string[] = []) =>
  saveTagsOf(fixture.actor, id, { added, removed })

async function chooseTag(name: string) {
  const ids = (await tagsOf(fixture.actor)).flatMap((one) => (one.name === name ? [one.id] : []))
  await setSyncSettings(fixture.actor, fixture.sync.id, { ...SETTINGS, only: { kind: 'tags', ids } })
}

describe('a choice', () => {
  it('a tag that is added or removed', async () => {
    await setTags(fixture.ana, ['Client'])
    await chooseTag('Client')
    await check()
    const zoe = await fixture.addHere(person('Zoe', 'New'))
    await check()
    expect(names(fixture.there())).not.toContain('Zoe New')
    await setTags(zoe, ['Client'])
    await check()
    expect(names(fixture.there())).toContain('Zoe New')
    await setTags(fixture.ana, [], ['Client'])
    await check()
    await fixture.editHere(fixture.ana, { title: 'Partner' })
    await check()
    expect(titleThere()).toBe('Judge')
    await setTags(fixture.ana, ['Client'])
    await check()
    expect(titleThere()).toBe('Partner')
  })

  it('a contact that becomes a client', async () => {
    const zoe = await fixture.addHere(person('Zoe', 'New'))
    await setSyncSettings(fixture.actor, fixture.sync.id, { ...SETTINGS, only: { kind: 'clients' } })
    await check()
    expect(names(fixture.there())).not.toContain('Zoe New')
    const { firmId, userId } = fixture.actor
    const matter = { number: '1', description: '', status: 'open', clientId: zoe, related: [] } as const
    const value = { ...matter, responsibleId: userId }
    await saveMatter(firmId, { id: crypto.randomUUID(), version: 0, matter: value }, userId)
    await check()
    expect(names(fixture.there())).toContain('Zoe New')
  })

  it('another direction, and both again', async () => {
    const set = (direction: 'toLocal' | 'both') =>
      setSyncSettings(fixture.actor, fixture.sync.id, { ...SETTINGS, direction })
    await set('toLocal')
    await check()
    await fixture.editHere(fixture.ana, { title: 'Partner' })
    await fixture.addHere(person('Zoe', 'New'))
    await check()
    expect(titleThere()).toBe('Judge')
    expect(names(fixture.there())).not.toContain('Zoe New')
    await set('both')
    await check()
    expect(titleThere()).toBe('Partner')
    expect(names(fixture.there())).toContain('Zoe New')
  })
})

describe('a contact', () => {
  it('that is one person’s, and the firm’s again', async () => {
    const other = await setUpFixture({ firmId: fixture.actor.firmId })
    expect(await continueAsShown(other.actor, await other.preview())).toBe(true)
    await other.start(await other.work())
    const hide = (onlyMine: boolean) =>
      withTransaction(fixture.actor, (tx) => setOnlyMine(tx, fixture.actor, fixture.ana, onlyMine))
    const titleOfOther = () => other.there().find(({ lastName }) => lastName === 'Lima')?.title
    await hide(true)
    fixture.account.edit(fixture.remoteAna, person('Ana', 'Lima', { title: 'Partner' }))
    await check()
    await check(other)
    expect(titleOfOther()).toBe('Judge')
    await hide(false)
    await check(other)
    expect(titleOfOther()).toBe('Partner')
  })

  it('that is merged into another, and comes back', async () => {
    const other = await fixture.addHere(person('Anna', 'Lima', { title: 'Counsel' }))
    await check()
    const rows = await Promise.all([fixture.ana, other].map((id) => getContact(fixture.actor.firmId, id)))
    const [first, second] = rows.flatMap((row) => row ?? [])
    if (!first || !second) throw new Error('no such contact')
    const merging = {
      survivorId: fixture.ana,
      shown: [first, second].map(({ id, version }) => ({ id, version })),
      contact: unite([contactFromRow(first), contactFromRow(second)]),
    }
    expect(await mergeDuplicates(fixture.actor, merging)).toBe('merged')
    await check()
    expect(names(await fixture.here())).toEqual(['Ana Lima', 'Ben Okafor', 'Cho Min-ji'])
    const merge = await undoableMerge(fixture.actor, fixture.ana)
    expect(await undoMerge(fixture.actor, merge?.id ?? '')).toBe(true)
    await check()
    expect(names(await fixture.here())).toContain('Anna Lima')
    await fixture.editHere(other, { title: 'Of counsel' })
    await check()
    expect(fixture.there().map(({ title }) => title)).toContain('Of counsel')
  })

  it('that has the name of a company there', async () => {
    fixture.account.add({ ...EMPTY_CONTACT, kind: 'company', company: 'Müller & Co. KG' })
    await check()
    const id = await fixture.addHere(person('Mueller', 'und Co KG', { emails: [] }))
    await check()
    expect(
      await owner().change.findMany({ where: { state: 'waiting', localId: { not: null } } }),
    ).toHaveLength(await owner().change.count({ where: { state: 'waiting', kind: 'question' } }))
    await fixture.deleteHere(id)
    await check()
  })

  it('whose link ends, and who is linked again', async () => {
    await owner().link.deleteMany({ where: { syncId: fixture.sync.id, localId: fixture.ana } })
    await check()
    expect(await owner().link.count({ where: { syncId: fixture.sync.id, localId: fixture.ana } })).toBe(1)
    await fixture.editHere(fixture.ana, { nickname: 'Aninha' })
    await check()
    expect(fixture.account.look(fixture.remoteAna)?.contact.nickname).toBe('Aninha')
  })
})
