// The clean-up of a firm: any worker erases expired data in batches of one transaction each. Each batch locks the firm's row in
// Retention,
// so that only one worker does it at a time, and counts there what it removed. If a worker is killed, nothing is half done and the next
// one continues.

import { asEveryone, type Tx, withTransaction } from '@/lib/store/database/client'
import { Prisma } from '@/lib/store/database/generated/client'
import { eraseOldMerges } from '@/lib/store/duplicates/account-merges'
import { endExpired } from '@/lib/store/firm/sessions'
import { forgetPending } from '@/lib/store/pending/pending-items'
import { forgetActions } from '@/lib/store/undo/actions'
import { HOUR, MINUTE } from '@/lib/time'
import { purgeDeleted } from './deleted-contacts'
import { purgeDeletedEvents } from './deleted-events'
import { eraseDiscardedBatch } from './discarded'
import { blankChange } from './erased-values'
import { BATCH, eraseMirrorBatch, mirrorsToErase } from './mirror'
import { addRemoved, asRemoved, type DueBefore, dueBefore, type Removed, type RemovedKind } from './rules'

/** A disconnected account is checked again: a reply to a write on its way may still have arrived. */
const SOON_MS = 3 * MINUTE

/** Makes the firm's next clean-up due. */
export async function askForCleanUp(firmId: string, now: Date): Promise<void> {
  await withTransaction(firmId, async (tx) => {
    await ensureRow(tx, firmId, now)
    await tx.retention.updateMany({ where: { firmId, nextAt: { gt: now } }, data: { nextAt: now } })
  })
}

/**
 * Erases what is due, in at most `batches` batches. True if the clean-up is complete, another worker is doing it or nothing is due; false
 * if there is more to do.
 */
export async function cleanUp(firmId: string, now: Date, batches: number): Promise<boolean> {
  await withTransaction(firmId, (tx) => ensureRow(tx, firmId, now))
  for (let done = 0; done < batches; done++) {
    const ended = await withTransaction(asEveryone(firmId), (tx) => oneBatch(tx, firmId, now))
    if (ended) return true
  }
  return false
}

async function ensureRow(tx: Tx, firmId: string, now: Date): Promise<void> {
  await tx.$executeRaw`
    insert into "Retention" ("firmId", "nextAt") values (${firmId}::uuid, ${now}) on conflict do nothing`
}

async function oneBatch(tx: Tx, firmId: string, now: Date): Promise<boolean> {
  const held = await tx.$queryRaw<unknown[]>`
    select "firmId" from "Retention" where "firmId" = ${firmId}::uuid and "nextAt" <= ${now} for update skip locked`
  if (held.length === 0) return true
  const row = await tx.retention.findUniqueOrThrow({ where: { firmId } })
  const removed = await nextRows({ tx, firmId, now, before: dueBefore(row, now) })
  const removing = addRemoved(asRemoved(row.removing), removed)
  if (Object.keys(removed).length > 0) {
    await tx.retention.update({ where: { firmId }, data: { removing, begunAt: row.begunAt ?? now } })
    return false
  }
  await forgetPending(tx, firmId)
  const again = (await mirrorsToErase(tx, firmId)).length > 0 ? SOON_MS : HOUR
  const over = { begunAt: null, removing: {}, endedAt: now, removed: removing }
  await tx.retention.update({ where: { firmId }, data: { ...over, nextAt: new Date(now.getTime() + again) } })
  return true
}

interface Step {
  readonly tx: Tx
  readonly firmId: string
  readonly now: Date
  readonly before: DueBefore
}

/** Erases the next due rows, of the first kind that has any; nothing if there are none. */
async function nextRows(step: Step): Promise<Removed> {
  for (const take of TAKES) {
    const removed = addRemoved({}, await take(step))
    if (Object.keys(removed).length > 0) return removed
  }
  return {}
}

const counted =
  (kind: RemovedKind, rows: (step: Step) => Promise<number>) =>
  async (step: Step): Promise<Removed> => ({ [kind]: await rows(step) })

const eraseEdits =
  (table: 'ContactEdit' | 'CalendarEventEdit' | 'MatterEdit') =>
  async ({ tx, firmId, before }: Step): Promise<number> => {
    const edits = Prisma.raw(`"${table}"`)
    // The audit has a digest of the values: without the salt it says nothing.
    return tx.$executeRaw`
      update ${edits} set "from" = null, "to" = null, salt = null
      where id in (select e.id from ${edits} e
        where e."firmId" = ${firmId}::uuid and e.at < ${before.history} and (e."from" is not null or e."to" is not null)
        order by e.at limit ${BATCH})`
  }

const TAKES: readonly ((step: Step) => Promise<Removed>)[] = [
  async ({ tx, firmId, now }) => {
    for (const sync of await mirrorsToErase(tx, firmId)) {
      const { removed, done } = await eraseMirrorBatch(tx, sync, now)
      if (!done) return removed
    }
    return {}
  },
  counted('entries', eraseAgain),
  counted('entries', ({ tx, firmId, before }) => eraseOldMerges(tx, firmId, before.contacts)),
  counted('changes', ({ tx, firmId, now }) => eraseDiscardedBatch(tx, firmId, now)),
  counted('contacts', ({ tx, firmId, now, before }) => purgeDeleted(tx, firmId, before.contacts, now)),
  counted('events', ({ tx, firmId, now, before }) => purgeDeletedEvents(tx, firmId, before.contacts, now)),
  counted('matters', deleteOldMatters),
  counted('edits', eraseEdits('ContactEdit')),
  counted('edits', eraseEdits('CalendarEventEdit')),
  counted('edits', eraseEdits('MatterEdit')),
  counted('changes', eraseOldChanges),
  counted('changes', deleteOldLabelChanges),
  counted('runs', deleteEmptyRuns),
  counted('imports', deleteImports),
  async ({ tx, firmId, now }) => {
    await endExpired(tx, firmId, now)
    return {}
  },
  counted('sessions', deleteSessions),
  counted('invitations', deleteInvitations),
  counted('edits', eraseAuditValues),
  counted('audited', pruneAudit),
  counted('days', deleteOldDays),
  async ({ tx, firmId, before }) => {
    await forgetActions(tx, firmId, before.contacts, BATCH)
    return {}
  },
]

