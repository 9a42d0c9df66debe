// A person merges duplicates in their account, and takes it back: Google in the emulator.
import { describe, expect, it } from 'vitest'
import { unite } from '@/lib/domains/contacts/merge/unite'
import type { Contact } from '@/lib/domains/contacts/value/contact'
import type { Person } from '@/lib/providers/google/raw'
import { auditPage } from '@/lib/store/audit/entries'
import { db } from '@/lib/store/database/client'
import {
  type AccountMerging,
  accountMerges,
  askForMerge,
  askForUndo,
  dropMerge,
} from '@/lib/store/duplicates/account-merges'
import { type AccountGroup, accountDuplicates, accountGroup } from '@/lib/store/duplicates/in-accounts'
import { cleanUp } from '@/lib/store/retention/clean-up'
import { asOfNow } from '@/lib/store/review/as-of'
import { setAddedOnlyMine } from '@/lib/store/review/only-mine'
import { discardPreview, syncNow } from '@/lib/store/runs/runs'
import { setSyncSettings } from '@/lib/store/sync/syncs'
import { DAY } from '@/lib/time'
import { auditFaults } from '@/testing/database/audit-faults'
import { owner, withDatabase } from '@/testing/database/test-database'
import { setUpGoogleFixture } from '@/testing/scenarios/google-fixture'
import { withEmulator } from '@/testing/scenarios/with-emulator'

const database = withDatabase()
const emulator = withEmulator({ seed: 'empty' })

const NO_FILTER = { kind: null, side: null, userId: null, contact: '', from: null, until: null } as const
const MY_CONTACTS = 'contactGroups/myContacts'
const silva = (title: string, phone: string, ...labels: string[]): Person => ({
  names: [{ givenName: 'Maria', familyName: 'Silva' }],
  emailAddresses: [{ value: 'maria@silva.example' }],
  organizations: [{ title }],
  phoneNumbers: [{ value: phone, type: 'work' }],
  memberships: [MY_CONTACTS, ...labels].map((contactGroupResourceName) => ({
    contactGroupMembership: { contactGroupResourceName },
  })),
})

async function setUp() {
  const fixture = await setUpGoogleFixture(emulator())
  const { actor, sync } = fixture
  const court = fixture.addLabel('Court')
  const clerk = fixture.add(silva('Clerk', '+1 212 555 0101'))
  const judge = fixture.add(silva('Judge', '+1 212 555 0102', court))
  fixture.add({ names: [{ givenName: 'Cho', familyName: 'Min' }] })
  const group = async (): Promise<AccountGroup> => {
    const [found] = (await accountDuplicates(actor, sync.id, null)).groups
    if (!found) throw new Error('no duplicates')
    return found
  }
  const ask = async (more: Partial<Contact> = {}, changes: Partial<AccountMerging> = {}) => {
    const { contacts } = await group()
    const [first, ...others] = contacts.map(({ contact }) => contact)
    if (!first) throw new Error('no contact')
    return askForMerge(actor, sync.id, {
      survivorId: contacts[0]?.remoteId ?? '',
      shown: contacts.map(({ remoteId, version }) => ({ remoteId, version })),
      contact: { ...unite([first, ...others]), ...more },
      ...changes,
    })
  }
  const merge = async () => (await accountMerges(actor, sync.id))[0]
  const check = async () => {
    await syncNow(actor, sync.id)
    return fixture.syncNow()
  }
  const undo = async () => {
    expect(await askForUndo(actor, sync.id, (await merge())?.id ?? '')).toBe(true)
    return check()
  }
  const phones = (id: string) => {
    const { phoneNumbers } = fixture.look(id) as { phoneNumbers?: { value: string }[] }
    return phoneNumbers?.map(({ value }) => value).sort() ?? []
  }
  const there = () =>
    emulator()
      .persons({ account: fixture.googleAccount })
      .map(({ resourceName }) => resourceName ?? '')
  const membersOf = (name: string) => fixture.labels().find((one) => one.name === name)?.members ?? []
  const silvas = async () => (await fixture.here()).filter(({ lastName }) => lastName === 'Silva')
  return { ...fixture, clerk, judge, group, ask, merge, check, undo, phones, there, membersOf, silvas }
}

