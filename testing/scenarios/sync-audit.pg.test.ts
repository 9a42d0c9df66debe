// The audit of a sync: what it did on each side, what was decided in it, who started and stopped it. The chain fits whatever happened.
import { Client } from 'pg'
import { expect, it } from 'vitest'
import { verifyAudit } from '@/lib/ops/audit/verify'
import { auditPage } from '@/lib/store/audit/entries'
import { db } from '@/lib/store/database/client'
import { stopSync } from '@/lib/store/sync/syncs'
import { withDatabase } from '@/testing/database/test-database'
import { decideAsShown } from '@/testing/scenarios/as-shown'
import { person, setUpFixture } from './fixture'
import { bodyOf } from './in-step'

const database = withDatabase()
const ALL = { kind: null, side: null, userId: null, contact: '', from: null, until: null } as const

async function faults(): Promise<readonly unknown[]> {
  const client = new Client({ connectionString: database.url() })
  await client.connect()
  try {
    const found: unknown[] = []
    for await (const { fault } of verifyAudit(client)) if (fault) found.push(fault)
    return found
  } finally {
    await client.end()
  }
}

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
  expect(await faults()).toEqual([])
})
