// Who decided on a change, and when: stored with the change by every way to decide, taken back with the answer, and kept after that.
import { describe, expect, it } from 'vitest'
import { db, withTransaction } from '@/lib/store/database/client'
import { Prisma } from '@/lib/store/database/generated/client'
import type { Actor } from '@/lib/store/firm/actor'
import { removeUser } from '@/lib/store/firm/users'
import { eraseChanges } from '@/lib/store/retention/deleted-contacts'
import { changeSides } from '@/lib/store/review/change-sides'
import { discardPreview } from '@/lib/store/runs/runs'
import { owner, withDatabase } from '@/testing/database/test-database'
import {
  approveAsShown,
  decideAllAsShown,
  decideAsShown,
  endExclusionsAsShown,
  excludeAsShown,
  includeAsShown,
} from '@/testing/scenarios/as-shown'
import { person, setUpFixture, startAsShown } from './fixture'
import { bodyOf } from './in-step'

withDatabase()

const all = { view: 'all', q: '' } as const
const everything = { kind: 'matching', filter: all } as const
const NAMES = ['Bako', 'Deru', 'Gastu'] as const
const NOBODY = { decidedById: null, decidedAt: null }

const rowOf = (id: string) => owner().change.findUniqueOrThrow({ where: { id } })
const decidedOf = async (id: string) => {
  const { decidedById, decidedAt } = await rowOf(id)
  return { decidedById, decidedAt }
}
const by = ({ userId }: Actor) => ({ decidedById: userId, decidedAt: expect.any(Date) as Date })
const batch = () => crypto.randomUUID()

/** Three contacts with a title and a department in conflict each, in a preview. */
async function conflicts() {
  const fixture = await setUpFixture()
  for (const name of NAMES) {
    await fixture.addHere(person(name, 'Roe', { title: 'Judge', department: 'Court' }))
    fixture.account.add(person(name, 'Roe', { title: 'Clerk', department: 'Registry' }))
  }
  const run = await fixture.preview()
  const asked = await fixture.changes(run.id)
  expect(asked).toMatchObject(NAMES.map(() => ({ kind: 'update', undecided: true, ...NOBODY })))
  const [first] = asked
  if (!first) throw new Error('nothing was asked')
  const [title] = bodyOf(first).conflicts.map(({ id }) => id)
  return {
    fixture,
    run,
    asked,
    first,
    title: title ?? '',
    scope: { syncId: fixture.sync.id, runId: run.id },
  }
}

/** Jonathan here, who may be either of two there. */
async function questions() {
  const fixture = await setUpFixture()
  const mail = (...values: string[]) => ({ emails: values.map((value) => ({ value, label: '' })) })
  await fixture.addHere(person('Jonathan', 'Abernathy', mail('jon@work.example', 'jon@home.example')))
  fixture.account.add(person('Jon', 'Abernathy', mail('jon@work.example')))
  fixture.account.add(person('Jonathan', 'Abernathy', mail('jon@home.example')))
  const run = await fixture.preview()
  const [one, other] = (await fixture.changes(run.id)).filter(({ kind }) => kind === 'question')
  if (!one || !other) throw new Error('nothing was asked')
  return { fixture, run, one: one.id, other: other.id, scope: { syncId: fixture.sync.id, runId: run.id } }
}

/** Three contacts that changed after the preview, so that each waits for "Approve this change". */
async function outdated() {
  const fixture = await setUpFixture()
  for (const name of NAMES) await fixture.addHere(person(name, 'Roe'))
  await startAsShown(fixture.actor, await fixture.preview())
  for (const { id } of await fixture.here()) await fixture.editHere(id, { title: 'Clerk' })
  await fixture.work()
  const rows = () =>
    owner().change.findMany({
      where: { syncId: fixture.sync.id, state: 'waiting' },
      orderBy: { sortKey: 'asc' },
    })
  expect(await rows()).toMatchObject(NAMES.map(() => ({ outdated: true, undecided: false, ...NOBODY })))
  return { fixture, rows, scope: { syncId: fixture.sync.id, runId: null } }
}