const BOTH = ['+1 212 555 0101', '+1 212 555 0102']

describe('a merge in the account before the first sync', () => {
  it('is carried out before the next preview reads, which then adds the person once', async () => {
    const fixture = await setUp()
    const preview = await fixture.preview()
    expect(await fixture.ask()).toBe('asked')
    expect(fixture.there()).toHaveLength(3)
    await discardPreview(fixture.actor, preview.id)
    const again = await fixture.preview()
    expect((await fixture.merge())?.state).toBe('merged')
    expect(fixture.there()).toHaveLength(2)
    expect((await accountDuplicates(fixture.actor, fixture.sync.id, null)).groups).toEqual([])
    await fixture.start(again)
    const [silva, ...others] = await fixture.silvas()
    expect(others).toEqual([])
    expect(silva?.phones.map(({ value }) => value).sort()).toEqual(BOTH)
    expect(fixture.membersOf('Court')).toBe(1)
  })

  it('can be dropped as long as it has not begun', async () => {
    const fixture = await setUp()
    const preview = await fixture.preview()
    await fixture.ask()
    expect(await dropMerge(fixture.actor, fixture.sync.id, (await fixture.merge())?.id ?? '')).toBe(true)
    await discardPreview(fixture.actor, preview.id)
    await fixture.preview()
    expect(fixture.there()).toHaveLength(3)
  })
})

describe('a merge in the account of an active sync', () => {
  it('changes nothing if a contact was edited since it was shown', async () => {
    const fixture = await setUp()
    await fixture.firstSync()
    await fixture.ask()
    fixture.edit(fixture.judge, { nicknames: [{ value: 'Mia' }] })
    await fixture.check()
    expect(await fixture.merge()).toMatchObject({ state: 'changed', deleted: 0, canUndo: false })
    expect(fixture.there()).toHaveLength(3)
    expect(await fixture.ask()).toBe('asked')
    await fixture.check()
    expect(await fixture.merge()).toMatchObject({ state: 'merged', deleted: 1 })
  })

  it('is not asked for on a version that is not the latest, nor twice', async () => {
    const fixture = await setUp()
    await fixture.firstSync()
    const { contacts, id } = await fixture.group()
    const stale = contacts.map(({ remoteId }) => ({ remoteId, version: '#old' }))
    expect(await fixture.ask({}, { shown: stale })).toBe('changed')
    expect(await fixture.ask()).toBe('asked')
    const { actor, sync } = fixture
    expect((await accountDuplicates(actor, sync.id, null)).groups).toEqual([])
    const again = await accountGroup(actor, sync.id, id)
    const shown = contacts.map(({ remoteId, version }) => ({ remoteId, version }))
    const contact = again?.contacts[0]?.contact
    if (!contact) throw new Error('no contact')
    const request = { survivorId: fixture.clerk, shown, contact }
    expect(await askForMerge(actor, sync.id, request)).toBe('changed')
  })

  it('ends with one contact there, no question and no loop, whatever is linked', async () => {
    const fixture = await setUp()
    await fixture.firstSync()
    expect(await fixture.silvas()).toHaveLength(2)
    await fixture.ask({ nickname: 'Mia' })
    await fixture.check()
    expect(fixture.there()).toHaveLength(2)
    const run = await fixture.check()
    expect(run).toMatchObject({ state: 'done', waitKind: null, written: 0 })
    const open = { syncId: fixture.sync.id, state: { in: ['waiting' as const, 'planned' as const] } }
    expect(await db(fixture.actor.firmId).change.count({ where: open })).toBe(0)
    // The firm still has both; the one that was merged away says so.
    expect((await fixture.silvas()).map(({ nickname }) => nickname).sort()).toEqual(['', 'Mia'])
    const links = await db(fixture.actor.firmId).link.findMany({ where: { syncId: fixture.sync.id } })
    expect(links.filter(({ tombstone }) => tombstone === 'remote')).toHaveLength(1)
  })

  it('moves the link if only the other contact has one', async () => {
    const fixture = await setUp()
    await fixture.firstSync()
    const { firmId } = fixture.actor
    const { contacts } = await fixture.group()
    const [first, second] = contacts
    if (!first?.localId || !second?.localId) throw new Error('not linked')
    await db(firmId).link.deleteMany({ where: { syncId: fixture.sync.id, localId: first.localId } })
    await fixture.deleteHere(first.localId)
    expect(await fixture.ask({}, { survivorId: first.remoteId })).toBe('asked')
    await fixture.check()
    expect(await fixture.merge()).toMatchObject({ state: 'merged' })
    const link = { syncId: fixture.sync.id, localId: second.localId }
    expect(await db(firmId).link.findFirst({ where: link })).toMatchObject({
      remoteId: first.remoteId,
      tombstone: null,
    })
    const [here, ...others] = await fixture.silvas()
    expect(others).toEqual([])
    expect(here?.phones.map(({ value }) => value).sort()).toEqual(BOTH)
    await fixture.undo()
    expect(await fixture.merge()).toMatchObject({ state: 'undone', problem: null })
    const back = await db(firmId).link.findFirst({ where: link })
    expect([first.remoteId, second.remoteId]).not.toContain(back?.remoteId)
    expect(fixture.there()).toContain(back?.remoteId)
  })
})

