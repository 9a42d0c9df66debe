// The list of connections: its order is that of their statuses, and its pages do not slow down with their number.
import { Client } from 'pg'
import { beforeAll, describe, expect, it, vi } from 'vitest'
import { NOTHING_SAID } from '@/lib/engine/planned-change'
import { type RunState, WAITS, type WaitKind } from '@/lib/engine/run-state'
import { type SyncStatus, statusOf } from '@/lib/engine/status'
import { db } from '@/lib/store/database/client'
import { Prisma } from '@/lib/store/database/generated/client'
import type { Actor } from '@/lib/store/firm/actor'
import type { PageStart } from '@/lib/store/keyset'
import { ownerPool, withDatabase } from '@/testing/database/test-database'
import { pageStatement, type WatchedFilter, type WatchedSync, watchedPage } from './connections'

const FIRM = crypto.randomUUID()
const admin: Actor = { userId: crypto.randomUUID(), firmId: FIRM, role: 'admin' }
const ALL: WatchedFilter = { query: '', status: null }
const BOOK = crypto.randomUUID()

withDatabase()

type Row = Readonly<Record<string, unknown>>

/** What a status depends on, drawn as a grid: every sync state with every run and wait, access, and something that waits. */
interface Facts {
  readonly sync: 'none' | 'idle' | 'active' | 'paused' | 'stopped' | 'restored' | 'allowedAgain'
  readonly lost: boolean
  readonly run: {
    readonly kind: string
    readonly state: RunState
    readonly wait: WaitKind | null
    readonly attempts: number
  } | null
  readonly change: 'none' | 'undecided' | 'outdated' | 'failed' | 'sent'
}

const WAITING = (['first', 'scheduled'] as const).flatMap((kind) =>
  (['reading', 'comparing', 'applying'] as const).flatMap((state) =>
    [null, ...(Object.keys(WAITS) as WaitKind[])].flatMap((wait) =>
      [2, 3].map((attempts) => ({ kind, state, wait, attempts })),
    ),
  ),
)
const RESTING = (['done', 'failed', 'discarded', 'stopped', 'ready'] as const).map((state) => ({
  kind: 'first',
  state,
  wait: null,
  attempts: 0,
}))
const FACTS: readonly Facts[] = (
  ['none', 'idle', 'active', 'paused', 'stopped', 'restored', 'allowedAgain'] as const
).flatMap((sync) =>
  [null, ...RESTING, ...WAITING].flatMap((run) =>
    sync === 'none' && run
      ? []
      : [false, true].flatMap((lost) => changesOf(run).map((change) => ({ sync, run, lost, change }))),
  ),
)

function changesOf(run: Facts['run']): readonly Facts['change'][] {
  if (!run) return ['none']
  return run.state === 'done' ? ['none', 'undecided', 'outdated', 'failed', 'sent'] : ['none', 'failed']
}

const at = (minutes: number) => new Date(Date.UTC(2026, 10, 28, 12, minutes))

beforeAll(async () => {
  await insert('Firm', [{ id: FIRM, name: 'Firm' }])
  await insert('Collection', [{ id: BOOK, firmId: FIRM, kind: 'contacts', name: 'Contacts', role: 'local' }])
  const rows: readonly Readonly<Partial<Record<string, Row>>>[] = FACTS.map(rowsOf)
  for (const table of ['User', 'Connection', 'Collection', 'Sync', 'Run', 'Change'] as const)
    await insert(
      table,
      rows.flatMap((of): Row[] => (of[table] ? [of[table]] : [])),
    )
})

async function insert(table: string, rows: readonly Row[]): Promise<void> {
  if (rows.length === 0) return
  const names = Object.keys(rows[0] ?? {}).map((name) => `"${name}"`)
  await ownerPool().query(
    `insert into "${table}" (${names}) select ${names} from jsonb_populate_recordset(null::"${table}", $1)`,
    [JSON.stringify(rows)],
  )
}

