// Crashes, two tabs, late pages and changed decisions must not lose a decision, duplicate a contact, write what was excluded, or leave a
// sync without a next check.

import { describe, expect, it } from 'vitest'
import { asAnswers } from '@/lib/store/address-book/values'
import { anyProvider } from '@/lib/store/kinds/registry'
import { openRun, retryChanges, syncNow, wakeSyncs } from '@/lib/store/runs/runs'
import { saveItems } from '@/lib/store/sync/items'
import { setSyncSettings, stopSync } from '@/lib/store/sync/syncs'
import { MINUTE } from '@/lib/time'
import { applyStep } from '@/lib/worker/apply'
import { compareStep } from '@/lib/worker/compare/compare'
import { RunMoved } from '@/lib/worker/step'
import type { StepContext } from '@/lib/worker/step-context'
import { parseContactBody } from '@/testing/contacts/stored-body'
import { owner, withDatabase } from '@/testing/database/test-database'
import { decideAsShown, excludeAsShown, includeAsShown } from '@/testing/scenarios/as-shown'
import {
  continueAsShown,
  type Fixture,
  person,
  setUpFixture,
  startAsShown,
} from '@/testing/scenarios/fixture'
import { names } from '@/testing/scenarios/in-step'
import { contactsIn, kindIn } from '@/testing/scenarios/kind'

withDatabase()

/** What a worker holds, possibly for too long. */
async function workOf(fixture: Fixture, runId: string): Promise<StepContext> {
  const { sync: joined, ...run } = await owner().run.findUniqueOrThrow({
    where: { id: runId },
    include: { sync: { include: { remoteCollection: true } } },
  })
  const { remoteCollection: collection, ...sync } = joined
  const lane = { account: `test:${runId}`, holder: 'this worker' }
  return {
    ...fixture.deps,
    run,
    sync,
    connection: fixture.connection,
    collection,
    kind: kindIn(sync),
    lease: lane,
    onCall: () => () => undefined,
    calls: () => 0,
    provider: anyProvider(fixture.account.provider),
  }
}

/** Ends once a connection to the test's database waits for another one's lock. */
async function somebodyWaits(): Promise<void> {
  for (;;) {
    const waiting = await owner().$queryRaw<unknown[]>`
      select pid from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`
    if (waiting.length > 0) return
  }
}

/** Robert here; Bob and Bobby, who may both be him, there. */
async function askedTwice() {
  const fixture = await setUpFixture()
  const phones = [{ value: '+1 212 555 0123', label: 'Mobile' }]
  const emails = [{ value: 'robert.stone@example.com', label: '' }]
  await fixture.addHere(person('Robert', 'Stone', { phones }))
  const remoteIds = ['Bob', 'Bobby'].map((name) =>
    fixture.account.add(person(name, 'Stone', { phones, emails })),
  )
  const run = await fixture.preview()
  const questions = await fixture.changes(run.id)
  expect(questions.map(({ kind }) => kind)).toEqual(['question', 'question'])
  const ids = remoteIds.map((remoteId) => questions.find((change) => change.remoteId === remoteId)?.id)
  const [bob, bobby] = ids as [string, string]
  const scope = { syncId: fixture.sync.id, runId: run.id }
  return {
    fixture,
    run,
    bob,
    bobby,
    answer: async (id: string, samePerson: 'link' | 'separate') => {
      await decideAsShown(fixture.actor, id, { samePerson })
      const change = await owner().change.findUniqueOrThrow({ where: { id } })
      const conflicts = Object.fromEntries(
        parseContactBody(change).conflicts.map((one) => [one.id, 'local' as const]),
      )
      if (samePerson === 'link') await decideAsShown(fixture.actor, id, { conflicts })
    },
    exclude: (id: string) =>
      excludeAsShown(fixture.actor, scope, { kind: 'ids', ids: [id] }, crypto.randomUUID(), fixture.now()),
    include: (id: string) => includeAsShown(fixture.actor, scope, { ids: [id] }),
  }
}

