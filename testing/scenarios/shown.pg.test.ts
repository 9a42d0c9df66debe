// Only what was shown is done. Decisions made on a page that was loaded before something changed (in another tab, by another person or by
// the sync itself) are refused; everything that is still as shown is done.
import { describe, expect, it } from 'vitest'
import type { Contact } from '@/lib/domains/contacts/value/contact'
import type { StoredBody } from '@/lib/engine/change-body'
import { updateContact } from '@/lib/store/address-book/contacts'
import { asAnswers, toJson } from '@/lib/store/address-book/values'
import type { Actor } from '@/lib/store/firm/actor'
import { approveChanges } from '@/lib/store/review/approvals'
import { asOfNow, changedSince } from '@/lib/store/review/as-of'
import { decideChange } from '@/lib/store/review/changes'
import { decideTogether } from '@/lib/store/review/conflict-answers'
import { endExclusions, excludeChanges, includeChanges } from '@/lib/store/review/exclusions'
import { continueRun, syncNow } from '@/lib/store/runs/runs'
import { setSyncSettings, stopSync } from '@/lib/store/sync/syncs'
import { parseContactBody } from '@/testing/contacts/stored-body'
import { owner, ownerPool, withDatabase } from '@/testing/database/test-database'
import { decideAsShown, excludeAsShown, shownChange } from '@/testing/scenarios/as-shown'
import { type Fixture, person, setUpFixture, startAsShown } from './fixture'

withDatabase()

const all = { view: 'all', q: '' } as const
const everything = { kind: 'matching', filter: all } as const
const NAMES = ['Bako', 'Deru', 'Gastu'] as const
const batch = () => crypto.randomUUID()
const waitingOf = ({ sync }: Fixture) => ({ syncId: sync.id, runId: null })
const ids = (rows: readonly { readonly id: string }[]) => rows.map(({ id }) => id)

const rowOf = (id: string) => owner().change.findUniqueOrThrow({ where: { id } })
const waitingRows = ({ sync }: Fixture) =>
  owner().change.findMany({ where: { syncId: sync.id, state: 'waiting' }, orderBy: { sortKey: 'asc' } })
const editHere = (fixture: Fixture, name: string, change: Partial<Contact>) =>
  fixture.here().then(async (found) => {
    for (const { id, firstName } of found) if (firstName === name) await fixture.editHere(id, change)
  })

/** Three contacts that changed after the preview, so that each waits for "Approve this change". */
async function outdated() {
  const fixture = await setUpFixture()
  for (const name of NAMES) await fixture.addHere(person(name, 'Roe'))
  const run = await fixture.preview()
  await startAsShown(fixture.actor, run)
  for (const name of NAMES) await editHere(fixture, name, { title: 'Clerk' })
  await fixture.work()
  expect(await waitingRows(fixture)).toMatchObject(NAMES.map(() => ({ outdated: true, undecided: false })))
  return { fixture, run, scope: waitingOf(fixture) }
}

/** Three contacts with one conflict each, in a preview. */
async function conflicts() {
  const fixture = await setUpFixture()
  for (const name of NAMES) {
    await fixture.addHere(person(name, 'Roe', { title: 'Judge' }))
    fixture.account.add(person(name, 'Roe', { title: 'Clerk' }))
  }
  const run = await fixture.preview()
  return {
    fixture,
    run,
    scope: { syncId: fixture.sync.id, runId: run.id },
    asked: await fixture.changes(run.id),
  }
}

async function question() {
  const fixture = await setUpFixture()
  const phones = [{ value: '+1 212 555 0123', label: 'Mobile' }]
  const robert = await fixture.addHere(person('Robert', 'Stone', { phones }))
  const bob = fixture.account.add(
    person('Bob', 'Stone', { phones, emails: [{ value: 'robert.stone@example.com', label: '' }] }),
  )
  const run = await fixture.preview()
  const [asked] = await fixture.changes(run.id)
  if (!asked) throw new Error('nothing was asked')
  return { fixture, robert, bob, run, asked, scope: { syncId: fixture.sync.id, runId: run.id } }
}

/** Another person of the firm. */
async function anAdministrator({ actor: { firmId } }: Fixture): Promise<string> {
  const id = crypto.randomUUID()
  const ben = { subject: id, email: 'ben@example.com', name: 'Ben', role: 'admin' } as const
  await owner().user.create({ data: { id, firmId, ...ben } })
  return id
}