function rowsOf({ sync, lost, run, change }: Facts, index: number): Readonly<Partial<Record<string, Row>>> {
  const [userId, connectionId, remote, syncId, runId] = Array.from({ length: 5 }, () => crypto.randomUUID())
  const name = `Person ${String(index).padStart(4, '0')}`
  const email = `person${index}@example.com`
  const whose = { firmId: FIRM, connectionId }
  const connection = {
    ...{ id: connectionId, firmId: FIRM, userId, provider: 'google', accountId: userId, accountEmail: email },
    ...{ scopes: [], connectedAt: at(sync === 'allowedAgain' ? 30 : 0), consentLostAt: lost ? at(40) : null },
  }
  const user = {
    id: userId,
    firmId: FIRM,
    subject: userId,
    issuer: 'x',
    email,
    name,
    role: 'member',
    createdAt: at(0),
  }
  if (sync === 'none') return { User: user, Connection: connection }
  const isStopped = ['stopped', 'restored', 'allowedAgain'].includes(sync)
  return {
    User: user,
    Connection: connection,
    Collection: {
      ...whose,
      id: remote,
      kind: 'contacts',
      name: 'Contacts',
      role: 'remote',
      remoteId: 'all',
      createdAt: at(0),
    },
    Sync: {
      ...{
        ...whose,
        id: syncId,
        localCollectionId: BOOK,
        remoteCollectionId: remote,
        account: `google:${userId}`,
      },
      ...{
        kind: 'contacts',
        remoteId: 'all',
        state: isStopped ? 'stopped' : sync === 'paused' ? 'active' : sync,
        pausedAt: sync === 'paused' ? at(11) : null,
        settings: {},
        createdAt: at(1),
      },
      ...{ privateAs: 'busy', addsOnlyMine: false, stoppedAt: isStopped ? at(10) : null },
      stoppedById: isStopped && sync !== 'restored' ? userId : null,
    },
    ...(run && { Run: runRow(syncId, runId, run) }),
    ...(run && change !== 'none' && { Change: changeRow(syncId, runId, change) }),
  }
}

const runRow = (syncId: string | undefined, id: string | undefined, run: NonNullable<Facts['run']>): Row => ({
  ...{
    id,
    firmId: FIRM,
    syncId,
    kind: run.kind,
    state: run.state,
    full: false,
    createdAt: at(5),
    same: 0,
    done: 0,
  },
  ...{
    waitKind: run.wait,
    attempts: run.attempts,
    apiCalls: 0,
    waitedSeconds: 0,
    brokenReads: 0,
    pages: 0,
    revision: 0,
  },
  ...{ callsRefused: 0, callsFailed: 0, quotaWaits: 0 },
  waitUntil: run.wait && WAITS[run.wait] === 'time' ? at(20) : null,
})

const changeRow = (syncId: string | undefined, runId: string | undefined, change: Facts['change']): Row => ({
  ...{
    id: crypto.randomUUID(),
    firmId: FIRM,
    syncId,
    runId,
    kind: 'update',
    group: 'update',
    name: 'Cho',
    sortKey: 'cho',
  },
  ...{
    state: change === 'failed' || change === 'sent' ? change : 'waiting',
    search: '',
    bodyVersion: 1,
    answers: {},
  },
  ...{
    undecided: change === 'undecided',
    outdated: change === 'outdated',
    importance: 0,
    attempts: 0,
    createdAt: at(6),
  },
  ...{ ofSeries: false, parted: false, writesLocal: false, writesRemote: false, stamp: '1', error: null },
  body: NOTHING_SAID,
})

const ORDER = ['attention', 'syncing', 'building', 'ready', 'paused', 'upToDate', 'connected', 'stopped']

function statusOfRow({
  sync,
  run,
  waiting,
  consentLostAt,
  accountEmail,
  connectedAt,
}: WatchedSync): SyncStatus {
  const connection = { accountEmail, connectedAt, consentLostAt, disconnectedAt: null }
  return statusOf({ connection, sync, run, waiting, now: at(50) })
}

const isGrave = (status: SyncStatus) => status.kind === 'attention' && status.causes[0].kind !== 'waiting'

