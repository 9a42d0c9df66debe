// Many firms in one database: even a query without a condition finds, changes and adds nothing of another firm.
import { beforeAll, describe, expect, it, vi } from 'vitest'
import { contactFromRow } from '@/lib/store/address-book/contact-row'
import { type Db, db, dbOfNoFirm, withTransaction } from '@/lib/store/database/client'
import { FirmPool } from '@/lib/store/database/firm-pool'
import { wakeTick } from '@/lib/store/database/queue'
import { InsideTransaction } from '@/lib/transaction-scope'
import { type FirmRows, setFirm } from '@/testing/database/firm-rows'
import { READ_ONLY, tablesOfFirms, wholeFirm } from '@/testing/database/firm-tables'
import { ownerPool, withDatabase } from '@/testing/database/test-database'

const database = withDatabase()
let ours: FirmRows
let theirs: FirmRows

beforeAll(async () => {
  ours = await setFirm('ours')
  theirs = await setFirm('theirs')
})

const REFUSED = expect.objectContaining({ message: expect.stringContaining('row-level security') })

const DENIED = expect.objectContaining({ message: expect.stringContaining('permission denied') })

/** Does it for every table and returns the results by name. */
async function ofEach<T>(ask: (table: string, firm: string) => Promise<T>): Promise<Record<string, T>> {
  const answers: Record<string, T> = {}
  for (const { name, firm } of await tablesOfFirms()) answers[name] = await ask(name, firm)
  return answers
}

const ofEveryTable = <T>(answer: T) => ofEach(async () => answer)

/** The same for tables that the application writes; `denied` for the others. */
const ofWritable = <T>(answer: T) => ofEach(async (table) => (READ_ONLY.has(table) ? DENIED : answer))

/** The thrown error; fails if nothing is thrown. */
const refusal = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => 'allowed',
    (error: unknown) => error,
  )

const firmsSeen = async (by: Db, table: string, firm: string): Promise<readonly string[]> => {
  const rows = await by.$queryRawUnsafe<{ id: string }[]>(`select distinct "${firm}" as id from "${table}"`)
  return rows.map(({ id }) => id)
}

/** Runs a statement without a `where`, rolls it back, and returns how many rows it affected. */
async function undone(firmId: string, sql: string): Promise<number> {
  let touched = -1
  const work = withTransaction(firmId, async (tx) => {
    touched = await tx.$executeRawUnsafe(sql)
    throw new Error('undone')
  })
  await expect(work).rejects.toThrow('undone')
  return touched
}

const rowsOf = async (firm: FirmRows) =>
  Object.fromEntries(Object.entries(await wholeFirm(firm.firm)).map(([name, rows]) => [name, rows.length]))

describe('in every table of the catalog', () => {
  it('row-level security is on, and both firms of this test have rows', async () => {
    const { rows } = await ownerPool().query<{ relname: string; relrowsecurity: boolean }>(
      "select relname, relrowsecurity from pg_class where relnamespace = 'public'::regnamespace",
    )
    const secured = new Map(rows.map(({ relname, relrowsecurity }) => [relname, relrowsecurity]))
    expect(await ofEach(async (table) => secured.get(table))).toEqual(await ofEveryTable(true))
    for (const firm of [ours, theirs]) expect(Object.values(await rowsOf(firm))).not.toContain(0)
  })

  it('a firm reads only its own rows, even without a where', async () => {
    for (const { firm } of [ours, theirs])
      expect(await ofEach((table, column) => firmsSeen(db(firm), table, column))).toEqual(
        await ofEveryTable([firm]),
      )
  })

  it('a firm updates and deletes only its own rows, even without a where', async () => {
    const own = await rowsOf(theirs)
    const update = (table: string, firm: string) => `update "${table}" set "${firm}" = "${firm}"`
    const count = async (table: string, sql: string) =>
      READ_ONLY.has(table) ? own[table] : undone(theirs.firm, sql)
    expect(await ofEach((table, firm) => count(table, update(table, firm)))).toEqual(own)
    expect(await ofEach((table) => count(table, `delete from "${table}"`))).toEqual(own)
  })

  it('a firm cannot add a row for another firm, or move one of its own to it', async () => {
    const row = await wholeFirm(ours.firm)
    const add = (table: string) =>
      db(theirs.firm).$executeRawUnsafe(
        `insert into "${table}" select * from jsonb_populate_record(null::"${table}", $1::jsonb)`,
        JSON.stringify(row[table]?.[0]),
      )
    const hand = (table: string, firm: string) =>
      db(theirs.firm).$executeRawUnsafe(`update "${table}" set "${firm}" = '${ours.firm}'`)
    expect(await ofEach((table) => refusal(add(table)))).toEqual(await ofWritable(REFUSED))
    expect(await ofEach((table, firm) => refusal(hand(table, firm)))).toEqual(await ofWritable(REFUSED))
  })

  it('a connection without a firm sees and changes nothing', async () => {
    expect(await ofEach((table, firm) => firmsSeen(dbOfNoFirm(), table, firm))).toEqual(
      await ofEveryTable([]),
    )
    const remove = (table: string) =>
      dbOfNoFirm()
        .$executeRawUnsafe(`delete from "${table}"`)
        .catch((error: unknown) => error)
    expect(await ofEach(remove)).toEqual(await ofWritable(0))
  })
})