describe('the audit', () => {
  it('has who asked for a merge and for its undo, and what each run wrote in the account, from and to', async () => {
    const fixture = await setUp()
    const { firmId, userId } = fixture.actor
    await fixture.firstSync()
    await fixture.ask()
    await fixture.check()
    await fixture.undo()
    const { rows } = await auditPage({ ...fixture.actor, role: 'admin' }, NO_FILTER, { kind: 'first' }, 100)
    const ofMerge = rows.filter(({ detail }) => detail?.mergeId !== undefined).reverse()
    expect(ofMerge.map(({ kind, side, runId }) => [kind, side, runId !== null])).toEqual([
      ['decision', null, false],
      ['contact.mergeThere', 'remote', true],
      ['contact.delete', 'remote', true],
      ['decision', null, false],
      ['contact.create', 'remote', true],
      ['contact.unmergeThere', 'remote', true],
    ])
    expect(ofMerge.every((one) => one.userId === userId)).toBe(true)
    expect(ofMerge.map(({ detail }) => detail?.merge).filter(Boolean)).toEqual(['asked', 'undo'])
    const merged = ofMerge[1]?.values
    const phones = (value: unknown) => (value as Contact | null)?.phones.map(({ value }) => value).sort()
    expect(phones(merged?.from)).toHaveLength(1)
    expect(phones(merged?.to)).toEqual(BOTH)
    const said = await owner().auditValue.count({ where: { firmId, salt: { not: null } } })
    expect(said).toBeGreaterThan(0)
    expect(await auditFaults(database.url())).toEqual([])
  })

  it('has a merge that was dropped', async () => {
    const fixture = await setUp()
    await fixture.preview()
    await fixture.ask()
    await dropMerge(fixture.actor, fixture.sync.id, (await fixture.merge())?.id ?? '')
    const entries = await db(fixture.actor.firmId).audit.findMany({
      where: { firmId: fixture.actor.firmId, kind: 'decision' },
      orderBy: { seq: 'asc' },
    })
    expect(entries.map(({ detail }) => detail)).toEqual([
      expect.objectContaining({ merge: 'asked' }),
      expect.objectContaining({ merge: 'dropped' }),
    ])
  })
})

