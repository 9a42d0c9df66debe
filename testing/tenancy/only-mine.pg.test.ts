// Contacts that are only one person's: nobody else of the firm sees one anywhere, and no account but its person's ever gets it.
import { beforeAll, describe, expect, it } from 'vitest'
import { alikeHere } from '@/lib/store/address-book/alike'
import { contactHistory } from '@/lib/store/address-book/contact-history'
import { linksOfContact } from '@/lib/store/address-book/contact-links'
import { allContacts, countContacts, listContacts } from '@/lib/store/address-book/contact-list'
import { saveForm } from '@/lib/store/address-book/contact-saving'
import { deleteContact, visibleContact } from '@/lib/store/address-book/contacts'
import { exactDuplicates } from '@/lib/store/address-book/imports'
import { onlyMineOf } from '@/lib/store/address-book/privacy'
import { restoreBeside } from '@/lib/store/address-book/replacements'
import { asEveryone, asPerson, db, withTransaction } from '@/lib/store/database/client'
import type { Actor } from '@/lib/store/firm/actor'
import { endExclusions, listExclusions } from '@/lib/store/review/exclusions'
import { withDatabase } from '@/testing/database/test-database'
import { continueAsShown, type Fixture, person, setUpFixture } from '@/testing/scenarios/fixture'

withDatabase()

const SHOWN = '1:999999999999:'
const ALL = { query: '', deleted: false }
let ana: Fixture
let ben: Fixture
let firmId: string

const save = (actor: Actor, id: string, lastName: string, onlyMine: boolean, version = 0) =>
  saveForm(actor, { id, version, contact: person('Pia', lastName), onlyMine })

const versionOf = async (actor: Actor, id: string) => (await visibleContact(actor, id))?.version ?? 0

const names = async (actor: Actor) => {
  const { rows } = await listContacts(actor, ALL, { kind: 'first' }, 100)
  return rows.map(({ sortKey }) => sortKey)
}

beforeAll(async () => {
  ana = await setUpFixture()
  firmId = ana.actor.firmId
  ben = await setUpFixture({ firmId })
})

describe('a contact saved with Only mine', () => {
  const id = crypto.randomUUID()
  beforeAll(async () => {
    expect(await save(ana.actor, id, 'Secret', true)).toEqual({ kind: 'saved' })
    expect(await save(ana.actor, crypto.randomUUID(), 'Shared', false)).toEqual({ kind: 'saved' })
  })

  it('is in its person’s list, count, search, export and card, and in nobody else’s', async () => {
    const exported = async (actor: Actor) => {
      const all: string[] = []
      for await (const rows of allContacts(actor, 10)) all.push(...rows.map(({ sortKey }) => sortKey))
      return all
    }
    expect(await names(ana.actor)).toEqual(['secret pia', 'shared pia'])
    expect(await names(ben.actor)).toEqual(['shared pia'])
    expect(await exported(ana.actor)).toEqual(['secret pia', 'shared pia'])
    expect(await exported(ben.actor)).toEqual(['shared pia'])
    expect(await countContacts(ben.actor, ALL)).toBe(1)
    expect(await countContacts(ben.actor, { query: 'secret', deleted: false })).toBe(0)
    expect(await countContacts(ana.actor, { query: 'secret', deleted: false })).toBe(1)
    expect((await visibleContact(ana.actor, id))?.id).toBe(id)
    expect(await visibleContact(ben.actor, id)).toBeNull()
  })

  it('has a history that only its person reads', async () => {
    expect((await contactHistory(ana.actor, id, 10)).map(({ kind }) => kind)).toEqual(['create'])
    expect(await contactHistory(ben.actor, id, 10)).toEqual([])
  })

  it('is no warning to a colleague who types the same person, and does not count as imported before', async () => {
    const same = person('Pia', 'Secret')
    const saving = (actor: Actor) =>
      withTransaction(actor, (tx) => alikeHere(firmId, crypto.randomUUID(), same, tx))
    const typing = (actor: Actor) => alikeHere(actor, crypto.randomUUID(), same)
    for (const alike of [saving, typing]) {
      expect(await alike(ana.actor)).toHaveLength(1)
      expect(await alike(ben.actor)).toEqual([])
    }
    expect(await exactDuplicates(ana.actor, [same])).toEqual(new Set([0]))
    expect(await exactDuplicates(ben.actor, [same])).toEqual(new Set())
  })

  it('is hidden by the database: a query without any condition does not find it, nor changes it', async () => {
    const seen = (view: Parameters<typeof db>[0]) => db(view).contact.count({ where: { id } })
    expect(await seen(firmId)).toBe(0)
    expect(await seen(ben.actor)).toBe(0)
    expect(await seen(ana.actor)).toBe(1)
    expect(await seen(asEveryone(firmId))).toBe(1)
    expect(await asPerson(ana.actor.userId, () => seen(firmId))).toBe(1)
    expect(await asPerson(ana.actor.userId, () => seen(ben.actor))).toBe(0)
    expect(await db(ben.actor).$executeRaw`update "Contact" set search = 'x' where id = ${id}::uuid`).toBe(0)
    expect(await db(ben.actor).$executeRaw`delete from "ContactEdit" where "contactId" = ${id}::uuid`).toBe(0)
    expect(await db(firmId).contactEdit.count({ where: { contactId: id } })).toBe(0)
  })

  it('cannot be taken over: nobody writes a contact of somebody else', async () => {
    const data = { id: crypto.randomUUID(), firmId, sortKey: '', search: '', ownerId: ana.actor.userId }
    await expect(db(ben.actor).contact.create({ data })).rejects.toThrow('row-level security')
  })

  it('goes to its person’s account and to no other', async () => {
    await ana.start(await ana.preview())
    // A second person is asked first whether contacts should go to both accounts.
    await continueAsShown(ben.actor, await ben.preview())
    await ben.start(await ben.work())
    const there = (fixture: Fixture) => fixture.there().map(({ lastName }) => lastName)
    expect(there(ana).sort()).toEqual(['Secret', 'Shared'])
    expect(there(ben)).toEqual(['Shared'])
  })
})