const choose = (change: StoredBody, side: 'local' | 'remote') => ({
  conflicts: Object.fromEntries(parseContactBody(change).conflicts.map(({ id }) => [id, side])),
})

describe('Approve all', () => {
  it('leaves out changes that a later check planned again after the page was loaded, and approves the others', async () => {
    const { fixture, scope } = await outdated()
    const asOf = await asOfNow(fixture.actor)
    await editHere(fixture, 'Deru', { title: 'Chief judge' })
    await fixture.later()
    expect(await changedSince(fixture.actor, scope, asOf)).toBe(1)
    expect(await approveChanges(fixture.actor, scope, everything, asOf)).toBe(2)
    await syncNow(fixture.actor, fixture.sync.id)
    await fixture.work()
    expect(fixture.there().map(({ firstName }) => firstName)).toEqual(['Bako', 'Gastu'])
    const left = await waitingRows(fixture)
    expect(left).toMatchObject([{ name: 'Deru Roe', outdated: true }])
    expect(await approveChanges(fixture.actor, scope, everything, await asOfNow(fixture.actor))).toBe(1)
    await syncNow(fixture.actor, fixture.sync.id)
    await fixture.work()
    expect(fixture.there().find(({ firstName }) => firstName === 'Deru')?.title).toBe('Chief judge')
  })

  it('leaves out a change that the page named if it has changed since', async () => {
    const { fixture, scope } = await outdated()
    const rows = await waitingRows(fixture)
    const asOf = await asOfNow(fixture.actor)
    await owner().change.update({ where: { id: rows[0]?.id ?? '' }, data: { body: { changed: true } } })
    const named = { kind: 'ids', ids: ids(rows) } as const
    expect(await approveChanges(fixture.actor, scope, named, asOf)).toBe(2)
    expect((await rowOf(rows[0]?.id ?? '')).outdated).toBe(true)
  })

  it('leaves out a change that was in progress while the page was loaded and committed later', async () => {
    const { fixture, scope } = await outdated()
    const [first] = await waitingRows(fixture)
    const slow = await ownerPool().connect()
    await slow.query('begin')
    await slow.query(`update "Change" set body = body || '{"probability": 1}' where id = $1`, [first?.id])
    // A transaction that began later and ends before the page is loaded.
    await editHere(fixture, 'Gastu', { nickname: 'G' })
    const asOf = await asOfNow(fixture.actor)
    await slow.query('commit')
    slow.release()
    expect(await changedSince(fixture.actor, scope, asOf)).toBe(1)
    expect(await approveChanges(fixture.actor, scope, everything, asOf)).toBe(2)
  })

  it('leaves out a change that another tab put back into the list', async () => {
    const { fixture, scope } = await outdated()
    const [first] = await waitingRows(fixture)
    const one = batch()
    await excludeAsShown(fixture.actor, scope, { kind: 'ids', ids: [first?.id ?? ''] }, one, fixture.now())
    const asOf = await asOfNow(fixture.actor)
    expect(await includeChanges(fixture.actor, scope, { batch: one }, asOf)).toBe(1)
    expect(await approveChanges(fixture.actor, scope, everything, asOf)).toBe(2)
  })

  it('approves nothing that a page of a since started preview did not show', async () => {
    const fixture = await setUpFixture()
    for (const name of NAMES) await fixture.addHere(person(name, 'Roe'))
    const run = await fixture.preview()
    const scope = { syncId: fixture.sync.id, runId: run.id }
    const asOf = await asOfNow(fixture.actor)
    await startAsShown(fixture.actor, run)
    await editHere(fixture, 'Bako', { title: 'Clerk' })
    await fixture.work()
    expect(await approveChanges(fixture.actor, scope, everything, asOf)).toBe(0)
    expect(await waitingRows(fixture)).toMatchObject([{ name: 'Bako Roe', outdated: true }])
  })

  it('treats changes in a database copied from another server as old', async () => {
    const { fixture, scope } = await outdated()
    await owner().change.updateMany({ where: { syncId: fixture.sync.id }, data: { stamp: '900000000000' } })
    expect(await approveChanges(fixture.actor, scope, everything, await asOfNow(fixture.actor))).toBe(3)
  })

  it('is not prevented by data of a change that a page does not show', async () => {
    const { fixture, scope } = await outdated()
    const asOf = await asOfNow(fixture.actor)
    await owner().change.updateMany({ where: { syncId: fixture.sync.id }, data: { attempts: 2 } })
    expect(await changedSince(fixture.actor, scope, asOf)).toBe(0)
    expect(await approveChanges(fixture.actor, scope, everything, asOf)).toBe(3)
  })
})

