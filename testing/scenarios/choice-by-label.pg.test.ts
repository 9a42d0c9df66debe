// A sync that takes the contacts of the account that have one of its labels.
import { describe, expect, it } from 'vitest'
import { linksOfContact } from '@/lib/store/address-book/contact-links'
import { leftOutOf } from '@/lib/store/runs/left-out'
import { setSyncSettings } from '@/lib/store/sync/syncs'
import { saveTagsOf } from '@/lib/store/tags/contact-tags'
import { tagsOf } from '@/lib/store/tags/tags'
import { owner, withDatabase } from '@/testing/database/test-database'
import { person } from './fixture'
import { setUpGoogleFixture } from './google-fixture'
import { withEmulator } from './with-emulator'

withDatabase()
const emulator = withEmulator({ seed: 'empty' })

const SETTINGS = { onConflict: 'ask', onLocalDelete: 'delete' } as const
const IN = (...names: string[]) =>
  names.map((name) => ({ contactGroupMembership: { contactGroupResourceName: name } }))
const MY_CONTACTS = 'contactGroups/myContacts'
const named = (givenName: string, familyName: string, more = {}) => ({
  names: [{ givenName, familyName }],
  emailAddresses: [{ value: `${givenName}.${familyName}@example.com`.toLowerCase() }],
  ...more,
})

async function setUp() {
  const fixture = await setUpGoogleFixture(emulator())
  const work = fixture.addLabel('Work')
  await setSyncSettings(fixture.actor, fixture.sync.id, {
    ...SETTINGS,
    only: { kind: 'labels', ids: [work] },
  })
  const groupsOf = (id: string) =>
    ((fixture.look(id).memberships ?? []) as ReturnType<typeof IN>).map(
      (one) => one.contactGroupMembership.contactGroupResourceName,
    )
  const here = async () => (await fixture.here()).map(({ firstName }) => firstName)
  return { ...fixture, work, groupsOf, namesHere: here }
}

