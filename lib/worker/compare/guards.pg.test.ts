// A run that a guard stopped carries out only the plan that its person saw, whatever happened meanwhile and on whatever page they pressed
// Continue.

import { describe, expect, it } from 'vitest'
import type { Contact } from '@/lib/domains/contacts/value/contact'
import { askedOf } from '@/lib/store/review/asked'
import { acknowledgedOf } from '@/lib/store/runs/acknowledged'
import { continueRun, startSync } from '@/lib/store/runs/runs'
import { setSyncSettings, stopSync } from '@/lib/store/sync/syncs'
import { owner, withDatabase } from '@/testing/database/test-database'
import { excludeAsShown } from '@/testing/scenarios/as-shown'
import { continueAsShown, type Fixture, person, setUpFixture } from '@/testing/scenarios/fixture'

withDatabase()

const KEEP = { onConflict: 'ask', onLocalDelete: 'keep' } as const
const DELETE = { onConflict: 'ask', onLocalDelete: 'delete' } as const

/** Syncs `count` contacts with "Delete it in Google" chosen and deletes `gone` of them in Google: the next check waits for approval. */
async function held(count = 80, gone = 21, settings: typeof KEEP | typeof DELETE = DELETE) {
  const fixture = await setUpFixture()
  const remote = Array.from({ length: count }, (_, at) => fixture.account.add(person(`Client${at}`, 'Roe')))
  await fixture.start(await fixture.preview())
  await setSyncSettings(fixture.actor, fixture.sync.id, settings)
  for (const id of remote.slice(0, gone)) fixture.account.remove(id)
  const run = await fixture.later()
  expect(run).toMatchObject({ state: 'comparing', waitKind: 'guard' })
  return { fixture, run }
}

/** Contacts that Google still has. */
const deleteHere = async (fixture: Fixture, count: number) => {
  const inGoogle = new Set(fixture.there().map(({ firstName }) => firstName))
  const here = (await fixture.here()).filter(({ firstName }) => inGoogle.has(firstName))
  for (const { id } of here.slice(0, count)) await fixture.deleteHere(id)
}

const numbers = ({ problem }: { readonly problem: unknown }) =>
  (problem as { readonly guards: readonly unknown[] }).guards

describe('Continue', () => {
  it('does not delete contacts in Google that were deleted here after the question: the next check asks about them', async () => {
    const { fixture, run } = await held()
    expect(numbers(run)).toEqual([{ kind: 'remoteShrunk', count: 21, of: 80 }])
    await deleteHere(fixture, 40)
    expect(await continueAsShown(fixture.actor, run)).toBe(true)
    expect((await fixture.work()).state).toBe('done')
    expect(fixture.there()).toHaveLength(59)
    const next = await fixture.later()
    expect(next).toMatchObject({ state: 'comparing', waitKind: 'guard' })
    expect(numbers(next)).toEqual([{ kind: 'manyDeletes', count: 40, of: 59 }])
    expect(fixture.there()).toHaveLength(59)
    await continueAsShown(fixture.actor, next)
    await fixture.work()
    expect(fixture.there()).toHaveLength(19)
  })

  it('carries out the plan that was shown, and stores it with the person who saw it', async () => {
    const { fixture, run } = await held()
    await continueAsShown(fixture.actor, run)
    const done = await fixture.work()
    const changes = await fixture.changes(run.id)
    expect(changes.map(({ kind, state }) => `${kind} ${state}`)).toEqual(Array(21).fill('tombstone applied'))
    expect(acknowledgedOf(done)).toMatchObject({
      userId: fixture.actor.userId,
      revision: run.revision,
      problem: { kind: 'guard', guards: [{ kind: 'remoteShrunk', count: 21, of: 80 }] },
    })
  })

  it('does nothing on a page that is older than a decision', async () => {
    const { fixture, run } = await held()
    const scope = { syncId: fixture.sync.id, runId: run.id }
    const [first] = await fixture.changes(run.id)
    const one = { kind: 'ids', ids: [first?.id ?? ''] } as const
    expect(await excludeAsShown(fixture.actor, scope, one, crypto.randomUUID(), fixture.now())).toBe(1)
    expect(await continueRun(fixture.actor, run.id, run.revision)).toBe('changed')
    expect(await fixture.work()).toMatchObject({ state: 'comparing', waitKind: 'guard' })
    expect(await continueAsShown(fixture.actor, run)).toBe(true)
    expect(await continueRun(fixture.actor, run.id, run.revision + 1)).toBe('over')
  })

  it('does nothing to this run on a page about another run', async () => {
    const { fixture, run } = await held()
    await deleteHere(fixture, 40)
    await continueAsShown(fixture.actor, run)
    await fixture.work()
    const next = await fixture.later()
    expect(next.waitKind).toBe('guard')
    expect(await continueRun(fixture.actor, run.id, next.revision)).toBe('over')
    expect(await fixture.work()).toMatchObject({ id: next.id, waitKind: 'guard' })
  })

  it('leaves a contact that was edited meanwhile to the next check', async () => {
    const { fixture, run } = await held()
    const gone = (await fixture.changes(run.id))[0]
    await fixture.editHere(gone?.localId ?? '', { nickname: 'Al' })
    await continueAsShown(fixture.actor, run)
    await fixture.work()
    const states = (await fixture.changes(run.id)).map(({ state }) => state)
    expect(states.filter((state) => state === 'applied')).toHaveLength(20)
    const next = await fixture.later()
    expect(await fixture.changes(next.id)).toMatchObject([{ kind: 'tombstone', localId: gone?.localId }])
  })

  it('shows how many contacts changed here since the comparison', async () => {
    const { fixture, run } = await held()
    const asked = () => askedOf(fixture.actor, { syncId: fixture.sync.id, runId: run.id })
    expect(await asked()).toMatchObject({ editedSince: 0, guards: numbers(run) })
    await deleteHere(fixture, 3)
    expect(await asked()).toMatchObject({ editedSince: 3, revision: run.revision })
  })
})

