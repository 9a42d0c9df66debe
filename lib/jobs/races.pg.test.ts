// What crashes, two tabs, late pages and second thoughts must not do: lose an answer, double a contact, write what was
// taken out, or leave a sync asleep.

import { afterAll, describe, expect, it } from 'vitest'
import { decideAsShown, excludeAsShown, includeAsShown } from '@/lib/db/as-shown'
import { saveEntries } from '@/lib/db/entries'
import { closeQueue } from '@/lib/db/queue'
import { openRun, retryChanges, syncNow, wakeSyncs } from '@/lib/db/runs'
import { setSyncSettings, stopSync } from '@/lib/db/syncs'
import { owner, withDatabase } from '@/lib/db/testing'
import { asAnswers, asBody } from '@/lib/db/values'
import { applyStep } from './apply'
import { compareStep } from './compare'
import { continueAsShown, person, type Stage, setStage, startAsShown } from './stage'
import { RunMoved } from './step'
import type { Work } from './work'

withDatabase()
afterAll(closeQueue)

const MINUTE = 60_000
const names = (contacts: readonly { firstName: string; lastName: string }[]) =>
  contacts.map(({ firstName, lastName }) => `${firstName} ${lastName}`.trim()).sort()

/** What a worker holds in its hands, possibly for too long. */
async function workOf(stage: Stage, runId: string): Promise<Work> {
  const { sync, ...run } = await owner().run.findUniqueOrThrow({
    where: { id: runId },
    include: { sync: true },
  })
  const lane = { account: `test:${runId}`, holder: 'this worker' }
  return {
    ...stage.outside,
    run,
    sync,
    connection: stage.connection,
    region: null,
    lane,
    provider: stage.account.provider,
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
  const stage = await setStage()
  const phones = [{ value: '+1 212 555 0123', label: 'Mobile' }]
  const emails = [{ value: 'robert.stone@example.com', label: '' }]
  await stage.addHere(person('Robert', 'Stone', { phones }))
  const remoteIds = ['Bob', 'Bobby'].map((name) =>
    stage.account.add(person(name, 'Stone', { phones, emails })),
  )
  const run = await stage.preview()
  const questions = await stage.changes(run.id)
  expect(questions.map(({ kind }) => kind)).toEqual(['question', 'question'])
  const ids = remoteIds.map((remoteId) => questions.find((change) => change.remoteId === remoteId)?.id)
  const [bob, bobby] = ids as [string, string]
  const scope = { syncId: stage.sync.id, runId: run.id }
  return {
    stage,
    run,
    bob,
    bobby,
    answer: async (id: string, samePerson: 'link' | 'separate') => {
      await decideAsShown(stage.actor, id, { samePerson })
      const { body } = await owner().change.findUniqueOrThrow({ where: { id } })
      const conflicts = Object.fromEntries(asBody(body).conflicts.map((one) => [one.id, 'local' as const]))
      if (samePerson === 'link') await decideAsShown(stage.actor, id, { conflicts })
    },
    exclude: (id: string) =>
      excludeAsShown(stage.actor, scope, { kind: 'ids', ids: [id] }, crypto.randomUUID(), stage.now()),
    include: (id: string) => includeAsShown(stage.actor, scope, { ids: [id] }),
  }
}

describe('a worker that was overtaken', () => {
  it('does not clear away the preview that another made meanwhile', async () => {
    const stage = await setStage()
    await stage.addHere(person('Ben', 'Okafor'))
    const run = await stage.preview()
    const late = await workOf(stage, run.id)
    await compareStep({ ...late, run: { ...late.run, state: 'comparing' } }).catch(() => undefined)
    expect(await stage.changes(run.id)).toHaveLength(1)
  })

  it('writes nothing here once the sync is stopped', async () => {
    const stage = await setStage()
    stage.account.add(person('Cho', 'Min-ji'))
    const run = await stage.preview()
    await startAsShown(stage.actor, run)
    const late = await workOf(stage, run.id)
    await owner().lane.create({ data: { ...late.lane, until: new Date(Date.now() + MINUTE) } })
    await owner().run.update({ where: { id: run.id }, data: { total: 1 } })
    await stopSync(stage.actor, stage.sync.id)
    const step = applyStep({ ...late, run: { ...late.run, total: 1 } })
    await expect(step).rejects.toThrow(RunMoved)
    expect(await stage.here()).toEqual([])
  })
})

describe('a guard that holds a run', () => {
  async function manyThere(stage: Stage) {
    const ids: string[] = []
    for (let at = 0; at < 30; at += 1) ids.push(stage.account.add(person(`Client${at}`, 'Roe')))
    return {
      editAll: () => {
        for (const [at, id] of ids.entries()) stage.account.edit(id, person(`Client${at}`, 'Doe'))
      },
    }
  }

  it('does not lose the answers given before it', async () => {
    const stage = await setStage()
    const ana = await stage.addHere(person('Ana', 'Lima'))
    const many = await manyThere(stage)
    await stage.start(await stage.preview())
    const [remoteAna] = stage.there().filter(({ lastName }) => lastName === 'Lima')
    await stage.editHere(ana, { title: 'Partner' })
    stage.account.edit(remoteAna?.id ?? '', person('Ana', 'Lima', { title: 'Of counsel' }))
    await stage.later()
    const asked = await owner().change.findFirstOrThrow({
      where: { syncId: stage.sync.id, state: 'waiting' },
    })
    const conflicts = Object.fromEntries(
      asBody(asked.body).conflicts.map(({ id }) => [id, 'remote' as const]),
    )
    await decideAsShown(stage.actor, asked.id, { conflicts })
    many.editAll()
    const held = await stage.later()
    expect(held.waitKind).toBe('guard')
    await continueAsShown(stage.actor, held)
    await stage.work()
    expect((await stage.here()).find(({ id }) => id === ana)?.title).toBe('Of counsel')
  })

  it('does not forget that a contact waits to be approved', async () => {
    const stage = await setStage()
    const ben = await stage.addHere(person('Ben', 'Okafor'))
    const many = await manyThere(stage)
    const run = await stage.preview()
    await stage.editHere(ben, { title: 'Clerk' })
    await stage.start(run)
    await stage.editHere(ben, { title: 'Chief clerk' })
    many.editAll()
    const held = await stage.later()
    expect(held.waitKind).toBe('guard')
    await continueAsShown(stage.actor, held)
    await stage.work()
    expect(names(stage.there())).not.toContain('Ben Okafor')
    expect(await owner().change.count({ where: { syncId: stage.sync.id, state: 'waiting' } })).toBe(1)
  })
})

describe('second thoughts about a question', () => {
  it('one of two answered Link, taken out, and brought back after the other was linked, is not linked too', async () => {
    const { stage, run, bob, bobby, answer, exclude, include } = await askedTwice()
    await answer(bob, 'link')
    await exclude(bob)
    await answer(bobby, 'link')
    await include(bob)
    expect((await stage.start(run)).state).toBe('done')
    expect(await owner().link.count({ where: { syncId: stage.sync.id } })).toBe(2)
  })

  it('two tabs that link one contact to two others at once link it to one', async () => {
    const { stage, run, bob, bobby } = await askedTwice()
    const link = (id: string) => decideAsShown(stage.actor, id, { samePerson: 'link' })
    for (let round = 0; round < 5; round += 1) {
      await Promise.all([link(bob), link(bobby)])
      const answers = (await stage.changes(run.id)).flatMap(({ kind, answers }) =>
        kind === 'question' ? asAnswers(answers).samePerson : [],
      )
      expect(answers.sort()).toEqual(['link', 'separate'])
    }
  })

  it('an answer that comes as the sync starts is taken before, or not at all', async () => {
    const { stage, run, bob } = await askedTwice()
    const row = () => owner().change.findUniqueOrThrow({ where: { id: bob } })
    const before = await row()
    const { answered } = await owner().$transaction(async (tx) => {
      await tx.run.update({ where: { id: run.id }, data: { state: 'applying' } })
      const answered = decideAsShown(stage.actor, bob, { samePerson: 'link' })
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
    const { stage, run, bob, exclude, include } = await askedTwice()
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
    expect(await owner().exclusion.count({ where: { syncId: stage.sync.id } })).toBe(0)
    expect(await owner().change.count({ where: { runId: run.id, state: 'excluded' } })).toBe(0)
  })

  it('a contact is not added while one of its questions, taken out and brought back, is open', async () => {
    const { stage, run, bob, bobby, answer, exclude, include } = await askedTwice()
    await exclude(bob)
    await answer(bobby, 'separate')
    await include(bob)
    await stage.start(run)
    expect(names(stage.there())).toEqual(['Bob Stone', 'Bobby Stone'])
  })

  it('a contact that was taken out with its question is not added on the other side', async () => {
    const { stage, run, bob, bobby, answer, exclude } = await askedTwice()
    await answer(bob, 'separate')
    await answer(bobby, 'separate')
    await exclude(bob)
    await stage.start(run)
    expect(names(stage.there())).toEqual(['Bob Stone', 'Bobby Stone'])
    expect(names(await stage.here())).toEqual(['Bobby Stone', 'Robert Stone'])
  })
})

describe('late sights and lost replies', () => {
  it('an entry renamed and then seen by a full read keeps its link', async () => {
    const stage = await setStage()
    const id = stage.account.add(person('Cho', 'Min-ji'))
    await stage.start(await stage.preview())
    stage.account.rename(id)
    stage.account.expireCursors()
    await stage.later()
    await stage.later()
    expect(names(await stage.here())).toEqual(['Cho Min-ji'])
    expect(stage.there()).toHaveLength(1)
    expect(await owner().link.findMany({ where: { syncId: stage.sync.id } })).toMatchObject([
      { remoteId: `${id}x`, tombstone: null },
    ])
  })

  it('a full read that broke off and begins again does not count on what it saw before', async () => {
    const stage = await setStage()
    const [cho, dan] = [person('Cho', 'Min-ji'), person('Dan', 'Roth')].map((one) => stage.account.add(one))
    await stage.start(await stage.preview())
    stage.account.remove(cho ?? '')
    stage.account.expireCursors()
    stage.account.fail({ on: 'read', kind: 'unavailable' })
    expect(await stage.later()).toMatchObject({ full: true, state: 'reading', waitKind: 'unavailable' })
    stage.account.remove(dan ?? '')
    expect(await stage.later()).toMatchObject({ full: true, state: 'done' })
    const links = await owner().link.findMany({ where: { syncId: stage.sync.id } })
    expect(links.map(({ tombstone }) => tombstone)).toEqual(['remote', 'remote'])
  })

  it('two linked entries that the account made one leave one link and both contacts here', async () => {
    const stage = await setStage()
    const cho = stage.account.add(person('Cho', 'Min-ji'))
    const dan = stage.account.add(person('Dan', 'Roth'))
    await stage.start(await stage.preview())
    stage.account.remove(dan)
    const [merged] = await stage.account.provider.read([cho])
    if (!merged) throw new Error('the account lost it')
    const seen = { at: stage.now(), runId: null }
    await owner().$transaction((tx) => saveEntries(tx, stage.sync, [{ ...merged, previousIds: [dan] }], seen))
    await stage.later()
    expect(names(await stage.here())).toEqual(['Cho Min-ji', 'Dan Roth'])
    const links = await owner().link.findMany({
      where: { syncId: stage.sync.id },
      orderBy: { remoteId: 'asc' },
    })
    expect(links).toMatchObject([
      { remoteId: cho, tombstone: null },
      { remoteId: dan, tombstone: 'remote' },
    ])
  })

  it('what one that is gone was merged into may be said later, and changes, and the page follows', async () => {
    const stage = await setStage()
    const [ada, bea, cy] = ['Ada', 'Bea', 'Cy'].map((name) => stage.account.add(person(name, name)))
    await stage.start(await stage.preview())
    const say = async (id = '', ...previousIds: string[]) => {
      const [entry] = await stage.account.provider.read([id])
      if (!entry) throw new Error('the account lost it')
      const seen = { at: stage.now(), runId: null }
      await owner().$transaction((tx) => saveEntries(tx, stage.sync, [{ ...entry, previousIds }], seen))
    }
    const wentTo = async (remoteId = '') => {
      const where = { syncId_remoteId: { syncId: stage.sync.id, remoteId } }
      const [link, entry] = [
        await owner().link.findUnique({ where }),
        await owner().entry.findUnique({ where }),
      ]
      expect(link?.mergedInto).toBe(entry?.mergedInto)
      return link?.mergedInto
    }
    stage.account.remove(ada ?? '')
    await stage.later()
    expect(await wentTo(ada)).toBeNull()
    await say(bea, ada ?? '')
    expect(await wentTo(ada)).toBe(bea)
    // The one that was merged into the next also tells what it was before, whichever of the two is read first.
    stage.account.remove(bea ?? '')
    await say(cy, bea ?? '')
    await say(bea, ada ?? '')
    await stage.later()
    expect([await wentTo(ada), await wentTo(bea)]).toEqual([cy, cy])
    // A new name of the last one is followed too.
    await say(stage.account.rename(cy ?? ''), cy ?? '')
    expect([await wentTo(ada), await wentTo(bea)]).toEqual([`${cy}x`, `${cy}x`])
  })

  it('one that is merged into a contact which was left out of the sync does not go on with that one', async () => {
    const stage = await setStage()
    const [ada, bea] = ['Ada', 'Bea'].map((name) => stage.account.add(person(name, name)))
    const run = await stage.preview()
    const [leftOut] = (await stage.changes(run.id)).filter(({ remoteId }) => remoteId === bea)
    await excludeAsShown(
      stage.actor,
      { syncId: stage.sync.id, runId: run.id },
      { kind: 'ids', ids: [leftOut?.id ?? ''] },
      crypto.randomUUID(),
      stage.now(),
    )
    await stage.start(run)
    stage.account.remove(ada ?? '')
    const [entry] = await stage.account.provider.read([bea ?? ''])
    if (!entry) throw new Error('the account lost it')
    const seen = { at: stage.now(), runId: null }
    await owner().$transaction((tx) =>
      saveEntries(tx, stage.sync, [{ ...entry, previousIds: [ada ?? ''] }], seen),
    )
    await stage.later()
    expect(await owner().link.findMany({ where: { syncId: stage.sync.id } })).toMatchObject([
      { remoteId: ada, tombstone: 'remote', mergedInto: bea },
    ])
  })

  it('what was deleted on both sides does not come back with a list that lags', async () => {
    const lagMs = 30 * MINUTE
    const stage = await setStage({ limits: { lagMs } })
    stage.account.add(person('Cho', 'Min-ji'))
    stage.pass(lagMs)
    await stage.start(await stage.preview())
    await setSyncSettings(stage.actor, stage.sync.id, { onConflict: 'ask', onLocalDelete: 'delete' })
    const [cho] = await stage.here()
    await stage.deleteHere(cho?.id ?? '')
    await stage.later()
    expect(stage.there()).toEqual([])
    stage.account.expireCursors()
    expect(await stage.later(MINUTE * 15)).toMatchObject({ full: true, state: 'done' })
    expect(await stage.here()).toEqual([])
    await stage.later(lagMs)
    expect(await stage.here()).toEqual([])
  })

  it('a create without a reply is not made twice because the account then was full', async () => {
    const lagMs = 10 * MINUTE
    const stage = await setStage({ limits: { lagMs }, batchSize: 1 })
    await stage.addHere(person('Ada', 'Lovelace'))
    await stage.addHere(person('Bea', 'Lovelace'))
    const run = await stage.preview()
    stage.account.fail({ on: 'push', kind: 'lost' })
    stage.account.fail({ on: 'push', kind: 'full' })
    expect((await stage.start(run)).state).toBe('done')
    stage.pass(MINUTE)
    await retryChanges(stage.actor, stage.sync.id, 'all')
    await stage.work()
    await stage.later(2 * lagMs)
    await stage.later(2 * lagMs)
    expect(names(stage.there())).toEqual(['Ada Lovelace', 'Bea Lovelace'])
  })

  it('a match whose reply is lost needs no second approval', async () => {
    const stage = await setStage()
    await stage.addHere(person('Ana', 'Lima', { nickname: 'Aninha' }))
    stage.account.add(person('Ana', 'Lima'))
    const run = await stage.preview()
    stage.account.fail({ on: 'push', kind: 'lost' })
    await stage.start(run)
    expect(stage.there()).toMatchObject([{ nickname: 'Aninha' }])
    expect(await owner().change.count({ where: { syncId: stage.sync.id, state: 'waiting' } })).toBe(0)
    expect(await owner().link.count({ where: { syncId: stage.sync.id } })).toBe(1)
  })
})

describe('a sync does not sleep', () => {
  it('Sync now during a run that has read already is followed by another look', async () => {
    const stage = await setStage()
    const ben = await stage.addHere(person('Ben', 'Okafor'))
    const run = await stage.preview()
    stage.account.fail({ on: 'push', kind: 'rate', retryAt: new Date(stage.now().getTime() + MINUTE) })
    await stage.start(run)
    await stage.editHere(ben, { title: 'Clerk' })
    await wakeSyncs(stage.actor.firmId)
    await syncNow(stage.actor, stage.sync.id)
    stage.pass(2 * MINUTE)
    await stage.work()
    const { nextCheckAt } = await owner().sync.findUniqueOrThrow({ where: { id: stage.sync.id } })
    expect(nextCheckAt?.getTime()).toBeLessThanOrEqual(stage.now().getTime())
  })

  it('a check that was asked for as the sync was stopped opens no run', async () => {
    const stage = await setStage()
    await stage.start(await stage.preview())
    await stopSync(stage.actor, stage.sync.id)
    await openRun(stage.sync, { kind: 'scheduled', full: false, userId: null })
    expect(await owner().run.count({ where: { syncId: stage.sync.id, state: 'reading' } })).toBe(0)
  })
})
