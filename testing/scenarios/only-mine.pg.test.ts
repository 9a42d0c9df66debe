// **Only mine** in a preview: what its person adds so is private from the start, and later additions follow the default of the sync.
import { beforeEach, expect, it } from 'vitest'
import { countContacts, listContacts } from '@/lib/store/address-book/contact-list'
import { db } from '@/lib/store/database/client'
import type { Run } from '@/lib/store/database/generated/client'
import type { Actor } from '@/lib/store/firm/actor'
import { watchedSync } from '@/lib/store/oversight/connections'
import { asOfNow } from '@/lib/store/review/as-of'
import { setAddedOnlyMine, setAddsOnlyMine } from '@/lib/store/review/only-mine'
import { countChanges, type Filter, pageOfChanges } from '@/lib/store/review/preview'
import { discardPreview, startSync } from '@/lib/store/runs/runs'
import { totalsOf } from '@/lib/store/runs/totals'
import { startUndo } from '@/lib/store/undo/undo'
import { withDatabase } from '@/testing/database/test-database'
import { continueAsShown, type Fixture, person, setUpFixture } from './fixture'

withDatabase()

let ana: Fixture
let ben: Fixture

beforeEach(async () => {
  ana = await setUpFixture()
  ben = await setUpFixture({ firmId: ana.actor.firmId })
})

const scopeOf = ({ id, syncId }: Run) => ({ syncId, runId: id })
const ADDED = { view: 'addLocal', q: '' } as const satisfies Filter

const names = async (actor: Actor) => {
  const all = { query: '', deleted: false }
  const { rows } = await listContacts(actor, all, { kind: 'first' }, 100)
  expect(await countContacts(actor, all)).toBe(rows.length)
  return rows.map(({ sortKey }) => sortKey)
}

/** Of what the filter shows. */
const choose = async ({ actor }: Fixture, run: Run, onlyMine: boolean, filter: Filter = ADDED) =>
  setAddedOnlyMine(actor, scopeOf(run), { kind: 'matching', filter }, onlyMine, await asOfNow(actor))

it('adds what was chosen for its person alone, and the rest for everyone', async () => {
  for (const last of ['Moss', 'Reed', 'Vale']) ana.account.add(person('Pia', last))
  const run = await ana.preview()
  expect(await choose(ana, run, true, { ...ADDED, q: 'moss' })).toBe(1)
  const counts = await countChanges(ana.actor, scopeOf(run), { q: '' })
  expect(counts).toMatchObject({ newHere: 3, onlyMine: 1 })
  expect(await totalsOf(ana.actor, scopeOf(run))).toMatchObject({ toLocal: 3, onlyMine: 1 })
  const { rows } = await pageOfChanges(ana.actor, scopeOf(run), ADDED)
  expect(rows.map(({ onlyMine }) => onlyMine)).toEqual([true, false, false])
  await ana.start(run)
  expect(await names(ana.actor)).toEqual(['moss pia', 'reed pia', 'vale pia'])
  expect(await names(ben.actor)).toEqual(['reed pia', 'vale pia'])
  // Nor does the account of the colleague get it.
  await continueAsShown(ben.actor, await ben.preview())
  await ben.start(await ben.work())
  expect(ben.there().map(({ lastName }) => lastName)).toEqual(['Reed', 'Vale'])
})

it('follows the default of the sync where nothing else was chosen, now and later', async () => {
  for (const last of ['Moss', 'Reed']) ana.account.add(person('Pia', last))
  const run = await ana.preview()
  await setAddsOnlyMine(ana.actor, ana.sync.id, true)
  expect(await countChanges(ana.actor, scopeOf(run), { q: '' })).toMatchObject({ newHere: 2, onlyMine: 2 })
  expect(await choose(ana, run, false, { ...ADDED, q: 'reed' })).toBe(1)
  await ana.start(run)
  ana.account.add(person('Pia', 'Later'))
  await ana.later()
  expect(await names(ana.actor)).toEqual(['later pia', 'moss pia', 'reed pia'])
  expect(await names(ben.actor)).toEqual(['reed pia'])
})

