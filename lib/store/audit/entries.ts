// The audit as administrators read it: filtered, in keyset pages or as a stream, newest first.
import { found } from '@/lib/store/address-book/search'
import { db } from '@/lib/store/database/client'
import { Prisma } from '@/lib/store/database/generated/client'
import type { Actor } from '@/lib/store/firm/actor'
import { phoneRegionOf } from '@/lib/store/firm/firm'
import { mustBeAdmin } from '@/lib/store/firm/rights'
import type { KeysetPage } from '@/lib/store/keyset'
import { type AuditEntry, type AuditRow, withNames } from './beside'
import type { AuditKind } from './kinds'

export interface AuditFilter {
  readonly kind: AuditKind | null
  readonly side: 'local' | 'remote' | null
  /** Who did it, or whose sync. */
  readonly userId: string | null
  /** Text that the contact's name, address or number contains, or its id. */
  readonly contact: string
  readonly from: Date | null
  readonly until: Date | null
}

/** A page begins before or after an entry; newest first, so what comes after is older. */
export type AuditStart =
  | { readonly kind: 'first' }
  | { readonly kind: 'after' | 'before'; readonly seq: bigint }

const COLUMNS = Prisma.sql`a.seq, a.at, a.kind, a.side, a."userId", a."subjectId", a."contactId", a."syncId", a."runId", a."changeId",
  a."sourceId", a.detail`

/** More contacts than these are not looked for: the words say too little. */
const MOST_CONTACTS = 100

interface Wanted {
  readonly where: Prisma.Sql
  /** Of these contacts; null: of any, and of what is about no contact. */
  readonly contacts: readonly string[] | null
}

async function wantedBy(actor: Actor, filter: AuditFilter): Promise<Wanted> {
  const { firmId } = actor
  const { kind, side, userId, contact, from, until } = filter
  const parts = [Prisma.sql`a."firmId" = ${firmId}::uuid`]
  if (kind) parts.push(Prisma.sql`a.kind = ${kind}`)
  if (side) parts.push(Prisma.sql`a.side = ${side}`)
  if (userId) parts.push(Prisma.sql`a."userId" = ${userId}::uuid`)
  // Times grow with numbers, so a limit of time is one of numbers, which the indexes are sorted by.
  if (from) parts.push(Prisma.sql`a.seq >= ${await firstSince(firmId, from)}`)
  if (until) parts.push(Prisma.sql`a.seq < ${await firstSince(firmId, until)}`)
  return { where: Prisma.join(parts, ' and '), contacts: contact ? await contactsOf(actor, contact) : null }
}

const PAST_ALL = 9_223_372_036_854_775_807n

async function firstSince(firmId: string, at: Date): Promise<bigint> {
  const [row] = await db(firmId).$queryRaw<{ seq: bigint }[]>`
    select seq from "Audit" where "firmId" = ${firmId}::uuid and at >= ${at} order by at, seq limit 1`
  return row?.seq ?? PAST_ALL
}

const IS_ID = /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/i

/** Also deleted ones. An id is taken as it is, since a contact that was erased has nothing else. */
async function contactsOf(actor: Actor, text: string): Promise<string[]> {
  if (IS_ID.test(text)) return [text]
  const { firmId } = actor
  const region = await phoneRegionOf(firmId)
  const rows = await db(actor).$queryRaw<{ id: string }[]>`
    select id from "Contact" where "firmId" = ${firmId}::uuid and "purgedAt" is null
      and ${found(Prisma.sql`search`, text, region)} order by "sortKey", id limit ${MOST_CONTACTS}`
  return rows.map(({ id }) => id)
}

export async function auditPage(
  actor: Actor,
  filter: AuditFilter,
  start: AuditStart,
  size: number,
): Promise<KeysetPage<AuditEntry>> {
  mustBeAdmin(actor)
  const rows = await select(actor, await wantedBy(actor, filter), start, size + 1)
  const beyond = rows.length > size
  const shown = rows.slice(0, size)
  if (start.kind === 'before')
    return { rows: await withNames(actor, shown.reverse()), more: { before: beyond, after: true } }
  return { rows: await withNames(actor, shown), more: { before: start.kind === 'after', after: beyond } }
}

async function select(
  { firmId }: Actor,
  { where, contacts }: Wanted,
  start: AuditStart,
  most: number,
): Promise<AuditRow[]> {
  if (contacts?.length === 0) return []
  const place =
    start.kind === 'first'
      ? Prisma.empty
      : start.kind === 'after'
        ? Prisma.sql`and a.seq < ${start.seq}`
        : Prisma.sql`and a.seq > ${start.seq}`
  const order = Prisma.raw(start.kind === 'before' ? 'asc' : 'desc')
  const found = (and: Prisma.Sql) => Prisma.sql`
    select ${COLUMNS} from "Audit" a where ${where} ${and} ${place} order by a.seq ${order} limit ${most}`
  if (!contacts) return db(firmId).$queryRaw<AuditRow[]>(found(Prisma.empty))
  // Of each contact no more than fits on the page, from its index: of all together Postgres would sort every entry that they ever had.
  return db(firmId).$queryRaw<AuditRow[]>`
    select a.* from unnest(${[...contacts]}::uuid[]) c(id)
    cross join lateral (${found(Prisma.sql`and a."contactId" = c.id`)}) a order by a.seq ${order} limit ${most}`
}

/** All that the filter lets through, newest first, as far as there is at the beginning; some at a time, for a file of any length. */
export async function* auditBatches(
  actor: Actor,
  filter: AuditFilter,
  size: number,
): AsyncGenerator<readonly AuditEntry[]> {
  mustBeAdmin(actor)
  const wanted = await wantedBy(actor, filter)
  let start: AuditStart = { kind: 'first' }
  for (;;) {
    const rows: AuditRow[] = await select(actor, wanted, start, size)
    const last = rows.at(-1)
    if (!last) return
    yield await withNames(actor, rows)
    if (rows.length < size) return
    start = { kind: 'after', seq: last.seq }
  }
}
