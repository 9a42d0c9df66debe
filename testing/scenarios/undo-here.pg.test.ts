// Undo of what people did here: imports, actions on several contacts, and single changes; on both sides, for good, and undone again.
import { describe, expect, it } from 'vitest'
import { undoWords } from '@/components/admin/audit/undo-words'
import { stepWords } from '@/components/contacts/history-words'
import { deleteTogether } from '@/lib/store/address-book/bulk-deletion'
import { contactHistory } from '@/lib/store/address-book/contact-history'
import { confirmImport, storeImport } from '@/lib/store/address-book/imports'
import { auditPage } from '@/lib/store/audit/entries'
import { saveMatter } from '@/lib/store/matters/matters'
import { byHandOf, syncByHand } from '@/lib/store/sync/hand'
import { tagTogether } from '@/lib/store/tags/bulk-tags'
import { saveTagsOf, tagHistory, tagsOfContacts } from '@/lib/store/tags/contact-tags'
import { actionsPage } from '@/lib/store/undo/actions'
import { previewHere, undoHere } from '@/lib/store/undo/here'
import type { HereScope } from '@/lib/store/undo/here-plan'
import { addedThere, deleteThere } from '@/lib/store/undo/there'
import { owner, withDatabase } from '@/testing/database/test-database'
import { continueAsShown, type Fixture, person, setUpFixture } from './fixture'
import { contactHere, inStep, names } from './in-step'

withDatabase()

const NOTHING_ELSE = { actionId: null, editId: null, contactId: null, field: null } as const
const actions = async ({ actor }: Fixture) => (await actionsPage(actor, { kind: 'first' }, 50)).rows
const lastAction = async (fixture: Fixture) => {
  const [last] = await actions(fixture)
  if (!last) throw new Error('nothing was done')
  return last
}
const undo = ({ actor }: Fixture, scope: Partial<HereScope>) => undoHere(actor, { ...NOTHING_ELSE, ...scope })
const preview = ({ actor }: Fixture, scope: Partial<HereScope>) =>
  previewHere(actor, { ...NOTHING_ELSE, ...scope }, null, 50)
const here = async (fixture: Fixture) => names(await fixture.here())
const there = (fixture: Fixture) => names(fixture.there())
const tagsHere = async ({ actor }: Fixture, id: string) =>
  ((await tagsOfContacts(actor, [id])).get(id) ?? []).map(({ name }) => name)

/** The next syncs find nothing to write on either side. */
async function staysSo(fixture: Fixture) {
  const before = { here: await fixture.here(), there: fixture.there() }
  fixture.account.expireCursors()
  for (let times = 0; times < 2; times += 1)
    expect(await fixture.later()).toMatchObject({ state: 'done', written: 0 })
  expect({ here: await fixture.here(), there: fixture.there() }).toEqual(before)
}

async function imported(fixture: Fixture) {
  const contacts = [person('Dan', 'Eze'), person('Eva', 'Roth')]
  const file = { fileName: 'old.vcf', contacts, problems: [], leftOut: [] }
  const id = await storeImport(fixture.actor, file)
  expect(await confirmImport(fixture.actor, id, { exact: false, likely: false })).toMatchObject({ count: 2 })
  return id
}

const BEFORE = ['Ana Lima', 'Ben Okafor', 'Cho Min-ji']
const WITH_IMPORT = [...BEFORE, 'Dan Eze', 'Eva Roth']

/** The firm's undos in the audit, oldest first. */
async function audited({ actor }: Fixture) {
  const every = { kind: 'sync.undo', side: null, userId: null, contact: '', from: null, until: null } as const
  const { rows } = await auditPage(actor, every, { kind: 'first' }, 50)
  return rows.map((entry) => [undoWords(entry), entry.contact]).reverse()
}

/** The history of a contact, newest first. */
const told = async ({ actor }: Fixture, id: string) =>
  (await contactHistory(actor, id, 50)).map((step) => stepWords(step, 'Google'))

