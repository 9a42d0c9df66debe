// A sync that goes in one direction: what travels, what stays, and what the person sees.
import { describe, expect, it } from 'vitest'
import { leftOutOf } from '@/lib/store/runs/left-out'
import { restoreToRemote } from '@/lib/store/sync/links'
import { setSyncSettings } from '@/lib/store/sync/syncs'
import { owner, withDatabase } from '@/testing/database/test-database'
import { person, setUpFixture } from './fixture'
import { contactHere, inStep } from './in-step'

withDatabase()

const SETTINGS = { onConflict: 'ask', onLocalDelete: 'delete' } as const
const toLocal = { ...SETTINGS, direction: 'toLocal' } as const
const toRemote = { ...SETTINGS, direction: 'toRemote' } as const

const going = async (settings: Parameters<typeof setSyncSettings>[2]) => {
  const fixture = await inStep()
  const set = (other: typeof settings) => setSyncSettings(fixture.actor, fixture.sync.id, other)
  await set(settings)
  return { fixture, set }
}

describe('from the account to Clio only', () => {
  it('edits travel to Clio, and edits made in Clio stay there', async () => {
    const { fixture } = await going(toLocal)
    await fixture.editHere(fixture.ana, { nickname: 'Aninha' })
    fixture.account.edit(fixture.remoteAna, person('Ana', 'Lima', { title: 'Mediator' }))
    await fixture.later()
    expect(await contactHere(fixture, fixture.ana)).toMatchObject({ nickname: 'Aninha', title: 'Mediator' })
    expect(fixture.account.look(fixture.remoteAna)?.contact).toMatchObject({
      nickname: '',
      title: 'Mediator',
    })
    fixture.account.edit(fixture.remoteAna, person('Ana', 'Lima', { title: 'Mediator', department: 'Civil' }))
    await fixture.later()
    expect(await contactHere(fixture, fixture.ana)).toMatchObject({ nickname: 'Aninha', department: 'Civil' })
  })

  it('what was edited here before the account changed the same field is asked about, and the answer stays', async () => {
    const { fixture } = await going(toLocal)
    await fixture.editHere(fixture.ana, { title: 'Partner' })
    await fixture.later()
    fixture.account.edit(fixture.remoteAna, person('Ana', 'Lima', { title: 'Mediator' }))
    await fixture.later()
    expect((await contactHere(fixture, fixture.ana))?.title).toBe('Partner')
    expect(
      await owner().change.count({ where: { syncId: fixture.sync.id, undecided: true, state: 'waiting' } }),
    ).toBe(1)
    await setSyncSettings(fixture.actor, fixture.sync.id, { ...toLocal, onConflict: 'local' })
    await fixture.later()
    expect((await contactHere(fixture, fixture.ana))?.title).toBe('Partner')
    expect(fixture.account.look(fixture.remoteAna)?.contact.title).toBe('Mediator')
    expect(await owner().change.count({ where: { syncId: fixture.sync.id, state: 'waiting' } })).toBe(0)
  })

  it('who was deleted here is not deleted in the account, and who was deleted there is not offered to it again', async () => {
    const { fixture } = await going(toLocal)
    const links = await owner().link.findMany({ where: { syncId: fixture.sync.id } })
    const other = links.find(({ localId }) => localId !== fixture.ana)
    await fixture.deleteHere(fixture.ana)
    if (other) fixture.account.remove(other.remoteId)
    await fixture.later()
    expect(fixture.account.look(fixture.remoteAna)).not.toBeNull()
    const gone = await owner().link.findFirst({ where: { syncId: fixture.sync.id, tombstone: 'remote' } })
    expect(await restoreToRemote(fixture.actor, gone?.id ?? crypto.randomUUID())).toBe(false)
    const run = await fixture.preview()
    const changes = await fixture.changes(run.id)
    expect(changes.filter(({ kind }) => kind === 'createRemote' || kind === 'deleteRemote')).toEqual([])
  })

  it('what waited travels once the sync goes both ways', async () => {
    const { fixture, set } = await going(toLocal)
    await fixture.editHere(fixture.ana, { nickname: 'Aninha' })
    const added = await fixture.addHere(person('Zoe', 'New'))
    await fixture.later()
    expect(fixture.there().map(({ firstName }) => firstName)).not.toContain('Zoe')
    await set(SETTINGS)
    await fixture.later()
    expect(fixture.account.look(fixture.remoteAna)?.contact.nickname).toBe('Aninha')
    expect(fixture.there().filter(({ firstName }) => firstName === 'Zoe')).toHaveLength(1)
    expect(await owner().link.count({ where: { localId: added } })).toBe(1)
  })
})

describe('from Clio to the account only', () => {
  it('edits travel to the account, and edits made there stay there', async () => {
    const { fixture } = await going(toRemote)
    fixture.account.edit(fixture.remoteAna, person('Ana', 'Lima', { title: 'Mediator' }))
    await fixture.later()
    await fixture.editHere(fixture.ana, { nickname: 'Aninha' })
    await fixture.later()
    expect(fixture.account.look(fixture.remoteAna)?.contact).toMatchObject({
      nickname: 'Aninha',
      title: 'Mediator',
    })
    expect(await contactHere(fixture, fixture.ana)).toMatchObject({ nickname: 'Aninha', title: 'Judge' })
    await fixture.editHere(fixture.ana, { department: 'Civil' })
    await fixture.later()
    expect(fixture.account.look(fixture.remoteAna)?.contact).toMatchObject({
      title: 'Mediator',
      department: 'Civil',
    })
  })

  it('what was edited in the account is not overwritten without a question', async () => {
    const { fixture } = await going(toRemote)
    fixture.account.edit(fixture.remoteAna, person('Ana', 'Lima', { title: 'Mediator' }))
    await fixture.editHere(fixture.ana, { nickname: 'Aninha' })
    await fixture.later()
    await fixture.editHere(fixture.ana, { title: 'Partner' })
    await fixture.later()
    expect(fixture.account.look(fixture.remoteAna)?.contact.title).toBe('Mediator')
    expect(
      await owner().change.count({ where: { syncId: fixture.sync.id, undecided: true, state: 'waiting' } }),
    ).toBe(1)
  })
})

it('a preview counts what stays on the side that is not sent', async () => {
  const fixture = await setUpFixture()
  await fixture.addHere(person('Ana', 'Lima'))
  await fixture.addHere(person('Zoe', 'New'))
  fixture.account.add(person('Ben', 'Cho'))
  await setSyncSettings(fixture.actor, fixture.sync.id, toLocal)
  const run = await fixture.preview()
  expect((await fixture.changes(run.id)).map(({ kind }) => kind)).toEqual(['createLocal'])
  expect(leftOutOf(run.leftOut)).toMatchObject({ direction: 'toLocal', stay: { local: 2, remote: 0 } })
})
