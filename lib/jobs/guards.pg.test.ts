// What was not shown is never done: a run that a guard holds goes on with what was stored when its person looked, and with
// nothing else, whatever happened meanwhile and on whatever page Continue was pressed.

import { afterAll, describe, expect, it } from 'vitest'
import type { Contact } from '@/lib/contacts/contact'
import { acknowledgedOf } from '@/lib/db/acknowledged'
import { excludeAsShown } from '@/lib/db/as-shown'
import { askedOf } from '@/lib/db/asked'
import { closeQueue } from '@/lib/db/queue'
import { continueRun, startSync } from '@/lib/db/runs'
import { setSyncSettings, stopSync } from '@/lib/db/syncs'
import { owner, withDatabase } from '@/lib/db/testing'
import { continueAsShown, person, type Stage, setStage } from './stage'

withDatabase()
afterAll(closeQueue)

const KEEP = { onConflict: 'ask', onLocalDelete: 'keep' } as const
const DELETE = { onConflict: 'ask', onLocalDelete: 'delete' } as const

/** So many in step, "Delete it in Google" chosen, and some of them gone from Google: the next check is held. */
async function held(count = 80, gone = 21, settings: typeof KEEP | typeof DELETE = DELETE) {
  const stage = await setStage()
  const remote = Array.from({ length: count }, (_, at) => stage.account.add(person(`Client${at}`, 'Roe')))
  await stage.start(await stage.preview())
  await setSyncSettings(stage.actor, stage.sync.id, settings)
  for (const id of remote.slice(0, gone)) stage.account.remove(id)
  const run = await stage.later()
  expect(run).toMatchObject({ state: 'comparing', waitKind: 'guard' })
  return { stage, run }
}

/** Those that Google still has. */
const deleteHere = async (stage: Stage, count: number) => {
  const inGoogle = new Set(stage.there().map(({ firstName }) => firstName))
  const here = (await stage.here()).filter(({ firstName }) => inGoogle.has(firstName))
  for (const { id } of here.slice(0, count)) await stage.deleteHere(id)
}

const numbers = ({ problem }: { readonly problem: unknown }) =>
  (problem as { readonly guards: readonly unknown[] }).guards

describe('Continue', () => {
  it('deletes nobody in Google who was deleted here after the question was asked: that is asked about next', async () => {
    const { stage, run } = await held()
    expect(numbers(run)).toEqual([{ kind: 'remoteShrunk', count: 21, of: 80 }])
    await deleteHere(stage, 40)
    expect(await continueAsShown(stage.actor, run)).toBe(true)
    expect((await stage.work()).state).toBe('done')
    expect(stage.there()).toHaveLength(59)
    const next = await stage.later()
    expect(next).toMatchObject({ state: 'comparing', waitKind: 'guard' })
    expect(numbers(next)).toEqual([{ kind: 'manyDeletes', count: 40, of: 59 }])
    expect(stage.there()).toHaveLength(59)
    await continueAsShown(stage.actor, next)
    await stage.work()
    expect(stage.there()).toHaveLength(19)
  })

  it('carries out what was shown, and remembers what that was and to whom', async () => {
    const { stage, run } = await held()
    await continueAsShown(stage.actor, run)
    const done = await stage.work()
    const changes = await stage.changes(run.id)
    expect(changes.map(({ kind, state }) => `${kind} ${state}`)).toEqual(Array(21).fill('tombstone applied'))
    expect(acknowledgedOf(done)).toMatchObject({
      userId: stage.actor.userId,
      revision: run.revision,
      problem: { kind: 'guard', guards: [{ kind: 'remoteShrunk', count: 21, of: 80 }] },
    })
  })

  it('of a page that is older than a decision does nothing', async () => {
    const { stage, run } = await held()
    const scope = { syncId: stage.sync.id, runId: run.id }
    const [first] = await stage.changes(run.id)
    const one = { kind: 'ids', ids: [first?.id ?? ''] } as const
    expect(await excludeAsShown(stage.actor, scope, one, crypto.randomUUID(), stage.now())).toBe(1)
    expect(await continueRun(stage.actor, run.id, run.revision)).toBe('changed')
    expect(await stage.work()).toMatchObject({ state: 'comparing', waitKind: 'guard' })
    expect(await continueAsShown(stage.actor, run)).toBe(true)
    expect(await continueRun(stage.actor, run.id, run.revision + 1)).toBe('over')
  })

  it('of a page about another run does nothing to this one', async () => {
    const { stage, run } = await held()
    await deleteHere(stage, 40)
    await continueAsShown(stage.actor, run)
    await stage.work()
    const next = await stage.later()
    expect(next.waitKind).toBe('guard')
    expect(await continueRun(stage.actor, run.id, next.revision)).toBe('over')
    expect(await stage.work()).toMatchObject({ id: next.id, waitKind: 'guard' })
  })

  it('leaves whoever was edited meanwhile to the next check', async () => {
    const { stage, run } = await held()
    const gone = (await stage.changes(run.id))[0]
    await stage.editHere(gone?.contactId ?? '', { nickname: 'Al' })
    await continueAsShown(stage.actor, run)
    await stage.work()
    const states = (await stage.changes(run.id)).map(({ state }) => state)
    expect(states.filter((state) => state === 'applied')).toHaveLength(20)
    const next = await stage.later()
    expect(await stage.changes(next.id)).toMatchObject([{ kind: 'tombstone', contactId: gone?.contactId }])
  })

  it('is told how many changed here since it was compared', async () => {
    const { stage, run } = await held()
    const asked = () => askedOf(stage.actor, { syncId: stage.sync.id, runId: run.id })
    expect(await asked()).toMatchObject({ editedSince: 0, guards: numbers(run) })
    await deleteHere(stage, 3)
    expect(await asked()).toMatchObject({ editedSince: 3, revision: run.revision })
  })
})