describe('undo of an import', () => {
  it('names colleagues whose accounts keep what it deletes here', async () => {
    const ana = await inStep()
    const actionId = await imported(ana)
    const ben = await setUpFixture({ firmId: ana.actor.firmId })
    await continueAsShown(ben.actor, await ben.preview())
    await ben.start(await ben.work())
    expect(there(ben)).toEqual(WITH_IMPORT)
    expect((await preview(ana, { actionId }))?.colleagues).toEqual([
      { name: 'Ana Lima', provider: 'google', synced: 2, asked: 0, onLocalDelete: 'keep' },
    ])
    await undo(ana, { actionId })
    await ben.later()
    expect(there(ben)).toEqual(WITH_IMPORT)
  })

  it('takes its contacts back here, and where the person asks, in Google; undone again, all are there', async () => {
    const fixture = await inStep()
    const actionId = await imported(fixture)
    await fixture.later()
    expect(there(fixture)).toEqual(WITH_IMPORT)
    expect(await preview(fixture, { actionId })).toMatchObject({
      action: { kind: 'import', name: 'old.vcf' },
      counts: { total: 2, deletes: 2, kept: {} },
    })
    const added = await addedThere(fixture.actor, { actionId, contactId: null })
    expect(added).toMatchObject([{ syncId: fixture.sync.id, deletes: 2, notNow: null }])
    expect(await undo(fixture, { actionId })).toMatchObject({ kind: 'undone', count: 2 })
    const most = { [fixture.sync.id]: 2 }
    expect(await deleteThere(fixture.actor, { actionId, contactId: null }, most)).toBe(true)
    expect(await fixture.work()).toMatchObject({ kind: 'undo', state: 'done' })
    expect(await here(fixture)).toEqual(BEFORE)
    expect(there(fixture)).toEqual(BEFORE)
    await staysSo(fixture)
    const undone = await lastAction(fixture)
    expect(undone).toMatchObject({ kind: 'undo', undoesId: actionId, undoes: { kind: 'import' } })
    await undo(fixture, { actionId: undone.id })
    expect(await audited(fixture)).toEqual([
      ['of an import', null],
      ['of an import, in Google', null],
      ['of an undo', null],
    ])
    await fixture.later()
    expect(await here(fixture)).toEqual(WITH_IMPORT)
    expect(there(fixture)).toEqual(WITH_IMPORT)
    await staysSo(fixture)
  })

  it('leaves Google alone if the person does not ask, and never deletes there what was edited', async () => {
    const fixture = await inStep()
    const actionId = await imported(fixture)
    await fixture.later()
    const eva = fixture.there().find(({ firstName }) => firstName === 'Eva')
    fixture.account.edit(eva?.id ?? '', person('Eva', 'Roth', { title: 'Judge' }))
    await fixture.later()
    expect(await preview(fixture, { actionId })).toMatchObject({
      counts: { deletes: 1, kept: { edited: 1 } },
      rows: [{ name: 'Dan Eze' }, { name: 'Eva Roth', kept: { why: 'edited', fields: ['title'] } }],
    })
    expect(await addedThere(fixture.actor, { actionId, contactId: null })).toMatchObject([{ deletes: 1 }])
    await undo(fixture, { actionId })
    await fixture.later()
    expect(await here(fixture)).toEqual([...BEFORE, 'Eva Roth'])
    expect(there(fixture)).toEqual(WITH_IMPORT)
    await staysSo(fixture)
  })

  it('of one contact in it', async () => {
    const fixture = await inStep()
    const actionId = await imported(fixture)
    const dan = (await fixture.here()).find(({ firstName }) => firstName === 'Dan')
    await undo(fixture, { actionId, contactId: dan?.id ?? '' })
    expect(await here(fixture)).toEqual([...BEFORE, 'Eva Roth'])
    expect(await audited(fixture)).toEqual([['of one contact of an import', 'Dan Eze']])
    const lastUndo = async () => (await preview(fixture, { actionId }))?.action?.undo
    expect(await lastUndo()).toBeNull()
    await undo(fixture, { actionId })
    expect(await lastUndo()).toMatchObject({ isTakenBack: false })
    const history = ['Undone by Ana Lima: deleted', 'Imported from a file by Ana Lima']
    expect(await told(fixture, dan?.id ?? '')).toEqual(history)
  })

  it('keeps a contact that a matter needs', async () => {
    const fixture = await inStep()
    const actionId = await imported(fixture)
    const dan = (await fixture.here()).find(({ firstName }) => firstName === 'Dan')
    const matter = {
      ...{ number: '1', description: 'Lease', status: 'open' as const, clientId: dan?.id ?? '' },
      ...{ responsibleId: null, related: [] },
    }
    const { firmId, userId } = fixture.actor
    await saveMatter(firmId, { id: crypto.randomUUID(), version: 0, matter }, userId)
    expect(await preview(fixture, { actionId })).toMatchObject({
      counts: { deletes: 1, kept: { needed: 1 } },
    })
    expect(await undo(fixture, { actionId })).toMatchObject({ count: 1 })
    expect(await here(fixture)).toEqual([...BEFORE, 'Dan Eze'])
  })
})

