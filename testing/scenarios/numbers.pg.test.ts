// The numbers of one run are the same wherever they are shown: bar, progress, history and tiles add up.

import { describe, expect, it } from 'vitest'
import type { Actor } from '@/lib/store/firm/actor'
import { watchedPage } from '@/lib/store/oversight/connections'
import { countChanges, VIEWS } from '@/lib/store/review/preview'
import type { SyncCounts } from '@/lib/store/runs/counts'
import { totalsOf } from '@/lib/store/runs/totals'
import { overviewOf, runsOf } from '@/lib/store/sync/overview'
import { needFactsOf, statusFactsOf } from '@/lib/store/sync/pulse'
import { owner, withDatabase } from '@/testing/database/test-database'
import { decideAsShown, excludeAsShown } from '@/testing/scenarios/as-shown'
import { continueAsShown, type Fixture, person, setUpFixture } from './fixture'

withDatabase()

const mail = (value: string) => ({ emails: [{ value, label: '' }] })

/** Two only here, one only there, two the same, one that differs, and two that may each be one. */
async function firm(): Promise<Fixture> {
  const fixture = await setUpFixture()
  for (const [first, last] of [
    ['Ben', 'Okafor'],
    ['Bea', 'Costa'],
    ['Dee', 'Roth'],
    ['Dov', 'Levi'],
    ['Eve', 'Stone'],
  ] as const)
    await fixture.addHere(person(first, last))
  for (const [first, last] of [
    ['Cho', 'Min'],
    ['Dee', 'Roth'],
    ['Dov', 'Levi'],
  ] as const)
    fixture.account.add(person(first, last))
  fixture.account.add(person('Eve', 'Stone', { title: 'Judge' }))
  for (const name of ['Abernathy', 'Zimmer']) {
    await fixture.addHere(person('Jonathan', name, mail(`j@${name}.example`)))
    fixture.account.add(person('Jon', name, mail(`j@${name}.example`)))
  }
  return fixture
}

const idOf = async (fixture: Fixture, runId: string, name: string, kind?: string) =>
  (await fixture.changes(runId)).find((change) => change.name === name && (!kind || change.kind === kind))
    ?.id ?? ''

/** Tiles about contacts: each contact of the sync is counted in one of them. */
async function tiles({ actor, sync }: Fixture) {
  const overview = await overviewOf(actor, 'google')
  const counts = overview?.sync?.counts
  if (!counts) throw new Error('there is a sync')
  await expectSaidEverywhere(actor, sync.id, counts)
  const { inSync, undecided, outdated, failed, unanswered, excluded } = counts
  return { ...counts, sum: inSync + undecided + outdated + failed + unanswered + excluded }
}

/** The sync's page, its pulse, the header and Sync Status say the same. */
async function expectSaidEverywhere(actor: Actor, syncId: string, counts: SyncCounts): Promise<void> {
  const { inSync, undecided, outdated, failed } = counts
  const waiting = { undecided, outdated, failed }
  expect((await statusFactsOf(actor, 'google'))?.sync?.counts).toEqual(counts)
  expect((await needFactsOf(actor, 'google'))?.sync?.counts).toEqual(waiting)
  const watched = (await watchedPage(actor, { query: '', status: null }, { kind: 'first' }, 50)).rows.find(
    ({ sync }) => sync?.id === syncId,
  )
  expect(watched).toMatchObject({ items: inSync, waiting })
}

async function lastRun({ actor, sync }: Fixture) {
  const [run] = await runsOf(actor, sync.id, 1)
  if (!run) throw new Error('there is a run')
  return run
}