describe('Undo', () => {
  it('creates the deleted contact again with its label and its link; later edits stay', async () => {
    const fixture = await setUp()
    await fixture.firstSync()
    const { contacts } = await fixture.group()
    await fixture.ask()
    const stayed = contacts[0]?.remoteId ?? ''
    const before = fixture.phones(stayed)
    await fixture.check()
    expect(fixture.phones(stayed)).toEqual(BOTH)
    fixture.edit(stayed, { nicknames: [{ value: 'Mia' }] })
    await fixture.check()
    await fixture.undo()
    expect(await fixture.merge()).toMatchObject({ state: 'undone', problem: null, canUndo: false })
    expect(fixture.phones(stayed)).toEqual(before)
    expect(fixture.look(stayed)).toMatchObject({ nicknames: [{ value: 'Mia' }] })
    expect(fixture.there()).toHaveLength(3)
    const run = await fixture.check()
    expect(run).toMatchObject({ state: 'done', waitKind: null, written: 0 })
    expect(await fixture.silvas()).toHaveLength(2)
    const links = await db(fixture.actor.firmId).link.findMany({
      where: { syncId: fixture.sync.id, tombstone: null },
    })
    expect(links.map(({ remoteId }) => remoteId).sort()).toEqual([...fixture.there()].sort())
    expect(fixture.membersOf('Court')).toBeGreaterThan(0)
    expect((await accountDuplicates(fixture.actor, fixture.sync.id, null)).groups).toEqual([])
  })

  it('ends after 30 days, when the values are erased', async () => {
    const fixture = await setUp()
    await fixture.firstSync()
    await fixture.ask()
    await fixture.check()
    await db(fixture.actor.firmId).accountMerge.updateMany({ data: { at: new Date(Date.now() - 31 * DAY) } })
    expect(await fixture.merge()).toBeUndefined()
    await cleanUp(fixture.actor.firmId, new Date(Date.now() + DAY), 50)
    expect(await db(fixture.actor.firmId).accountMerge.count()).toBe(0)
  })
})

describe('Only mine', () => {
  it('holds for both contacts after the merge was undone, before anything was synced', async () => {
    const fixture = await setUp()
    const { actor, sync, clerk, judge } = fixture
    const preview = await fixture.preview()
    const scope = { syncId: sync.id, runId: preview.id }
    const added = await owner().change.findMany({
      where: { runId: preview.id, remoteId: { in: [clerk, judge] } },
    })
    const ids = added.map(({ id }) => id)
    expect(await setAddedOnlyMine(actor, scope, { kind: 'ids', ids }, true, await asOfNow(actor))).toBe(2)
    await fixture.ask()
    await discardPreview(actor, preview.id)
    const merged = await fixture.preview()
    expect((await fixture.merge())?.state).toBe('merged')
    expect(await askForUndo(actor, sync.id, (await fixture.merge())?.id ?? '')).toBe(true)
    await discardPreview(actor, merged.id)
    await fixture.start(await fixture.preview())
    const silvas = await owner().contact.findMany({
      where: { firmId: actor.firmId, sortKey: { startsWith: 'silva' } },
    })
    expect(silvas.map(({ ownerId }) => ownerId)).toEqual([actor.userId, actor.userId])
  })
})

describe('whatever happens in between', () => {
  it('a lost reply to the update, and to the deletion, is looked at again', async () => {
    for (const method of ['people.updateContact', 'people.deleteContact']) {
      const fixture = await setUp()
      await fixture.firstSync()
      await fixture.ask()
      emulator().addFaults([{ kind: 'apply-then-drop', match: { api: method } }])
      await fixture.check()
      emulator().advanceClock({ ms: 60 * 60_000 })
      await fixture.work()
      await fixture.check()
      expect(await fixture.merge()).toMatchObject({ state: 'merged', problem: null })
      expect(fixture.there()).toHaveLength(2)
    }
  })

  it('a lost reply to a create makes no second contact', async () => {
    const fixture = await setUp()
    await fixture.firstSync()
    await fixture.ask()
    await fixture.check()
    emulator().addFaults([{ kind: 'apply-then-drop', match: { api: 'people.createContact' } }])
    await fixture.undo()
    emulator().advanceClock({ ms: 60 * 60_000 })
    await fixture.work()
    await fixture.check()
    expect(await fixture.merge()).toMatchObject({ state: 'undone' })
    expect(fixture.there()).toHaveLength(3)
  })

  it('a sync that only reads the account still merges what its person asks for, labels included', async () => {
    const fixture = await setUp()
    await setSyncSettings(fixture.actor, fixture.sync.id, {
      ...{ onConflict: 'ask', onLocalDelete: 'keep', direction: 'toLocal' },
    })
    await fixture.firstSync()
    await fixture.ask()
    await fixture.check()
    expect(fixture.there()).toHaveLength(2)
    expect(fixture.membersOf('Court')).toBe(1)
  })
})
