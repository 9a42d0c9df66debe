import { beforeEach, expect, it } from 'vitest'
import { EMPTY_CONTACT } from '@/lib/domains/contacts/value/contact'
import type { Actor } from '@/lib/store/firm/actor'
import { contactCollections } from '@/lib/store/sync/collections'
import { owner, withDatabase } from '@/testing/database/test-database'
import { createContact, deleteContact } from './contacts'
import { countDeletedThere, deletedThere } from './deleted-there'

withDatabase()

const id = () => crypto.randomUUID()
let actor: Actor
let syncId = ''

beforeEach(async () => {
  const [firmId, userId, connectionId] = [id(), id(), id()]
  syncId = id()
  actor = { firmId, userId, role: 'member' }
  await owner().firm.create({ data: { id: firmId, name: 'Ours' } })
  const email = 'ana@example.com'
  await owner().user.create({
    data: { id: userId, firmId, subject: userId, email, name: 'Ana', role: 'member' },
  })
  const connection = { id: connectionId, firmId, userId, provider: 'google', accountId: userId }
  await owner().connection.create({ data: { ...connection, accountEmail: email } })
  const collections = await contactCollections({ firmId, connectionId })
  const sync = { id: syncId, firmId, connectionId, account: `google:${userId}`, kind: 'contacts' as const }
  await owner().sync.create({ data: { ...sync, ...collections, state: 'active', settings: {} } })
})

/** A contact that was deleted in the account on this day of November; linked there still, without one. */
async function contact(name: string, day: number | null, mergedInto: string | null = null) {
  const localId = id()
  await createContact(actor.firmId, localId, { ...EMPTY_CONTACT, firstName: name }, { userId: null })
  const base = { baseLocal: {}, baseRemote: {}, localVersion: 1, remoteVersion: '1', baseAt: new Date() }
  const gone = day !== null && {
    tombstone: 'remote' as const,
    tombstoneAt: new Date(Date.UTC(2026, 10, day)),
    mergedInto,
  }
  const link = { id: id(), firmId: actor.firmId, syncId, localId, remoteId: `people/${name}` }
  await owner().link.create({ data: { ...link, ...base, ...gone } })
  return localId
}

const names = async (start: Parameters<typeof deletedThere>[2], size = 50) =>
  (await deletedThere(actor, syncId, start, size)).rows.map(({ contact }) => contact.firstName)

it('lists what was deleted in the account and stays here, the newest first', async () => {
  await contact('Linked', null)
  await contact('Old', 3)
  await contact('New', 20)
  const both = await contact('Both', 10)
  await deleteContact(actor, both, { userId: actor.userId })
  expect(await names({ kind: 'first' })).toEqual(['New', 'Old'])
  expect(await countDeletedThere(actor, syncId)).toBe(2)
})

it('says into which contact one was merged there', async () => {
  const into = await contact('Maria', null)
  await contact('Mary', 3, 'people/Maria')
  const { rows } = await deletedThere(actor, syncId, { kind: 'first' }, 50)
  expect(rows).toMatchObject([{ mergedInto: { id: into, name: 'Maria' } }])
})

it('is read in pages, both ways', async () => {
  for (const [name, day] of [
    ['A', 5],
    ['B', 4],
    ['C', 3],
  ] as const)
    await contact(name, day)
  const first = await deletedThere(actor, syncId, { kind: 'first' }, 2)
  expect(first.rows.map(({ contact }) => contact.firstName)).toEqual(['A', 'B'])
  expect(first.more).toEqual({ before: false, after: true })
  const last = first.rows.at(-1)?.id ?? ''
  const second = await deletedThere(actor, syncId, { kind: 'after', id: last }, 2)
  expect(second.rows.map(({ contact }) => contact.firstName)).toEqual(['C'])
  expect(await names({ kind: 'before', id: second.rows[0]?.id ?? '' }, 2)).toEqual(['A', 'B'])
})

it('is for the owner of the sync alone', async () => {
  await contact('Gone', 3)
  const colleague = { ...actor, userId: id(), role: 'admin' as const }
  expect(await countDeletedThere(colleague, syncId)).toBe(0)
  expect((await deletedThere(colleague, syncId, { kind: 'first' }, 50)).rows).toEqual([])
})