describe('by label', () => {
  it('takes who has the label, and what Clio adds gets it; the preview says how many stay', async () => {
    const fixture = await setUp()
    const { work, add, groupsOf } = fixture
    add(named('Ana', 'Lima', { memberships: IN(MY_CONTACTS, work) }))
    add(named('Ben', 'Okafor'))
    await fixture.addHere(person('Zoe', 'New'))
    const run = await fixture.preview()
    expect((await fixture.changes(run.id)).map(({ kind, name }) => [kind, name])).toEqual([
      ['createLocal', 'Ana Lima'],
      ['createRemote', 'Zoe New'],
    ])
    expect(leftOutOf(run.leftOut)).toMatchObject({ only: 'labels', stay: { local: 0, remote: 1 } })
    await fixture.start(run)
    expect(await fixture.namesHere()).toEqual(['Ana', 'Zoe'])
    const groups = emulator()
      .persons({ account: fixture.googleAccount })
      .filter(({ names }) => names?.[0]?.givenName === 'Zoe')
      .map(({ resourceName }) => groupsOf(resourceName ?? ''))
    expect(groups).toEqual([[MY_CONTACTS, work]])
    await fixture.syncNow()
    expect(await owner().exclusion.count({ where: { syncId: fixture.sync.id } })).toBe(0)
  })

  it('who loses the label rests on both sides with its edits, and goes on once it has it again', async () => {
    const fixture = await setUp()
    const { work, add, edit, look } = fixture
    const ana = add(named('Ana', 'Lima', { memberships: IN(MY_CONTACTS, work) }))
    await fixture.firstSync()
    const [here] = await fixture.here()
    if (!here) throw new Error('nobody is here')
    edit(ana, { memberships: IN(MY_CONTACTS) })
    await fixture.syncNow()
    expect(await linksOfContact(fixture.actor, here.id)).toMatchObject([{ kind: 'unchosen' }])
    await fixture.editHere(here.id, { nickname: 'Aninha' })
    edit(ana, { organizations: [{ title: 'Judge' }] })
    await fixture.syncNow()
    expect(look(ana).nicknames).toBeUndefined()
    expect((await fixture.here())[0]?.title).toBe('')
    edit(ana, { memberships: IN(MY_CONTACTS, work) })
    await fixture.syncNow()
    expect(look(ana).nicknames).toMatchObject([{ value: 'Aninha' }])
    expect((await fixture.here())[0]).toMatchObject({ title: 'Judge', nickname: 'Aninha' })
    expect((await fixture.here()).length).toBe(1)
  })

  it('a contact that the account has without the label is not added to it a second time', async () => {
    const fixture = await setUp()
    const { work, add, edit } = fixture
    const ana = add(named('Ana', 'Lima'))
    await fixture.addHere(person('Ana', 'Lima'))
    const run = await fixture.preview()
    expect(await fixture.changes(run.id)).toEqual([])
    expect(leftOutOf(run.leftOut)).toMatchObject({ stay: { local: 1, remote: 1 } })
    await fixture.start(run)
    edit(ana, { memberships: IN(MY_CONTACTS, work) })
    await fixture.syncNow()
    expect(await owner().link.count({ where: { syncId: fixture.sync.id } })).toBe(1)
    expect(emulator().persons({ account: fixture.googleAccount })).toHaveLength(1)
  })

  it('a label that is deleted takes nobody, and nothing is deleted or added', async () => {
    const fixture = await setUp()
    const { work, add } = fixture
    add(named('Ana', 'Lima', { memberships: IN(MY_CONTACTS, work) }))
    await fixture.firstSync()
    await fixture.removeLabel(work)
    await fixture.addHere(person('Zoe', 'New'))
    await fixture.syncNow()
    await fixture.syncNow()
    expect(await fixture.namesHere()).toEqual(['Ana', 'Zoe'])
    expect(emulator().persons({ account: fixture.googleAccount })).toHaveLength(1)
  })

  it('all contacts again: everybody goes on, and nobody is doubled', async () => {
    const fixture = await setUp()
    const { work, add } = fixture
    add(named('Ana', 'Lima', { memberships: IN(MY_CONTACTS, work) }))
    add(named('Ben', 'Okafor'))
    await fixture.firstSync()
    await setSyncSettings(fixture.actor, fixture.sync.id, SETTINGS)
    await fixture.syncNow()
    expect(await fixture.namesHere()).toEqual(['Ana', 'Ben'])
    expect(emulator().persons({ account: fixture.googleAccount })).toHaveLength(2)
  })

  it('beside tags: only what has the tag here is synced, and of it only what has the label there or is not there yet', async () => {
    const fixture = await setUp()
    const { work, actor, add, edit, look, groupsOf } = fixture
    const [ana, ben, zoe] = [person('Ana', 'Lima'), person('Ben', 'Okafor'), person('Zoe', 'New')]
    const ids = {
      ana: await fixture.addHere(ana),
      ben: await fixture.addHere(ben),
      zoe: await fixture.addHere(zoe),
    }
    for (const id of Object.values(ids)) await saveTagsOf(actor, id, { added: ['Clients'], removed: [] })
    const [tag] = await tagsOf(actor)
    if (!tag) throw new Error('there is no tag')
    await fixture.addHere(person('Una', 'Tagged'))
    const there = add(named('Ana', 'Lima', { memberships: IN(MY_CONTACTS, work) }))
    const without = add(named('Ben', 'Okafor'))
    add(named('Cai', 'Unknown', { memberships: IN(MY_CONTACTS, work) }))
    await setSyncSettings(actor, fixture.sync.id, {
      ...SETTINGS,
      only: { kind: 'tags', ids: [tag.id], labels: [work] },
    })
    const run = await fixture.preview()
    expect((await fixture.changes(run.id)).map(({ kind, name }) => [kind, name])).toEqual([
      ['createRemote', 'Zoe New'],
      ['update', 'Ana Lima'],
    ])
    expect(leftOutOf(run.leftOut)).toMatchObject({ only: 'tags', alsoByLabel: true })
    await fixture.start(run)
    const added = emulator()
      .persons({ account: fixture.googleAccount })
      .find(({ names }) => names?.[0]?.givenName === 'Zoe')
    expect(groupsOf(added?.resourceName ?? '')).toEqual([MY_CONTACTS, work])
    edit(there, { memberships: IN(MY_CONTACTS) })
    await fixture.syncNow()
    expect(await linksOfContact(actor, ids.ana)).toMatchObject([{ kind: 'unchosen' }])
    await fixture.editHere(ids.ana, { nickname: 'Aninha' })
    edit(without, { memberships: IN(MY_CONTACTS, work) })
    await fixture.syncNow()
    expect(look(there).nicknames).toBeUndefined()
    expect(await linksOfContact(actor, ids.ben)).toMatchObject([{ kind: 'linked' }])
    expect(emulator().persons({ account: fixture.googleAccount })).toHaveLength(4)
  })
})