describe('a shared contact that its author makes private', () => {
  const id = crypto.randomUUID()
  beforeAll(async () => {
    await save(ana.actor, id, 'Later', false)
    await ana.later()
    await ben.later()
    expect(ben.there().some(({ lastName }) => lastName === 'Later')).toBe(true)
    await saveForm(ana.actor, {
      id,
      version: await versionOf(ana.actor, id),
      contact: person('Pia', 'Later', { title: 'Partner' }),
      onlyMine: true,
    })
  })

  const titleAt = (fixture: Fixture) => fixture.there().find(({ lastName }) => lastName === 'Later')?.title

  it('stays in a colleague’s account as it was, and is neither updated nor deleted there', async () => {
    await ana.later()
    await ben.later()
    expect(titleAt(ana)).toBe('Partner')
    expect(titleAt(ben)).toBe('')
    expect((await listExclusions(ben.actor, ben.sync.id, '', 10)).rows).toMatchObject([{ name: 'Pia Later' }])
    expect((await linksOfContact(ana.actor, id)).map(({ kind }) => kind)).toEqual(['linked', 'excluded'])
    expect(await names(ben.actor)).toEqual(['shared pia'])
  })

  it('says so in its history, and is in step with the colleague again once it is shared', async () => {
    await save(ana.actor, id, 'Later', false, await versionOf(ana.actor, id))
    await ana.later()
    await ben.later()
    expect((await contactHistory(ben.actor, id, 2)).map(({ kind }) => kind)).toEqual(['share', 'edit'])
    expect(titleAt(ben)).toBe('')
    expect(ben.there().filter(({ lastName }) => lastName === 'Later')).toHaveLength(1)
    expect((await ben.here()).filter(({ lastName }) => lastName === 'Later')).toHaveLength(1)
  })

  it('is a contact of the colleague’s own account if the colleague includes it again', async () => {
    await save(ana.actor, id, 'Later', true, await versionOf(ana.actor, id))
    await endExclusions(ben.actor, ben.sync.id, 'all', SHOWN)
    await ben.later()
    const shared = (await ben.here()).filter(({ lastName }) => lastName === 'Later')
    expect(shared).toHaveLength(1)
    expect(shared[0]?.id).not.toBe(id)
    expect(ben.there().filter(({ lastName }) => lastName === 'Later')).toHaveLength(1)
    expect((await visibleContact(ana.actor, id))?.ownerId).toBe(ana.actor.userId)
  })
})

it('only the author of a contact, or an administrator, may make it private', async () => {
  const member: Actor = { ...ben.actor, role: 'member' }
  const id = crypto.randomUUID()
  await save(ana.actor, id, 'Hers', false)
  const row = await visibleContact(member, id)
  if (!row) throw new Error('it is shared')
  expect(await onlyMineOf(member, row)).toBeNull()
  expect(await onlyMineOf({ ...ana.actor, role: 'member' }, row)).toBe(false)
  await save(member, id, 'Hers', true, 1)
  expect((await visibleContact(ana.actor, id))?.ownerId).toBeNull()
})

it('a private contact that was deleted is seen and restored by its person alone, who need not be an administrator', async () => {
  const member: Actor = { ...ben.actor, role: 'member' }
  const id = crypto.randomUUID()
  await save(member, id, 'Kept', true)
  await deleteContact(member, id, { userId: member.userId })
  expect(await visibleContact(ana.actor, id)).toBeNull()
  expect((await visibleContact(member, id))?.deletedAt).not.toBeNull()
  expect(await restoreBeside(ana.actor, id, { both: true })).toBe('missing')
  expect(await restoreBeside(member, id, { both: true })).toBe('restored')
  expect((await visibleContact(member, id))?.deletedAt).toBeNull()
})