describe('connections', () => {
  it('stand in the order of their statuses, and are counted by them, whatever their facts', async () => {
    const { rows, all } = await watchedPage(admin, ALL, { kind: 'first' }, 10_000)
    expect(rows).toHaveLength(FACTS.length)
    const statuses = rows.map(statusOfRow)
    const counted = Object.fromEntries(
      ORDER.map((kind) => [kind, statuses.filter((status) => status.kind === kind).length]),
    )
    expect(all).toEqual(counted)
    const ranks = statuses.map((status) => (isGrave(status) ? -1 : ORDER.indexOf(status.kind)))
    expect(ranks).toEqual([...ranks].sort((a, b) => a - b))
    for (const kind of ORDER) {
      const only = await watchedPage(
        admin,
        { query: '', status: kind as SyncStatus['kind'] },
        { kind: 'first' },
        10_000,
      )
      expect(only.rows.map(({ id }) => id)).toEqual(
        rows.filter((_, place) => statuses[place]?.kind === kind).map(({ id }) => id),
      )
    }
  })

  it('are paged forwards and backwards without a gap, with their position', async () => {
    const whole = (await watchedPage(admin, ALL, { kind: 'first' }, 10_000)).rows.map(({ id }) => id)
    let start: PageStart = { kind: 'first' }
    for (let first = 1; first <= whole.length; first += 100) {
      const page = await watchedPage(admin, ALL, start, 100)
      expect(page.first).toBe(first)
      expect(page.rows.map(({ id }) => id)).toEqual(whole.slice(first - 1, first + 99))
      start = { kind: 'after', id: page.rows.at(-1)?.id ?? '' }
    }
    const before = await watchedPage(admin, ALL, { kind: 'before', id: whole[250] ?? '' }, 100)
    expect([before.first, before.more]).toEqual([151, { before: true, after: true }])
    expect(before.rows.map(({ id }) => id)).toEqual(whole.slice(150, 250))
  })

  it('are found by a part of a name or an address, and the counts follow', async () => {
    const byName = await watchedPage(admin, { query: 'PERSON 0007', status: null }, { kind: 'first' }, 10)
    expect(byName.rows.map(({ ownerName }) => ownerName)).toEqual(['Person 0007'])
    expect(Object.values(byName.found)).toEqual([1])
    expect(Object.values(byName.all).reduce((a, b) => a + b)).toBe(FACTS.length)
    const byAddress = await watchedPage(admin, { query: 'person12@', status: null }, { kind: 'first' }, 10)
    expect(byAddress.rows.map(({ ownerEmail }) => ownerEmail)).toEqual(['person12@example.com'])
    expect((await watchedPage(admin, { query: '100%', status: null }, { kind: 'first' }, 10)).rows).toEqual(
      [],
    )
  })

  it('take as many statements for a page of hundreds as for a page of one, and read no run or change in full', async () => {
    const asked = async (size: number) => {
      const query = vi.spyOn(Client.prototype, 'query')
      await watchedPage(admin, ALL, { kind: 'first' }, size)
      const { length } = query.mock.calls.filter((call) => !JSON.stringify(call).includes('concord.firm'))
      query.mockRestore()
      return length
    }
    expect(await asked(500)).toBe(await asked(1))
    await ownerPool().query(
      `insert into "Run" (id, "firmId", "syncId", kind, state, "full", "createdAt")
       select gen_random_uuid(), "firmId", id, 'scheduled', 'done', false, now() - n * interval '1 minute'
       from "Sync" cross join generate_series(1, 60) n`,
    )
    await ownerPool().query('analyze')
    const rows = await db(FIRM).$queryRaw<{ 'QUERY PLAN': string }[]>(
      Prisma.sql`explain ${pageStatement(FIRM, ALL, { kind: 'first' }, 50)}`,
    )
    const plan = rows.map((row) => row['QUERY PLAN']).join('\n')
    expect(plan).toContain('Run_firmId_syncId_createdAt_id_idx')
    expect(plan).toMatch(/Change_open/)
    expect(plan).not.toContain('Seq Scan on "Run"')
    expect(plan).not.toContain('Seq Scan on "Change"')
  })
})