describe('a preview', () => {
  it('counts every contact in one filter, also after decisions and exclusions', async () => {
    const fixture = await firm()
    const run = await fixture.preview()
    const scope = { syncId: fixture.sync.id, runId: run.id }
    const chips = async () => {
      const { open, decide, parted, all, ...counts } = await countChanges(fixture.actor, scope, { q: '' })
      const others = VIEWS.filter((view) => view !== 'all' && view !== 'decide').map((view) => counts[view])
      return { all, sum: open + (decide - open - parted) + others.reduce((a, b) => a + b, 0) }
    }
    expect(await chips()).toEqual({ all: 8, sum: 8 })
    const asked = await idOf(fixture, run.id, 'Jonathan Abernathy', 'question')
    await decideAsShown(fixture.actor, asked, { samePerson: 'separate' })
    // One question about two contacts has become two additions.
    expect(await chips()).toEqual({ all: 9, sum: 9 })
    await decideAsShown(fixture.actor, asked, { samePerson: 'link' })
    expect(await chips()).toEqual({ all: 8, sum: 8 })
    const ids = { kind: 'ids', ids: [await idOf(fixture, run.id, 'Bea Costa')] } as const
    await excludeAsShown(fixture.actor, scope, ids, crypto.randomUUID(), new Date())
    expect(await chips()).toEqual({ all: 8, sum: 8 })
  })
})

describe('a sync', () => {
  it('writes what the bar announced, shows it as progress, and records it in its history', async () => {
    const fixture = await firm()
    const run = await fixture.preview()
    const scope = { syncId: fixture.sync.id, runId: run.id }
    const separate = await idOf(fixture, run.id, 'Jonathan Abernathy', 'question')
    await decideAsShown(fixture.actor, separate, { samePerson: 'separate' })
    const ids = { kind: 'ids', ids: [await idOf(fixture, run.id, 'Bea Costa')] } as const
    await excludeAsShown(fixture.actor, scope, ids, crypto.randomUUID(), new Date())
    const bar = await totalsOf(fixture.actor, scope)
    // Ben, Cho, Eve, and the two Abernathys; Zimmer waits, Bea is excluded.
    expect(bar).toMatchObject({ changes: 5, open: 1, excluded: 1 })
    const overview = await overviewOf(fixture.actor, 'google')
    expect(overview?.sync?.planned).toBe(bar.changes + bar.open)

    const done = await fixture.start(run)
    expect(done).toMatchObject({ state: 'done', total: bar.changes, done: bar.changes })
    expect(await lastRun(fixture)).toMatchObject({ applied: bar.changes, matched: 2, failed: 0 })
    // Five that were written and two that were the same; plus the question and the excluded contact.
    expect(await tiles(fixture)).toMatchObject({ inSync: 7, undecided: 1, excluded: 1, sum: 9 })
  })

  it('counts a waiting contact once, whatever it waits for, and contacts excluded later', async () => {
    const fixture = await firm()
    await fixture.start(await fixture.preview())
    const before = await tiles(fixture)
    expect(before).toMatchObject({ undecided: 2, sum: before.inSync + 2 })
    const here = await fixture.here()
    const remote = fixture.there()
    const of = (first: string) => ({
      here: here.find(({ firstName }) => firstName === first)?.id ?? '',
      there: remote.find(({ firstName }) => firstName === first)?.id ?? '',
    })
    for (const first of ['Dee', 'Dov']) {
      await fixture.editHere(of(first).here, { title: 'Partner' })
      fixture.account.edit(
        of(first).there,
        person(first, first === 'Dee' ? 'Roth' : 'Levi', { title: 'Clerk' }),
      )
    }
    await fixture.later()
    expect(await tiles(fixture)).toMatchObject({
      inSync: before.inSync - 2,
      undecided: before.undecided + 2,
      sum: before.sum,
    })
    const waiting = { syncId: fixture.sync.id, runId: null }
    const { id } = await owner().change.findFirstOrThrow({
      where: { state: 'waiting', localId: of('Dee').here },
    })
    const one = { kind: 'ids', ids: [id] } as const
    await excludeAsShown(fixture.actor, waiting, one, crypto.randomUUID(), new Date())
    expect(await tiles(fixture)).toMatchObject({
      undecided: before.undecided + 1,
      excluded: 1,
      sum: before.sum,
    })
  })
})

