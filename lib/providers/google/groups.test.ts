// Labels of Google Contacts, against the emulator.
import { afterAll, afterEach, describe, expect, test } from 'vitest'
import { EMPTY_CONTACT } from '@/lib/domains/contacts/value/contact'
import type { Label, LabelOutcome } from '@/lib/providers/provider'
import { emulatorForTests, googleFixture, stopEmulators } from '@/testing/providers/emulator-fixture'

const emulator = await emulatorForTests()
afterAll(stopEmulators)
afterEach(() => emulator.clearFaults())

const MY_CONTACTS = 'contactGroups/myContacts'
const IN = (name: string) => ({ contactGroupMembership: { contactGroupResourceName: name } })
const done = (outcome: LabelOutcome): Label => {
  if (outcome.kind !== 'done') throw new Error(`not done: ${outcome.kind}`)
  return outcome.label
}

async function labelled() {
  const fixture = await googleFixture(emulator, { labels: [] })
  const { labels } = fixture.provider
  if (!labels) throw new Error('Google has labels')
  const { account } = fixture
  const groupsOf = (resourceName: string) =>
    (emulator.person({ account, resourceName })?.memberships ?? []).map(
      ({ contactGroupMembership }) => contactGroupMembership?.contactGroupResourceName,
    )
  return { ...fixture, labels, groupsOf }
}

describe('labels', () => {
  test('are the groups that the owner made, with as many pages as there are, and no group of Google', async () => {
    const { labels } = await labelled()
    expect(await labels.list()).toEqual([])
    const client = done(await labels.create('Client'))
    expect(await labels.list()).toEqual([client])
  })

  test('are created, renamed and removed; a removed one keeps its contacts', async () => {
    const { labels, add, count } = await labelled()
    const client = done(await labels.create('Client'))
    const ana = await add({ ...EMPTY_CONTACT, firstName: 'Ana' })
    await labels.change(client.id, [ana], [])
    expect(done(await labels.rename(client, 'Mandant'))).toEqual({ ...client, name: 'Mandant' })
    expect(await labels.remove(client.id)).toBe('done')
    expect(await labels.remove(client.id)).toBe('done')
    expect(await labels.list()).toEqual([])
    expect(await count()).toBe(1)
  })

  test('say which contacts have at least one of them, and skip a label that is gone', async () => {
    const { labels, add } = await labelled()
    const [client, court] = [done(await labels.create('Client')), done(await labels.create('Court'))]
    const [ana, ben] = [
      await add({ ...EMPTY_CONTACT, firstName: 'Ana' }),
      await add({ ...EMPTY_CONTACT, firstName: 'Ben' }),
    ]
    await add({ ...EMPTY_CONTACT, firstName: 'Cho' })
    await labels.change(client.id, [ana, ben], [])
    await labels.change(court.id, [ana], [])
    expect(await labels.itemsWith([])).toEqual(new Set())
    expect(await labels.itemsWith([court.id])).toEqual(new Set([ana]))
    expect(await labels.itemsWith([client.id, court.id, 'contactGroups/gone'])).toEqual(new Set([ana, ben]))
  })

  test('a name that another label or Google itself has is taken, and a label that is gone is said to be', async () => {
    const { labels } = await labelled()
    const client = done(await labels.create('Client'))
    const court = done(await labels.create('Court'))
    expect(await labels.create('Client')).toEqual({ kind: 'taken' })
    expect(await labels.create('friends')).toEqual({ kind: 'taken' })
    expect(await labels.rename(court, 'Client')).toEqual({ kind: 'taken' })
    await labels.remove(client.id)
    expect(await labels.rename(client, 'Other')).toEqual({ kind: 'gone' })
    expect(await labels.change(client.id, ['people/c1'], [])).toBe('gone')
  })

  test('members come and go by the own call of the label, and deleted contacts are skipped', async () => {
    const { labels, add, remove, groupsOf } = await labelled()
    const client = done(await labels.create('Client'))
    const [ana, ben, cho] = [
      await add({ ...EMPTY_CONTACT, firstName: 'Ana' }),
      await add({ ...EMPTY_CONTACT, firstName: 'Ben' }),
      await add({ ...EMPTY_CONTACT, firstName: 'Cho' }),
    ]
    await remove(cho)
    expect(await labels.change(client.id, [ana, ben, cho], [])).toBe('done')
    expect(await labels.change(client.id, [], [ana])).toBe('done')
    expect(groupsOf(ana)).toEqual([MY_CONTACTS])
    expect(groupsOf(ben)).toEqual([MY_CONTACTS, client.id])
  })

  test('a contact whose last group is the label joins My Contacts first', async () => {
    const { labels, account, groupsOf } = await labelled()
    const client = done(await labels.create('Client'))
    const person = { names: [{ givenName: 'Ana' }], memberships: [IN(client.id)] }
    const ana = emulator.addPerson({ account, person }).resourceName ?? ''
    expect(groupsOf(ana)).toEqual([client.id])
    expect(await labels.change(client.id, [], [ana])).toBe('done')
    expect(groupsOf(ana)).toEqual([MY_CONTACTS])
  })

  test('a call without a reply is unknown, and repeating it changes nothing', async () => {
    const { labels, account, add, groupsOf } = await labelled()
    const client = done(await labels.create('Client'))
    const ana = await add({ ...EMPTY_CONTACT, firstName: 'Ana' })
    emulator.addFaults([{ kind: 'apply-then-drop', match: { account, path: 'members:modify' } }])
    expect(await labels.change(client.id, [ana], [])).toBe('unknown')
    expect(await labels.change(client.id, [ana], [])).toBe('done')
    expect(groupsOf(ana)).toEqual([MY_CONTACTS, client.id])
    emulator.addFaults([{ kind: 'apply-then-drop', match: { account, path: 'contactGroups$' } }])
    expect(await labels.create('Court')).toEqual({ kind: 'unknown' })
    expect((await labels.list()).map(({ name }) => name)).toEqual(['Client', 'Court'])
  })
})

