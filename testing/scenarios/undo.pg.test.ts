// Undo of what a run did: on both sides, for good, and undone again.
import { describe, expect, it } from 'vitest'
import { stepWords } from '@/components/contacts/history-words'
import { contactHistory } from '@/lib/store/address-book/contact-history'
import { saveMatter } from '@/lib/store/matters/matters'
import { setSyncSettings, stopSync } from '@/lib/store/sync/syncs'
import { startUndo, undoPreview } from '@/lib/store/undo/undo'
import { owner, withDatabase } from '@/testing/database/test-database'
import { continueAsShown, type Fixture, person, setUpFixture } from './fixture'
import { contactHere, inStep, names } from './in-step'

withDatabase()

const ALL = { changeId: null, field: null, deletesThere: 1_000 }
const lastRun = (fixture: Fixture) =>
  owner().run.findFirstOrThrow({ where: { syncId: fixture.sync.id }, orderBy: { createdAt: 'desc' } })
const remoteOf = (fixture: Fixture, id: string) => fixture.there().find((one) => one.id === id)

async function undo(fixture: Fixture, runId: string, more: Partial<typeof ALL> | { changeId: string } = {}) {
  expect(await startUndo(fixture.actor, { runId, ...ALL, ...more })).toMatchObject({ kind: 'started' })
  const run = await fixture.work()
  expect(run).toMatchObject({ kind: 'undo', state: 'done' })
  return run
}

/** The next syncs find nothing to write on either side. */
async function staysSo(fixture: Fixture) {
  const sides = async () => ({ here: await fixture.here(), there: fixture.there() })
  const before = await sides()
  fixture.account.expireCursors()
  for (let times = 0; times < 2; times += 1)
    expect(await fixture.later()).toMatchObject({ state: 'done', written: 0 })
  expect(await sides()).toEqual(before)
}

