// What was not shown is never done: decisions pressed on a page that was read before something changed, in another tab, by another
// person or by the sync itself. What is as it was shown is done all the same.
import { afterAll, describe, expect, it } from 'vitest'
import type { Contact } from '@/lib/contacts/contact'
import type { Actor } from '@/lib/db/actor'
import { approveChanges } from '@/lib/db/approvals'
import { asOfNow, changedSince } from '@/lib/db/as-of'
import { decideAsShown, excludeAsShown, shownChange } from '@/lib/db/as-shown'
import { decideChange } from '@/lib/db/changes'
import { decideConflicts } from '@/lib/db/conflict-answers'
import { updateContact } from '@/lib/db/contacts'
import { endExclusions, excludeChanges, includeChanges } from '@/lib/db/exclusions'
import { closeQueue } from '@/lib/db/queue'
import { continueRun, syncNow } from '@/lib/db/runs'
import { setSyncSettings, stopSync } from '@/lib/db/syncs'
import { owner, ownerPool, withDatabase } from '@/lib/db/testing'
import { asAnswers, asBody, toJson } from '@/lib/db/values'
import { person, type Stage, setStage, startAsShown } from './stage'

withDatabase()
afterAll(closeQueue)

const all = { view: 'all', q: '' } as const
const everything = { kind: 'matching', filter: all } as const
const NAMES = ['Bako', 'Deru', 'Gastu'] as const
const batch = () => crypto.randomUUID()
const waitingOf = ({ sync }: Stage) => ({ syncId: sync.id, runId: null })
const ids = (rows: readonly { readonly id: string }[]) => rows.map(({ id }) => id)

const rowOf = (id: string) => owner().change.findUniqueOrThrow({ where: { id } })
const waitingRows = ({ sync }: Stage) =>
  owner().change.findMany({ where: { syncId: sync.id, state: 'waiting' }, orderBy: { sortKey: 'asc' } })
const editHere = (stage: Stage, name: string, change: Partial<Contact>) =>
  stage.here().then(async (found) => {
    for (const { id, firstName } of found) if (firstName === name) await stage.editHere(id, change)
  })

/** Three contacts that changed after the preview, so that each waits for "Do it like this". */
async function drifted() {
  const stage = await setStage()
  for (const name of NAMES) await stage.addHere(person(name, 'Roe'))
  const run = await stage.preview()
  await startAsShown(stage.actor, run)
  for (const name of NAMES) await editHere(stage, name, { title: 'Clerk' })
  await stage.work()
  expect(await waitingRows(stage)).toMatchObject(NAMES.map(() => ({ drifted: true, undecided: false })))
  return { stage, run, scope: waitingOf(stage) }
}

/** Three contacts with one conflict each, in a preview. */
async function conflicts() {
  const stage = await setStage()
  for (const name of NAMES) {
    await stage.addHere(person(name, 'Roe', { title: 'Judge' }))
    stage.account.add(person(name, 'Roe', { title: 'Clerk' }))
  }
  const run = await stage.preview()
  return { stage, run, scope: { syncId: stage.sync.id, runId: run.id }, asked: await stage.changes(run.id) }
}

async function question() {
  const stage = await setStage()
  const phones = [{ value: '+1 212 555 0123', label: 'Mobile' }]
  const robert = await stage.addHere(person('Robert', 'Stone', { phones }))
  const bob = stage.account.add(
    person('Bob', 'Stone', { phones, emails: [{ value: 'robert.stone@example.com', label: '' }] }),
  )
  const run = await stage.preview()
  const [asked] = await stage.changes(run.id)
  if (!asked) throw new Error('nothing was asked')
  return { stage, robert, bob, run, asked, scope: { syncId: stage.sync.id, runId: run.id } }
}

/** Another person of the firm. */
async function anAdministrator({ actor: { firmId } }: Stage): Promise<string> {
  const id = crypto.randomUUID()
  const ben = { subject: id, email: 'ben@example.com', name: 'Ben', role: 'admin' } as const
  await owner().user.create({ data: { id, firmId, ...ben } })
  return id
}

const choose = ({ body }: { readonly body: Parameters<typeof asBody>[0] }, side: 'local' | 'remote') => ({
  conflicts: Object.fromEntries(asBody(body).conflicts.map(({ id }) => [id, side])),
})

