// The numbers of the status pages are correct and belong to the firm.

import { Client } from 'pg'
import { beforeAll, describe, expect, it, vi } from 'vitest'
import { NOTHING_SAID } from '@/lib/engine/planned-change'
import { db } from '@/lib/store/database/client'
import { Prisma } from '@/lib/store/database/generated/client'
import type { Actor } from '@/lib/store/firm/actor'
import type { PageStart } from '@/lib/store/keyset'
import { type Outcome, resultsOfRun } from '@/lib/store/runs/run-results'
import { contactCollections } from '@/lib/store/sync/collections'
import { doneChanges, failures, overviewOf, runOf, runsOf } from '@/lib/store/sync/overview'
import { needFactsOf, pulseStatement, statusFactsOf } from '@/lib/store/sync/pulse'
import { owner, ownerPool, withDatabase } from '@/testing/database/test-database'
import { runsNowStatement, type WatchedFilter, watchedPage, watchedSync } from './connections'
import { errorGroups } from './errors'

const id = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`
const [FIRM, OTHER_FIRM, ANA, BEN, EVE] = [id(1), id(2), id(11), id(12), id(13)] as const
const [ANA_CONNECTION, ANA_SYNC, OLD, OPEN] = [id(21), id(31), id(41), id(42)] as const
const ana: Actor = { userId: ANA, firmId: FIRM, role: 'member' }
const admin: Actor = { userId: BEN, firmId: FIRM, role: 'admin' }
const stranger: Actor = { userId: EVE, firmId: OTHER_FIRM, role: 'admin' }

withDatabase()

const ALL: WatchedFilter = { query: '', status: null }
const watchedSyncs = async (actor: Actor) => (await watchedPage(actor, ALL, { kind: 'first' }, 100)).rows

beforeAll(async () => {
  await owner().firm.createMany({ data: [FIRM, OTHER_FIRM].map((firm) => ({ id: firm, name: 'Firm' })) })
  const people = [
    { id: ANA, firmId: FIRM, name: 'Ana', role: 'member' as const },
    { id: BEN, firmId: FIRM, name: 'Ben', role: 'admin' as const },
    { id: EVE, firmId: OTHER_FIRM, name: 'Eve', role: 'admin' as const },
  ]
  await owner().user.createMany({
    data: people.map((who) => ({ ...who, subject: who.id, email: `${who.name}@x.com` })),
  })
  const account = { provider: 'google', accountId: 'a', accountEmail: 'ana@x.com', scopes: [] }
  await owner().connection.create({ data: { id: ANA_CONNECTION, firmId: FIRM, userId: ANA, ...account } })
  const sync = {
    id: ANA_SYNC,
    firmId: FIRM,
    connectionId: ANA_CONNECTION,
    account: 'google:a',
    kind: 'contacts' as const,
    ...(await contactCollections({ firmId: FIRM, connectionId: ANA_CONNECTION })),
    settings: {},
  }
  await owner().sync.create({ data: { ...sync, state: 'active' } })
  const run = { firmId: FIRM, syncId: ANA_SYNC, full: false }
  const [earlier, later] = [new Date('2026-11-23T10:00:00Z'), new Date('2026-11-23T11:00:00Z')]
  await owner().run.create({
    data: { ...run, id: OPEN, kind: 'manual', userId: BEN, state: 'applying', createdAt: earlier },
  })
  await owner().run.create({ data: { ...run, id: OLD, kind: 'scheduled', state: 'done', createdAt: later } })
  const body = NOTHING_SAID
  const change = {
    firmId: FIRM,
    syncId: ANA_SYNC,
    kind: 'createRemote' as const,
    group: 'addRemote',
    body,
    search: '',
  }
  const error = { kind: 'rejected', field: 'emails', message: 'Not an address.' }
  await owner().change.createMany({
    data: [
      { ...change, id: id(51), runId: OLD, name: 'Zoe', sortKey: 'zoe', state: 'failed', error },
      { ...change, id: id(52), runId: OLD, name: 'Abe', sortKey: 'abe', state: 'failed', error },
      { ...change, id: id(53), runId: OLD, name: 'Cho', sortKey: 'cho', state: 'applied', appliedAt: later },
      { ...change, id: id(54), runId: OPEN, name: 'Dan', sortKey: 'dan', state: 'waiting', undecided: true },
      { ...change, id: id(55), runId: OPEN, name: 'Fay', sortKey: 'fay', state: 'waiting', outdated: true },
    ],
  })
  await owner().exclusion.create({
    data: { id: id(61), firmId: FIRM, syncId: ANA_SYNC, remoteId: 'people/1', name: 'Gus', userId: ANA },
  })
})

describe("a person's own sync", () => {
  it('is counted by contact, and its open run comes before a newer finished one', async () => {
    const overview = await overviewOf(ana, 'google')
    expect(overview?.sync).toMatchObject({
      run: { id: OPEN, by: 'Ben' },
      planned: 2,
      counts: { inSync: 0, excluded: 1, undecided: 1, outdated: 1, failed: 2 },
    })
  })

  it('lists its results with errors first, and its runs with their numbers', async () => {
    expect((await doneChanges(ana, ANA_SYNC, OLD, 10)).map(({ name }) => name)).toEqual(['Abe', 'Zoe', 'Cho'])
    expect((await failures(ana, ANA_SYNC, 1)).map(({ name }) => name)).toEqual(['Abe'])
    const runs = await runsOf(ana, ANA_SYNC, 10)
    expect(runs.map((run) => [run.id, run.applied, run.failed])).toEqual([
      [OLD, 1, 2],
      [OPEN, 0, 0],
    ])
  })

  it('has a page for each run, with what it did in order of names', async () => {
    expect(await runOf(ana, OLD)).toMatchObject({
      syncId: ANA_SYNC,
      provider: 'google',
      applied: 1,
      failed: 2,
    })
    const names = async (...of: readonly [Outcome, PageStart, number]) => {
      const { rows, more, counts } = await resultsOfRun(ana, OLD, ...of)
      return [rows.map(({ name }) => name), more.after, counts.all, counts.failed]
    }
    expect(await names('all', { kind: 'first' }, 2)).toEqual([['Abe', 'Cho'], true, 3, 2])
    expect(await names('all', { kind: 'after', id: id(53) }, 2)).toEqual([['Zoe'], false, 3, 2])
    expect(await names('all', { kind: 'before', id: id(51) }, 1)).toEqual([['Cho'], true, 3, 2])
    expect(await names('failed', { kind: 'first' }, 2)).toEqual([['Abe', 'Zoe'], false, 3, 2])
    expect((await resultsOfRun(admin, OLD, 'all', { kind: 'first' }, 2)).rows).toEqual([])
    expect((await runOf(admin, OLD))?.id).toBe(OLD)
    expect(await runOf({ ...admin, role: 'member' }, OLD)).toBeNull()
    expect(await errorGroups(admin, OPEN)).toEqual([])
    expect(await errorGroups(admin, OLD)).toMatchObject([{ items: 2 }])
  })

  it('is visible to nobody else, not even to an administrator', async () => {
    for (const other of [admin, stranger]) {
      expect(await overviewOf(other, 'google')).toBeNull()
      expect(await doneChanges(other, ANA_SYNC, OLD, 10)).toEqual([])
      expect(await failures(other, ANA_SYNC, 10)).toEqual([])
    }
    expect(await runsOf(stranger, ANA_SYNC, 10)).toEqual([])
    expect(await runsOf({ ...admin, role: 'member' }, ANA_SYNC, 10)).toEqual([])
    expect(await runsOf(admin, ANA_SYNC, 10)).toHaveLength(2)
  })
})

describe("an administrator's view", () => {
  it('has every connection of the firm with its numbers, and errors by kind', async () => {
    expect(await watchedSyncs(admin)).toMatchObject([
      {
        ownerName: 'Ana',
        accountEmail: 'ana@x.com',
        run: { id: OPEN },
        items: 0,
        waiting: { undecided: 1, outdated: 1, failed: 2 },
        undecidedSince: expect.any(Date),
        failedSince: expect.any(Date),
        stoppedBy: null,
      },
    ])
    expect(await errorGroups(admin)).toMatchObject([
      { kind: 'rejected', field: 'emails', items: 2, people: 1, names: ['Ana'] },
    ])
  })

  it('names who stopped a sync', async () => {
    const stop = (stoppedById: string | null) =>
      owner().sync.update({ where: { id: ANA_SYNC }, data: { stoppedById } })
    await stop(admin.userId)
    expect((await watchedSyncs(admin))[0]?.stoppedBy).toBe('Ben')
    await stop(null)
  })

  it('names the connection to disconnect, for contacts and for a calendar', async () => {
    const calendarId = id(71)
    const [local, remote, syncId] = [id(72), id(73), id(74)] as const
    await owner().calendar.create({
      data: { id: calendarId, firmId: FIRM, kind: 'firm', name: 'Court', color: 'blue' },
    })
    const events = { firmId: FIRM, kind: 'events' as const, name: 'Court' }
    await owner().collection.create({ data: { ...events, id: local, role: 'local', calendarId } })
    await owner().collection.create({
      data: { ...events, id: remote, role: 'remote', connectionId: ANA_CONNECTION, remoteId: 'court' },
    })
    const ends = { localCollectionId: local, remoteCollectionId: remote, remoteId: 'court' }
    const joined = {
      firmId: FIRM,
      connectionId: ANA_CONNECTION,
      account: 'google:a',
      kind: 'events' as const,
    }
    await owner().sync.create({
      data: { id: syncId, ...joined, ...ends, state: 'active', scopeFrom: 'all', settings: {} },
    })
    const watched = await watchedSyncs(admin)
    expect(watched.map((one) => [one.of, one.id, one.connectionId])).toEqual(
      expect.arrayContaining([
        ['contacts', ANA_CONNECTION, ANA_CONNECTION],
        ['events', syncId, ANA_CONNECTION],
      ]),
    )
    for (const [one, its] of [
      [ANA_CONNECTION, ANA_SYNC],
      [ANA_SYNC, ANA_SYNC],
      [syncId, syncId],
    ] as const)
      expect((await watchedSync(admin, one))?.sync?.id).toBe(its)
    expect(await watchedSync(stranger, syncId)).toBeNull()
    await owner().sync.delete({ where: { id: syncId } })
  })

  it('is limited to the firm and to administrators', async () => {
    expect(await watchedSyncs(stranger)).toEqual([])
    expect(await errorGroups(stranger)).toEqual([])
    await expect(watchedSyncs(ana)).rejects.toThrow()
    await expect(errorGroups(ana)).rejects.toThrow()
  })
})

it('of thousands of runs only the open and the last ones are read', async () => {
  await ownerPool().query(
    `insert into "Run" (id, "firmId", "syncId", kind, state, "full", "createdAt")
     select gen_random_uuid(), $1, $2, 'scheduled', 'done', false, now() - n * interval '1 minute'
     from generate_series(1, 20000) n`,
    [FIRM, ANA_SYNC],
  )
  await ownerPool().query('analyze')
  const rows = await db(FIRM).$queryRaw<{ 'QUERY PLAN': string }[]>(
    Prisma.sql`explain ${runsNowStatement(FIRM, [ANA_SYNC])}`,
  )
  const plan = rows.map((row) => row['QUERY PLAN']).join('\n')
  expect(plan).not.toContain('Seq Scan on "Run"')
  expect(plan).toContain('Run_one_open')
  expect(plan).toContain('Run_firmId_syncId_createdAt_id_idx')
  expect((await watchedSyncs(admin)).map(({ run }) => run?.id)).toEqual([OPEN])
})

it('the query of an open page is one statement, agrees with the page, and reads no contents', async () => {
  const overview = await overviewOf(ana, 'google')
  const query = vi.spyOn(Client.prototype, 'query')
  const facts = await statusFactsOf(ana, 'google')
  const asked = query.mock.calls.filter((call) => !JSON.stringify(call).includes('concord.firm'))
  query.mockRestore()
  expect(asked).toHaveLength(1)
  expect(facts?.sync?.run?.id).toBe(OPEN)
  expect(overview).toMatchObject(facts ?? {})
  const rows = await db(FIRM).$queryRaw<{ 'QUERY PLAN': string }[]>(
    Prisma.sql`explain ${pulseStatement(ana, 'google', 'all')}`,
  )
  expect(rows.map((row) => row['QUERY PLAN']).join('\n')).not.toContain('Seq Scan on "Run"')
  expect(await statusFactsOf(stranger, 'google')).toBeNull()
})

it('the query of the header is the same statement, gives the same waiting numbers, and counts no links or exclusions', async () => {
  const all = await statusFactsOf(ana, 'google')
  const { undecided, outdated, failed } = all?.sync?.counts ?? {}
  const query = vi.spyOn(Client.prototype, 'query')
  const facts = await needFactsOf(ana, 'google')
  const asked = query.mock.calls.filter((call) => !JSON.stringify(call).includes('concord.firm'))
  query.mockRestore()
  expect(asked).toHaveLength(1)
  expect(facts).toEqual(
    all && { ...all, sync: all.sync && { ...all.sync, counts: { undecided, outdated, failed } } },
  )
  const planOf = async (counts: 'open' | 'all') => {
    const rows = await db(FIRM).$queryRaw<{ 'QUERY PLAN': string }[]>(
      Prisma.sql`explain ${pulseStatement(ana, 'google', counts)}`,
    )
    return rows.map((row) => row['QUERY PLAN']).join('\n')
  }
  expect(await planOf('all')).toMatch(/on "Link"[\s\S]*on "Exclusion"/)
  expect(await planOf('open')).not.toMatch(/on "(Link|Exclusion)"/)
  expect(await needFactsOf(stranger, 'google')).toBeNull()
})
