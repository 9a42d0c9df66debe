// The hash of a row of the audit, as the function audit_chain of the database computes it. Pure.
import { createHash } from 'node:crypto'

/** A row as text, null where a column is null. */
export interface ChainRow {
  readonly firmId: string
  readonly seq: string
  /** Milliseconds since 1970. */
  readonly at: string
  readonly kind: string
  readonly side: string | null
  readonly userId: string | null
  readonly subjectId: string | null
  readonly contactId: string | null
  readonly syncId: string | null
  readonly runId: string | null
  readonly changeId: string | null
  readonly importId: string | null
  readonly sourceId: string | null
  /** In hexadecimal digits. */
  readonly digest: string | null
  /** JSON as Postgres prints it. It is the last part, since it alone may contain the separator. */
  readonly detail: string | null
}

/** Before the first row. */
export const EMPTY_HASH = createHash('sha256').digest()

export function rowHash(before: Buffer, row: ChainRow): Buffer {
  const { firmId, seq, at, kind, side, userId, subjectId, contactId, syncId } = row
  const { runId, changeId, importId, sourceId, digest, detail } = row
  const parts = [firmId, seq, at, kind, side, userId, subjectId, contactId, syncId]
  const text = [...parts, runId, changeId, importId, sourceId, digest, detail].map((part) => part ?? '')
  return createHash('sha256').update(before).update(text.join('|')).digest()
}