describe('Approve all', () => {
  it('leaves out what a later check planned again after the page was read, and approves the others', async () => {
    const { stage, scope } = await drifted()
    const asOf = await asOfNow(stage.actor)
    await editHere(stage, 'Deru', { title: 'Chief judge' })
    await stage.later()
    expect(await changedSince(stage.actor, scope, asOf)).toBe(1)
    expect(await approveChanges(stage.actor, scope, everything, asOf)).toBe(2)
    await syncNow(stage.actor, stage.sync.id)
    await stage.work()
    expect(stage.there().map(({ firstName }) => firstName)).toEqual(['Bako', 'Gastu'])
    const left = await waitingRows(stage)
    expect(left).toMatchObject([{ name: 'Deru Roe', drifted: true }])
    expect(await approveChanges(stage.actor, scope, everything, await asOfNow(stage.actor))).toBe(1)
    await syncNow(stage.actor, stage.sync.id)
    await stage.work()
    expect(stage.there().find(({ firstName }) => firstName === 'Deru')?.title).toBe('Chief judge')
  })

  it('leaves out what the page named itself, where it changed since', async () => {
    const { stage, scope } = await drifted()
    const rows = await waitingRows(stage)
    const asOf = await asOfNow(stage.actor)
    await owner().change.update({ where: { id: rows[0]?.id ?? '' }, data: { body: { changed: true } } })
    const named = { kind: 'ids', ids: ids(rows) } as const
    expect(await approveChanges(stage.actor, scope, named, asOf)).toBe(2)
    expect((await rowOf(rows[0]?.id ?? '')).drifted).toBe(true)
  })

  it('leaves out what was being changed while the page was read, and committed after it', async () => {
    const { stage, scope } = await drifted()
    const [first] = await waitingRows(stage)
    const slow = await ownerPool().connect()
    await slow.query('begin')
    await slow.query(`update "Change" set body = body || '{"probability": 1}' where id = $1`, [first?.id])
    // A transaction that began later and is over before the page is read.
    await editHere(stage, 'Gastu', { nickname: 'G' })
    const asOf = await asOfNow(stage.actor)
    await slow.query('commit')
    slow.release()
    expect(await changedSince(stage.actor, scope, asOf)).toBe(1)
    expect(await approveChanges(stage.actor, scope, everything, asOf)).toBe(2)
  })

  it('leaves out what another tab put back into the list', async () => {
    const { stage, scope } = await drifted()
    const [first] = await waitingRows(stage)
    const one = batch()
    await excludeAsShown(stage.actor, scope, { kind: 'ids', ids: [first?.id ?? ''] }, one, stage.now())
    const asOf = await asOfNow(stage.actor)
    expect(await includeChanges(stage.actor, scope, { batch: one }, asOf)).toBe(1)
    expect(await approveChanges(stage.actor, scope, everything, asOf)).toBe(2)
  })

  it('pressed on a preview that was started since approves nothing that it did not show', async () => {
    const stage = await setStage()
    for (const name of NAMES) await stage.addHere(person(name, 'Roe'))
    const run = await stage.preview()
    const scope = { syncId: stage.sync.id, runId: run.id }
    const asOf = await asOfNow(stage.actor)
    await startAsShown(stage.actor, run)
    await editHere(stage, 'Bako', { title: 'Clerk' })
    await stage.work()
    expect(await approveChanges(stage.actor, scope, everything, asOf)).toBe(0)
    expect(await waitingRows(stage)).toMatchObject([{ name: 'Bako Roe', drifted: true }])
  })

  it('counts what came with a database copied from another server as old', async () => {
    const { stage, scope } = await drifted()
    await owner().change.updateMany({ where: { syncId: stage.sync.id }, data: { stamp: '900000000000' } })
    expect(await approveChanges(stage.actor, scope, everything, await asOfNow(stage.actor))).toBe(3)
  })

  it('is not undone by what a page does not show of a change', async () => {
    const { stage, scope } = await drifted()
    const asOf = await asOfNow(stage.actor)
    await owner().change.updateMany({ where: { syncId: stage.sync.id }, data: { attempts: 2 } })
    expect(await changedSince(stage.actor, scope, asOf)).toBe(0)
    expect(await approveChanges(stage.actor, scope, everything, asOf)).toBe(3)
  })
})