describe('the number of contacts written over', () => {
  /** Syncs `count` contacts, then gives each a different new nickname on both sides; `more` is edited in Google too. */
  async function disagree(count: number, more: Partial<Contact>) {
    const fixture = await setUpFixture()
    const remote = Array.from({ length: count }, (_, at) => fixture.account.add(person(`Client${at}`, 'Roe')))
    await fixture.start(await fixture.preview())
    for (const { id } of await fixture.here()) await fixture.editHere(id, { nickname: 'Al' })
    for (const id of remote) {
      const { contact } = fixture.account.look(id) ?? {}
      if (contact) fixture.account.edit(id, { ...contact, nickname: 'Bo', ...more })
    }
    return { fixture, run: await fixture.later() }
  }

  it('leaves out contacts that the sync only asks about: it writes nothing for them', async () => {
    const { fixture, run } = await disagree(25, {})
    expect(run).toMatchObject({ state: 'done' })
    const states = (await fixture.changes(run.id)).map(({ kind, state }) => `${kind} ${state}`)
    expect(states).toEqual(Array(25).fill('update waiting'))
  })

  it('counts a contact if it asks about one field and writes another', async () => {
    const { run } = await disagree(25, { title: 'Judge' })
    expect(numbers(run)).toEqual([{ kind: 'manyOverwrites', count: 25, of: 25 }])
  })
})

describe('settings that change while a guard holds', () => {
  it('lead to a new comparison and a new question: an older page does nothing', async () => {
    const { fixture, run } = await held(80, 21, KEEP)
    await deleteHere(fixture, 40)
    await setSyncSettings(fixture.actor, fixture.sync.id, DELETE)
    expect(await continueRun(fixture.actor, run.id, run.revision)).toBe('over')
    const again = await fixture.work()
    expect(again).toMatchObject({ id: run.id, state: 'comparing', waitKind: 'guard' })
    expect(numbers(again)).toEqual([
      { kind: 'remoteShrunk', count: 21, of: 80 },
      { kind: 'manyDeletes', count: 40, of: 80 },
    ])
    expect(await continueRun(fixture.actor, run.id, run.revision)).toBe('changed')
    const asked = await askedOf(fixture.actor, { syncId: fixture.sync.id, runId: run.id })
    expect(asked?.before).toEqual([{ kind: 'remoteShrunk', count: 21, of: 80 }])
    expect(fixture.there()).toHaveLength(59)
  })

  it('after Continue, before the plan was carried out, leave it to the next check', async () => {
    const { fixture, run } = await heldByDeletions(40)
    await continueAsShown(fixture.actor, run)
    await setSyncSettings(fixture.actor, fixture.sync.id, KEEP)
    expect((await fixture.work()).state).toBe('done')
    await fixture.later()
    expect(fixture.there()).toHaveLength(80)
  })

  it('in a preview do not delete what was to be deleted when it was shown', async () => {
    const { fixture } = await heldByDeletions(10)
    await stopSync(fixture.actor, fixture.sync.id)
    const run = await fixture.preview()
    expect((await fixture.changes(run.id)).map(({ kind }) => kind)).toEqual(Array(10).fill('deleteRemote'))
    await setSyncSettings(fixture.actor, fixture.sync.id, KEEP)
    const asked = await askedOf(fixture.actor, { syncId: fixture.sync.id, runId: run.id })
    expect(asked?.settingsChanged).toBe(true)
    await startSync(fixture.actor, run.id, asked?.revision ?? -1)
    await fixture.work()
    expect(fixture.there()).toHaveLength(80)
    expect(await owner().change.count({ where: { runId: run.id, outdated: true, state: 'waiting' } })).toBe(
      10,
    )
  })
})

/** Deletes `count` of eighty contacts here, which deletes them in Google: from the twenty-first, a guard stops the next check. */
async function heldByDeletions(count: number) {
  const fixture = await setUpFixture()
  for (let at = 0; at < 80; at += 1) fixture.account.add(person(`Client${at}`, 'Roe'))
  await fixture.start(await fixture.preview())
  await setSyncSettings(fixture.actor, fixture.sync.id, DELETE)
  await deleteHere(fixture, count)
  return { fixture, run: count > 20 ? await fixture.later() : await fixture.work() }
}

describe('the warning that others of the firm sync', () => {
  it('appears again if another person has started since', async () => {
    const first = await setUpFixture()
    first.account.add(person('Ana', 'Lima'))
    await first.start(await first.preview())
    const third = await setUpFixture({ firmId: first.actor.firmId })
    third.account.add(person('Cho', 'Min-ji'))
    const warned = await third.preview()
    const second = await setUpFixture({ firmId: first.actor.firmId })
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
