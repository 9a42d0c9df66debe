// The preview's queries on a run of the largest size: their results, who may see them, and that their plans use the indexes.

import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { env, setEnv } from '@/lib/env'
import { db } from '@/lib/store/database/client'
import { Prisma } from '@/lib/store/database/generated/client'
import type { Actor } from '@/lib/store/firm/actor'
import { startSync } from '@/lib/store/runs/runs'
import { totalsOf } from '@/lib/store/runs/totals'
import { contactCollections } from '@/lib/store/sync/collections'
import { failureIds, overviewOf } from '@/lib/store/sync/overview'
import { owner, ownerPool, withDatabase } from '@/testing/database/test-database'
import {
  approveAsShown,
  decideAsShown,
  endExclusionsAsShown,
  excludeAsShown,
  includeAsShown,
} from '@/testing/scenarios/as-shown'
import { listExclusions } from './exclusions'
import {
  countChanges,
  type Filter,
  type PreviewState,
  pageOfChanges,
  pageStatement,
  type View,
  watchRun,
} from './preview'

const id = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`
const [FIRM, OTHER_FIRM, ANA, BEN, EVE] = [id(1), id(2), id(11), id(12), id(13)] as const
const [ANA_CONNECTION, ANA_SYNC, RUN, OLD_RUN] = [id(21), id(31), id(41), id(42)] as const
const ana: Actor = { userId: ANA, firmId: FIRM, role: 'member' }
const scope = { syncId: ANA_SYNC, runId: RUN }
const waiting = { syncId: ANA_SYNC, runId: null }
const all: Filter = { view: 'all', q: '' }
const now = new Date('2026-11-23T12:00:00Z')
const SIZE = 25_000
/** Indexes that have open changes only. */
const OF_OPEN = /"Change_(open|open_local|open_remote|retry)"/

withDatabase()

beforeAll(async () => {
  await owner().firm.createMany({ data: [FIRM, OTHER_FIRM].map((firm) => ({ id: firm, name: 'Firm' })) })
  const people = [
    { id: ANA, firmId: FIRM },
    { id: BEN, firmId: FIRM },
    { id: EVE, firmId: OTHER_FIRM },
  ]
  await owner().user.createMany({
    data: people.map((who) => ({
      ...who,
      subject: who.id,
      email: `${who.id}@x.com`,
      name: 'P',
      role: 'admin' as const,
    })),
  })
  await owner().connection.create({
    data: {
      id: ANA_CONNECTION,
      firmId: FIRM,
      userId: ANA,
      provider: 'google',
      accountId: 'a',
      accountEmail: 'ana@x.com',
      scopes: [],
    },
  })
  await owner().sync.create({
    data: {
      id: ANA_SYNC,
      firmId: FIRM,
      connectionId: ANA_CONNECTION,
      account: 'google:a',
      kind: 'contacts',
      ...(await contactCollections({ firmId: FIRM, connectionId: ANA_CONNECTION })),
      settings: {},
    },
  })
  for (const [run, state] of [
    [OLD_RUN, 'done'],
    [RUN, 'ready'],
  ] as const)
    await owner().run.create({
      data: { id: run, firmId: FIRM, syncId: ANA_SYNC, kind: 'first', full: true, state },
    })
  await insertChanges(RUN, 'planned')
  await insertChanges(OLD_RUN, 'applied')
  await ownerPool().query('analyze')
})

/** Ten kinds of rows in rotation; every tenth waits for an answer, names repeat every 500 rows. */
const insertChanges = (run: string, state: string) =>
  ownerPool().query(
    `insert into "Change" (id, "firmId", "syncId", "runId", kind, state, "localId", "remoteId", body, "group", undecided,
       name, "sortKey", search)
     select gen_random_uuid(), $1, $2, $3,
       (array['question','createLocal','createLocal','createLocal','createRemote','update','update','link','link','deleteRemote'])[n % 10 + 1]::"ChangeKind",
       $4::"ChangeState", case when n % 2 = 0 then gen_random_uuid() end, 'people/' || n,
       jsonb_build_object('local', case when n % 10 in (1, 2, 3, 5) then '{"from":null,"to":null}'::jsonb end,
         'remote', case when n % 10 in (4, 6) then '{"from":null,"to":null}'::jsonb end, 'base', null, 'tombstone', null,
         'conflicts', '[]'::jsonb, 'reasons', '[]'::jsonb, 'probability', null, 'filling', repeat('x', 400)),
       (array['decide','addLocal','addLocal','addLocal','addRemote','update','update','link','link','delete'])[n % 10 + 1],
       n % 10 = 0, 'Name ' || n % 500, 'name ' || lpad((n % 500)::text, 3, '0'),
       'name ' || n % 500 || ' mail' || n || '@example.com 100%_safe'
     from generate_series(0, $5 - 1) n`,
    [FIRM, ANA_SYNC, run, state, SIZE],
  )

/** Runs as the application with row-level security, which rules out some plans. */
async function planOf(sql: Prisma.Sql): Promise<string> {
  const rows = await db(FIRM).$queryRaw<{ 'QUERY PLAN': string }[]>(Prisma.sql`explain ${sql}`)
  return rows.map((row) => row['QUERY PLAN']).join('\n')
}

const walk = async (filter: Filter) => {
  const ids: string[] = []
  for (let after: string | null = null; ; ) {
    const page = await pageOfChanges(ana, scope, filter, after ? { after } : null)
    expect(page.first).toBe(page.rows.length === 0 ? 0 : ids.length + 1)
    ids.push(...page.rows.map((row) => row.id))
    if (!page.next) return { ids, matching: page.matching }
    after = page.next
  }
}

describe('counts', () => {
  it('are those of the lists behind them', async () => {
    const counts = await countChanges(ana, scope, { q: '' })
    expect(counts).toEqual({
      decide: 2500,
      addLocal: 7500,
      addRemote: 2500,
      update: 5000,
      delete: 2500,
      link: 5000,
      other: 0,
      excluded: 0,
      failed: 0,
      all: SIZE,
      open: 2500,
      conflicts: 0,
      deletions: 0,
      outdated: 0,
      parted: 0,
      newHere: 5000,
      onlyMine: 0,
    })
  })

  it('follow the search, which knows no wildcards', async () => {
    expect((await countChanges(ana, scope, { q: 'MAIL123@' })).all).toBe(1)
    expect((await countChanges(ana, scope, { q: '100%_safe' })).all).toBe(SIZE)
    expect((await countChanges(ana, scope, { q: '1%_safe' })).all).toBe(0)
  })

  it('of what Start Sync will do leave out what waits for an answer and what writes nothing', async () => {
    expect(await totalsOf(ana, scope)).toEqual({
      changes: 17_500,
      newHere: 5000,
      addsOnlyMine: false,
      onlyMine: 0,
      toLocal: 10_000,
      toRemote: 7500,
      both: 0,
      deletes: 2500,
      open: 2500,
      partly: 0,
      outdated: 0,
      excluded: 0,
      takesMs: expect.any(Number),
      full: null,
    })
  })

  it('of what the account has no room for are told, and what is excluded needs none', async () => {
    await ownerPool().query(
      `insert into "Item" ("syncId", "firmId", "remoteId", version, value, "seenAt", deleted)
       select $1, $2, 'held/' || n, '1', '{}', now(), n > 24900 from generate_series(1, 25100) n`,
      [ANA_SYNC, FIRM],
    )
    const adds = 2500
    const full = async () => (await totalsOf(ana, scope)).full
    expect(await full()).toEqual({ adds, held: 24_900, most: 25_000, over: adds - 100 })
    const [batch, view] = [crypto.randomUUID(), 'addRemote'] as const
    await excludeAsShown(ana, scope, { kind: 'matching', filter: { view, q: '' } }, batch, new Date())
    expect(await full()).toBe(null)
    await includeAsShown(ana, scope, { batch })
    expect(await full()).toMatchObject({ over: adds - 100 })
    await ownerPool().query(`delete from "Item" where "remoteId" like 'held/%'`)
  })
})

describe('how long Start Sync will take', () => {
  const minutes = async (rootUrl: string) => {
    const before = env().GOOGLE_PEOPLE_URL
    setEnv({ GOOGLE_PEOPLE_URL: rootUrl })
    const { takesMs } = await totalsOf(ana, scope)
    setEnv({ GOOGLE_PEOPLE_URL: before })
    return takesMs / 60_000
  }

  it('is what the quotas of Google make of 2,500 additions, as many updates and as many deletions', async () => {
    const took = await minutes('https://people.googleapis.com/')
    expect(took).toBeGreaterThan(5)
    expect(took).toBeLessThan(9)
  })

  it('is less where no quota holds it up', async () => {
    expect(await minutes('http://127.0.0.1:3901/')).toBeLessThan(2)
  })
})

describe('pages', () => {
  it('walk through every change once, though names repeat', async () => {
    const { ids, matching } = await walk({ view: 'update', q: 'name 1' })
    expect(ids.length).toBe(matching)
    expect(new Set(ids).size).toBe(matching)
    expect(matching).toBeGreaterThan(200)
  })

  it('find a number however it is dialed in the region of the firm', async () => {
    const [row] = (await pageOfChanges(ana, scope, { view: 'all', q: 'mail77@' })).rows
    await ownerPool().query(
      `update "Change" set search = search || ' 0171 234 5678 01712345678' where id = $1`,
      [row?.id],
    )
    const abroad = { view: 'all', q: '+49 171 2345678' } as const
    const counted = async (filter: Filter) => (await countChanges(ana, scope, filter)).all
    const shown = async (filter: Filter) => (await pageOfChanges(ana, scope, filter)).rows.map(({ id }) => id)
    const german = { ...abroad, region: 'DE' } as const
    expect([await counted(german), await shown(german)]).toEqual([1, [row?.id]])
    expect(await shown({ view: 'all', q: '0171-2345678', region: 'DE' })).toEqual([row?.id])
  })

  it('lead back to where they came from', async () => {
    const first = await pageOfChanges(ana, scope, all)
    const second = await pageOfChanges(ana, scope, all, { after: first.next ?? '' })
    const back = await pageOfChanges(ana, scope, all, { before: second.previous ?? '' })
    expect(back.rows.map((row) => row.id)).toEqual(first.rows.map((row) => row.id))
    expect(back).toMatchObject({ first: 1, previous: null, next: first.next })
    expect(second).toMatchObject({ first: 101, matching: SIZE })
  })

  it('of a running sync hold only what waits', async () => {
    expect((await pageOfChanges(ana, waiting, all)).rows).toEqual([])
  })

  it.each(['decide', 'update', 'all'] satisfies View[])(
    'of view %s are found by an index, not by reading the table',
    async (view) => {
      const first = await pageOfChanges(ana, scope, { view, q: '' })
      const sql = pageStatement(ana, scope, { view, q: '' }, { after: first.next ?? '' })
      const text = await planOf(sql)
      expect(text).not.toContain('Seq Scan on "Change"')
      expect(text).toMatch(/Index|Bitmap/)
    },
  )

  it('the list of failures is found among what is open', async () => {
    const plan = await planOf(failureIds({ firmId: FIRM, syncId: ANA_SYNC }, 50))
    expect(plan).toMatch(OF_OPEN)
    expect(plan).not.toContain('Seq Scan')
  })

  it('what a change writes, and whether it was parted, stand in columns, and any writer of a row sets them', async () => {
    const rules = await owner().$queryRaw<{ wrong: number; all: number }[]>`
      select count(*)::int as all, count(*) filter (where
        "writesLocal" is distinct from (kind in ('createLocal', 'deleteLocal')
          or (kind in ('update', 'question') and coalesce(jsonb_typeof(body->'local') = 'object', false)))
        or "writesRemote" is distinct from (kind in ('createRemote', 'deleteRemote')
          or (kind in ('update', 'question') and coalesce(jsonb_typeof(body->'remote') = 'object', false)))
        or parted is distinct from (kind = 'question' and coalesce(answers->>'samePerson' = 'separate', false)))::int as wrong
      from "Change"`
    expect(rules[0]?.wrong).toBe(0)
    expect(rules[0]?.all).toBeGreaterThan(0)
    const [row] = await owner().change.findMany({ where: { kind: 'question' }, take: 1 })
    const update = (data: { answers?: object; body?: object }) =>
      owner().change.update({ where: { id: row?.id ?? '' }, data })
    expect(await update({ answers: { samePerson: 'separate' } })).toMatchObject({ parted: true })
    expect(await update({ body: { local: null, remote: {} } })).toMatchObject({
      ...{ writesLocal: false, writesRemote: true },
    })
    await update({ answers: row?.answers as object, body: row?.body as object })
  })

  it('of what waits are found among what is open, however long the history', async () => {
    expect(await planOf(pageStatement(ana, waiting, all, null))).toMatch(OF_OPEN)
  })
})

describe('what became of a preview', () => {
  type Run = Parameters<ReturnType<typeof owner>['run']['update']>[0]['data']
  const rows: readonly (readonly [PreviewState, Run])[] = [
    ['waits', { state: 'ready' }],
    ['waits', { state: 'comparing', waitKind: 'guard', kind: 'scheduled' }],
    ['waits', { state: 'comparing', kind: 'scheduled' }],
    ['continued', { state: 'applying', kind: 'scheduled' }],
    ['started', { state: 'applying' }],
    ['started', { state: 'done' }],
    ['discarded', { state: 'discarded' }],
    ['stopped', { state: 'stopped' }],
  ]
  const set = (run: Run) =>
    owner().run.update({ where: { id: RUN }, data: { kind: 'first', waitKind: null, ...run } })
  it.each(rows)('%s: %o', async (previewState, run) => {
    await set(run)
    expect(await watchRun(ana, scope)).toMatchObject({ previewState: previewState })
    expect(await watchRun({ ...ana, userId: BEN }, scope)).toBe(null)
    await set({ state: 'ready' })
  })
})

describe('a decision made elsewhere', () => {
  const revision = async () => (await watchRun(ana, scope))?.revision ?? 0

  it('shows in the revision of the run, whatever it was', async () => {
    const [before, batch] = [await revision(), crypto.randomUUID()]
    const one = { view: 'all', q: 'mail123@' } as const
    await excludeAsShown(ana, scope, { kind: 'matching', filter: one }, batch, new Date())
    const excluded = await revision()
    await includeAsShown(ana, scope, { batch })
    const included = await revision()
    const question = await owner().change.findFirstOrThrow({ where: { runId: RUN, kind: 'question' } })
    await decideAsShown(ana, question.id, { samePerson: 'separate' })
    expect([excluded > before, included > excluded, (await revision()) > included]).toEqual([
      true,
      true,
      true,
    ])
    await owner().change.update({ where: { id: question.id }, data: { answers: {}, undecided: true } })
    await owner().separation.deleteMany()
  })

  it('keeps what was not seen from being started', async () => {
    const seen = await revision()
    await owner().run.update({ where: { id: RUN }, data: { revision: seen + 1 } })
    expect(await startSync(ana, RUN, seen)).toEqual({ kind: 'changed' })
    expect(await watchRun(ana, scope)).toEqual({ previewState: 'waits', revision: seen + 1 })
  })
})

describe('rights', () => {
  const strangers: readonly (readonly [string, Actor])[] = [
    ['a colleague', { ...ana, userId: BEN }],
    ['an administrator of the same firm', { userId: BEN, firmId: FIRM, role: 'admin' }],
    ['a person of another firm', { userId: EVE, firmId: OTHER_FIRM, role: 'admin' }],
    ['the owner under another firm', { ...ana, firmId: OTHER_FIRM }],
  ]
  it.each(strangers)('show %s nothing and let them change nothing', async (_, stranger) => {
    expect((await pageOfChanges(stranger, scope, all)).rows).toEqual([])
    expect((await countChanges(stranger, scope, { q: '' })).all).toBe(0)
    expect((await totalsOf(stranger, scope)).changes).toBe(0)
    expect(await excludeAsShown(stranger, scope, { kind: 'matching', filter: all }, 'b', now)).toBe(0)
    expect((await listExclusions(stranger, ANA_SYNC, '', 10)).total).toBe(0)
  })
})

describe('excluding', () => {
  it('takes all that match a filter, and one undo brings back just those', async () => {
    const [one] = (await pageOfChanges(ana, scope, { view: 'addLocal', q: '' })).rows
    expect(await excludeAsShown(ana, scope, { kind: 'ids', ids: [one?.id ?? ''] }, 'one', now)).toBe(1)
    const matching = { kind: 'matching', filter: { view: 'addLocal', q: '' } } as const
    expect(await excludeAsShown(ana, scope, matching, 'rest', now)).toBe(7499)
    expect(await countChanges(ana, scope, { q: '' })).toMatchObject({
      addLocal: 0,
      excluded: 7500,
      all: SIZE,
    })
    expect(await totalsOf(ana, scope)).toMatchObject({ toLocal: 2500, excluded: 7500 })
    expect((await listExclusions(ana, ANA_SYNC, '', 10)).total).toBe(7500)
    expect(await includeAsShown({ ...ana, userId: BEN }, scope, { batch: 'rest' })).toBe(0)
    expect(await includeAsShown(ana, scope, { batch: 'rest' })).toBe(7499)
    expect(await countChanges(ana, scope, { q: '' })).toMatchObject({ addLocal: 7499, excluded: 1 })
    expect((await listExclusions(ana, ANA_SYNC, '', 10)).rows.map((row) => row.id)).toEqual([one?.id])
  })

  it('can be taken back from the list of exclusions, and what was undecided is asked again', async () => {
    expect(
      await includeAsShown(ana, scope, {
        ids: (await pageOfChanges(ana, scope, { view: 'excluded', q: '' })).rows.map((row) => row.id),
      }),
    ).toBe(1)
    expect((await listExclusions(ana, ANA_SYNC, '', 10)).total).toBe(0)
    const [one] = (await pageOfChanges(ana, scope, { view: 'decide', q: '' })).rows
    await excludeAsShown(ana, scope, { kind: 'ids', ids: [one?.id ?? ''] }, 'again', now)
    expect(await countChanges(ana, scope, { q: '' })).toMatchObject({ open: 2499, excluded: 1 })
    const list = await listExclusions(ana, ANA_SYNC, 'name', 10)
    expect(list.total).toBe(1)
    expect(await endExclusionsAsShown({ ...ana, userId: BEN }, ANA_SYNC, 'all')).toBe(0)
    expect(await endExclusionsAsShown(ana, ANA_SYNC, [list.rows[0]?.id ?? ''])).toBe(1)
    expect(await countChanges(ana, scope, { q: '' })).toMatchObject({
      open: 2500,
      excluded: 0,
      addLocal: 7500,
    })
  })

  it('leaves alone what was already done, and repeats without effect', async () => {
    const old = { syncId: ANA_SYNC, runId: OLD_RUN }
    const matching = { kind: 'matching', filter: all } as const
    expect(await excludeAsShown(ana, old, matching, 'old', now)).toBe(0)
    expect(await excludeAsShown(ana, scope, matching, 'all', now)).toBe(SIZE)
    expect(await excludeAsShown(ana, scope, matching, 'all', now)).toBe(0)
    expect(await includeAsShown(ana, scope, { batch: 'all' })).toBe(SIZE)
  })

  it('is possible while a guard holds the run, and no longer once it writes', async () => {
    const one = { kind: 'matching', filter: { view: 'all', q: 'mail7@' } } as const
    const run = (data: { state: 'comparing' | 'applying' | 'ready'; waitKind: 'guard' | null }) =>
      owner().run.update({ where: { id: RUN }, data })
    await run({ state: 'applying', waitKind: null })
    expect(await excludeAsShown(ana, scope, one, 'guard', now)).toBe(0)
    await run({ state: 'comparing', waitKind: 'guard' })
    expect(await excludeAsShown(ana, scope, one, 'guard', now)).toBe(1)
    expect(await includeAsShown(ana, scope, { batch: 'guard' })).toBe(1)
    expect((await countChanges(ana, scope, { q: '' })).excluded).toBe(0)
    await run({ state: 'ready', waitKind: null })
  })
})

describe('what became another than was previewed', () => {
  const drift = (view: View, q: string, answers: object = {}) =>
    ownerPool().query(
      `update "Change" set state = 'waiting', outdated = true, undecided = $1, answers = $2
       where "runId" = $3 and "group" = $4 and search like $5`,
      [view === 'decide', answers, RUN, view, `%${q}%`],
    )
  const here = { kind: 'matching', filter: all } as const

  beforeEach(async () => {
    await ownerPool().query('create table "before" as select * from "Change" where "runId" = $1', [RUN])
    await drift('update', 'name')
    // Also adds a question and unanswered conflicts.
    await drift('decide', 'name 10 ')
  })
  afterEach(async () => {
    await ownerPool().query(
      `update "Change" c set state = b.state, outdated = b.outdated, undecided = b.undecided, answers = b.answers
       from "before" b where b.id = c.id`,
    )
    await ownerPool().query('drop table "before"')
  })

  it('is counted once, though it has a conflict open as well', async () => {
    const [counts, totals] = [await countChanges(ana, scope, { q: '' }), await totalsOf(ana, scope)]
    expect(counts).toMatchObject({ outdated: 5000, open: 7500 })
    expect(totals).toMatchObject({ outdated: 5000, open: 2500 })
    expect(totals.open + totals.outdated).toBe(counts.open)
  })

  it('is approved by thousands, as far as it waits for nothing else, and a page learns of it', async () => {
    const before = (await watchRun(ana, scope))?.revision ?? 0
    expect(await approveAsShown({ ...ana, userId: BEN }, scope, here)).toBe(0)
    const one = (await pageOfChanges(ana, scope, { view: 'decide', q: 'mail5@' })).rows.map((row) => row.id)
    expect(await approveAsShown(ana, scope, { kind: 'ids', ids: one })).toBe(1)
    expect(await approveAsShown(ana, scope, here)).toBe(4999)
    expect(await approveAsShown(ana, scope, here)).toBe(0)
    expect((await overviewOf(ana, 'google'))?.sync?.counts).toMatchObject({ outdated: 0, undecided: 50 })
    expect(await countChanges(ana, scope, { q: '' })).toMatchObject({ outdated: 0, open: 2500, update: 5000 })
    expect((await watchRun(ana, scope))?.revision).toBeGreaterThan(before)
  })

  it('keeps the answers it had, and what was excluded stays out', async () => {
    await drift('update', 'mail5@', { conflicts: { title: 'local' } })
    const six = { view: 'decide', q: 'mail6@' } as const
    await excludeAsShown(ana, scope, { kind: 'matching', filter: six }, crypto.randomUUID(), now)
    expect(await approveAsShown(ana, waiting, here)).toBe(4999)
    const [five] = (await pageOfChanges(ana, scope, { view: 'update', q: 'mail5@' })).rows
    expect(five?.answers).toEqual({ conflicts: { title: 'local' }, approved: true })
    const excluded = await pageOfChanges(ana, scope, { view: 'excluded', q: '' })
    expect(excluded.rows).toMatchObject([{ state: 'excluded', outdated: true }])
    await endExclusionsAsShown(ana, ANA_SYNC, 'all')
  })
})
