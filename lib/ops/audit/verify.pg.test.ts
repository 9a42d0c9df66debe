// The audit: the database lets the application add to it and nothing else, and whatever is done to it behind the database's back is found.
import { Client } from 'pg'
import { beforeEach, expect, it } from 'vitest'
import { EMPTY_CONTACT } from '@/lib/domains/contacts/value/contact'
import { addContacts } from '@/lib/store/address-book/collection'
import { createContact, deleteContact, updateContact } from '@/lib/store/address-book/contacts'
import { recordAudit } from '@/lib/store/audit/record'
import { db, withTransaction } from '@/lib/store/database/client'
import type { Actor } from '@/lib/store/firm/actor'
import { cleanUp } from '@/lib/store/retention/clean-up'
import { erasePerson } from '@/lib/store/retention/erase-person'
import { changeTags } from '@/lib/store/tags/contact-tags'
import { DAY } from '@/lib/time'
import { owner, ownerPool, withDatabase } from '@/testing/database/test-database'
import { EMPTY_HASH, rowHash } from './chain'
import { recordForFirms } from './record-for-firms'
import { type Verified, verifyAudit } from './verify'

const database = withDatabase()
let actor: Actor

beforeEach(async () => {
  const [firmId, userId] = [crypto.randomUUID(), crypto.randomUUID()]
  actor = { firmId, userId, role: 'admin' }
  await db(firmId).firm.create({ data: { id: firmId, name: 'Lima' } })
  const person = { email: 'ana@example.com', name: 'Ana', role: 'admin' } as const
  await db(firmId).user.create({ data: { id: userId, firmId, subject: userId, ...person } })
})

const named = (lastName: string) => ({ ...EMPTY_CONTACT, firstName: 'Ben', lastName })

async function contact(lastName: string): Promise<string> {
  const id = crypto.randomUUID()
  await createContact(actor, id, named(lastName), { userId: actor.userId })
  return id
}

const rows = () =>
  db(actor.firmId).audit.findMany({ where: { firmId: actor.firmId }, orderBy: { seq: 'asc' } })

const kinds = async () => (await rows()).map(({ kind }) => kind)

async function verified(): Promise<Verified> {
  const client = new Client({ connectionString: database.url() })
  await client.connect()
  try {
    for await (const one of verifyAudit(client)) if (one.firmId === actor.firmId) return one
    throw new Error('the firm has no chain')
  } finally {
    await client.end()
  }
}

const ON_AND_OFF = ['Audit', 'ContactEdit', 'AuditHead']

/** As somebody who may do anything with the database, triggers off. */
async function behind(sql: string): Promise<void> {
  const client = await ownerPool().connect()
  const switched = (how: string) =>
    client.query(ON_AND_OFF.map((table) => `alter table "${table}" ${how} trigger user`).join(';'))
  try {
    await client.query('begin')
    await switched('disable')
    expect((await client.query(sql, [actor.firmId])).rowCount).toBeGreaterThan(0)
    await switched('enable')
    await client.query('commit')
  } catch (error) {
    await client.query('rollback')
    throw error
  } finally {
    client.release()
  }
}

/** An entry of the day, as the first of the chain. */
async function beginsOn(at: Date): Promise<void> {
  const nothing = { side: null, userId: null, subjectId: null, contactId: null, syncId: null, runId: null }
  const none = { changeId: null, importId: null, sourceId: null, digest: null, detail: null }
  const row = {
    firmId: actor.firmId,
    seq: '1',
    at: String(at.getTime()),
    kind: 'export',
    ...nothing,
    ...none,
  }
  const hash = new Uint8Array(rowHash(EMPTY_HASH, row))
  const { firmId } = actor
  await owner().audit.create({ data: { firmId, seq: 1n, at, kind: 'export', hash } })
  await owner().auditHead.create({ data: { firmId, seq: 1n, at, hash } })
}