describe('undo of a run', () => {
  it('that brought an edit here: here is as before, Google keeps what was typed there', async () => {
    const fixture = await inStep()
    fixture.account.edit(fixture.remoteAna, person('Ana', 'Lima', { title: 'Chief judge', notes: 'Moved' }))
    const run = await fixture.later()
    expect(await contactHere(fixture, fixture.ana)).toMatchObject({ title: 'Chief judge', notes: 'Moved' })
    await undo(fixture, run.id)
    expect(await contactHere(fixture, fixture.ana)).toMatchObject({ title: 'Judge', notes: '' })
    expect(remoteOf(fixture, fixture.remoteAna)).toMatchObject({ title: 'Chief judge', notes: 'Moved' })
    const [undone, brought] = await contactHistory(fixture.actor, fixture.ana, 2)
    expect(undone && stepWords(undone, 'Google')).toBe('Undone by Ana Lima: earlier values restored')
    expect(brought && stepWords(brought, 'Google')).toBe('Updated from Google')
    await staysSo(fixture)
  })

  it('that carried an edit to Google: Google is as before, and later edits still travel', async () => {
    const fixture = await inStep()
    await fixture.editHere(fixture.ana, { title: 'Chief judge' })
    const run = await fixture.later()
    await undo(fixture, run.id)
    expect(remoteOf(fixture, fixture.remoteAna)).toMatchObject({ title: 'Judge' })
    expect(await contactHere(fixture, fixture.ana)).toMatchObject({ title: 'Chief judge' })
    await staysSo(fixture)
    await fixture.editHere(fixture.ana, { nickname: 'Annie' })
    await fixture.later()
    expect(remoteOf(fixture, fixture.remoteAna)).toMatchObject({ title: 'Judge', nickname: 'Annie' })
  })

  it('keeps what people edited since, and names it', async () => {
    const fixture = await inStep()
    fixture.account.edit(fixture.remoteAna, person('Ana', 'Lima', { title: 'Chief judge', notes: 'Moved' }))
    const run = await fixture.later()
    await fixture.editHere(fixture.ana, { title: 'Retired' })
    const scope = { runId: run.id, changeId: null, field: null }
    const preview = await undoPreview(fixture.actor, scope, null, 50)
    expect(preview).toMatchObject({
      counts: { total: 1, restores: 1, kept: { edited: 1 } },
      rows: [{ name: 'Ana Lima', kept: [{ why: 'edited', side: 'local', fields: ['title'] }] }],
    })
    await undo(fixture, run.id)
    expect(await contactHere(fixture, fixture.ana)).toMatchObject({ title: 'Retired', notes: '' })
    await fixture.later()
    expect(remoteOf(fixture, fixture.remoteAna)).toMatchObject({ title: 'Retired', notes: 'Moved' })
    await staysSo(fixture)
  })

  it('keeps what was edited in Google since the account was last read', async () => {
    const fixture = await inStep()
    await fixture.editHere(fixture.ana, { title: 'Chief judge', nickname: 'Annie' })
    const run = await fixture.later()
    const there = remoteOf(fixture, fixture.remoteAna)
    if (!there) throw new Error('no such contact')
    fixture.account.edit(fixture.remoteAna, { ...there, title: 'Retired' })
    await undo(fixture, run.id)
    expect(remoteOf(fixture, fixture.remoteAna)).toMatchObject({ title: 'Retired', nickname: '' })
    await fixture.later()
    expect(await contactHere(fixture, fixture.ana)).toMatchObject({ title: 'Retired', nickname: 'Annie' })
    await staysSo(fixture)
  })

  it('that added contacts: those here go to the bin, those in Google are deleted if the person says so', async () => {
    const fixture = await inStep()
    await setSyncSettings(fixture.actor, fixture.sync.id, { onConflict: 'ask', onLocalDelete: 'delete' })
    const first = await owner().run.findFirstOrThrow({ where: { syncId: fixture.sync.id, kind: 'first' } })
    const scope = { runId: first.id, changeId: null, field: null }
    expect(await undoPreview(fixture.actor, scope, null, 50)).toMatchObject({
      counts: { deletesHere: 1, deletesThere: 1 },
    })
    await undo(fixture, first.id, { deletesThere: 0 })
    expect(names(await fixture.here())).toEqual(['Ana Lima', 'Ben Okafor'])
    expect(names(fixture.there())).toEqual(['Ana Lima', 'Ben Okafor', 'Cho Min-ji'])
    await staysSo(fixture)
    const second = await undo(fixture, first.id)
    expect(names(fixture.there())).toEqual(['Ana Lima', 'Cho Min-ji'])
    await staysSo(fixture)
    await undo(fixture, second.id)
    expect(names(fixture.there())).toEqual(['Ana Lima', 'Ben Okafor', 'Cho Min-ji'])
    await staysSo(fixture)
  })

  it('never deletes more in Google than the page showed', async () => {
    const fixture = await inStep()
    await fixture.addHere(person('Dan', 'Eze'))
    await fixture.addHere(person('Eva', 'Roth'))
    const run = await fixture.later()
    await undo(fixture, run.id, { deletesThere: 1 })
    expect(fixture.there()).toHaveLength(4)
    await staysSo(fixture)
  })

  it('that deleted in Google: it is there again, and stays although it is deleted here', async () => {
    const fixture = await inStep()
    await setSyncSettings(fixture.actor, fixture.sync.id, { onConflict: 'ask', onLocalDelete: 'delete' })
    await fixture.deleteHere(fixture.ana)
    const run = await fixture.later()
    expect(names(fixture.there())).toEqual(['Ben Okafor', 'Cho Min-ji'])
    const undone = await undo(fixture, run.id)
    expect(names(fixture.there())).toEqual(['Ana Lima', 'Ben Okafor', 'Cho Min-ji'])
    await staysSo(fixture)
    await undo(fixture, undone.id)
    expect(names(fixture.there())).toEqual(['Ben Okafor', 'Cho Min-ji'])
    await staysSo(fixture)
  })

  it('keeps a contact that a matter needs', async () => {
    const fixture = await inStep()
    const cho = (await fixture.here()).find(({ firstName }) => firstName === 'Cho')
    if (!cho) throw new Error('no such contact')
    const matter = {
      ...{ number: '1', description: 'Lease', status: 'open' as const, clientId: cho.id },
      ...{ responsibleId: null, related: [] },
    }
    await saveMatter(
      fixture.actor.firmId,
      { id: crypto.randomUUID(), version: 0, matter },
      fixture.actor.userId,
    )
    const first = await owner().run.findFirstOrThrow({ where: { syncId: fixture.sync.id, kind: 'first' } })
    const scope = { runId: first.id, changeId: null, field: null }
    expect(await undoPreview(fixture.actor, scope, null, 50)).toMatchObject({
      counts: { kept: { needed: 1 } },
    })
    await undo(fixture, first.id)
    expect(await contactHere(fixture, cho.id)).toBeDefined()
  })

  it('of one contact, or one field of it', async () => {
    const fixture = await inStep()
    fixture.account.edit(fixture.remoteAna, person('Ana', 'Lima', { title: 'Chief judge', notes: 'Moved' }))
    await fixture.editHere(fixture.ben, { title: 'Partner' })
    const run = await fixture.later()
    const change = (await fixture.changes(run.id)).find(({ localId }) => localId === fixture.ana)
    if (!change) throw new Error('no such change')
    const field = { changeId: change.id, field: 'notes' }
    expect(await startUndo(fixture.actor, { runId: run.id, ...field, deletesThere: 0 })).toMatchObject({
      kind: 'started',
    })
    const { firmId } = fixture.actor
    const told = await owner().audit.findFirst({ where: { firmId, kind: 'sync.undo' } })
    const detail = { runId: run.id, ...field, undone: run.kind, of: 'contacts' }
    expect(told).toMatchObject({ contactId: fixture.ana, detail })
    await fixture.work()
    expect(await contactHere(fixture, fixture.ana)).toMatchObject({ title: 'Chief judge', notes: '' })
    await undo(fixture, run.id, { changeId: change.id })
    expect(await contactHere(fixture, fixture.ana)).toMatchObject({ title: 'Judge', notes: '' })
    expect(fixture.there().find(({ firstName }) => firstName === 'Ben')).toMatchObject({ title: 'Partner' })
    await staysSo(fixture)
  })

  it('undone again, both sides are as the run left them', async () => {
    const fixture = await inStep()
    fixture.account.edit(fixture.remoteAna, person('Ana', 'Lima', { title: 'Chief judge' }))
    await fixture.editHere(fixture.ana, { nickname: 'Annie' })
    const run = await fixture.later()
    const after = { here: await fixture.here(), there: fixture.there() }
    const undone = await undo(fixture, run.id)
    expect(await contactHere(fixture, fixture.ana)).toMatchObject({ title: 'Judge', nickname: 'Annie' })
    expect(remoteOf(fixture, fixture.remoteAna)).toMatchObject({ title: 'Chief judge', nickname: '' })
    await staysSo(fixture)
    const whole = { runId: run.id, changeId: null, field: null }
    const earlier = async () => (await undoPreview(fixture.actor, whole, null, 1))?.earlier
    expect(await earlier()).toMatchObject({ id: undone.id, isTakenBack: false })
    await undo(fixture, undone.id)
    expect(await earlier()).toMatchObject({ isTakenBack: true })
    expect({ here: await fixture.here(), there: fixture.there() }).toEqual(after)
    await staysSo(fixture)
  })

  it.each(['lost', 'dropped'] as const)('survives a reply that is %s', async (kind) => {
    const fixture = await inStep()
    await fixture.editHere(fixture.ana, { title: 'Chief judge' })
    const run = await fixture.later()
    fixture.account.fail({ on: 'push', kind })
    await undo(fixture, run.id)
    expect(remoteOf(fixture, fixture.remoteAna)).toMatchObject({ title: 'Judge' })
    await staysSo(fixture)
  })

  it('is refused once the sync is stopped, and for somebody else', async () => {
    const fixture = await inStep()
    const run = await lastRun(fixture)
    const colleague = { ...fixture.actor, userId: crypto.randomUUID(), role: 'member' } as const
    expect(await startUndo(colleague, { runId: run.id, ...ALL })).toEqual({ kind: 'missing' })
    expect(await undoPreview(colleague, { runId: run.id, changeId: null, field: null }, null, 50)).toBeNull()
    await stopSync(fixture.actor, fixture.sync.id)
    expect(await startUndo(fixture.actor, { runId: run.id, ...ALL })).toEqual({ kind: 'stopped' })
  })
})

describe('undo with a colleague who syncs', () => {
  it('names the colleague, whose account keeps its copy without a sync', async () => {
    const ana = await setUpFixture()
    const ben = await setUpFixture({ firmId: ana.actor.firmId })
    ana.account.add(person('Pia', 'Moss'))
    const added = await ana.start(await ana.preview())
    await ana.addHere(person('Typed', 'Here'))
    ben.account.add(person('Pia', 'Moss'))
    await continueAsShown(ben.actor, await ben.preview())
    await ben.start(await ben.work())
    const copies = () => ben.there().filter(({ lastName }) => lastName === 'Moss')
    expect(copies()).toHaveLength(1)
    const preview = await undoPreview(ana.actor, { runId: added.id, changeId: null, field: null }, null, 10)
    expect(preview?.colleagues).toEqual([
      { name: 'Ana Lima', provider: 'google', synced: 1, asked: 0, onLocalDelete: 'keep' },
    ])
    await undo(ana, added.id, { deletesThere: 0 })
    await ben.later()
    await ben.later()
    expect(copies()).toHaveLength(1)
    expect(names(await ana.here())).toEqual(['Typed Here'])
  })
})
