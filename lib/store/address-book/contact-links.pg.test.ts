import { beforeEach, describe, expect, it } from 'vitest'
import { EMPTY_CONTACT } from '@/lib/domains/contacts/value/contact'
import type { Prisma } from '@/lib/store/database/generated/client'
import { contactCollections } from '@/lib/store/sync/collections'
import { owner, withDatabase } from '@/testing/database/test-database'
import { linksOfContact, restoresOfContact, troubledContacts } from './contact-links'
import { createContact } from './contacts'

withDatabase()

const id = () => crypto.randomUUID()
let firmId = ''
let localId = ''

beforeEach(async () => {
  firmId = id()
  localId = id()
  await owner().firm.create({ data: { id: firmId, name: 'Ours' } })
  await createContact(firmId, localId, { ...EMPTY_CONTACT, firstName: 'Kim' }, { userId: null })
})

/** A person of the firm with a sync of their account. */
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
      ...(await contactCollections({ firmId, connectionId })),
      state,
      settings: {},
    },
  })
  return syncId
}

async function link(syncId: string, more: Partial<Prisma.LinkUncheckedCreateInput> = {}) {
  const base = { baseLocal: {}, baseRemote: {}, localVersion: 1, remoteVersion: '1', baseAt: new Date() }
  await owner().link.create({
    data: { id: id(), firmId, syncId, localId, remoteId: 'people/1', ...base, ...more },
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
    data: { id: id(), firmId, syncId: excluding, localId, name: 'Kim', userId: id() },
  })
  const standing = await linksOfContact(firmId, localId)
  expect(
    standing.map(({ userName, kind, active, tombstone }) => ({ userName, kind, active, tombstone })),
  ).toEqual([
    { userName: 'ana', kind: 'linked', active: true, tombstone: null },
    { userName: 'ben', kind: 'linked', active: true, tombstone: { side: 'remote', at, mergedInto: null } },
    { userName: 'cho', kind: 'linked', active: false, tombstone: null },
    { userName: 'dee', kind: 'excluded', active: true, tombstone: null },
  ])
})

describe('what holds a contact up', () => {
  const body = { local: null, remote: null, base: null, tombstone: null, reasons: [], probability: null }
  const conflicts = [
    { id: 'a', field: 'title' },
    { id: 'b', field: 'phones' },
  ].map((conflict) => ({ ...conflict, base: null, local: null, remote: null, mayKeepBoth: false }))

  async function change(syncId: string, more: Partial<Prisma.ChangeUncheckedCreateInput> = {}) {
    const run = { id: id(), firmId, syncId, kind: 'scheduled', state: 'done', full: false } as const
    await owner().run.create({ data: run })
    const texts = { name: 'Kim', sortKey: 'kim', search: 'kim', group: 'update' }
    await owner().change.create({
      data: {
        ...{ id: id(), firmId, syncId, runId: run.id, localId, kind: 'update', state: 'waiting' },
        ...texts,
        body: { ...body, conflicts: [] },
        ...more,
      },
    })
  }
  const troubles = async () =>
    (await linksOfContact(firmId, localId)).map(({ userName, kind, trouble }) => [userName, kind, trouble])

  it('is said of each sync: a conflict with the fields that are open, a failure, a look, lost access', async () => {
    const [ana, ben, cho, dee, eve] = [
      await syncOf('ana', 'active'),
      await syncOf('ben', 'active'),
      await syncOf('cho', 'active'),
      await syncOf('dee', 'active'),
      await syncOf('eve', 'stopped'),
    ]
    for (const syncId of [ana, ben, cho, dee, eve]) await link(syncId)
    await change(ana, {
      undecided: true,
      body: { ...body, conflicts },
      answers: { conflicts: { a: 'local' } },
    })
    const error = { kind: 'rejected', field: 'emails', message: 'Not an address.' }
    await change(ben, { state: 'failed', error })
    await change(ben, { outdated: true })
    await change(cho, { outdated: true })
    await owner().connection.updateMany({
      where: { accountEmail: 'dee@example.com' },
      data: { consentLostAt: new Date() },
    })
    await change(eve, { state: 'failed', error })
    expect(await troubles()).toEqual([
      ['ana', 'linked', { kind: 'conflict', fields: ['phones'] }],
      ['ben', 'linked', { kind: 'failed', error }],
      ['cho', 'linked', { kind: 'review' }],
      ['dee', 'linked', { kind: 'access', since: expect.any(Date) }],
      ['eve', 'linked', null],
    ])
    const of = async (name: string) => {
      const user = await owner().user.findFirstOrThrow({ where: { firmId, name } })
      return troubledContacts({ userId: user.id, firmId, role: 'member' }, [localId, id()])
    }
    expect(await of('ana')).toEqual(new Map([[localId, 'waiting']]))
    expect(await of('ben')).toEqual(new Map([[localId, 'failed']]))
    expect(await of('eve')).toEqual(new Map())
  })

  it('is said of a contact without a link: a question, a failed addition, or that it is on its way there again', async () => {
    const [ana, ben, cho] = [
      await syncOf('ana', 'active'),
      await syncOf('ben', 'active'),
      await syncOf('cho', 'active'),
    ]
    await change(ana, { kind: 'question', undecided: true })
    await change(ben, { kind: 'createRemote', state: 'failed' })
    const asked = { firmId, localId, userId: id() }
    await owner().remoteRestore.create({ data: { id: id(), syncId: cho, ...asked } })
    await owner().remoteRestore.create({ data: { id: id(), syncId: cho, ...asked } })
    await owner().remoteRestore.create({
      data: { id: id(), syncId: await syncOf('dee', 'stopped'), ...asked },
    })
    expect(await troubles()).toEqual([
      ['ana', 'unlinked', { kind: 'question' }],
      ['ben', 'unlinked', { kind: 'failed', error: null }],
      ['cho', 'unlinked', null],
    ])
    await link(cho)
    expect((await troubles()).filter(([name]) => name === 'cho')).toEqual([['cho', 'linked', null]])
    expect(await restoresOfContact(firmId, localId, 2)).toHaveLength(2)
  })
})

it('tells another firm nothing', async () => {
  await link(await syncOf('ana', 'active'))
  expect(await linksOfContact(id(), localId)).toEqual([])
})