describe('the role of the application', () => {
  const asked = async (sql: string) =>
    (await db(ours.firm).$queryRawUnsafe<{ answer: unknown }[]>(sql))[0]?.answer

  it('is no superuser, cannot bypass row-level security, cannot sign in, and owns nothing', async () => {
    const { rows } = await ownerPool().query(
      `select rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolcanlogin,
         exists (select from pg_shdepend where refobjid = r.oid and deptype = 'o') as owns,
         exists (select from pg_auth_members where member = r.oid) as joins
       from pg_roles r where rolname = 'concord_app'`,
    )
    expect(rows).toHaveLength(1)
    expect(Object.values(rows[0])).toEqual(Object.values(rows[0]).map(() => false))
  })

  it('may read and write rows and no more', async () => {
    const { rows } = await ownerPool().query<{ may: string[] }>(
      `select array_agg(distinct privilege_type::text order by privilege_type::text) as may
       from information_schema.role_table_grants where grantee = 'concord_app' and table_name <> '_prisma_migrations'`,
    )
    expect(rows[0]?.may).toEqual(['DELETE', 'INSERT', 'SELECT', 'UPDATE'])
    await expect(db(ours.firm).$executeRaw`update _prisma_migrations set logs = ''`).rejects.toThrow('denied')
    await expect(db(ours.firm).$executeRaw`create table mine ()`).rejects.toThrow('denied')
  })

  it('is the role of every connection, also after RESET ROLE', async () => {
    expect(await asked('select current_user as answer')).toBe('concord_app')
    const after = await withTransaction(ours.firm, async (tx) => {
      await tx.$executeRaw`reset role`
      return tx.$queryRaw`select current_user as answer`
    })
    expect(after).toEqual([{ answer: 'concord_app' }])
  })

  it('must be the role of a connection: one with the owner’s role is not used', async () => {
    const pool = new FirmPool(database.url(), 1)
    pool.options.connectionString = database.url()
    await expect(pool.query('select 1')).rejects.toThrow('does not work as concord_app')
    await pool.end()
  })
})

it('the functions that run as the owner are these: lookups across firms that return ids, a yes or no, or sums, the audit’s, and statistics', async () => {
  const { rows } = await ownerPool().query<{ name: string; result: string; fixed: boolean; open: boolean }>(
    `select proname as name, pg_get_function_result(oid) as result,
       proconfig = array['search_path=public, pg_temp'] as fixed, has_function_privilege('public', oid, 'execute') as open
     from pg_proc where prosecdef order by proname`,
  )
  const pair = 'TABLE(id uuid, "firmId" uuid)'
  expect(Object.fromEntries(rows.map(({ name, result }) => [name, result]))).toEqual({
    audit_chain: 'trigger',
    audit_prune: 'integer',
    count_grown_tables: 'void',
    cross_tenant_account_in_use: 'boolean',
    cross_tenant_any_firm: 'boolean',
    cross_tenant_connections_of_removed: pair,
    cross_tenant_due_cleanups: 'SETOF uuid',
    cross_tenant_due_deliveries: pair,
    cross_tenant_due_scans: 'SETOF uuid',
    cross_tenant_due_syncs: pair,
    cross_tenant_firm_of_run: 'uuid',
    cross_tenant_firms_to_notify: 'SETOF uuid',
    cross_tenant_forgotten_runs: pair,
    cross_tenant_invitations: 'TABLE(id uuid, "firmId" uuid, expired boolean)',
    cross_tenant_metrics: 'jsonb',
    cross_tenant_only_firm: 'uuid',
    cross_tenant_user_of_subject: 'TABLE(id uuid, "firmId" uuid, removed boolean)',
  })
  for (const { name, fixed, open } of rows)
    expect({ name, fixed, open }).toEqual({ name, fixed: true, open: false })
})

