// The audit of a firm with 2,000,000 entries: its page by each filter, a file of 1,000,000 entries, checking all of it, and what it adds
// to an import. One argument gives another number of entries. main.ts runs it in a separate process; it prints its figures as JSON.
import { auditHeading, auditLine } from '@/components/admin/audit/audit-csv'
import { EMPTY_CONTACT } from '@/lib/domains/contacts/value/contact'
import { verifyAudit } from '@/lib/ops/audit/verify'
import { addContacts } from '@/lib/store/address-book/collection'
import { type AuditFilter, type AuditStart, auditBatches, auditPage } from '@/lib/store/audit/entries'
import { db } from '@/lib/store/database/client'
import type { Actor } from '@/lib/store/firm/actor'
import { DAY } from '@/lib/time'
import { freshOwner } from './fresh'
import { quantile } from './measure'

const [ENTRIES = 2_000_000] = process.argv.slice(2).map(Number)
const CONTACTS = 25_000
const IN_FILE = Math.min(1_000_000, ENTRIES / 2)
/** Entries of one transaction. */
const AT_ONCE = 10_000
const PAGES = 20
const BATCH = 200
const MB = 1_048_576
const ALL: AuditFilter = { kind: null, side: null, userId: null, contact: '', from: null, until: null }

export interface AuditFigures {
  readonly entries: number
  /** Adding contacts with the audit, and without its triggers. */
  readonly addSeconds: { readonly audited: number; readonly not: number; readonly contacts: number }
  readonly chainedPerSecond: number
  /** The median of loading a page, by what it shows. */
  readonly pageMs: Readonly<Record<string, number>>
  readonly file: {
    readonly entries: number
    readonly seconds: number
    readonly mb: number
    /** The most memory of the process beyond what it had before. */
    readonly extraMb: number
  }
  readonly verifySeconds: number
}

const { owner, end } = await freshOwner()
const actor: Actor = { userId: crypto.randomUUID(), firmId: crypto.randomUUID(), role: 'admin' }
try {
  process.stdout.write(JSON.stringify(await measured()))
} finally {
  await end()
}

async function measured(): Promise<AuditFigures> {
  const addSeconds = await adding()
  const chainedPerSecond = await chaining()
  await owner.query('vacuum analyze "Audit"')
  const pageMs = await pages()
  const file = await written()
  return { entries: ENTRIES, addSeconds, chainedPerSecond, pageMs, file, verifySeconds: await verifying() }
}

async function adding(): Promise<AuditFigures['addSeconds']> {
  const { firmId, userId } = actor
  await owner.query('insert into "Firm" (id, name) values ($1, $2)', [firmId, 'Bench'])
  await owner.query(
    `insert into "User" (id, "firmId", subject, email, name, role) values ($1, $2, 'ana', 'ana@example.com', 'Ana', 'admin')`,
    [userId, firmId],
  )
  const many = (mark: string) =>
    Array.from({ length: CONTACTS }, (_, at) => ({
      ...EMPTY_CONTACT,
      firstName: `${mark}${at}`,
      lastName: `Name ${at % 977}`,
      emails: [{ value: `${mark}.${at}@example.com`, label: 'work' }],
      phones: [{ value: `+44 20 7946 ${String(at).padStart(4, '0')}`, label: 'work' }],
    }))
  const add = (mark: string) => timed(() => addContacts(firmId, many(mark), { userId }))
  await add('first')
  await owner.query('alter table "ContactEdit" disable trigger audited')
  const not = await add('plain')
  await owner.query('alter table "ContactEdit" enable trigger audited')
  return { contacts: CONTACTS, not, audited: await add('audited') }
}

/** Edits of the contacts that are there, each with the values of one. */
async function chaining(): Promise<number> {
  const { firmId, userId } = actor
  await owner.query(
    'create temp table edit as select row_number() over () as n, id, "contactId", audit_digest(salt, coalesce("from"::text, \'\') || coalesce("to"::text, \'\')) as digest from "ContactEdit" limit 10000',
  )
  let chained = 0
  const seconds = await timed(async () => {
    for (; chained < ENTRIES; chained += AT_ONCE)
      await owner.query(
        `insert into "AuditPending" ("firmId", entries)
         select $1, jsonb_agg(jsonb_build_object('kind', case when n % 500 = 0 then 'session.start' else 'contact.edit' end,
           'side', case when n % 500 = 0 then null else 'local' end, 'userId', $2::text, 'contactId', case when n % 500 > 0 then "contactId" end,
           'sourceId', case when n % 500 > 0 then id end, 'digest', case when n % 500 > 0 then digest end, 'detail', case when n % 500 = 0 then '{"browser": "Chrome on Windows"}'::jsonb end) order by n)
         from edit`,
        [firmId, userId],
      )
  })
  return Math.round(chained / seconds)
}

async function pages(): Promise<AuditFigures['pageMs']> {
  const { rows } = await owner.query<{ contactId: string }>('select "contactId" from edit limit 1')
  const contact = rows[0]?.contactId ?? ''
  const middle = { kind: 'after', seq: BigInt(ENTRIES / 2) } as const
  const asked: Readonly<Record<string, [AuditFilter, AuditStart]>> = {
    newest: [ALL, { kind: 'first' }],
    middle: [ALL, middle],
    'one kind': [{ ...ALL, kind: 'session.start' }, middle],
    'a kind that never happened': [{ ...ALL, kind: 'backup.restore' }, { kind: 'first' }],
    'one person': [{ ...ALL, userId: actor.userId }, middle],
    'one side': [{ ...ALL, side: 'local' }, middle],
    'one contact': [{ ...ALL, contact }, { kind: 'first' }],
    'contacts by name': [{ ...ALL, contact: 'name 97' }, { kind: 'first' }],
    'the last day': [{ ...ALL, from: new Date(Date.now() - DAY), until: new Date() }, { kind: 'first' }],
    'all filters': [
      { ...ALL, kind: 'contact.edit', side: 'local', userId: actor.userId, contact, from: new Date(0) },
      { kind: 'first' },
    ],
  }
  const median: Record<string, number> = {}
  for (const [name, [filter, start]] of Object.entries(asked)) {
    const times: number[] = []
    for (let at = 0; at < PAGES; at += 1) times.push(await timed(() => auditPage(actor, filter, start, 50)))
    median[name] = Math.round(1_000 * quantile(times, 0.5))
  }
  return median
}

async function written(): Promise<AuditFigures['file']> {
  await db(actor.firmId).audit.count({ where: { firmId: actor.firmId, seq: 1n } })
  globalThis.gc?.()
  const before = process.memoryUsage.rss()
  let [entries, bytes, most] = [0, auditHeading().length, 0]
  const seconds = await timed(async () => {
    for await (const batch of auditBatches(actor, ALL, BATCH)) {
      bytes += Buffer.byteLength(batch.map((entry) => auditLine(entry, 'UTC')).join(''))
      entries += batch.length
      most = Math.max(most, process.memoryUsage.rss())
      if (entries >= IN_FILE) break
    }
  })
  return {
    entries,
    seconds: Math.round(seconds),
    mb: Math.round(bytes / MB),
    extraMb: Math.round((most - before) / MB),
  }
}

async function verifying(): Promise<number> {
  return timed(async () => {
    for await (const { fault } of verifyAudit(owner))
      if (fault) throw new Error(`Row ${fault.seq}: ${fault.why}`)
  })
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now()
  await work()
  return Number(((performance.now() - began) / 1_000).toFixed(3))
}