describe('"Approve this change" for one', () => {
  it('does nothing if a later check planned it again', async () => {
    const { fixture } = await outdated()
    const [first] = await waitingRows(fixture)
    const shown = await shownChange(fixture.actor, first?.id ?? '')
    await owner().change.update({ where: { id: first?.id ?? '' }, data: { body: { changed: true } } })
    expect(await decideChange(fixture.actor, first?.id ?? '', { approved: true }, shown)).toBe('changed')
    expect(asAnswers((await rowOf(first?.id ?? '')).answers)).toEqual({})
  })

  it('shows the new outcome if its contact was edited since, and then does that', async () => {
    const { fixture } = await outdated()
    const [first] = await waitingRows(fixture)
    const id = first?.id ?? ''
    await editHere(fixture, 'Bako', { title: 'Chief judge' })
    expect(await decideAsShown(fixture.actor, id, { approved: true })).toBe(true)
    const again = await rowOf(id)
    expect(again).toMatchObject({ state: 'waiting', outdated: true, answers: {} })
    expect(parseContactBody(again).remote?.to?.title).toBe('Chief judge')
    expect(await decideAsShown(fixture.actor, id, { approved: true })).toBe(true)
    expect(await rowOf(id)).toMatchObject({ outdated: false, answers: { approved: true } })
    await syncNow(fixture.actor, fixture.sync.id)
    await fixture.work()
    expect(fixture.there()).toMatchObject([{ firstName: 'Bako', title: 'Chief judge' }])
  })
})

describe('"Same person?"', () => {
  it.each(['link', 'separate'] as const)(
    'answered %s does nothing where an administrator edited the contact after it was shown',
    async (samePerson) => {
      const { fixture, robert, asked, run } = await question()
      const shown = await shownChange(fixture.actor, asked.id)
      const by = { userId: await anAdministrator(fixture) }
      await updateContact(fixture.actor.firmId, robert, 1, person('Rosa', 'Stone'), by)
      expect(await decideChange(fixture.actor, asked.id, { samePerson }, shown)).toBe('changed')
      expect(await fixture.changes(run.id)).toEqual([asked])
      expect(await owner().separation.count({ where: { syncId: fixture.sync.id } })).toBe(0)
      expect(await decideAsShown(fixture.actor, asked.id, { samePerson })).toBe(true)
    },
  )

  it('does nothing if Google’s contact has been replaced', async () => {
    const { fixture, bob, asked } = await question()
    const shown = await shownChange(fixture.actor, asked.id)
    await owner().item.updateMany({ where: { remoteId: bob }, data: { version: 'newer' } })
    const answer = { samePerson: 'link' } as const
    expect(await decideChange(fixture.actor, asked.id, answer, shown)).toBe('changed')
  })

  it('keeps the answer of the first of two tabs until the second has seen it', async () => {
    const { fixture, asked } = await question()
    const shown = await shownChange(fixture.actor, asked.id)
    const before = await owner().run.findUniqueOrThrow({ where: { id: asked.runId } })
    expect(await decideChange(fixture.actor, asked.id, { samePerson: 'separate' }, shown)).toBe('decided')
    expect(await decideChange(fixture.actor, asked.id, { samePerson: 'link' }, shown)).toBe('changed')
    expect(asAnswers((await rowOf(asked.id)).answers).samePerson).toBe('separate')
    // A refused decision decides nothing, so no page has to load again because of it.
    const after = await owner().run.findUniqueOrThrow({ where: { id: asked.runId } })
    expect(after.revision).toBe(before.revision + 1)
    expect(await decideAsShown(fixture.actor, asked.id, { samePerson: 'link' })).toBe(true)
  })

  it('is over once the run continued', async () => {
    const { fixture, asked, run, scope } = await question()
    const shown = await shownChange(fixture.actor, asked.id)
    await decideChange(fixture.actor, asked.id, { samePerson: 'separate' }, shown)
    const late = await shownChange(fixture.actor, asked.id)
    expect((await startAsShown(fixture.actor, run)).kind).toBe('started')
    expect(await decideChange(fixture.actor, asked.id, { samePerson: 'link' }, late)).toBe('over')
    expect(await excludeChanges(fixture.actor, scope, everything, late.asOf, batch(), fixture.now())).toBe(0)
  })
})

