// The list of 25,000 contacts in each order and under each filter. A page is read from an index, wherever it is.
import { beforeAll, describe, expect, it } from 'vitest'
import { db } from '@/lib/store/database/client'
import { Prisma } from '@/lib/store/database/generated/client'
import { owner, ownerPool, withDatabase } from '@/testing/database/test-database'
import { deleteTogether, restoreTogether } from './bulk-deletion'
import type { ContactFilter } from './contact-filter'
import {
  type ContactOrder,
  type ContactPageStart,
  contactPageStatement,
  countContacts,
  firstOnPage,
  listContacts,
  someContacts,
} from './contact-list'

withDatabase()

const MANY = 25_000
const firm = crypto.randomUUID()
const user = crypto.randomUUID()
const all: ContactFilter = { query: '', deleted: false }
const up = (by: ContactOrder['by']): ContactOrder => ({ by, descending: false })
const down = (by: ContactOrder['by']): ContactOrder => ({ by, descending: true })
const FIRST: ContactPageStart = { kind: 'first' }

/** Each hundredth is a company. The last in the order of names is the first that was changed; ten share each moment. */
beforeAll(async () => {
  await owner().firm.create({ data: { id: firm, name: 'Firm' } })
  await owner().user.create({
    data: { id: user, firmId: firm, subject: user, email: 'a@b.example', name: 'A', role: 'admin' },
  })
  await ownerPool().query(
    `insert into "Contact" (id, "firmId", value, "sortKey", search, "updatedAt")
     select gen_random_uuid(), $1,
       jsonb_build_object('kind', case when n % 100 = 0 then 'company' else 'person' end, 'lastName', 'N' || n),
       lpad(n::text, 6, '0'), 'n' || n, '2026-01-01'::timestamptz - (n / 10) * interval '1 minute'
     from generate_series(1, $2) n`,
    [firm, MANY],
  )
  await ownerPool().query('analyze "Contact"')
})

async function planOf(statement: Prisma.Sql): Promise<string> {
  const rows = await db(firm).$queryRaw<{ 'QUERY PLAN': string }[]>(Prisma.sql`explain ${statement}`)
  return rows.map((row) => row['QUERY PLAN']).join('\n')
}

/** All sort keys, page by page. */
async function through(filter: ContactFilter, order: ContactOrder, size: number): Promise<string[]> {
  const keys: string[] = []
  for (let start = FIRST; ; ) {
    const { rows, more } = await listContacts(firm, filter, start, size, undefined, order)
    keys.push(...rows.map(({ sortKey }) => sortKey))
    const last = rows.at(-1)
    if (!more.after || !last) return keys
    start = { kind: 'after', id: last.id, at: order.by === 'changed' ? last.updatedAt : null }
  }
}