describe('a worker that was overtaken', () => {
  it('does not delete the preview that another one built meanwhile', async () => {
    const fixture = await setUpFixture()
    await fixture.addHere(person('Ben', 'Okafor'))
    const run = await fixture.preview()
    const late = await workOf(fixture, run.id)
    await compareStep({ ...late, run: { ...late.run, state: 'comparing' } }).catch(() => undefined)
    expect(await fixture.changes(run.id)).toHaveLength(1)
  })

  it('writes nothing here once the sync is stopped', async () => {
    const fixture = await setUpFixture()
    fixture.account.add(person('Cho', 'Min-ji'))
    const run = await fixture.preview()
    await startAsShown(fixture.actor, run)
    const late = await workOf(fixture, run.id)
    await owner().accountLease.create({ data: { ...late.lease, until: new Date(Date.now() + MINUTE) } })
    await owner().run.update({ where: { id: run.id }, data: { total: 1 } })
    await stopSync(fixture.actor, fixture.sync.id)
    const step = applyStep({ ...late, run: { ...late.run, total: 1 } })
    await expect(step).rejects.toThrow(RunMoved)
    expect(await fixture.here()).toEqual([])
  })
})

describe('a guard that stops a run', () => {
  async function manyThere(fixture: Fixture) {
    const ids: string[] = []
    for (let at = 0; at < 30; at += 1) ids.push(fixture.account.add(person(`Client${at}`, 'Roe')))
    return {
      editAll: () => {
        for (const [at, id] of ids.entries()) fixture.account.edit(id, person(`Client${at}`, 'Doe'))
      },
    }
  }

  it('does not lose the answers given before it', async () => {
    const fixture = await setUpFixture()
    const ana = await fixture.addHere(person('Ana', 'Lima'))
    const many = await manyThere(fixture)
    await fixture.start(await fixture.preview())
    const [remoteAna] = fixture.there().filter(({ lastName }) => lastName === 'Lima')
    await fixture.editHere(ana, { title: 'Partner' })
    fixture.account.edit(remoteAna?.id ?? '', person('Ana', 'Lima', { title: 'Of counsel' }))
    await fixture.later()
    const asked = await owner().change.findFirstOrThrow({
      where: { syncId: fixture.sync.id, state: 'waiting' },
    })
    const conflicts = Object.fromEntries(
      parseContactBody(asked).conflicts.map(({ id }) => [id, 'remote' as const]),
    )
    await decideAsShown(fixture.actor, asked.id, { conflicts })
    many.editAll()
    const held = await fixture.later()
    expect(held.waitKind).toBe('guard')
    await continueAsShown(fixture.actor, held)
    await fixture.work()
    expect((await fixture.here()).find(({ id }) => id === ana)?.title).toBe('Of counsel')
  })

  it('does not forget that a contact waits for approval', async () => {
    const fixture = await setUpFixture()
    const ben = await fixture.addHere(person('Ben', 'Okafor'))
    const many = await manyThere(fixture)
    const run = await fixture.preview()
    await fixture.editHere(ben, { title: 'Clerk' })
    await fixture.start(run)
    await fixture.editHere(ben, { title: 'Chief clerk' })
    many.editAll()
    const held = await fixture.later()
    expect(held.waitKind).toBe('guard')
    await continueAsShown(fixture.actor, held)
    await fixture.work()
    expect(names(fixture.there())).not.toContain('Ben Okafor')
    expect(await owner().change.count({ where: { syncId: fixture.sync.id, state: 'waiting' } })).toBe(1)
  })
})

