// Adds entries to the firm's audit. Called with a transaction, the entry stands or falls with what it records.
import { type Db, db, type Tx, withTransaction } from '@/lib/store/database/client'
import { type Identity, invitationsOf, onlyFirm, userOfSubject } from '@/lib/store/database/cross-tenant'
import { HOUR } from '@/lib/time'
import type { AuditKind } from './kinds'

export interface AuditEvent {
  readonly kind: AuditKind
  /** Who did it; null: nobody who is signed in, or the program. */
  readonly userId: string | null
  /** The user that it was done to, if it is another one. */
  readonly subjectId?: string | null
  readonly contactId?: string | null
  /** Where a contact was written, if no trigger records it. */
  readonly side?: 'remote'
  readonly syncId?: string
  readonly runId?: string
  readonly importId?: string
  /** No values of people. */
  readonly detail?: Readonly<Record<string, unknown>>
  /** Values of people, stored beside the chain: they can be erased. Of what was written in an account: `from` and `to`. */
  readonly value?: Readonly<Record<string, unknown>>
}

export async function recordAudit(by: Db | Tx, firmId: string, event: AuditEvent): Promise<void> {
  const { value, subjectId, ...entry } = event
  const subject = subjectId && subjectId !== event.userId ? { subjectId } : {}
  const json = value ? JSON.stringify(value) : null
  await by.$executeRaw`
    with said as (
      insert into "AuditValue" (id, "firmId", salt, value)
      select gen_random_uuid(), ${firmId}::uuid, gen_random_uuid(), ${json}::jsonb where ${json}::text is not null
      returning id, audit_digest(salt, value::text) as digest
    )
    insert into "AuditPending" ("firmId", entries)
    select ${firmId}::uuid, jsonb_build_array(jsonb_strip_nulls(${JSON.stringify({ ...entry, ...subject })}::jsonb
      || jsonb_build_object('sourceId', (select id from said), 'digest', (select digest from said))))`
}

/** Many entries without values, in one statement. */
export async function recordMany(
  by: Db | Tx,
  firmId: string,
  events: readonly Omit<AuditEvent, 'value' | 'subjectId'>[],
): Promise<void> {
  if (events.length > 0)
    await by.$executeRaw`
      insert into "AuditPending" ("firmId", entries)
      select ${firmId}::uuid, jsonb_strip_nulls(${JSON.stringify(events)}::jsonb)`
}

/** A sign-in that was refused. It is recorded in the firm that it was meant for, as far as that is known. */
export async function recordRefusedSignIn(account: Identity & { readonly email: string }, reason: string) {
  const known = await userOfSubject(account)
  const firmId =
    known?.firmId ?? (await invitationsOf(account.email.toLowerCase()))[0]?.firmId ?? (await onlyFirm())
  if (!firmId) return
  await recordAudit(db(firmId), firmId, {
    kind: 'session.refuse',
    userId: null,
    subjectId: known?.id ?? null,
    detail: { reason },
    value: { email: account.email },
  })
}

/** A page of administrators that was refused to a member: once an hour for each person and page, however often they ask. */
export async function recordRefusedPage(
  { firmId, userId }: { readonly firmId: string; readonly userId: string },
  page: string,
  now: Date,
): Promise<void> {
  const since = new Date(now.getTime() - HOUR)
  const [row] = await db(firmId).$queryRaw<[{ yes: boolean }]>`
    select exists (select from "Audit" where "firmId" = ${firmId}::uuid and "userId" = ${userId}::uuid
      and kind = 'access.refuse' and at > ${since} and detail ->> 'page' = ${page}) as yes`
  if (!row.yes) await recordAudit(db(firmId), firmId, { kind: 'access.refuse', userId, detail: { page } })
}

/** For an event that belongs to no other transaction. */
export const recordAlone = (firmId: string, event: AuditEvent): Promise<void> =>
  withTransaction(firmId, (tx) => recordAudit(tx, firmId, event))
