import { beforeEach, expect, it } from 'vitest'
import { EMPTY_CONTACT } from '@/lib/contacts/contact'
import { linksOfContact } from './contact-links'
import { createContact } from './contacts'
import type { Prisma } from './generated/client'
import { owner, withDatabase } from './testing'

withDatabase()

const id = () => crypto.randomUUID()
let firmId = ''
let contactId = ''

beforeEach(async () => {
  firmId = id()
  contactId = id()
  await owner().firm.create({ data: { id: firmId, name: 'Ours' } })
  await createContact(firmId, contactId, { ...EMPTY_CONTACT, firstName: 'Kim' }, { userId: null })
})

/** A person of the firm who syncs their account. */
async function syncOf(name: string, state: 'active' | 'stopped') {
  const [userId, connectionId, syncId] = [id(), id(), id()]
  const email = `${name}@example.com`
  await owner().user.create({ data: { id: userId, firmId, subject: userId, email, name, role: 'member' } })
  const connection = {
    id: connectionId,
    firmId,
    userId,
    provider: 'google',
    accountId: userId,
    accountEmail: email,
  }
  await owner().connection.create({ data: connection })
  await owner().sync.create({
    data: {
      id: syncId,
      firmId,
      connectionId,
      account: `google:${userId}`,
      kind: 'contacts',
      state,
      settings: {},
    },
  })
  return syncId
}

async function link(syncId: string, more: Partial<Prisma.LinkUncheckedCreateInput> = {}) {
  const base = { baseLocal: {}, baseRemote: {}, localVersion: 1, remoteVersion: '1', agreedAt: new Date() }
  await owner().link.create({
    data: { id: id(), firmId, syncId, contactId, remoteId: 'people/1', ...base, ...more },
  })
}

it('tells for each sync of the firm whether the contact is there, was deleted there, or was left out', async () => {
  const at = new Date('2026-11-03T10:00:00Z')
  await link(await syncOf('ana', 'active'))
  await link(await syncOf('ben', 'active'), { tombstone: 'remote', tombstoneAt: at })
  await link(await syncOf('cho', 'stopped'))
  const excluding = await syncOf('dee', 'active')
  await link(excluding)
  await owner().exclusion.create({
    data: { id: id(), firmId, syncId: excluding, contactId, name: 'Kim', userId: id() },
  })
  const standing = await linksOfContact(firmId, contactId)
  expect(
    standing.map(({ userName, kind, active, tombstone }) => ({ userName, kind, active, tombstone })),
  ).toEqual([
    { userName: 'ana', kind: 'linked', active: true, tombstone: null },
    { userName: 'ben', kind: 'linked', active: true, tombstone: { side: 'remote', at } },
    { userName: 'cho', kind: 'linked', active: false, tombstone: null },
    { userName: 'dee', kind: 'excluded', active: true, tombstone: null },
  ])
})

it('tells another firm nothing', async () => {
  await link(await syncOf('ana', 'active'))
  expect(await linksOfContact(id(), contactId)).toEqual([])
})