it('has every change of a contact, who made it and what it was made of', async () => {
  const id = await contact('Lima')
  await updateContact(actor, id, 1, named('Costa'), { userId: actor.userId })
  await withTransaction(actor, (tx) =>
    changeTags(tx, actor.firmId, [{ contactId: id, added: ['Client'], removed: [] }], actor.userId),
  )
  await deleteContact(actor, id, { userId: actor.userId })
  const all = await rows()
  expect(all.map(({ kind, side, seq }) => [Number(seq), kind, side])).toEqual([
    [1, 'contact.create', 'local'],
    [2, 'contact.edit', 'local'],
    [3, 'contact.tags', 'local'],
    [4, 'contact.delete', 'local'],
  ])
  for (const row of all) expect(row).toMatchObject({ contactId: id, userId: actor.userId })
  expect(
    JSON.stringify(all, (_, value) => (typeof value === 'bigint' ? String(value) : value)),
  ).not.toContain('Costa')
  expect(await verified()).toMatchObject({ rows: 4, fault: null })
})

it('says nothing of what was rolled back', async () => {
  const undone = withTransaction(actor, async (tx) => {
    await recordAudit(tx, actor.firmId, { kind: 'export', userId: actor.userId })
    throw new Error('undone')
  })
  await expect(undone).rejects.toThrow('undone')
  await contact('Lima')
  expect(await kinds()).toEqual(['contact.create'])
  expect(await verified()).toMatchObject({ fault: null })
})

it.each([
  `update "Audit" set kind = 'export' where "firmId" = $1::uuid`,
  `delete from "Audit" where "firmId" = $1::uuid`,
  `insert into "Audit" select * from "Audit" where "firmId" = $1::uuid`,
  `update "AuditHead" set seq = 0 where "firmId" = $1::uuid`,
  `delete from "AuditPending" where "firmId" = $1::uuid`,
])('the application may not: %s', async (sql) => {
  await contact('Lima')
  await expect(db(actor.firmId).$executeRawUnsafe(sql, actor.firmId)).rejects.toThrow('permission denied')
  await expect(db(actor.firmId).$executeRaw`truncate "Audit"`).rejects.toThrow('permission denied')
  expect(await kinds()).toEqual(['contact.create'])
})

it.each([`update "Audit" set kind = 'export'`, `delete from "Audit"`, `truncate "Audit"`])(
  'not even the owner of the tables may by mistake: %s',
  async (sql) => {
    await contact('Lima')
    await expect(ownerPool().query(sql)).rejects.toThrow('never changed')
  },
)

it.each([
  [
    'an entry that was changed',
    `update "Audit" set "userId" = gen_random_uuid() where "firmId" = $1 and seq = 2`,
    2,
    'changed',
  ],
  [
    'a time that was changed',
    `update "Audit" set at = at - interval '1 hour' where "firmId" = $1 and seq = 1`,
    1,
    'changed',
  ],
  ['an entry that was removed', `delete from "Audit" where "firmId" = $1 and seq = 2`, 2, 'missing'],
  ['an end that was removed', `delete from "Audit" where "firmId" = $1 and seq = 3`, 3, 'end'],
  ['a beginning that was removed', `delete from "Audit" where "firmId" = $1 and seq = 1`, 1, 'missing'],
  ['a lost head', `delete from "AuditHead" where "firmId" = $1`, 4, 'end'],
  [
    'values that were changed beside it',
    `update "ContactEdit" set "to" = '{"lastName": "Nobody"}' where "firmId" = $1 and version = 1 and "to" ->> 'lastName' = 'Costa'`,
    2,
    'values',
  ],
])('%s is found and named', async (_, sql, seq, why) => {
  for (const name of ['Lima', 'Costa', 'Diaz']) await contact(name)
  await behind(sql)
  expect(await verified()).toMatchObject({ fault: { seq: BigInt(seq), why } })
})

it('a chain that pretends that retention removed its beginning is found', async () => {
  for (const name of ['Lima', 'Costa', 'Diaz']) await contact(name)
  await behind(`with gone as (delete from "Audit" where "firmId" = $1 and seq = 1 returning hash)
    update "AuditHead" h set "anchorSeq" = 1, "anchorHash" = gone.hash from gone where h."firmId" = $1`)
  expect(await verified()).toMatchObject({ rows: 2, fault: { seq: 1n, why: 'anchor' } })
})