describe('contacts of an account whose labels are read', () => {
  test('come with their labels, in another shape of request', async () => {
    const { provider, labels, add, settle } = await labelled()
    const client = done(await labels.create('Client'))
    const ana = await add({ ...EMPTY_CONTACT, firstName: 'Ana' })
    await labels.change(client.id, [ana], [])
    await settle()
    const { items } = await provider.pull(null, null)
    expect(items[0]?.labels).toEqual([client.id, MY_CONTACTS].sort())
    const { provider: plain, add: addPlain } = await googleFixture(emulator)
    await addPlain({ ...EMPTY_CONTACT, firstName: 'Ana' })
    expect((await plain.pull(null, null)).items[0]?.labels).toBeUndefined()
    expect(plain.shape).not.toBe(provider.shape)
  })

  test('are created with the label that was asked for, and an update leaves labels alone', async () => {
    const { open, labels, groupsOf } = await labelled()
    const client = done(await labels.create('Client'))
    const provider = open({ labels: [client.id] })
    const to = { ...EMPTY_CONTACT, firstName: 'Ana' }
    const [made] = await provider.push([{ kind: 'create', ref: 'a', key: 'k', to }])
    if (made?.kind !== 'done') throw new Error('not created')
    expect(groupsOf(made.item.id)).toEqual([MY_CONTACTS, client.id])
    const { id, version, value: from, raw } = made.item
    await labels.change(client.id, [], [id])
    const [stale] = await provider.push([
      { kind: 'update', ref: 'a', id, version, from, to: { ...from, nickname: 'A' }, raw },
    ])
    expect(stale?.kind).toBe('stale')
    const [now] = await provider.read([id])
    if (!now) throw new Error('not read')
    const [updated] = await provider.push([
      {
        kind: 'update',
        ref: 'a',
        id,
        version: now.version,
        from,
        to: { ...from, nickname: 'A' },
        raw: now.raw,
      },
    ])
    expect(updated?.kind).toBe('done')
    expect(groupsOf(id)).toEqual([MY_CONTACTS])
  })
})