describe('a single answer', () => {
  it('names who gave it, and when', async () => {
    const { fixture, first, title } = await conflicts()
    const [before] = await owner().$queryRaw<[{ now: Date }]>`select now()`
    await decideAsShown(fixture.actor, first.id, { conflicts: { [title]: 'local' } })
    const [after] = await owner().$queryRaw<[{ now: Date }]>`select now()`
    const { decidedById, decidedAt } = await decidedOf(first.id)
    expect(decidedById).toBe(fixture.actor.userId)
    expect(decidedAt?.getTime()).toBeGreaterThanOrEqual(before.now.getTime())
    expect(decidedAt?.getTime()).toBeLessThanOrEqual(after.now.getTime())
  })
  it('to "Same person?" names them on the other questions that it answers, and on none once it is taken back', async () => {
    const { fixture, one, other } = await questions()
    await decideAsShown(fixture.actor, one, { samePerson: 'link' })
    expect([await decidedOf(one), await decidedOf(other)]).toEqual([by(fixture.actor), by(fixture.actor)])
    await decideAsShown(fixture.actor, one, { samePerson: null })
    expect([await decidedOf(one), await decidedOf(other)]).toEqual([NOBODY, NOBODY])
  })
  it('of another person of the firm is none, and leaves what was decided', async () => {
    const { fixture, first, title, scope } = await conflicts()
    await decideAsShown(fixture.actor, first.id, { conflicts: { [title]: 'local' } })
    const before = await rowOf(first.id)
    const ben = { ...fixture.actor, userId: crypto.randomUUID() }
    expect(await decideAsShown(ben, first.id, { conflicts: { [title]: 'remote' } })).toBe(false)
    expect(await decideAllAsShown(ben, scope, all, 'remote')).toBe(0)
    expect(await approveAsShown(ben, scope, everything)).toBe(0)
    expect(await excludeAsShown(ben, scope, everything, batch(), fixture.now())).toBe(0)
    expect(await rowOf(first.id)).toEqual(before)
  })
  it('keeps its time while others are given', async () => {
    const { fixture, asked, first, title } = await conflicts()
    await decideAsShown(fixture.actor, first.id, { conflicts: { [title]: 'local' } })
    const before = await decidedOf(first.id)
    await decideAsShown(fixture.actor, asked[1]?.id ?? '', { conflicts: { [title]: 'local' } })
    expect(await decidedOf(first.id)).toEqual(before)
    expect(await decidedOf(asked[2]?.id ?? '')).toEqual(NOBODY)
  })
})

describe('what the page shows of an answer', () => {
  it('is what the answer does', async () => {
    const { fixture, one, scope } = await questions()
    const shown = await changeSides(fixture.actor, scope, one)
    await decideAsShown(fixture.actor, one, { samePerson: 'link' })
    const { local, remote, base, conflicts } = bodyOf(await rowOf(one))
    expect(shown?.linked).toMatchObject({ local, remote, base, conflicts })
    expect((await changeSides(fixture.actor, scope, one))?.linked).toEqual(shown?.linked)
  })
})

describe('an answer for many', () => {
  it('names who gave it, leaves what was answered before, and does what single answers do', async () => {
    const [bulk, single] = [await conflicts(), await conflicts()]
    for (const { fixture, first, title } of [bulk, single])
      await decideAsShown(fixture.actor, first.id, { conflicts: { [title]: 'remote' } })
    expect(await decideAllAsShown(bulk.fixture.actor, bulk.scope, all, 'local')).toBe(3)
    for (const { id, ...change } of single.asked) {
      const { answers } = await rowOf(id)
      for (const conflict of bodyOf({ id, ...change }).conflicts)
        if (!(id === single.first.id && conflict.id === single.title))
          await decideAsShown(single.fixture.actor, id, { conflicts: { [conflict.id]: 'local' } })
      expect(answers).toEqual(id === single.first.id ? { conflicts: { [single.title]: 'remote' } } : {})
    }
    const outcomes = async ({ fixture, run }: typeof bulk) =>
      (await fixture.changes(run.id)).map(
        ({ body, bodyVersion, answers, undecided, outdated, decidedById }) => ({
          ...{ body, bodyVersion, answers, undecided, outdated },
          isOurs: decidedById === fixture.actor.userId,
        }),
      )
    const outcome = await outcomes(bulk)
    expect(outcome).toMatchObject(NAMES.map(() => ({ undecided: false, isOurs: true })))
    expect(outcome).toEqual(await outcomes(single))
  })
})