it('starts nothing that the page did not show: another default is another revision', async () => {
  ana.account.add(person('Pia', 'Moss'))
  const run = await ana.preview()
  await setAddsOnlyMine(ana.actor, ana.sync.id, true)
  expect(await startSync(ana.actor, run.id, run.revision)).toEqual({ kind: 'changed' })
  const page = await asOfNow(ana.actor)
  await choose(ana, run, false)
  // A page that was read before does not turn around what it did not show.
  const everything = { kind: 'matching', filter: ADDED } as const
  expect(await setAddedOnlyMine(ana.actor, scopeOf(run), everything, true, page)).toBe(0)
})

it('is kept for the next preview, after this one was discarded', async () => {
  ana.account.add(person('Pia', 'Moss'))
  const run = await ana.preview()
  await choose(ana, run, true)
  await discardPreview(ana.actor, run.id)
  const again = await ana.preview()
  expect(await countChanges(ana.actor, scopeOf(again), { q: '' })).toMatchObject({ newHere: 1, onlyMine: 1 })
})

it('asks again if everyone got the contact meanwhile', async () => {
  ana.account.add(person('Pia', 'Moss'))
  const run = await ana.preview()
  await choose(ana, run, true)
  await ana.addHere(person('Pia', 'Moss'))
  await ana.start(run)
  const [change] = await ana.changes(run.id)
  expect(change).toMatchObject({ state: 'waiting', outdated: true })
  expect(await db(ana.actor.firmId).link.count({ where: { syncId: ana.sync.id } })).toBe(0)
})

it('says nothing about a contact that was here and returns', async () => {
  const id = ana.account.add(person('Pia', 'Moss'))
  await ana.start(await ana.preview())
  const [before] = await ana.here()
  await ana.deleteHere(before?.id ?? '')
  expect(id).toBeTruthy()
  await setAddsOnlyMine(ana.actor, ana.sync.id, true)
  await ana.later()
  ana.account.edit(id, person('Pia', 'Moss', { title: 'Partner' }))
  await ana.later()
  const rows = await db(ana.actor.firmId).contact.findMany({ where: { firmId: ana.actor.firmId } })
  expect(rows.map(({ ownerId }) => ownerId)).toEqual([null])
})

it('is only mine again after an undo and its undo, and a colleague gets no link to it', async () => {
  ana.account.add(person('Pia', 'Moss'))
  await setAddsOnlyMine(ana.actor, ana.sync.id, true)
  const first = await ana.start(await ana.preview())
  const undone = await undo(ana, first)
  const shared = await ana.addHere(person('Pia', 'Moss'))
  await ana.later()
  // However certain the match, she is asked.
  const [question] = await questionsOf(ana)
  expect(question).toMatchObject({ kind: 'question', localId: shared })
  expect(await linksTo(ana, shared)).toBe(0)
  await undo(ana, undone)
  const rows = await db(ana.actor).contact.findMany({ where: { firmId: ana.actor.firmId, deletedAt: null } })
  const owners = new Map(rows.map(({ id, ownerId }) => [id, ownerId]))
  expect(owners.get(shared)).toBeNull()
  expect(owners.get(question?.formerId ?? '')).toBe(ana.actor.userId)
  expect(owners.size).toBe(2)
  expect(await linksTo(ana, shared)).toBe(0)
})

it('is counted for an administrator, who sees no name of it', async () => {
  for (const last of ['Moss', 'Reed']) ana.account.add(person('Pia', last))
  const run = await ana.preview()
  await choose(ana, run, true, { ...ADDED, q: 'moss' })
  await ana.start(run)
  expect(await watchedSync(ben.actor, ana.sync.id)).toMatchObject({ items: 2 })
  expect(await names(ben.actor)).toEqual(['reed pia'])
})

async function undo({ actor, work }: Fixture, { id: runId }: Run): Promise<Run> {
  const all = { changeId: null, field: null, deletesThere: 0 }
  expect(await startUndo(actor, { runId, ...all })).toMatchObject({ kind: 'started' })
  return work()
}

const linksTo = ({ actor: { firmId }, sync }: Fixture, localId: string) =>
  db(firmId).link.count({ where: { syncId: sync.id, localId } })

/** Open ones, with the contact here that the one in the account was linked to. */
async function questionsOf({ actor: { firmId }, sync }: Fixture) {
  const rows = await db(firmId).change.findMany({
    where: { syncId: sync.id, kind: 'question', state: 'waiting' },
  })
  const links = await db(firmId).link.findMany({ where: { syncId: sync.id } })
  return rows.map((row) => ({
    ...row,
    formerId: links.find(({ remoteId }) => remoteId === row.remoteId)?.localId ?? null,
  }))
}
