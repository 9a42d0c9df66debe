// Checks the audit of every firm, row by row from the database, so that its size needs no memory: every row has the hash that follows
// from it and from the row before it, the chain has no gap and ends where its head says, and the values beside it are those that it was
// written about, unless they were erased.
import type { ClientBase } from 'pg'
import { SettingError } from '@/lib/env'
import { NO_TABLES } from '@/lib/ops/backup/error'
import { type ChainRow, EMPTY_HASH, rowHash } from './chain'

export interface Verified {
  readonly firmId: string
  readonly rows: number
  /** Where the chain begins: the last row that retention removed; 0 if it never removed any. */
  readonly after: bigint
  /** The hash of its last row: written down elsewhere, it shows later that nothing before it was changed. */
  readonly head: string
  readonly fault: Fault | null
}

/** The first row that does not fit, and why. */
export interface Fault {
  readonly seq: bigint
  readonly why: 'changed' | 'missing' | 'end' | 'anchor' | 'values'
}

interface Head {
  readonly firmId: string
  readonly seq: string
  readonly hash: Buffer
  readonly anchorSeq: string
  readonly anchorHash: Buffer
}

interface Row extends ChainRow {
  readonly hash: Buffer
  /** The digest of the values as they are now; null if they were erased, or if there are none. */
  readonly now: string | null
}

const BATCH = 5_000

/** `client`: a connection that sees every firm, in a transaction in which nothing changes. */
export async function* verifyAudit(client: ClientBase): AsyncGenerator<Verified> {
  const { rows } = await client.query<{ there: boolean }>(
    `select to_regclass('"AuditHead"') is not null as there`,
  )
  if (!rows[0]?.there) throw new SettingError(NO_TABLES)
  const { rows: heads } = await client.query<Head>(
    `select f."firmId", coalesce(h.seq, 0)::text as seq, coalesce(h.hash, sha256('')) as hash,
       coalesce(h."anchorSeq", 0)::text as "anchorSeq", coalesce(h."anchorHash", sha256('')) as "anchorHash"
     from (select "firmId" from "AuditHead" union select distinct "firmId" from "Audit") f
     left join "AuditHead" h on h."firmId" = f."firmId" order by f."firmId"`,
  )
  for (const head of heads) yield await verifyFirm(client, head)
}

async function verifyFirm(client: ClientBase, head: Head): Promise<Verified> {
  const { firmId } = head
  const after = BigInt(head.anchorSeq)
  let at = { seq: after, hash: head.anchorHash }
  let rows = 0
  let anchor = after === 0n && head.anchorHash.equals(EMPTY_HASH)
  const end = (fault: Fault | null): Verified => ({
    firmId,
    rows,
    after,
    head: at.hash.toString('hex'),
    fault,
  })
  for (;;) {
    const batch = await rowsAfter(client, firmId, rows === 0 ? -1n : at.seq)
    for (const row of batch) {
      const seq = BigInt(row.seq)
      if (seq !== at.seq + 1n) return end({ seq: at.seq + 1n, why: seq > at.seq ? 'missing' : 'changed' })
      if (!rowHash(at.hash, row).equals(row.hash)) return end({ seq, why: 'changed' })
      if (row.now !== null && row.now !== row.digest) return end({ seq, why: 'values' })
      if (row.kind === 'audit.prune') anchor ||= names(row, head)
      at = { seq, hash: row.hash }
      rows += 1
    }
    if (batch.length < BATCH) break
  }
  if (at.seq !== BigInt(head.seq) || !at.hash.equals(head.hash)) return end({ seq: at.seq + 1n, why: 'end' })
  return end(anchor ? null : { seq: after, why: 'anchor' })
}

/** Whether a row of the chain says that retention removed what lies before the anchor. */
function names({ detail }: Row, { anchorSeq, anchorHash }: Head): boolean {
  const said = JSON.parse(detail ?? '{}') as { readonly last?: number; readonly hash?: string }
  return String(said.last) === anchorSeq && said.hash === anchorHash.toString('hex')
}

async function rowsAfter(client: ClientBase, firmId: string, seq: bigint): Promise<readonly Row[]> {
  const { rows } = await client.query<Row>(
    `select a."firmId"::text, a.seq::text, (extract(epoch from a.at) * 1000)::bigint::text as at, a.kind, a.side, a."userId"::text,
       a."subjectId"::text, a."contactId"::text, a."syncId"::text, a."runId"::text, a."changeId"::text, a."importId"::text,
       a."sourceId"::text, encode(a.digest, 'hex') as digest, a.detail::text as detail, a.hash,
       coalesce(
         case when e.salt is not null then audit_digest(e.salt, coalesce(e."from"::text, '') || coalesce(e."to"::text, '')) end,
         case when t.salt is not null then audit_digest(t.salt, t.added::text || t.removed::text) end,
         case when v.salt is not null then audit_digest(v.salt, v.value::text) end,
         case when n.salt is not null then audit_digest(n.salt, coalesce(n."from"::text, '') || coalesce(n."to"::text, '')) end,
         case when m.salt is not null then audit_digest(m.salt, coalesce(m."from"::text, '') || coalesce(m."to"::text, '')) end,
         case when c.salt is not null then audit_digest(c.salt, coalesce((c.body -> 'remote')::text, '')) end) as now
     from (select * from "Audit" where "firmId" = $1 and seq > $2 order by seq limit ${BATCH}) a
     left join "ContactEdit" e on e.id = a."sourceId" and a.side = 'local' and a.kind like 'contact.%'
     left join "CalendarEventEdit" n on n.id = a."sourceId" and a.side = 'local' and a.kind like 'event.%'
     left join "MatterEdit" m on m.id = a."sourceId" and a.kind like 'matter.%'
     left join "ContactTagEdit" t on t.id = a."sourceId" and a.kind = 'contact.tags'
     left join "AuditValue" v on v.id = a."sourceId" and a.side is distinct from 'local'
     left join "Change" c on c.id = a."changeId" and a.side = 'remote'
     order by a.seq`,
    [firmId, seq],
  )
  return rows
}