describe('changed decisions about a question', () => {
  it('one of two that was answered Link, excluded, and included after the other was linked, is not linked too', async () => {
    const { fixture, run, bob, bobby, answer, exclude, include } = await askedTwice()
    await answer(bob, 'link')
    await exclude(bob)
    await answer(bobby, 'link')
    await include(bob)
    expect((await fixture.start(run)).state).toBe('done')
    expect(await owner().link.count({ where: { syncId: fixture.sync.id } })).toBe(2)
  })

  it('two tabs that link one contact to two others at once link it to one', async () => {
    const { fixture, run, bob, bobby } = await askedTwice()
    const link = (id: string) => decideAsShown(fixture.actor, id, { samePerson: 'link' })
    for (let round = 0; round < 5; round += 1) {
      await Promise.all([link(bob), link(bobby)])
      const answers = (await fixture.changes(run.id)).flatMap(({ kind, answers }) =>
        kind === 'question' ? asAnswers(answers).samePerson : [],
      )
      expect(answers.sort()).toEqual(['link', 'separate'])
    }
  })

  it('an answer at the moment of the start counts before it, or not at all', async () => {
    const { fixture, run, bob } = await askedTwice()
    const row = () => owner().change.findUniqueOrThrow({ where: { id: bob } })
    const before = await row()
    const { answered } = await owner().$transaction(async (tx) => {
      await tx.run.update({ where: { id: run.id }, data: { state: 'applying' } })
      const answered = decideAsShown(fixture.actor, bob, { samePerson: 'link' })
      await Promise.race([answered, somebodyWaits()])
      return { answered }
    })
    expect(await answered).toBe(false)
    expect((await row()).answers).toEqual(before.answers)
  })

  it.each([
    ['Start Sync', 'ready'],
    ['Continue', 'comparing'],
  ] as const)('an exclusion that comes with %s is taken before, or not at all', async (_, state) => {
    const { fixture, run, bob, exclude, include } = await askedTwice()
    await owner().change.updateMany({ where: { runId: run.id }, data: { undecided: false } })
    const held = { state, waitKind: state === 'ready' ? null : 'guard' } as const
    await owner().run.update({ where: { id: run.id }, data: held })
    expect([await exclude(bob), await include(bob)]).toEqual([1, 1])
    const { excluded } = await owner().$transaction(async (tx) => {
      await tx.run.update({ where: { id: run.id }, data: { state: 'applying', waitKind: null } })
      const excluded = exclude(bob)
      await Promise.race([excluded, somebodyWaits()])
      return { excluded }
    })
    expect(await excluded).toBe(0)
    expect(await owner().exclusion.count({ where: { syncId: fixture.sync.id } })).toBe(0)
    expect(await owner().change.count({ where: { runId: run.id, state: 'excluded' } })).toBe(0)
  })

  it('a contact is not added while one of its questions is open after being excluded and included', async () => {
    const { fixture, run, bob, bobby, answer, exclude, include } = await askedTwice()
    await exclude(bob)
    await answer(bobby, 'separate')
    await include(bob)
    await fixture.start(run)
    expect(names(fixture.there())).toEqual(['Bob Stone', 'Bobby Stone'])
  })

  it('a contact that was excluded with its question is not added on the other side', async () => {
    const { fixture, run, bob, bobby, answer, exclude } = await askedTwice()
    await answer(bob, 'separate')
    await answer(bobby, 'separate')
    await exclude(bob)
    await fixture.start(run)
    expect(names(fixture.there())).toEqual(['Bob Stone', 'Bobby Stone'])
    expect(names(await fixture.here())).toEqual(['Bobby Stone', 'Robert Stone'])
  })
})