/** What entries of the audit say about people ends with the history of contacts. */
async function eraseAuditValues({ tx, firmId, before }: Step): Promise<number> {
  return tx.$executeRaw`
    update "AuditValue" set value = null, salt = null where id in (select v.id from "AuditValue" v
      where v."firmId" = ${firmId}::uuid and v.at < ${before.history} and v.salt is not null order by v.at limit ${BATCH})`
}

/** Rows of the audit per transaction: each leaves one that names it. */
const MOST_AUDITED = 10_000

/** The database decides what is due: the application has no right to remove a row of the audit. */
async function pruneAudit({ tx }: Step): Promise<number> {
  const [row] = await tx.$queryRaw<[{ rows: number }]>`select audit_prune(${MOST_AUDITED}::int) as rows`
  return row.rows
}

/** Sums of days that no page shows any more. */
async function deleteOldDays({ tx, firmId, before }: Step): Promise<number> {
  return tx.$executeRaw`
    delete from "SyncDay" where ("syncId", day) in (select d."syncId", d.day from "SyncDay" d
      where d."firmId" = ${firmId}::uuid and d.day < ${before.history}::date order by d.day limit ${BATCH})`
}

/** Matters that can no longer be restored, with their history. */
async function deleteOldMatters({ tx, firmId, before }: Step): Promise<number> {
  return tx.$executeRaw`
    delete from "Matter" where id in (select m.id from "Matter" m
      where m."firmId" = ${firmId}::uuid and m."deletedAt" < ${before.contacts} order by m."deletedAt" limit ${BATCH})`
}

/** Items from a page that was stored while its person was erased. */
async function eraseAgain({ tx, firmId }: Step): Promise<number> {
  return tx.$executeRaw`
    delete from "Item" e using "Erasure" x, "Sync" s
    where x."firmId" = ${firmId}::uuid and x."remoteId" <> '' and s."firmId" = x."firmId" and s.account = x.account
      and e."syncId" = s.id and e."remoteId" = x."remoteId"`
}

/** Changes of finished runs. A change that waits for a person in an active sync is not history yet. */
async function eraseOldChanges({ tx, firmId, now, before }: Step): Promise<number> {
  return tx.$executeRaw`
    update "Change" set ${blankChange(now)}
    where id in (select h.id from "Change" h join "Run" r on r.id = h."runId" join "Sync" s on s.id = h."syncId"
      where h."firmId" = ${firmId}::uuid and h."createdAt" < ${before.history} and h."erasedAt" is null
        and r."endedAt" is not null and (s.state <> 'active' or h.state not in ('waiting', 'failed', 'sent'))
      order by h."createdAt" limit ${BATCH})`
}

async function deleteOldLabelChanges({ tx, firmId, before }: Step): Promise<number> {
  return tx.$executeRaw`
    delete from "LabelChange" where id in (select h.id from "LabelChange" h
      where h."firmId" = ${firmId}::uuid and h.at < ${before.history} order by h.at limit ${BATCH})`
}

/** Runs that planned nothing, except the last one of each sync. */
async function deleteEmptyRuns({ tx, firmId, before }: Step): Promise<number> {
  return tx.$executeRaw`
    delete from "Run" where id in (select r.id from "Run" r
      where r."firmId" = ${firmId}::uuid and r."endedAt" < ${before.runs}
        and not exists (select from "Change" h where h."runId" = r.id)
        and not exists (select from "LabelChange" h where h."runId" = r.id)
        and exists (select from "Run" n where n."firmId" = r."firmId" and n."syncId" = r."syncId" and n."createdAt" > r."createdAt")
      order by r."endedAt" limit ${BATCH})`
}

async function deleteImports({ tx, firmId, before }: Step): Promise<number> {
  const where = {
    firmId,
    OR: [{ confirmedAt: { lt: before.imports } }, { confirmedAt: null, createdAt: { lt: before.imports } }],
  }
  const ofContacts = await tx.import.deleteMany({ where })
  const ofMatters = await tx.matterImport.deleteMany({ where })
  return ofContacts.count + ofMatters.count
}

async function deleteSessions({ tx, firmId, before }: Step): Promise<number> {
  const { count } = await tx.session.deleteMany({
    where: { firmId, OR: [{ endedAt: { lt: before.sessions } }, { expiresAt: { lt: before.sessions } }] },
  })
  return count
}

/** A renewed invitation can be accepted long after it was sent, so it stays until it expires. */
async function deleteInvitations({ tx, firmId, before, now }: Step): Promise<number> {
  const over = [{ acceptedAt: { not: null } }, { expiresAt: { lte: now } }]
  const { count } = await tx.invitation.deleteMany({
    where: { firmId, createdAt: { lt: before.invitations }, OR: over },
  })
  return count
}
