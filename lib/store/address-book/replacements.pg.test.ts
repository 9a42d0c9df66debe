// Restoring a deleted contact warns first if another contact has replaced it.

import { beforeEach, expect, it } from 'vitest'
import { type Contact, EMPTY_CONTACT } from '@/lib/domains/contacts/value/contact'
import type { Actor } from '@/lib/store/firm/actor'
import { contactCollections } from '@/lib/store/sync/collections'
import { owner, withDatabase } from '@/testing/database/test-database'
import { createContact, deleteContact, getContact, visibleContact } from './contacts'
import { replacementOf, restoreBeside } from './replacements'

withDatabase()

let actor: Actor
const by = { userId: null }
const jane = (more: Partial<Contact> = {}): Contact => ({
  ...EMPTY_CONTACT,
  firstName: 'Jane',
  lastName: 'Doe',
  emails: [{ value: 'jane@example.com', label: '' }],
  ...more,
})

beforeEach(async () => {
  actor = { userId: crypto.randomUUID(), firmId: crypto.randomUUID(), role: 'admin' }
  await owner().firm.create({ data: { id: actor.firmId, name: 'Lima & Partners' } })
  const { userId: id, firmId, role } = actor
  await owner().user.create({
    data: { id, firmId, role, subject: id, email: 'ana@example.com', name: 'Ana' },
  })
})

async function add(contact: Contact): Promise<string> {
  const id = crypto.randomUUID()
  await createContact(actor.firmId, id, contact, by)
  return id
}

async function deleted(contact: Contact): Promise<string> {
  const id = await add(contact)
  await deleteContact(actor.firmId, id, by)
  return id
}

const isHere = async (id: string) => (await getContact(actor.firmId, id))?.deletedAt === null

it.each([
  ['who is the same', jane(), true],
  [
    'spelt another way',
    jane({ firstName: 'JANE', middleName: 'Ann', emails: [{ value: 'Jane@Example.com', label: 'Home' }] }),
    true,
  ],
  ['of the same name only', jane({ emails: [{ value: 'other@example.com', label: '' }] }), false],
  ['of the same address only', jane({ firstName: 'John' }), false],
] as const)('beside a contact %s', async (_, present, isReplacement) => {
  const gone = await deleted(jane())
  const other = await add(present)
  expect((await replacementOf(actor.firmId, gone))?.id).toBe(isReplacement ? other : undefined)
  expect(await restoreBeside(actor, gone, { both: false })).toBe(isReplacement ? 'standIn' : 'restored')
  expect(await isHere(gone)).toBe(!isReplacement)
})

it('by the member who deleted it, for an hour, and by no other', async () => {
  const member: Actor = { ...actor, userId: crypto.randomUUID(), role: 'member' }
  const colleague: Actor = { ...member, userId: crypto.randomUUID() }
  const id = await add(jane())
  await deleteContact(member, id, { userId: member.userId })
  expect((await visibleContact(member, id))?.id).toBe(id)
  expect(await visibleContact(colleague, id)).toBeNull()
  await expect(restoreBeside(colleague, id, { both: false })).rejects.toThrow('only an administrator')
  expect(await restoreBeside(member, id, { both: false })).toBe('restored')

  await deleteContact(member, id, { userId: member.userId })
  await owner().contact.update({ where: { id }, data: { deletedAt: new Date(Date.now() - 3_600_001) } })
  expect(await visibleContact(member, id)).toBeNull()
  await expect(restoreBeside(member, id, { both: false })).rejects.toThrow('only an administrator')
})

it('beside a contact in its place, once both are wanted', async () => {
  const gone = await deleted(jane())
  await add(jane())
  expect(await restoreBeside(actor, gone, { both: true })).toBe('restored')
  expect(await isHere(gone)).toBe(true)
})

it('a stand-in that is deleted itself stands in for nobody', async () => {
  const gone = await deleted(jane())
  await deleted(jane())
  expect(await restoreBeside(actor, gone, { both: false })).toBe('restored')
})

it('whoever has its entry in an account stands in for it, whatever they are called by now', async () => {
  const { firmId, userId } = actor
  const [connectionId, syncId, runId, remoteId] = [
    crypto.randomUUID(),
    crypto.randomUUID(),
    crypto.randomUUID(),
    'people/1',
  ]
  const account = { provider: 'google', accountId: userId, accountEmail: 'ana@example.com' }
  await owner().connection.create({ data: { id: connectionId, firmId, userId, ...account } })
  const sync = {
    id: syncId,
    firmId,
    connectionId,
    account: `google:${userId}`,
    kind: 'contacts',
    ...(await contactCollections({ firmId, connectionId })),
    settings: {},
  } as const
  await owner().sync.create({ data: sync })
  await owner().run.create({ data: { id: runId, firmId, syncId, kind: 'first', full: true } })
  const [gone, replacement] = [await deleted(jane()), await add(jane({ firstName: 'Ines', emails: [] }))]
  const applied = {
    firmId,
    syncId,
    runId,
    remoteId,
    kind: 'createLocal',
    state: 'applied',
    group: 'addLocal',
  } as const
  const named = { body: {}, name: '', sortKey: '', search: '' }
  await owner().change.create({ data: { ...applied, ...named, id: crypto.randomUUID(), localId: gone } })
  const base = { baseLocal: {}, baseRemote: {}, localVersion: 1, remoteVersion: '1', baseAt: new Date() }
  await owner().link.create({
    data: { id: crypto.randomUUID(), firmId, syncId, localId: replacement, remoteId, ...base },
  })
  expect((await replacementOf(firmId, gone))?.id).toBe(replacement)
  expect(await restoreBeside(actor, gone, { both: false })).toBe('standIn')
})