describe('late pages and lost replies', () => {
  it('an item that is renamed and then read by a full read keeps its link', async () => {
    const fixture = await setUpFixture()
    const id = fixture.account.add(person('Cho', 'Min-ji'))
    await fixture.start(await fixture.preview())
    fixture.account.rename(id)
    fixture.account.expireCursors()
    await fixture.later()
    await fixture.later()
    expect(names(await fixture.here())).toEqual(['Cho Min-ji'])
    expect(fixture.there()).toHaveLength(1)
    expect(await owner().link.findMany({ where: { syncId: fixture.sync.id } })).toMatchObject([
      { remoteId: `${id}x`, tombstone: null },
    ])
  })

  it('a full read that was interrupted and starts again ignores what it read before', async () => {
    const fixture = await setUpFixture()
    const [cho, dan] = [person('Cho', 'Min-ji'), person('Dan', 'Roth')].map((one) => fixture.account.add(one))
    await fixture.start(await fixture.preview())
    fixture.account.remove(cho ?? '')
    fixture.account.expireCursors()
    fixture.account.fail({ on: 'read', kind: 'unavailable' })
    expect(await fixture.later()).toMatchObject({ full: true, state: 'reading', waitKind: 'unavailable' })
    fixture.account.remove(dan ?? '')
    expect(await fixture.later()).toMatchObject({ full: true, state: 'done' })
    const links = await owner().link.findMany({ where: { syncId: fixture.sync.id } })
    expect(links.map(({ tombstone }) => tombstone)).toEqual(['remote', 'remote'])
  })

  it('two linked items that are merged in the account leave one link and both contacts here', async () => {
    const fixture = await setUpFixture()
    const cho = fixture.account.add(person('Cho', 'Min-ji'))
    const dan = fixture.account.add(person('Dan', 'Roth'))
    await fixture.start(await fixture.preview())
    fixture.account.remove(dan)
    const [merged] = await fixture.account.provider.read([cho])
    if (!merged) throw new Error('the account lost it')
    const seen = { at: fixture.now(), runId: null }
    await owner().$transaction((tx) =>
      saveItems(tx, contactsIn(fixture.sync), [{ ...merged, previousIds: [dan] }], seen),
    )
    await fixture.later()
    expect(names(await fixture.here())).toEqual(['Cho Min-ji', 'Dan Roth'])
    const links = await owner().link.findMany({
      where: { syncId: fixture.sync.id },
      orderBy: { remoteId: 'asc' },
    })
    expect(links).toMatchObject([
      { remoteId: cho, tombstone: null },
      { remoteId: dan, tombstone: 'remote' },
    ])
  })

  it('the account may report later, and change, what a deleted contact was merged into, and the page follows', async () => {
    const fixture = await setUpFixture()
    const [ada, bea, cy] = ['Ada', 'Bea', 'Cy'].map((name) => fixture.account.add(person(name, name)))
    await fixture.start(await fixture.preview())
    const say = async (id = '', ...previousIds: string[]) => {
      const [entry] = await fixture.account.provider.read([id])
      if (!entry) throw new Error('the account lost it')
      const seen = { at: fixture.now(), runId: null }
      await owner().$transaction((tx) =>
        saveItems(tx, contactsIn(fixture.sync), [{ ...entry, previousIds }], seen),
      )
    }
    const wentTo = async (remoteId = '') => {
      const where = { syncId_remoteId: { syncId: fixture.sync.id, remoteId } }
      const [link, entry] = [
        await owner().link.findUnique({ where }),
        await owner().item.findUnique({ where }),
      ]
      expect(link?.mergedInto).toBe(entry?.mergedInto)
      return link?.mergedInto
    }
    fixture.account.remove(ada ?? '')
    await fixture.later()
    expect(await wentTo(ada)).toBeNull()
    await say(bea, ada ?? '')
    expect(await wentTo(ada)).toBe(bea)
    // The one that was merged into the next also reports its former names, in whichever order the two are read.
    fixture.account.remove(bea ?? '')
    await say(cy, bea ?? '')
    await say(bea, ada ?? '')
    await fixture.later()
    expect([await wentTo(ada), await wentTo(bea)]).toEqual([cy, cy])
    // A new name of the last one is followed too.
    await say(fixture.account.rename(cy ?? ''), cy ?? '')
    expect([await wentTo(ada), await wentTo(bea)]).toEqual([`${cy}x`, `${cy}x`])
  })

  it('the link of a contact that is merged into an excluded one does not move to it', async () => {
    const fixture = await setUpFixture()
    const [ada, bea] = ['Ada', 'Bea'].map((name) => fixture.account.add(person(name, name)))
    const run = await fixture.preview()
    const [leftOut] = (await fixture.changes(run.id)).filter(({ remoteId }) => remoteId === bea)
    await excludeAsShown(
      fixture.actor,
      { syncId: fixture.sync.id, runId: run.id },
      { kind: 'ids', ids: [leftOut?.id ?? ''] },
      crypto.randomUUID(),
      fixture.now(),
    )
    await fixture.start(run)
    fixture.account.remove(ada ?? '')
    const [entry] = await fixture.account.provider.read([bea ?? ''])
    if (!entry) throw new Error('the account lost it')
    const seen = { at: fixture.now(), runId: null }
    await owner().$transaction((tx) =>
      saveItems(tx, contactsIn(fixture.sync), [{ ...entry, previousIds: [ada ?? ''] }], seen),
    )
    await fixture.later()
    expect(await owner().link.findMany({ where: { syncId: fixture.sync.id } })).toMatchObject([
      { remoteId: ada, tombstone: 'remote', mergedInto: bea },
    ])
  })

  it('a contact that was deleted on both sides does not return with a late list', async () => {
    const lagMs = 30 * MINUTE
    const fixture = await setUpFixture({ limits: { lagMs } })
    fixture.account.add(person('Cho', 'Min-ji'))
    fixture.pass(lagMs)
    await fixture.start(await fixture.preview())
    await setSyncSettings(fixture.actor, fixture.sync.id, { onConflict: 'ask', onLocalDelete: 'delete' })
    const [cho] = await fixture.here()
    await fixture.deleteHere(cho?.id ?? '')
    await fixture.later()
    expect(fixture.there()).toEqual([])
    fixture.account.expireCursors()
    expect(await fixture.later(MINUTE * 15)).toMatchObject({ full: true, state: 'done' })
    expect(await fixture.here()).toEqual([])
    await fixture.later(lagMs)
    expect(await fixture.here()).toEqual([])
  })

  it('a create without a reply is not repeated because the account is full afterwards', async () => {
    const lagMs = 10 * MINUTE
    const fixture = await setUpFixture({ limits: { lagMs }, batchSize: 1 })
    await fixture.addHere(person('Ada', 'Lovelace'))
    await fixture.addHere(person('Bea', 'Lovelace'))
    const run = await fixture.preview()
    fixture.account.fail({ on: 'push', kind: 'lost' })
    fixture.account.fail({ on: 'push', kind: 'full' })
    expect((await fixture.start(run)).state).toBe('done')
    fixture.pass(MINUTE)
    await retryChanges(fixture.actor, fixture.sync.id, 'all')
    await fixture.work()
    await fixture.later(2 * lagMs)
    await fixture.later(2 * lagMs)
    expect(names(fixture.there())).toEqual(['Ada Lovelace', 'Bea Lovelace'])
  })

  it('a match whose reply is lost needs no second approval', async () => {
    const fixture = await setUpFixture()
    await fixture.addHere(person('Ana', 'Lima', { nickname: 'Aninha' }))
    fixture.account.add(person('Ana', 'Lima'))
    const run = await fixture.preview()
    fixture.account.fail({ on: 'push', kind: 'lost' })
    await fixture.start(run)
    expect(fixture.there()).toMatchObject([{ nickname: 'Aninha' }])
    expect(await owner().change.count({ where: { syncId: fixture.sync.id, state: 'waiting' } })).toBe(0)
    expect(await owner().link.count({ where: { syncId: fixture.sync.id } })).toBe(1)
  })
})