describe('the orders', () => {
  it.each([
    ['name', up('name'), 'Contact_live'],
    ['name, from the end', down('name'), 'Contact_live'],
    ['last change', down('changed'), 'Contact_changed'],
    ['last change, oldest first', up('changed'), 'Contact_changed'],
  ])('by %s: every contact once, each page from its index', async (_, order, index) => {
    const keys = await through(all, order, 5_000)
    expect(new Set(keys).size).toBe(MANY)
    // The newest change is that of the first names; ten share a moment, and their ids decide.
    const sorted = keys.map((key) => (order.by === 'name' ? Number(key) : Math.floor(Number(key) / 10)))
    const isUp = order.descending === (order.by === 'changed')
    expect(sorted).toEqual(sorted.toSorted((a, b) => (isUp ? a - b : b - a)))
    const { rows } = await listContacts(firm, all, FIRST, 50, undefined, order)
    const last = rows.at(-1)
    for (const start of [
      FIRST,
      { kind: 'after', id: last?.id ?? '', at: last?.updatedAt ?? null } as const,
    ]) {
      const plan = await planOf(contactPageStatement(firm, all, order, start, 50))
      expect(plan).toMatch(new RegExp(`Index Scan (Backward )?using "?${index}`))
      expect(plan).not.toContain('Sort')
    }
  })

  it('goes back to where it came from, and says which of all it shows', async () => {
    const order = down('changed')
    const page = await listContacts(firm, all, FIRST, 50, undefined, order)
    const last = page.rows.at(-1)
    const next = await listContacts(
      firm,
      all,
      { kind: 'after', id: last?.id ?? '', at: last?.updatedAt ?? null },
      50,
      undefined,
      order,
    )
    expect(await firstOnPage(firm, all, next, order)).toBe(51)
    const first = next.rows[0]
    const back = await listContacts(
      firm,
      all,
      { kind: 'before', id: first?.id ?? '', at: first?.updatedAt ?? null },
      50,
      undefined,
      order,
    )
    expect(back.rows.map(({ id }) => id)).toEqual(page.rows.map(({ id }) => id))
    expect(back.more).toEqual({ before: false, after: true })
  })

  it('a page by the last change begins where it began, though its neighbor was edited since', async () => {
    const order = down('changed')
    const { rows } = await listContacts(firm, all, FIRST, 50, undefined, order)
    const last = rows.at(-1)
    const start = { kind: 'after', id: last?.id ?? '', at: last?.updatedAt ?? null } as const
    const before = await listContacts(firm, all, start, 50, undefined, order)
    await owner().contact.update({ where: { id: last?.id ?? '' }, data: { updatedAt: new Date() } })
    const after = await listContacts(firm, all, start, 50, undefined, order)
    expect(after.rows.map(({ id }) => id)).toEqual(before.rows.map(({ id }) => id))
  })
})

describe('the filters', () => {
  it('people and companies make up all contacts; companies are read from their index', async () => {
    expect(await countContacts(firm, { ...all, kind: 'company' })).toBe(MANY / 100)
    expect(await countContacts(firm, { ...all, kind: 'person' })).toBe(MANY - MANY / 100)
    expect(await countContacts(firm, { ...all, kind: 'company', query: 'n2500' })).toBe(2)
    const plan = await planOf(contactPageStatement(firm, { ...all, kind: 'company' }, up('name'), FIRST, 50))
    expect(plan).toContain('Contact_companies')
  })

  it('synced, not synced and needs attention are about the syncs that are named', async () => {
    const syncId = crypto.randomUUID()
    const { rows } = await listContacts(firm, all, FIRST, 4)
    const [linked, gone, excluded, failed] = rows.map(({ id }) => id)
    await ownerPool().query(
      `with connection as (
         insert into "Connection" (id, "firmId", "userId", provider, "accountId", "accountEmail", scopes)
         values (gen_random_uuid(), $1, $2, 'google', 'x', 'a@b.example', '{}') returning id),
       local as (insert into "Collection" (id, "firmId", role, kind, name) values (gen_random_uuid(), $1, 'local', 'contacts', '') returning id),
       remote as (
         insert into "Collection" (id, "firmId", role, kind, name, "connectionId", "remoteId")
         select gen_random_uuid(), $1, 'remote', 'contacts', '', id, 'all' from connection returning id)
       insert into "Sync" (id, "firmId", "connectionId", account, kind, "localCollectionId", "remoteCollectionId", "remoteId", state, settings)
       select $3, $1, c.id, 'google:x', 'contacts', l.id, r.id, 'all', 'active', '{}' from connection c, local l, remote r`,
      [firm, user, syncId],
    )
    const link = (localId: string | undefined, tombstone: string | null) =>
      ownerPool().query(
        `insert into "Link" (id, "firmId", "syncId", "localId", "remoteId", "baseLocal", "baseRemote", tombstone,
           "localVersion", "remoteVersion", "baseAt")
         values (gen_random_uuid(), $1, $2, $3::text::uuid, $3, '{}', '{}', $4, 1, '1', now())`,
        [firm, syncId, localId, tombstone],
      )
    await link(linked, null)
    await link(gone, 'remote')
    await link(excluded, null)
    await ownerPool().query(
      `insert into "Exclusion" (id, "firmId", "syncId", "localId", name, "userId") values (gen_random_uuid(), $1, $2, $3, '', $4)`,
      [firm, syncId, excluded, user],
    )
    await ownerPool().query(
      `with run as (insert into "Run" (id, "firmId", "syncId", kind, "full") values (gen_random_uuid(), $1, $2, 'first', true) returning id)
       insert into "Change" (id, "firmId", "syncId", "runId", name, kind, "group", search, "sortKey", body, state, "localId")
       select gen_random_uuid(), $1, $2, id, '', 'update', 'update', '', '', '{}', 'failed', $3 from run`,
      [firm, syncId, failed],
    )
    const ids = async (kind: 'synced' | 'attention') => {
      const page = await listContacts(firm, { ...all, standing: { kind, syncIds: [syncId] } }, FIRST, 50)
      return page.rows.map(({ id }) => id)
    }
    expect(await ids('synced')).toEqual([linked])
    expect(await ids('attention')).toEqual([failed])
    const others = { ...all, standing: { kind: 'notSynced', syncIds: [syncId] } } as const
    expect(await countContacts(firm, others)).toBe(MANY - 1)
    expect(await countContacts(firm, { ...all, standing: { kind: 'synced', syncIds: [] } })).toBe(0)
    // With a link for each: were they read once for each contact, this would take minutes.
    await ownerPool().query(
      `insert into "Link" (id, "firmId", "syncId", "localId", "remoteId", "baseLocal", "baseRemote",
         "localVersion", "remoteVersion", "baseAt")
       select gen_random_uuid(), $1, $2, id, id::text, '{}', '{}', 1, '1', now() from "Contact" where "firmId" = $1
       on conflict do nothing`,
      [firm, syncId],
    )
    expect(await countContacts(firm, others)).toBe(2)
    expect(await countContacts(firm, { ...all, standing: { kind: 'synced', syncIds: [syncId] } })).toBe(
      MANY - 2,
    )
  })
})