describe('undo of an action on several contacts', () => {
  it('deleted: they are back on both sides and stay, and undone again, they are deleted', async () => {
    const fixture = await inStep()
    await deleteTogether(fixture.actor, [fixture.ana, fixture.ben])
    await fixture.later()
    const { id: actionId } = await lastAction(fixture)
    expect(await preview(fixture, { actionId })).toMatchObject({ counts: { returns: 2 } })
    await undo(fixture, { actionId })
    await fixture.later()
    expect(await here(fixture)).toEqual(BEFORE)
    expect(there(fixture)).toEqual(BEFORE)
    await staysSo(fixture)
    const lastUndo = async () => (await preview(fixture, { actionId }))?.action?.undo
    expect(await lastUndo()).toMatchObject({ isTakenBack: false })
    await undo(fixture, { actionId: (await lastAction(fixture)).id })
    expect(await here(fixture)).toEqual(['Cho Min-ji'])
    expect(await lastUndo()).toMatchObject({ isTakenBack: true })
    await undo(fixture, { actionId })
    expect(await here(fixture)).toEqual(BEFORE)
    expect(await lastUndo()).toMatchObject({ isTakenBack: false })
  })

  it('deleted: one stays deleted if another contact is here in its place', async () => {
    const fixture = await inStep()
    await deleteTogether(fixture.actor, [fixture.ana, fixture.ben])
    await fixture.addHere(person('Ben', 'Okafor', { title: 'Partner' }))
    const { id: actionId } = await lastAction(fixture)
    expect(await preview(fixture, { actionId })).toMatchObject({
      counts: { returns: 1, kept: { replaced: 1 } },
    })
    await undo(fixture, { actionId })
    expect(await here(fixture)).toEqual(BEFORE)
  })

  it('tagged: what it changed changes back, and what a person changed since stays', async () => {
    const fixture = await inStep()
    await saveTagsOf(fixture.actor, fixture.ben, { added: ['Court'], removed: [] })
    await tagTogether(fixture.actor, { ids: [fixture.ana, fixture.ben], name: 'Client', adds: true })
    const { id: actionId } = await lastAction(fixture)
    await saveTagsOf(fixture.actor, fixture.ana, { added: ['Court'], removed: ['Client'] })
    expect(await preview(fixture, { actionId })).toMatchObject({ counts: { total: 2, tags: 1 } })
    await undo(fixture, { actionId })
    expect(await tagsHere(fixture, fixture.ana)).toEqual(['Court'])
    expect(await tagsHere(fixture, fixture.ben)).toEqual(['Court'])
    await undo(fixture, { actionId: (await lastAction(fixture)).id })
    expect(await tagsHere(fixture, fixture.ben)).toEqual(['Client', 'Court'])
    expect(await undo(fixture, { actionId: (await lastAction(fixture)).id })).toMatchObject({ count: 1 })
  })

  it('not to sync: they are synced again, for the person who chose it', async () => {
    const fixture = await inStep()
    await syncByHand(fixture.actor, [fixture.ana, fixture.ben], false)
    const { id: actionId } = await lastAction(fixture)
    await syncByHand(fixture.actor, [fixture.ben], true)
    expect(await preview(fixture, { actionId })).toMatchObject({ counts: { total: 2, syncs: 1 } })
    const colleague = { ...fixture.actor, userId: crypto.randomUUID() }
    expect(await previewHere(colleague, { ...NOTHING_ELSE, actionId }, null, 50)).toMatchObject({
      isTheirs: true,
    })
    await undo(fixture, { actionId })
    expect(await byHandOf(fixture.actor, fixture.ana)).toBe('synced')
    await undo(fixture, { actionId: (await lastAction(fixture)).id })
    expect(await byHandOf(fixture.actor, fixture.ana)).toBe('notSynced')
    expect(await byHandOf(fixture.actor, fixture.ben)).toBe('synced')
  })

  it('is offered to the person who did it and to administrators, for 30 days', async () => {
    const fixture = await inStep()
    await deleteTogether(fixture.actor, [fixture.ana])
    const { id } = await lastAction(fixture)
    const member = { ...fixture.actor, role: 'member' } as const
    const other = { ...member, userId: crypto.randomUUID() }
    expect(await undoHere(other, { ...NOTHING_ELSE, actionId: id })).toEqual({ kind: 'missing' })
    await owner().action.update({ where: { id }, data: { at: new Date(Date.now() - 31 * 86_400_000) } })
    expect(await undo(fixture, { actionId: id })).toEqual({ kind: 'missing' })
    await owner().action.update({ where: { id }, data: { at: new Date(Date.now() - 29 * 86_400_000) } })
    expect(await undoHere(member, { ...NOTHING_ELSE, actionId: id })).toMatchObject({ kind: 'undone' })
  })
})