describe('the number of contacts written over', () => {
  /** So many in step, each of them given another nickname on both sides; `more` is edited in Google besides. */
  async function disagree(count: number, more: Partial<Contact>) {
    const stage = await setStage()
    const remote = Array.from({ length: count }, (_, at) => stage.account.add(person(`Client${at}`, 'Roe')))
    await stage.start(await stage.preview())
    for (const { id } of await stage.here()) await stage.editHere(id, { nickname: 'Al' })
    for (const id of remote) {
      const { contact } = stage.account.look(id) ?? {}
      if (contact) stage.account.edit(id, { ...contact, nickname: 'Bo', ...more })
    }
    return { stage, run: await stage.later() }
  }

  it('leaves out whom the sync only asks about: nothing of theirs is written', async () => {
    const { stage, run } = await disagree(25, {})
    expect(run).toMatchObject({ state: 'done' })
    const states = (await stage.changes(run.id)).map(({ kind, state }) => `${kind} ${state}`)
    expect(states).toEqual(Array(25).fill('update waiting'))
  })

  it('counts whom it asks about one field and writes another', async () => {
    const { run } = await disagree(25, { title: 'Judge' })
    expect(numbers(run)).toEqual([{ kind: 'manyOverwrites', count: 25, of: 25 }])
  })
})

describe('settings that change while a guard holds', () => {
  it('are compared under, and what they make of it is asked again: a page of before does nothing', async () => {
    const { stage, run } = await held(80, 21, KEEP)
    await deleteHere(stage, 40)
    await setSyncSettings(stage.actor, stage.sync.id, DELETE)
    expect(await continueRun(stage.actor, run.id, run.revision)).toBe('over')
    const again = await stage.work()
    expect(again).toMatchObject({ id: run.id, state: 'comparing', waitKind: 'guard' })
    expect(numbers(again)).toEqual([
      { kind: 'remoteShrunk', count: 21, of: 80 },
      { kind: 'manyDeletes', count: 40, of: 80 },
    ])
    expect(await continueRun(stage.actor, run.id, run.revision)).toBe('changed')
    const asked = await askedOf(stage.actor, { syncId: stage.sync.id, runId: run.id })
    expect(asked?.before).toEqual([{ kind: 'remoteShrunk', count: 21, of: 80 }])
    expect(stage.there()).toHaveLength(59)
  })

  it('and after Continue, before it was carried out, leave it to the next check', async () => {
    const { stage, run } = await heldByDeletions(40)
    await continueAsShown(stage.actor, run)
    await setSyncSettings(stage.actor, stage.sync.id, KEEP)
    expect((await stage.work()).state).toBe('done')
    await stage.later()
    expect(stage.there()).toHaveLength(80)
  })

  it('in a preview do not delete what was to be deleted when it was shown', async () => {
    const { stage } = await heldByDeletions(10)
    await stopSync(stage.actor, stage.sync.id)
    const run = await stage.preview()
    expect((await stage.changes(run.id)).map(({ kind }) => kind)).toEqual(Array(10).fill('deleteRemote'))
    await setSyncSettings(stage.actor, stage.sync.id, KEEP)
    const asked = await askedOf(stage.actor, { syncId: stage.sync.id, runId: run.id })
    expect(asked?.settingsChanged).toBe(true)
    await startSync(stage.actor, run.id, asked?.revision ?? -1)
    await stage.work()
    expect(stage.there()).toHaveLength(80)
    expect(await owner().change.count({ where: { runId: run.id, drifted: true, state: 'waiting' } })).toBe(10)
  })
})

/** So many of eighty deleted here, to be deleted in Google: by the twenty-first the next check is held. */
async function heldByDeletions(count: number) {
  const stage = await setStage()
  for (let at = 0; at < 80; at += 1) stage.account.add(person(`Client${at}`, 'Roe'))
  await stage.start(await stage.preview())
  await setSyncSettings(stage.actor, stage.sync.id, DELETE)
  await deleteHere(stage, count)
  return { stage, run: count > 20 ? await stage.later() : await stage.work() }
}

describe('the warning that others of the firm sync', () => {
  it('is given again where somebody else has started since', async () => {
    const first = await setStage()
    first.account.add(person('Ana', 'Lima'))
    await first.start(await first.preview())
    const third = await setStage({ firmId: first.actor.firmId })
    third.account.add(person('Cho', 'Min-ji'))
    const warned = await third.preview()
    const second = await setStage({ firmId: first.actor.firmId })
    const other = await second.preview()
    await continueAsShown(second.actor, other)
    await second.start(await second.work())
    expect(await continueAsShown(third.actor, warned)).toBe(true)
    const again = await third.work()
    expect(again).toMatchObject({ state: 'comparing', waitKind: 'others' })
    expect(again.problem).toMatchObject({ kind: 'others', people: [{}, {}] })
    expect(await continueRun(third.actor, warned.id, warned.revision)).toBe('changed')
    await continueAsShown(third.actor, again)
    expect((await third.work()).state).toBe('ready')
  })
})
