// Contacts merged in Google: the page says where each went, none is added there again, and each can still be restored. Google names the
// merged ones in the changes since a sync token; if it does not, their values show it.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Emulator } from '@/emulator/server'
import { linksOfContact } from '@/lib/store/address-book/contact-links'
import { restoreToRemote } from '@/lib/store/sync/links'
import { stopSync } from '@/lib/store/sync/syncs'
import { parseContactBody } from '@/testing/contacts/stored-body'
import { withDatabase } from '@/testing/database/test-database'
import { emulatorForTests, stopEmulators } from '@/testing/providers/emulator-fixture'
import { setUpGoogleFixture } from './google-fixture'

let emulator: Emulator
beforeAll(async () => {
  emulator = await emulatorForTests()
})
withDatabase()
afterAll(stopEmulators)

const NAMES = { ann: 'Ann Alder', bea: 'Bea Birch', cy: 'Cy Cedar' } as const

/** Three synced contacts that share nothing, so that no value shows which of them were merged. */
async function inStep({ bare = false } = {}) {
  const fixture = await setUpGoogleFixture(emulator)
  const add = (name: string) => {
    const [givenName = '', familyName = ''] = name.split(' ')
    const emailAddresses = bare ? [] : [{ value: `${givenName}@${familyName}.example`.toLowerCase() }]
    return fixture.add({ names: [{ givenName, familyName }], emailAddresses })
  }
  const there = { ann: add(NAMES.ann), bea: add(NAMES.bea), cy: add(NAMES.cy) }
  await fixture.firstSync()
  const idOf = async (name: string) =>
    (await fixture.here()).find(({ firstName, lastName }) => `${firstName} ${lastName}` === name)?.id ?? ''
  const standing = async (name: string) => {
    const [link] = await linksOfContact(fixture.sync.firmId, await idOf(name))
    return link
  }
  return {
    ...fixture,
    there,
    standing,
    /** Where the contact's page says it went. */
    wentTo: async (name: string) => (await standing(name))?.tombstone?.mergedInto?.name,
    reasons: async (runId: string) =>
      (await fixture.changes(runId)).map((change) => ({
        kind: change.kind,
        reason: parseContactBody(change).reasons[0],
      })),
    namesThere: () =>
      emulator
        .persons({ account: fixture.googleAccount })
        .map(({ names }) => `${names?.[0]?.givenName} ${names?.[0]?.familyName}`)
        .sort(),
  }
}

const SAID = { kind: 'merged', side: 'remote' } as const

describe.each([
  { read: 'of what changed', full: false, named: true },
  { read: 'of what changed, without the former names', full: false, named: false },
  { read: 'of everything', full: true, named: true },
])('seen by a read $read', ({ full, named }) => {
  beforeAll(() => emulator.setSwitches({ mergedNamesTold: named }))
  afterAll(() => emulator.setSwitches({ mergedNamesTold: true }))

  test('two linked contacts merged into one: the page says so, nothing is added, and it can be restored', async () => {
    const fixture = await inStep()
    fixture.merge(fixture.there.ann, fixture.there.bea)
    if (full) fixture.expireCursors()
    const run = await fixture.syncNow()
    expect(run).toMatchObject({ state: 'done', full })
    const reason = { ...SAID, into: fixture.there.ann, name: NAMES.ann }
    expect(await fixture.reasons(run.id)).toContainEqual({ kind: 'tombstone', reason })
    expect(await fixture.wentTo(NAMES.bea)).toBe(NAMES.ann)

    await stopSync(fixture.actor, fixture.sync.id)
    emulator.advanceClock({ ms: 60_000 })
    const preview = await fixture.preview()
    expect(await fixture.reasons(preview.id)).toEqual([{ kind: 'tombstone', reason }])
    await fixture.start(preview)
    expect(fixture.namesThere()).toEqual([NAMES.ann, NAMES.cy])

    expect(await restoreToRemote(fixture.actor, (await fixture.standing(NAMES.bea))?.id ?? '')).toBe(true)
    expect(await fixture.syncNow()).toMatchObject({ state: 'done' })
    expect(fixture.namesThere()).toEqual([NAMES.ann, NAMES.bea, NAMES.cy])
    expect(await fixture.standing(NAMES.bea)).toMatchObject({ kind: 'linked', tombstone: null })
    await fixture.syncNow()
    expect(fixture.namesThere()).toHaveLength(3)
    expect(await fixture.here()).toHaveLength(3)
  })

  test('one after the other: the page says that each is in the last', async () => {
    const fixture = await inStep()
    fixture.merge(fixture.there.bea, fixture.there.ann)
    fixture.merge(fixture.there.cy, fixture.there.bea)
    if (full) fixture.expireCursors()
    await fixture.syncNow()
    expect([await fixture.wentTo(NAMES.ann), await fixture.wentTo(NAMES.bea)]).toEqual([NAMES.cy, NAMES.cy])
    expect(fixture.namesThere()).toEqual([NAMES.cy])
  })

  test('one after the other with a read between: the page says that each is in the last', async () => {
    const fixture = await inStep()
    fixture.merge(fixture.there.bea, fixture.there.ann)
    await fixture.syncNow()
    expect(await fixture.wentTo(NAMES.ann)).toBe(NAMES.bea)
    fixture.merge(fixture.there.cy, fixture.there.bea)
    if (full) fixture.expireCursors()
    await fixture.syncNow()
    expect([await fixture.wentTo(NAMES.ann), await fixture.wentTo(NAMES.bea)]).toEqual([NAMES.cy, NAMES.cy])
    expect(fixture.namesThere()).toEqual([NAMES.cy])
  })
})

test('a contact with only a name went where Google reports, since no value can show it', async () => {
  const fixture = await inStep({ bare: true })
  fixture.merge(fixture.there.ann, fixture.there.bea)
  await fixture.syncNow()
  expect(await fixture.wentTo(NAMES.bea)).toBe(NAMES.ann)
  expect(fixture.namesThere()).toEqual([NAMES.ann, NAMES.cy])
})

test('merged into one that has no link: the link moves to that one', async () => {
  const fixture = await inStep()
  const fresh = fixture.add({ names: [{ givenName: 'Dee', familyName: 'Dogwood' }] })
  fixture.merge(fresh, fixture.there.ann)
  await fixture.syncNow()
  expect(await fixture.here()).toHaveLength(3)
  expect((await fixture.here()).filter(({ lastName }) => lastName === 'Dogwood')).toHaveLength(1)
  expect(fixture.namesThere()).toEqual([NAMES.bea, NAMES.cy, 'Dee Dogwood'])
})