describe('"Do it like this" for one', () => {
  it('does nothing where a later check planned it again', async () => {
    const { stage } = await drifted()
    const [first] = await waitingRows(stage)
    const shown = await shownChange(stage.actor, first?.id ?? '')
    await owner().change.update({ where: { id: first?.id ?? '' }, data: { body: { changed: true } } })
    expect(await decideChange(stage.actor, first?.id ?? '', { approved: true }, shown)).toBe('changed')
    expect(asAnswers((await rowOf(first?.id ?? '')).answers)).toEqual({})
  })

  it('shows again what it would do where its contact was edited since it was planned, and then does that', async () => {
    const { stage } = await drifted()
    const [first] = await waitingRows(stage)
    const id = first?.id ?? ''
    await editHere(stage, 'Bako', { title: 'Chief judge' })
    expect(await decideAsShown(stage.actor, id, { approved: true })).toBe(true)
    const again = await rowOf(id)
    expect(again).toMatchObject({ state: 'waiting', drifted: true, answers: {} })
    expect(asBody(again.body).remote?.to?.title).toBe('Chief judge')
    expect(await decideAsShown(stage.actor, id, { approved: true })).toBe(true)
    expect(await rowOf(id)).toMatchObject({ drifted: false, answers: { approved: true } })
    await syncNow(stage.actor, stage.sync.id)
    await stage.work()
    expect(stage.there()).toMatchObject([{ firstName: 'Bako', title: 'Chief judge' }])
  })
})

describe('"Same person?"', () => {
  it.each(['link', 'separate'] as const)(
    'answered %s does nothing where an administrator edited the contact after it was shown',
    async (samePerson) => {
      const { stage, robert, asked, run } = await question()
      const shown = await shownChange(stage.actor, asked.id)
      const by = { userId: await anAdministrator(stage) }
      await updateContact(stage.actor.firmId, robert, 1, person('Rosa', 'Stone'), by)
      expect(await decideChange(stage.actor, asked.id, { samePerson }, shown)).toBe('changed')
      expect(await stage.changes(run.id)).toEqual([asked])
      expect(await owner().separation.count({ where: { syncId: stage.sync.id } })).toBe(0)
      expect(await decideAsShown(stage.actor, asked.id, { samePerson })).toBe(true)
    },
  )

  it('does nothing where Google’s contact is another by now', async () => {
    const { stage, bob, asked } = await question()
    const shown = await shownChange(stage.actor, asked.id)
    await owner().entry.updateMany({ where: { remoteId: bob }, data: { version: 'newer' } })
    const answer = { samePerson: 'link' } as const
    expect(await decideChange(stage.actor, asked.id, answer, shown)).toBe('changed')
  })

  it('keeps the answer of the first of two tabs until the second has seen it', async () => {
    const { stage, asked } = await question()
    const shown = await shownChange(stage.actor, asked.id)
    const before = await owner().run.findUniqueOrThrow({ where: { id: asked.runId } })
    expect(await decideChange(stage.actor, asked.id, { samePerson: 'separate' }, shown)).toBe('decided')
    expect(await decideChange(stage.actor, asked.id, { samePerson: 'link' }, shown)).toBe('changed')
    expect(asAnswers((await rowOf(asked.id)).answers).samePerson).toBe('separate')
    // What was refused decides nothing, so no page has to look again for it.
    const after = await owner().run.findUniqueOrThrow({ where: { id: asked.runId } })
    expect(after.revision).toBe(before.revision + 1)
    expect(await decideAsShown(stage.actor, asked.id, { samePerson: 'link' })).toBe(true)
  })

  it('is over once the run went on', async () => {
    const { stage, asked, run, scope } = await question()
    const shown = await shownChange(stage.actor, asked.id)
    await decideChange(stage.actor, asked.id, { samePerson: 'separate' }, shown)
    const late = await shownChange(stage.actor, asked.id)
    expect((await startAsShown(stage.actor, run)).kind).toBe('started')
    expect(await decideChange(stage.actor, asked.id, { samePerson: 'link' }, late)).toBe('over')
    expect(await excludeChanges(stage.actor, scope, everything, late.asOf, batch(), stage.now())).toBe(0)
  })
})