describe('an exclusion', () => {
  it('names who made it, and gives back who decided before', async () => {
    const { fixture, asked, first, title, scope } = await conflicts()
    await decideAsShown(fixture.actor, first.id, { conflicts: { [title]: 'local' } })
    const before = await rowOf(first.id)
    const go = batch()
    expect(await excludeAsShown(fixture.actor, scope, everything, go, fixture.now())).toBe(3)
    const out = await decidedOf(first.id)
    expect(out).toEqual(by(fixture.actor))
    expect(out.decidedAt?.getTime()).toBeGreaterThan(before.decidedAt?.getTime() ?? 0)
    expect(await decidedOf(asked[1]?.id ?? '')).toEqual(by(fixture.actor))
    expect(await includeAsShown(fixture.actor, scope, { batch: go })).toBe(3)
    const { stamp: _, ...after } = await rowOf(first.id)
    expect({ ...after, stamp: before.stamp }).toEqual(before)
    expect(await decidedOf(asked[1]?.id ?? '')).toEqual(NOBODY)
  })
  it('ended from the list of exclusions does so, too', async () => {
    const { fixture, asked, first, title, scope } = await conflicts()
    await decideAsShown(fixture.actor, first.id, { conflicts: { [title]: 'local' } })
    const before = await decidedOf(first.id)
    await excludeAsShown(fixture.actor, scope, everything, batch(), fixture.now())
    await endExclusionsAsShown(fixture.actor, fixture.sync.id, 'all')
    expect(await decidedOf(first.id)).toEqual(before)
    expect(await decidedOf(asked[1]?.id ?? '')).toEqual(NOBODY)
  })
  it('of a question that a link to another answered meanwhile leaves who gave that link', async () => {
    const { fixture, one, other, scope } = await questions()
    await excludeAsShown(fixture.actor, scope, { kind: 'ids', ids: [other] }, batch(), fixture.now())
    await decideAsShown(fixture.actor, one, { samePerson: 'link' })
    await includeAsShown(fixture.actor, scope, { ids: [other] })
    expect(await rowOf(other)).toMatchObject({
      ...{ state: 'planned', answers: { samePerson: 'separate', answeredBy: one }, ...by(fixture.actor) },
    })
  })
})

describe('"Approve this change"', () => {
  it('for all names who pressed it, and does what approving each does', async () => {
    const [bulk, single] = [await outdated(), await outdated()]
    expect(await approveAsShown(bulk.fixture.actor, bulk.scope, everything)).toBe(3)
    for (const { id } of await single.rows())
      await decideAsShown(single.fixture.actor, id, { approved: true })
    const outcomes = async ({ rows, fixture }: typeof bulk) =>
      (await rows()).map(({ body, answers, undecided, outdated, decidedById }) => ({
        ...{ body, answers, undecided, outdated },
        isOurs: decidedById === fixture.actor.userId,
      }))
    const outcome = await outcomes(bulk)
    expect(outcome).toMatchObject(
      NAMES.map(() => ({ outdated: false, answers: { approved: true }, isOurs: true })),
    )
    expect(outcome).toEqual(await outcomes(single))
  })
  it('names nobody any more where the outcome is another again', async () => {
    const { fixture, rows } = await outdated()
    const [first] = await rows()
    const id = first?.id ?? ''
    await fixture.editHere(first?.localId ?? '', { title: 'Judge' })
    expect(await decideAsShown(fixture.actor, id, { approved: true })).toBe(true)
    expect(await rowOf(id)).toMatchObject({ outdated: true, answers: {}, ...NOBODY })
  })
})

describe('who decided', () => {
  it('is kept by a preview that follows on a discarded one, with the time of the answer', async () => {
    const { fixture, run, first, title } = await conflicts()
    await decideAsShown(fixture.actor, first.id, { conflicts: { [title]: 'local' } })
    await discardPreview(fixture.actor, run.id)
    const again = await fixture.preview()
    const [same, ...others] = await fixture.changes(again.id)
    expect(same).toMatchObject({ localId: first.localId, ...(await decidedOf(first.id)) })
    expect(others).toMatchObject([NOBODY, NOBODY])
  })
  it('stays with what was carried out, with what of it still waits, and after its values are erased', async () => {
    const { fixture, run, first, title } = await conflicts()
    await decideAsShown(fixture.actor, first.id, { conflicts: { [title]: 'local' } })
    const decided = await decidedOf(first.id)
    await fixture.start(run)
    expect(await rowOf(first.id)).toMatchObject({ state: 'applied', ...decided })
    const rest = await db(fixture.sync.firmId).change.findFirst({
      where: { localId: first.localId, state: 'waiting' },
    })
    expect(rest).toMatchObject({ undecided: true, ...decided })
    await withTransaction(fixture.sync.firmId, (tx) =>
      eraseChanges(tx, fixture.sync.firmId, fixture.now(), Prisma.sql`h.id = ${first.id}::uuid`),
    )
    expect(await rowOf(first.id)).toMatchObject({ name: '', erasedAt: expect.any(Date) as Date, ...decided })
  })
  it('stays after that person is removed', async () => {
    const { fixture, first, title } = await conflicts()
    await decideAsShown(fixture.actor, first.id, { conflicts: { [title]: 'local' } })
    const admin = { ...fixture.actor, userId: crypto.randomUUID() }
    const { firmId, userId } = admin
    await owner().user.create({
      data: { id: userId, firmId, subject: userId, email: 'ben@example.com', name: 'Ben', role: 'admin' },
    })
    expect(await removeUser(admin, fixture.actor.userId)).toBe('done')
    expect(await decidedOf(first.id)).toEqual(by(fixture.actor))
  })
  it('cannot be stored without when', async () => {
    const { fixture, first } = await conflicts()
    await expect(
      owner().change.update({ where: { id: first.id }, data: { decidedById: fixture.actor.userId } }),
    ).rejects.toThrow(/Change_decided/)
  })
})