describe('one side for all conflicts', () => {
  it('decides those that are still as shown, and no others', async () => {
    const { fixture, scope, asked } = await conflicts()
    const asOf = await asOfNow(fixture.actor)
    const [first] = asked
    if (!first) throw new Error('nothing was asked')
    await owner().change.update({
      where: { id: first.id },
      data: { body: toJson({ ...parseContactBody(first), probability: 1 }) },
    })
    expect(await changedSince(fixture.actor, scope, asOf)).toBe(1)
    expect(await decideTogether(fixture.actor, scope, all, { wins: 'remote' }, asOf)).toBe(2)
    expect(await rowOf(first.id)).toMatchObject({ undecided: true, answers: {} })
  })

  it('keeps what another tab decided in between', async () => {
    const { fixture, scope, asked } = await conflicts()
    const [first, second] = asked
    if (!first || !second) throw new Error('nothing was asked')
    const shown = await shownChange(fixture.actor, first.id)
    await decideAsShown(fixture.actor, first.id, choose(first, 'local'))
    expect(await decideTogether(fixture.actor, scope, all, { wins: 'remote' }, shown.asOf)).toBe(2)
    expect(asAnswers((await rowOf(first.id)).answers)).toEqual(choose(first, 'local'))
    expect(await decideChange(fixture.actor, second.id, choose(second, 'local'), shown)).toBe('changed')
  })
})

describe('Exclude all and Include all', () => {
  it('leave out what is no longer as shown', async () => {
    const { fixture, scope, asked } = await conflicts()
    const asOf = await asOfNow(fixture.actor)
    const [first] = asked
    if (!first) throw new Error('nothing was asked')
    await decideAsShown(fixture.actor, first.id, choose(first, 'local'))
    expect(await excludeChanges(fixture.actor, scope, everything, asOf, batch(), fixture.now())).toBe(2)
    expect((await rowOf(first.id)).state).toBe('planned')
    expect(await includeChanges(fixture.actor, scope, { ids: ids(asked) }, asOf)).toBe(0)
    const now = await asOfNow(fixture.actor)
    expect(await includeChanges(fixture.actor, scope, { ids: ids(asked) }, now)).toBe(2)
  })

  it('of the list of exclusions leave out contacts excluded after it was loaded', async () => {
    const { fixture, scope, asked } = await conflicts()
    const [first, second] = ids(asked)
    const exclude = (id = '') =>
      excludeAsShown(fixture.actor, scope, { kind: 'ids', ids: [id] }, batch(), fixture.now())
    await exclude(first)
    const asOf = await asOfNow(fixture.actor)
    await exclude(second)
    expect(await endExclusions(fixture.actor, fixture.sync.id, 'all', asOf)).toBe(1)
    expect((await rowOf(second ?? '')).state).toBe('excluded')
    expect(await endExclusions(fixture.actor, fixture.sync.id, 'all', await asOfNow(fixture.actor))).toBe(1)
  })

  /** Most of thirty contacts gone from Google. */
  async function held() {
    const fixture = await setUpFixture()
    const remote = Array.from({ length: 30 }, (_, at) => fixture.account.add(person(`Client${at}`, 'Roe')))
    await fixture.start(await fixture.preview())
    for (const id of remote.slice(0, 25)) fixture.account.remove(id)
    const run = await fixture.later()
    expect(run.waitKind).toBe('guard')
    return {
      fixture,
      run,
      scope: { syncId: fixture.sync.id, runId: run.id },
      asOf: await asOfNow(fixture.actor),
    }
  }

  it('on a page from before a guarded run compared again exclude nobody', async () => {
    const { fixture, run, scope, asOf } = await held()
    await setSyncSettings(fixture.actor, fixture.sync.id, { onConflict: 'ask', onLocalDelete: 'delete' })
    expect(await fixture.work()).toMatchObject({ id: run.id, waitKind: 'guard' })
    expect(await changedSince(fixture.actor, scope, asOf)).toBe(25)
    expect(await excludeChanges(fixture.actor, scope, everything, asOf, batch(), fixture.now())).toBe(0)
  })

  it('on a run that an administrator has stopped exclude nobody', async () => {
    const { fixture, run, scope, asOf } = await held()
    const administrator: Actor = { ...fixture.actor, userId: await anAdministrator(fixture) }
    expect(await stopSync(administrator, fixture.sync.id)).toBe(true)
    expect(await excludeChanges(fixture.actor, scope, everything, asOf, batch(), fixture.now())).toBe(0)
    expect(await continueRun(fixture.actor, run.id, run.revision)).toBe('over')
  })
})