describe('connections that switch between firms', () => {
  const names = async (by: Pick<Db, 'firm'>) => (await by.firm.findMany()).map(({ name }) => name)

  it('show each firm its own rows, however many ask in one tick', async () => {
    const firms = Array.from({ length: 60 }, (_, at) => (at % 2 ? ours : theirs))
    const ask = async ({ firm, mark }: FirmRows, at: number) => {
      const by = db(firm)
      const one = { id: at % 4 < 2 ? ours.contact : theirs.contact }
      const [found, raw, inside] = await Promise.all([
        by.contact.findFirst({ where: one }),
        by.$queryRaw<{ name: string }[]>`select name from "Firm"`,
        withTransaction(firm, (tx) => tx.contact.findUnique({ where: one })),
      ])
      const mine = one.id === (mark === 'ours' ? ours : theirs).contact
      const lastNames = [found, inside].map((row) => row && contactFromRow(row).lastName)
      expect(lastNames).toEqual(mine ? [mark, mark] : [null, null])
      expect(raw).toEqual([{ name: mark }])
    }
    await Promise.all(firms.map(ask))
  })

  it('have no findUnique outside a transaction, since Prisma could join it with another firm’s', async () => {
    for (const method of ['findUnique', 'findUniqueOrThrow'] as const) {
      const contact = db(ours.firm).contact as unknown as Record<string, (args: object) => Promise<unknown>>
      await expect(contact[method]?.({ where: { id: ours.contact } })).rejects.toThrow('use findFirst')
    }
  })

  it('show a transaction its own firm until it ends, and run nothing beside it', async () => {
    await withTransaction(ours.firm, async (tx) => {
      await expect(names(db(theirs.firm))).rejects.toThrow(InsideTransaction)
      await expect(names(db(ours.firm))).rejects.toThrow(InsideTransaction)
      await expect(names(dbOfNoFirm())).rejects.toThrow(InsideTransaction)
      await expect(withTransaction(ours.firm, names)).rejects.toThrow(InsideTransaction)
      await expect(wakeTick(0)).rejects.toThrow(InsideTransaction)
      expect(await names(tx)).toEqual(['ours'])
    })
    expect(await names(db(theirs.firm))).toEqual(['theirs'])
  })

  it('belong to the firm in every copy that a bundler makes of these files', async () => {
    expect(await names(db(ours.firm))).toEqual(['ours'])
    vi.resetModules()
    const copy = await import('@/lib/store/database/client')
    expect(copy.db).not.toBe(db)
    expect(await names(copy.db(theirs.firm))).toEqual(['theirs'])
    expect(await copy.withTransaction(theirs.firm, names)).toEqual(['theirs'])
  })

  it('neither lose nor keep a firm if a query, a transaction or the connection fails', async () => {
    const breaks = [
      () => db(ours.firm).$queryRaw`select 1 / 0`,
      () => db('no firm at all').firm.findMany(),
      () => withTransaction(ours.firm, (tx) => tx.$executeRaw`insert into "Firm" values (null)`),
      () =>
        withTransaction(ours.firm, async (tx) => {
          // The role with the grants may not end a connection of the login.
          await tx.$executeRaw`set local role none`
          return tx.$queryRaw`select pg_terminate_backend(pg_backend_pid())`
        }),
    ]
    for (const breaking of breaks) {
      await expect(breaking()).rejects.toThrow()
      expect(await names(dbOfNoFirm())).toEqual([])
      expect(await names(db(theirs.firm))).toEqual(['theirs'])
    }
  })

  it('are not handed out if their firm could not be set', async () => {
    const pool = new FirmPool(database.url(), 1)
    const firms = (firm: string) =>
      pool.forFirm(firm, async () => (await pool.query('select name from "Firm"')).rows)
    expect(await firms(ours.firm)).toEqual([{ name: 'ours' }])
    await expect(firms('\0')).rejects.toThrow()
    expect(await firms(theirs.firm)).toEqual([{ name: 'theirs' }])
    await pool.end()
  })
})

it('a firm that deletes everything it can leaves another firm unchanged', async () => {
  const before = await wholeFirm(ours.firm)
  const writable = (await tablesOfFirms()).filter(({ name }) => !READ_ONLY.has(name))
  for (const { name } of writable) await db(theirs.firm).$executeRawUnsafe(`delete from "${name}"`)
  expect(await wholeFirm(ours.firm)).toEqual(before)
  const left = await rowsOf(theirs)
  expect(writable.map(({ name }) => left[name])).toEqual(writable.map(() => 0))
})
