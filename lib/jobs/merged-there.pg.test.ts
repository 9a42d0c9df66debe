// Contacts merged in Google: where each went is said, none is added there again, and it can be restored all the same. Google names
// the ones merged away in what changed since a sync token; where it does not, the values they had tell.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Emulator } from '@/e2e/emulator/server'
import { linksOfContact } from '@/lib/db/contact-links'
import { restoreToRemote } from '@/lib/db/links'
import { closeQueue } from '@/lib/db/queue'
import { stopSync } from '@/lib/db/syncs'
import { withDatabase } from '@/lib/db/testing'
import { asBody } from '@/lib/db/values'
import { emulatorForTests, stopEmulators } from '@/lib/providers/google/emulator-stage'
import { setGoogleStage } from './google-stage'

let emulator: Emulator
beforeAll(async () => {
  emulator = await emulatorForTests()
})
withDatabase()
afterAll(closeQueue)
afterAll(stopEmulators)

const NAMES = { ann: 'Ann Alder', bea: 'Bea Birch', cy: 'Cy Cedar' } as const

/** Three in step who share nothing, so that no values tell which of them were one. */
async function inStep({ bare = false } = {}) {
  const stage = await setGoogleStage(emulator)
  const add = (name: string) => {
    const [givenName = '', familyName = ''] = name.split(' ')
    const emailAddresses = bare ? [] : [{ value: `${givenName}@${familyName}.example`.toLowerCase() }]
    return stage.add({ names: [{ givenName, familyName }], emailAddresses })
  }
  const there = { ann: add(NAMES.ann), bea: add(NAMES.bea), cy: add(NAMES.cy) }
  await stage.firstSync()
  const idOf = async (name: string) =>
    (await stage.here()).find(({ firstName, lastName }) => `${firstName} ${lastName}` === name)?.id ?? ''
  const standing = async (name: string) => {
    const [link] = await linksOfContact(stage.sync.firmId, await idOf(name))
    return link
  }
  return {
    ...stage,
    there,
    standing,
    /** Where the page of the contact says it went. */
    wentTo: async (name: string) => (await standing(name))?.tombstone?.mergedInto?.name,
    reasons: async (runId: string) =>
      (await stage.changes(runId)).map(({ kind, body }) => ({ kind, reason: asBody(body).reasons[0] })),
    namesThere: () =>
      emulator
        .persons({ account: stage.googleAccount })
        .map(({ names }) => `${names?.[0]?.givenName} ${names?.[0]?.familyName}`)
        .sort(),
  }
}

const SAID = { kind: 'merged', side: 'remote' } as const

describe.each([
  { read: 'of what changed', full: false, told: true },
  { read: 'of what changed, without the former names', full: false, told: false },
  { read: 'of everything', full: true, told: true },
])('seen by a read $read', ({ full, told }) => {
  beforeAll(() => emulator.setSwitches({ mergedNamesTold: told }))
  afterAll(() => emulator.setSwitches({ mergedNamesTold: true }))

  test('two linked contacts merged into one: it says so, adds nothing, and restores on demand', async () => {
    const stage = await inStep()
    stage.merge(stage.there.ann, stage.there.bea)
    if (full) stage.expireCursors()
    const run = await stage.syncNow()
    expect(run).toMatchObject({ state: 'done', full })
    const reason = { ...SAID, into: stage.there.ann, name: NAMES.ann }
    expect(await stage.reasons(run.id)).toContainEqual({ kind: 'tombstone', reason })
    expect(await stage.wentTo(NAMES.bea)).toBe(NAMES.ann)

    await stopSync(stage.actor, stage.sync.id)
    emulator.advanceClock({ ms: 60_000 })
    const preview = await stage.preview()
    expect(await stage.reasons(preview.id)).toEqual([{ kind: 'tombstone', reason }])
    await stage.start(preview)
    expect(stage.namesThere()).toEqual([NAMES.ann, NAMES.cy])

    expect(await restoreToRemote(stage.actor, (await stage.standing(NAMES.bea))?.id ?? '')).toBe(true)
    expect(await stage.syncNow()).toMatchObject({ state: 'done' })
    expect(stage.namesThere()).toEqual([NAMES.ann, NAMES.bea, NAMES.cy])
    expect(await stage.standing(NAMES.bea)).toMatchObject({ kind: 'linked', tombstone: null })
    await stage.syncNow()
    expect(stage.namesThere()).toHaveLength(3)
    expect(await stage.here()).toHaveLength(3)
  })

  test('one after the other: each is said to be in the last', async () => {
    const stage = await inStep()
    stage.merge(stage.there.bea, stage.there.ann)
    stage.merge(stage.there.cy, stage.there.bea)
    if (full) stage.expireCursors()
    await stage.syncNow()
    expect([await stage.wentTo(NAMES.ann), await stage.wentTo(NAMES.bea)]).toEqual([NAMES.cy, NAMES.cy])
    expect(stage.namesThere()).toEqual([NAMES.cy])
  })

  test('one after the other, with a read between: each is said to be in the last', async () => {
    const stage = await inStep()
    stage.merge(stage.there.bea, stage.there.ann)
    await stage.syncNow()
    expect(await stage.wentTo(NAMES.ann)).toBe(NAMES.bea)
    stage.merge(stage.there.cy, stage.there.bea)
    if (full) stage.expireCursors()
    await stage.syncNow()
    expect([await stage.wentTo(NAMES.ann), await stage.wentTo(NAMES.bea)]).toEqual([NAMES.cy, NAMES.cy])
    expect(stage.namesThere()).toEqual([NAMES.cy])
  })
})

test('who was called by a name alone went where Google says, since no value could tell', async () => {
  const stage = await inStep({ bare: true })
  stage.merge(stage.there.ann, stage.there.bea)
  await stage.syncNow()
  expect(await stage.wentTo(NAMES.bea)).toBe(NAMES.ann)
  expect(stage.namesThere()).toEqual([NAMES.ann, NAMES.cy])
})

test('merged into one that nobody here was linked to: the link goes on with that one', async () => {
  const stage = await inStep()
  const fresh = stage.add({ names: [{ givenName: 'Dee', familyName: 'Dogwood' }] })
  stage.merge(fresh, stage.there.ann)
  await stage.syncNow()
  expect(await stage.here()).toHaveLength(3)
  expect((await stage.here()).filter(({ lastName }) => lastName === 'Dogwood')).toHaveLength(1)
  expect(stage.namesThere()).toEqual([NAMES.bea, NAMES.cy, 'Dee Dogwood'])
})