describe('several at once', () => {
  it('deletes all but those that a matter names, and brings them back', async () => {
    const actor = { firmId: firm, userId: user, role: 'admin' } as const
    const { rows } = await listContacts(firm, all, FIRST, 3, undefined, down('name'))
    const ids = rows.map(({ id }) => id)
    const [client] = ids
    await owner().matter.create({
      data: {
        ...{ id: crypto.randomUUID(), firmId: firm, number: '1', description: '', sortKey: '1', search: '' },
        clientId: client ?? '',
      },
    })
    const deleted = await deleteTogether(actor, [...ids, ids[1] ?? ''])
    expect(deleted.toSorted()).toEqual(ids.slice(1).toSorted())
    expect(await countContacts(firm, all)).toBe(MANY - 2)
    const left: string[] = []
    for await (const batch of someContacts(firm, ids)) left.push(...batch.map(({ id }) => id))
    expect(left).toEqual([client])
    const bin = { query: '', deleted: true }
    const newest = await listContacts(firm, bin, FIRST, 1, undefined, down('deleted'))
    const [first] = newest.rows
    const next = { kind: 'after', id: first?.id ?? '', at: first?.deletedAt ?? null } as const
    const oldest = await listContacts(firm, bin, next, 1, undefined, down('deleted'))
    expect(await firstOnPage(firm, bin, oldest, down('deleted'))).toBe(2)
    expect([...newest.rows, ...oldest.rows].map(({ id }) => id).toSorted()).toEqual(deleted.toSorted())
    expect(await restoreTogether(actor, deleted)).toBe(2)
    // Its neighbor is no longer deleted, and the page is still there for the others.
    expect((await listContacts(firm, bin, next, 1, undefined, down('deleted'))).rows).toEqual([])
    expect(await countContacts(firm, all)).toBe(MANY)
  })
})