describe('on every status', () => {
  /** Seven in sync, two questions; then one failed, one without a reply, one excluded by its person and one by the choice. */
  async function everything() {
    const fixture = await firm()
    await fixture.start(await fixture.preview())
    const { firmId, userId } = fixture.actor
    const syncId = fixture.sync.id
    const run = await lastRun(fixture)
    const links = await owner().link.findMany({ where: { syncId } })
    const written = await owner().change.findMany({ where: { runId: run.id, state: 'applied' } })
    const [one, other] = written.filter(({ localId }) => links.some((link) => link.localId === localId))
    if (!one || !other) throw new Error('contacts were written')
    const quiet = links.filter(({ localId }) => localId !== one.localId && localId !== other.localId)
    await owner().change.update({ where: { id: one.id }, data: { state: 'failed' } })
    await owner().change.update({ where: { id: other.id }, data: { state: 'sent' } })
    await owner().exclusion.createMany({
      data: quiet.slice(0, 2).map(({ localId, remoteId }, at) => {
        const who = { firmId, syncId, userId, name: '' }
        return { id: crypto.randomUUID(), ...who, localId, remoteId, byChoice: at === 1 }
      }),
    })
    return { fixture, run, links: links.length }
  }

  it('all numbers are one set, and each contact is in one of them', async () => {
    const { fixture, run, links } = await everything()
    const { actor, sync } = fixture
    const { firmId } = actor
    const expected = {
      inSync: links - 4,
      undecided: 2,
      failed: 1,
      unanswered: 1,
      excluded: 1,
      // Without the one that the choice leaves out.
      sum: links + 1,
    }
    const ofSync = (data: object) => owner().sync.update({ where: { id: sync.id }, data })
    const ofRun = (data: object) => owner().run.update({ where: { id: run.id }, data })
    const steps: readonly (readonly [string, () => Promise<unknown>])[] = [
      ['up to date', async () => undefined],
      ['reading', () => ofRun({ state: 'reading', endedAt: null })],
      ['comparing', () => ofRun({ state: 'comparing' })],
      ['ready', () => ofRun({ state: 'ready', kind: 'first' })],
      ['writing', () => ofRun({ state: 'applying' })],
      ['asked', () => ofRun({ waitKind: 'guard' })],
      ['failed', () => ofRun({ state: 'failed', waitKind: null, endedAt: new Date() })],
      [
        'access lost',
        () => owner().connection.updateMany({ where: { firmId }, data: { consentLostAt: new Date() } }),
      ],
      ['stopped', () => ofSync({ state: 'stopped', stoppedAt: new Date() })],
      ['connected again', () => ofSync({ state: 'idle', stoppedAt: null })],
    ]
    for (const [status, begin] of steps) {
      await begin()
      expect({ status, ...(await tiles(fixture)) }).toMatchObject({ status, ...expected })
    }
  })
})

it('the time that a run waits for a person is separate from its own time, however the wait ends', async () => {
  const fixture = await firm()
  await fixture.start(await fixture.preview())
  const { id } = await owner().run.create({
    data: {
      ...{ id: crypto.randomUUID(), firmId: fixture.actor.firmId, syncId: fixture.sync.id },
      ...{ kind: 'manual', state: 'comparing', full: false },
    },
  })
  const hour = 3_600
  const waited = async () => (await owner().run.findUniqueOrThrow({ where: { id } })).waitedSeconds
  const wait = async (waitKind: 'guard' | 'consent') => {
    await owner().run.update({ where: { id }, data: { waitKind } })
    const earlier = new Date(Date.now() - hour * 1000)
    await owner().run.update({ where: { id }, data: { waitingSince: earlier } })
  }
  await owner().run.update({ where: { id }, data: { waitKind: 'rate', waitUntil: new Date() } })
  await owner().run.update({ where: { id }, data: { waitKind: null, waitUntil: null } })
  expect(await waited()).toBe(0)
  await wait('guard')
  await continueAsShown(fixture.actor, { id })
  expect(await waited()).toBeGreaterThanOrEqual(hour)
  await wait('consent')
  await owner().run.update({ where: { id }, data: { state: 'stopped', endedAt: new Date() } })
  expect(await waited()).toBeGreaterThanOrEqual(2 * hour)
})