it('writers at the same time add one after the other, also if they wait for each other’s contacts', async () => {
  const [one, other] = [await contact('Lima'), await contact('Costa')]
  const by = { userId: actor.userId }
  const both = (first: string, second: string, name: string) =>
    withTransaction(actor, async (tx) => {
      await recordAudit(tx, actor.firmId, { kind: 'export', userId: actor.userId })
      for (const id of [first, second].sort()) {
        const row = await tx.contact.findFirstOrThrow({ where: { id } })
        await updateContact(actor, id, row.version, named(name), by, tx)
      }
    })
  await Promise.all(Array.from({ length: 12 }, (_, at) => both(one, other, `Name ${at}`)))
  expect(await verified()).toMatchObject({ fault: null })
  expect((await rows()).map(({ seq }) => Number(seq))).toEqual((await rows()).map((_, at) => at + 1))
  expect((await kinds()).filter((kind) => kind === 'export')).toHaveLength(12)
})

it('many contacts are chained at once', async () => {
  const many = Array.from({ length: 2_500 }, (_, at) => named(`Contact ${at}`))
  await addContacts(actor.firmId, many, { userId: actor.userId })
  expect(await verified()).toMatchObject({ rows: 2_500, fault: null })
})

it('erasing a person leaves the chain whole, with nothing about the person in it or beside it', async () => {
  const id = await contact('Zephyrinus')
  const value = { fileName: 'Ben Zephyrinus.vcf' }
  await withTransaction(actor, (tx) =>
    recordAudit(tx, actor.firmId, { kind: 'import', userId: actor.userId, value }),
  )
  await updateContact(actor, id, 1, named('Zephyrinus-Diaz'), { userId: actor.userId })
  expect(await erasePerson(actor, id, new Date())).toBe('erased')
  expect(await kinds()).toEqual(['contact.create', 'import', 'contact.edit', 'contact.erase'])
  expect(await verified()).toMatchObject({ rows: 4, fault: null })
  const left = await ownerPool().query(
    `select "to"::text as text from "ContactEdit" where "contactId" = $1 union all select value::text from "AuditValue" where "firmId" = $2`,
    [id, actor.firmId],
  )
  expect(left.rows).toEqual([{ text: null }])
})

it('retention removes the beginning and no more, and the chain says where it begins', async () => {
  await beginsOn(new Date(Date.now() - 401 * DAY))
  await contact('Lima')
  expect(await verified()).toMatchObject({ rows: 2, after: 0n, fault: null })
  await owner().retention.create({
    data: { firmId: actor.firmId, nextAt: new Date(0), auditDays: 400 },
  })
  expect(await cleanUp(actor.firmId, new Date(), 20)).toBe(true)
  expect(await kinds()).toEqual(['contact.create', 'audit.prune'])
  expect((await rows()).map(({ seq }) => Number(seq))).toEqual([2, 3])
  expect(await verified()).toMatchObject({ rows: 2, after: 1n, fault: null })
  expect(await cleanUp(actor.firmId, new Date(), 20)).toBe(true)
  expect(await rows()).toHaveLength(2)
})

it('the application cannot keep the audit for less than a year', async () => {
  const short = { firmId: actor.firmId, nextAt: new Date(), auditDays: 364 }
  await expect(db(actor.firmId).retention.create({ data: short })).rejects.toThrow('auditDays_least')
})

it('what an operator does is in the audit of every firm', async () => {
  await owner().firm.deleteMany({ where: { id: { not: actor.firmId } } })
  const client = new Client({ connectionString: database.url() })
  await client.connect()
  await recordForFirms(client, 'backup.make', { rows: 3 })
  await client.end()
  expect((await rows()).map(({ kind, detail }) => [kind, detail])).toEqual([['backup.make', { rows: 3 }]])
  expect(await verified()).toMatchObject({ fault: null })
})

it('a database without tables of Concord is reported in one sentence', async () => {
  const client = new Client({ connectionString: database.url() })
  await client.connect()
  try {
    await client.query('set search_path to pg_temp')
    await expect(verifyAudit(client).next()).rejects.toMatchObject({
      expected: true,
      message: expect.stringContaining('npm run db:migrate'),
    })
  } finally {
    await client.end()
  }
})
