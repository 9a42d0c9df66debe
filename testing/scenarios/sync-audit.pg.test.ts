// The audit of a sync: what it did on each side, what was decided in it, who started and stopped it. The chain fits whatever happened.
import { expect, it } from 'vitest'
import { auditPage } from '@/lib/store/audit/entries'
import { db } from '@/lib/store/database/client'
import { discardPreview } from '@/lib/store/runs/runs'
import { stopSync } from '@/lib/store/sync/syncs'
import { auditFaults } from '@/testing/database/audit-faults'
import { withDatabase } from '@/testing/database/test-database'
import { decideAsShown, excludeAsShown, includeAsShown } from '@/testing/scenarios/as-shown'
import { person, setUpFixture } from './fixture'
import { bodyOf } from './in-step'

const database = withDatabase()
const ALL = { kind: null, side: null, userId: null, contact: '', from: null, until: null } as const

it('has each contact that it wrote, on which side, by which run, and what a person decided', async () => {
  const ana = await setUpFixture()
  const { firmId, userId } = ana.actor
  const here = await ana.addHere(person('Ben', 'Okafor'))
  const asked = await ana.addHere(person('Gastu', 'Roe', { title: 'Judge' }))
  ana.account.add(person('Gastu', 'Roe', { title: 'Clerk' }))
  ana.account.add(person('Cho', 'Min'))
  const preview = await ana.preview()
  const question = (await ana.changes(preview.id)).find(({ localId }) => localId === asked)
  if (!question) throw new Error('nothing was asked')
  const [title] = bodyOf(question).conflicts.map(({ id }) => id)
  await decideAsShown(ana.actor, question.id, { conflicts: { [title ?? '']: 'local' } })
  const run = await ana.start(preview)
  expect(run.state).toBe('done')
  await stopSync(ana.actor, ana.sync.id)

  const entries = await db(firmId).audit.findMany({ where: { firmId }, orderBy: { seq: 'asc' } })
  const told = entries.map(({ kind, side, runId }) => [kind, side, runId === run.id])
  expect(told.filter(([, , ofRun]) => !ofRun)).toEqual([
    ['contact.create', 'local', false],
    ['contact.create', 'local', false],
    ['sync.stop', null, false],
  ])
  expect(told.filter(([, , ofRun]) => ofRun).sort()).toEqual([
    ['contact.create', 'local', true],
    ['contact.create', 'remote', true],
    ['contact.edit', 'remote', true],
    ['decision', null, true],
    ['sync.start', null, true],
  ])
  expect(entries.every((one) => one.userId === userId)).toBe(true)
  const { rows } = await auditPage(ana.actor, { ...ALL, contact: here }, { kind: 'first' }, 10)
  expect(
    rows.map(({ kind, side, contact, sync, values }) => [kind, side, contact, sync?.label, values?.to]),
  ).toEqual([
    ['contact.create', 'remote', 'Ben Okafor', 'Google', expect.objectContaining({ lastName: 'Okafor' })],
    ['contact.create', 'local', 'Ben Okafor', undefined, expect.objectContaining({ lastName: 'Okafor' })],
  ])
  expect(await auditFaults(database.url())).toEqual([])
})

it('has what was excluded in a preview, included again and answered, and that the preview was discarded', async () => {
  const ana = await setUpFixture()
  const { firmId, userId } = ana.actor
  const here = await ana.addHere(person('Ben', 'Okafor'))
  const asked = await ana.addHere(person('Gastu', 'Roe', { title: 'Judge' }))
  ana.account.add(person('Gastu', 'Roe', { title: 'Clerk' }))
  const preview = await ana.preview()
  const changes = await ana.changes(preview.id)
  const idOf = (localId: string) => changes.find((one) => one.localId === localId)?.id ?? ''
  const conflict = changes.find(({ localId }) => localId === asked)
  if (!conflict) throw new Error('nothing was asked')
  const [title = ''] = bodyOf(conflict).conflicts.map(({ id }) => id)
  const scope = { syncId: ana.sync.id, runId: preview.id }
  const which = { kind: 'ids', ids: [idOf(here)] } as const
  await excludeAsShown(ana.actor, scope, which, crypto.randomUUID(), new Date())
  await includeAsShown(ana.actor, scope, { ids: [idOf(here)] })
  await decideAsShown(ana.actor, conflict.id, { conflicts: { [title]: 'local' } })
  await discardPreview(ana.actor, preview.id)
  const entries = await db(firmId).audit.findMany({ where: { firmId }, orderBy: { seq: 'asc' } })
  const told = entries.filter(({ kind }) => kind === 'decision' || kind.startsWith('sync.'))
  expect(told.map(({ kind, contactId, detail }) => [kind, contactId, detail])).toEqual([
    ['decision', here, { exclusion: expect.objectContaining({ was: 'planned' }) }],
    ['decision', here, { synced: true }],
    ['decision', asked, { conflicts: { [title]: 'local' } }],
    ['sync.discard', null, null],
  ])
  expect(told.every((one) => one.userId === userId)).toBe(true)
  expect(await auditFaults(database.url())).toEqual([])
})