describe('one side for all conflicts', () => {
  it('answers those that are as they were shown, and no other', async () => {
    const { stage, scope, asked } = await conflicts()
    const asOf = await asOfNow(stage.actor)
    const [first] = asked
    if (!first) throw new Error('nothing was asked')
    await owner().change.update({
      where: { id: first.id },
      data: { body: toJson({ ...asBody(first.body), probability: 1 }) },
    })
    expect(await changedSince(stage.actor, scope, asOf)).toBe(1)
    expect(await decideConflicts(stage.actor, scope, all, 'remote', asOf)).toBe(2)
    expect(await rowOf(first.id)).toMatchObject({ undecided: true, answers: {} })
  })

  it('keeps what another tab answered in between', async () => {
    const { stage, scope, asked } = await conflicts()
    const [first, second] = asked
    if (!first || !second) throw new Error('nothing was asked')
    const shown = await shownChange(stage.actor, first.id)
    await decideAsShown(stage.actor, first.id, choose(first, 'local'))
    expect(await decideConflicts(stage.actor, scope, all, 'remote', shown.asOf)).toBe(2)
    expect(asAnswers((await rowOf(first.id)).answers)).toEqual(choose(first, 'local'))
    expect(await decideChange(stage.actor, second.id, choose(second, 'local'), shown)).toBe('changed')
  })
})

describe('Exclude all and Include all', () => {
  it('leave out what is not as it was shown', async () => {
    const { stage, scope, asked } = await conflicts()
    const asOf = await asOfNow(stage.actor)
    const [first] = asked
    if (!first) throw new Error('nothing was asked')
    await decideAsShown(stage.actor, first.id, choose(first, 'local'))
    expect(await excludeChanges(stage.actor, scope, everything, asOf, batch(), stage.now())).toBe(2)
    expect((await rowOf(first.id)).state).toBe('planned')
    expect(await includeChanges(stage.actor, scope, { ids: ids(asked) }, asOf)).toBe(0)
    const now = await asOfNow(stage.actor)
    expect(await includeChanges(stage.actor, scope, { ids: ids(asked) }, now)).toBe(2)
  })

  it('of the list of exclusions leave out who was excluded after it was read', async () => {
    const { stage, scope, asked } = await conflicts()
    const [first, second] = ids(asked)
    const exclude = (id = '') =>
      excludeAsShown(stage.actor, scope, { kind: 'ids', ids: [id] }, batch(), stage.now())
    await exclude(first)
    const asOf = await asOfNow(stage.actor)
    await exclude(second)
    expect(await endExclusions(stage.actor, stage.sync.id, 'all', asOf)).toBe(1)
    expect((await rowOf(second ?? '')).state).toBe('excluded')
    expect(await endExclusions(stage.actor, stage.sync.id, 'all', await asOfNow(stage.actor))).toBe(1)
  })

  /** Most of thirty contacts gone from Google. */
  async function held() {
    const stage = await setStage()
    const remote = Array.from({ length: 30 }, (_, at) => stage.account.add(person(`Client${at}`, 'Roe')))
    await stage.start(await stage.preview())
    for (const id of remote.slice(0, 25)) stage.account.remove(id)
    const run = await stage.later()
    expect(run.waitKind).toBe('guard')
    return { stage, run, scope: { syncId: stage.sync.id, runId: run.id }, asOf: await asOfNow(stage.actor) }
  }

  it('pressed on what a guard held before it compared again exclude nobody', async () => {
    const { stage, run, scope, asOf } = await held()
    await setSyncSettings(stage.actor, stage.sync.id, { onConflict: 'ask', onLocalDelete: 'delete' })
    expect(await stage.work()).toMatchObject({ id: run.id, waitKind: 'guard' })
    expect(await changedSince(stage.actor, scope, asOf)).toBe(25)
    expect(await excludeChanges(stage.actor, scope, everything, asOf, batch(), stage.now())).toBe(0)
  })

  it('pressed on a run that an administrator stopped meanwhile exclude nobody', async () => {
    const { stage, run, scope, asOf } = await held()
    const administrator: Actor = { ...stage.actor, userId: await anAdministrator(stage) }
    expect(await stopSync(administrator, stage.sync.id)).toBe(true)
    expect(await excludeChanges(stage.actor, scope, everything, asOf, batch(), stage.now())).toBe(0)
    expect(await continueRun(stage.actor, run.id, run.revision)).toBe('over')
  })
})