describe('a sync always has a next check', () => {
  it('Sync now during a run that has finished reading is followed by another check', async () => {
    const fixture = await setUpFixture()
    const ben = await fixture.addHere(person('Ben', 'Okafor'))
    const run = await fixture.preview()
    fixture.account.fail({ on: 'push', kind: 'rate', retryAt: new Date(fixture.now().getTime() + MINUTE) })
    await fixture.start(run)
    await fixture.editHere(ben, { title: 'Clerk' })
    await wakeSyncs(fixture.actor.firmId, { kind: 'contacts' })
    await syncNow(fixture.actor, fixture.sync.id)
    fixture.pass(2 * MINUTE)
    await fixture.work()
    const { nextCheckAt } = await owner().sync.findUniqueOrThrow({ where: { id: fixture.sync.id } })
    expect(nextCheckAt?.getTime()).toBeLessThanOrEqual(fixture.now().getTime())
  })

  it('a check that is requested while the sync is being stopped opens no run', async () => {
    const fixture = await setUpFixture()
    await fixture.start(await fixture.preview())
    await stopSync(fixture.actor, fixture.sync.id)
    await openRun(fixture.sync, { kind: 'scheduled', full: false, userId: null })
    expect(await owner().run.count({ where: { syncId: fixture.sync.id, state: 'reading' } })).toBe(0)
  })
})