describe('undo of one change in the history of a contact', () => {
  it('gives its values back, keeps later edits, and travels', async () => {
    const fixture = await inStep()
    await fixture.editHere(fixture.ana, { title: 'Chief judge', notes: 'Moved', nickname: 'Annie' })
    const [edit] = await contactHistory(fixture.actor, fixture.ana, 1)
    await fixture.later()
    await fixture.editHere(fixture.ana, { notes: 'Moved again' })
    const scope = { editId: edit?.id ?? '', contactId: fixture.ana }
    expect(await preview(fixture, scope)).toMatchObject({
      action: null,
      counts: { restores: 1, kept: { edited: 1 } },
      rows: [{ kept: { why: 'edited', fields: ['notes'] } }],
    })
    await undo(fixture, { ...scope, field: 'nickname' })
    expect(await contactHere(fixture, fixture.ana)).toMatchObject({ title: 'Chief judge', nickname: '' })
    await undo(fixture, scope)
    await fixture.later()
    const values = { title: 'Judge', nickname: '', notes: 'Moved again' }
    expect(await contactHere(fixture, fixture.ana)).toMatchObject(values)
    expect(fixture.there().find(({ firstName }) => firstName === 'Ana')).toMatchObject(values)
    await staysSo(fixture)
    expect(await undo(fixture, scope)).toEqual({ kind: 'nothing' })
    expect(await audited(fixture)).toEqual([
      ['of one field (Nickname) of a change', 'Ana Lima'],
      ['of a change', 'Ana Lima'],
    ])
    expect((await told(fixture, fixture.ana)).slice(0, 3)).toEqual([
      'Undone by Ana Lima: earlier values restored',
      'Undone by Ana Lima: earlier values restored',
      'Edited by Ana Lima',
    ])
  })

  it('of tags', async () => {
    const fixture = await inStep()
    await saveTagsOf(fixture.actor, fixture.ana, { added: ['Client'], removed: [] })
    const [step] = await tagHistory(fixture.actor, fixture.ana, 1)
    await undo(fixture, { editId: step?.id ?? '', contactId: fixture.ana })
    expect(await tagsHere(fixture, fixture.ana)).toEqual([])
    const steps = await tagHistory(fixture.actor, fixture.ana, 2)
    const [undone, added] = steps.map((one) => stepWords(one, 'Google'))
    expect(undone).toBe('Undone by Ana Lima: tags removed “Client”')
    expect(added).toBe('Tags: Ana Lima added “Client”')
  })

  it('of what a sync brought: it does not come back', async () => {
    const fixture = await inStep()
    fixture.account.edit(fixture.remoteAna, person('Ana', 'Lima', { title: 'Chief judge' }))
    await fixture.later()
    const [edit] = await contactHistory(fixture.actor, fixture.ana, 1)
    await undo(fixture, { editId: edit?.id ?? '', contactId: fixture.ana })
    await fixture.later()
    expect(await contactHere(fixture, fixture.ana)).toMatchObject({ title: 'Judge' })
    await staysSo(fixture)
  })
})
