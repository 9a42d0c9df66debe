// **Undo this run**: what it would do, for the page that shows it, and the request for it. A worker carries the undo out as a run of its
// own, which can be undone in turn. The person of the sync undoes it, or an administrator on their behalf.
import { isDeepStrictEqual } from 'node:util'
import type { Kept } from '@/lib/engine/undo/plan-undo'
import { settingsInForce, toJson } from '@/lib/store/address-book/values'
import { recordAudit } from '@/lib/store/audit/record'
import { db, type Tx, withTransaction } from '@/lib/store/database/client'
import type { OfFirm } from '@/lib/store/database/cross-tenant'
import type { Run, RunState, Sync } from '@/lib/store/database/generated/client'
import { wakeRun } from '@/lib/store/database/queue'
import type { Actor } from '@/lib/store/firm/actor'
import { mustStillBeAdmin } from '@/lib/store/firm/rights'
import type { SyncKind } from '@/lib/store/kinds/kind'
import { kindOf } from '@/lib/store/kinds/registry'
import { labelUndos } from '@/lib/store/labels/label-changes'
import { openRun } from '@/lib/store/runs/runs'
import { tellOwner } from '@/lib/store/steering/notices'
import { lostAt } from '@/lib/store/sync/connections'
import { type Undone, undoEvent } from './audit'
import { type AffectedColleague, affectedColleagues } from './colleagues'
import { allUndos, nextUndos, type PlannedUndo, type UndoQuery, unseenAmong } from './plan'
import { type UndoRequest, undoRequestOf } from './request'
import { ownerOfRun, type PastRun, pastRun, seenBy } from './viewer'

/** Why nothing can be undone now. `lost`: the account does not let Concord in any more. `busy`: the sync has an open run. */
export type NotNow = 'stopped' | 'lost' | 'paused' | 'busy'

export interface UndoPreview {
  readonly run: Pick<Run, 'id' | 'kind' | 'createdAt' | 'syncId'>
  readonly provider: string
  /** Of the sync; null of contacts. */
  readonly calendarId: string | null
  /** Whose sync it is; null if it is the viewer's own. */
  readonly person: string | null
  readonly notNow: NotNow | null
  /** The latest undo of the same run, or of that undo and so on; null if there was none. */
  readonly earlier: (PastUndo & { readonly isTakenBack: boolean }) | null
  readonly counts: UndoCounts
  readonly labels: UndoneLabels
  /** Whose syncs have items that are deleted here. */
  readonly colleagues: readonly AffectedColleague[]
  /** Changes that are undone and that the viewer does not see: they are counted, and are not among the rows. */
  readonly unseen: number
  /** A page of the changes, each with its undo if all is undone. */
  readonly rows: readonly PlannedUndo[]
  /** The values of their fields are of this kind. */
  readonly kind: SyncKind
  /** The last of them, if there are more. */
  readonly next: string | null
}

interface PastUndo {
  readonly id: string
  readonly at: Date
  readonly state: RunState
}

export interface UndoCounts {
  /** Changes of the run that wrote something. */
  readonly total: number
  /** Items that get earlier values back, on either side. */
  readonly restores: number
  readonly deletesHere: number
  readonly deletesThere: number
  /** Items that are added again to a side that had them before the run. */
  readonly adds: number
  /** Changes of which some part is not undone, by the reason. */
  readonly kept: Readonly<Partial<Record<Kept<unknown>['why'] | 'erased', number>>>
}

/** Of the tags and labels that the run changed: how many change back, and how many were changed since. */
export interface UndoneLabels {
  readonly undone: number
  readonly kept: number
}

/** What a person looks at: a run, or one change of it, or one field of that. */
export interface Scope extends Pick<UndoRequest, 'changeId' | 'field'> {
  readonly runId: string
}

/** As if all that the run added to the account were deleted there: the page asks about that. */
const NO_ACTION = { actionId: null, contactId: null } as const
const ALL = { ...NO_ACTION, deletesThere: Number.MAX_SAFE_INTEGER }

/** Null if the run is not over, if the actor may not undo it, or if it is about one change that they do not see. */
export async function undoPreview(
  actor: Actor,
  scope: Scope,
  after: string | null,
  most: number,
): Promise<UndoPreview | null> {
  const run = await pastRun(actor, scope.runId)
  if (!run) return null
  const kind = kindOf(run.sync)
  const person = ownerOfRun(run)
  const seen = await seenBy(actor, run)
  const query = { ...scope, ...ALL, hidesMine: seen !== null }
  const part = { after, most: most + 1, ...(seen && { seen }) }
  const hidden = seen ? await unseenAmong(kind, query, seen, db(person)) : new Set<string>()
  if (scope.changeId !== null && hidden.size > 0) return null
  const [rows, { counts, deleted, unseen }, labels, earlier, notNow] = await Promise.all([
    nextUndos(kind, query, part, db(person)),
    countUndos(person, kind, query, hidden),
    countLabels(person, run, scope),
    earlierUndo(run),
    whyNotNow(actor, run.sync),
  ])
  const shown = rows.slice(0, most)
  const next = rows.length > most ? (shown.at(-1)?.id ?? null) : null
  return {
    run,
    provider: run.sync.connection.provider,
    calendarId: run.sync.localCollection.calendarId,
    person: person.userId === actor.userId ? null : run.sync.connection.user.name,
    notNow,
    earlier,
    counts,
    labels,
    colleagues: await affectedColleagues(person, deleted),
    unseen,
    rows: shown,
    kind,
    next,
  }
}

async function countLabels(
  actor: Actor,
  { id: runId, sync }: PastRun,
  { changeId, field }: Scope,
): Promise<UndoneLabels> {
  if (field !== null || !settingsInForce(sync).keepLabels) return { undone: 0, kept: 0 }
  return withTransaction(actor, async (tx) => {
    const { firmId } = actor
    const change = changeId && (await tx.change.findFirst({ where: { firmId, id: changeId, runId } }))
    if (changeId && !change) return { undone: 0, kept: 0 }
    const undos = await labelUndos(tx, sync, { runId, localId: (change || null)?.localId ?? null })
    const undone = undos.filter(({ to }) => to !== null).length
    return { undone, kept: undos.length - undone }
  })
}

export async function whyNotNow({ firmId }: Actor, sync: Sync): Promise<NotNow | null> {
  if (sync.state !== 'active' || sync.restoredAt !== null) return 'stopped'
  const connection = await db(firmId).connection.findFirst({ where: { id: sync.connectionId, firmId } })
  if (!connection) return 'stopped'
  if (lostAt(connection, sync.kind)) return 'lost'
  if (sync.pausedAt !== null) return 'paused'
  const open = await db(firmId).run.count({ where: { syncId: sync.id, endedAt: null } })
  return open > 0 ? 'busy' : null
}

/** Every second undo takes back the one before it. */
async function earlierUndo({ id, firmId, syncId }: PastRun): Promise<UndoPreview['earlier']> {
  let last: UndoPreview['earlier'] = null
  for (
    let undo = await latestUndo(firmId, id, syncId);
    undo;
    undo = await latestUndo(firmId, undo.id, syncId)
  )
    last = { ...undo, isTakenBack: last !== null && !last.isTakenBack }
  return last
}

/** Undos of single contacts do not count: the rest of the run is not undone. */
async function latestUndo(firmId: string, runId: string, syncId: string): Promise<PastUndo | null> {
  const [row] = await db(firmId).$queryRaw<PastUndo[]>`
    select id, "createdAt" as at, state::text from "Run"
    where "firmId" = ${firmId}::uuid and "syncId" = ${syncId}::uuid and undo is not null
      and undo ->> 'runId' = ${runId} and undo ->> 'changeId' is null
    order by "createdAt" desc limit 1`
  return row ?? null
}

/** `deleted`: ids of the items that are deleted here. `unseen`: how many of the hidden changes are undone. */
async function countUndos(actor: Actor, kind: SyncKind, query: UndoQuery, hidden: ReadonlySet<string>) {
  const kept = new Map<string, number>()
  const counts = { total: 0, restores: 0, adds: 0, deletesHere: 0, deletesThere: 0 }
  const deleted: string[] = []
  let unseen = 0
  for await (const undos of allUndos(kind, query, db(actor)))
    for (const { id, change, kept: why, erased } of undos) {
      counts.total += 1
      if (change && hidden.has(id)) unseen += 1
      if (change?.kind === 'deleteLocal') {
        counts.deletesHere += 1
        if (change.localId) deleted.push(change.localId)
      } else if (change?.kind === 'deleteRemote') counts.deletesThere += 1
      else if (change?.kind === 'createLocal' || change?.kind === 'createRemote') counts.adds += 1
      else if (change) counts.restores += 1
      for (const one of new Set(erased ? ['erased'] : why.map((one) => one.why)))
        kept.set(one, (kept.get(one) ?? 0) + 1)
    }
  const counted: UndoCounts = { ...counts, kept: Object.fromEntries(kept) }
  return { counts: counted, deleted, unseen }
}

export type UndoStarted =
  | { readonly kind: 'started'; readonly runId: string }
  /** Nothing was started. */
  | { readonly kind: NotNow }
  | { readonly kind: 'missing' }

/** **Undo**. Returns the run that carries it out. */
export async function startUndo(
  actor: Actor,
  asked: Scope & Pick<UndoRequest, 'deletesThere'>,
): Promise<UndoStarted> {
  const run = await pastRun(actor, asked.runId)
  if (!run) return { kind: 'missing' }
  const { firmId, sync } = run
  const { changeId } = asked
  const request = { ...asked, ...NO_ACTION }
  const person = ownerOfRun(run)
  const seen = changeId === null ? null : await seenBy(actor, run)
  if (seen && (await unseenAmong(kindOf(sync), request, seen, db(person))).size > 0)
    return { kind: 'missing' }
  const notNow = await whyNotNow(actor, sync)
  if (notNow) return { kind: notNow }
  const change = changeId ? await db(person).change.findFirst({ where: { firmId, id: changeId } }) : null
  const undone = { undone: run.kind, of: sync.kind, itemId: change?.localId ?? null } as const
  return openUndo(actor, sync, request, { ...undone, subjectId: person.userId })
}

/** Opens the run that carries an undo out. */
export async function openUndo(
  actor: Actor,
  sync: OfFirm,
  request: UndoRequest,
  undone: Undone,
): Promise<UndoStarted> {
  const { userId, firmId } = actor
  const asked = { kind: 'undo', full: false, userId, undo: toJson(request) } as const
  const opened = await openRun(sync, asked, (tx, runId) =>
    recordUndo(tx, actor, { sync, runId, request, undone }),
  )
  if (!opened) return { kind: 'stopped' }
  const made = await db(firmId).run.findFirst({ where: { id: opened.id } })
  // Another run was opened at the same moment.
  if (!made || !isDeepStrictEqual(undoRequestOf(made), request) || made.userId !== userId)
    return { kind: 'busy' }
  await wakeRun({ id: opened.id, firmId })
  return { kind: 'started', runId: opened.id }
}

interface Opened {
  readonly sync: OfFirm
  readonly runId: string
  readonly request: UndoRequest
  readonly undone: Undone
}

/** If the sync is a colleague's, only an administrator may, the audit names both, and the colleague is told. */
async function recordUndo(tx: Tx, actor: Actor, { sync, runId, request, undone }: Opened): Promise<void> {
  const { userId, firmId } = actor
  const { connection } = await tx.sync.findUniqueOrThrow({
    where: { id: sync.id },
    select: { connection: { select: { userId: true } } },
  })
  if (connection.userId !== userId) await mustStillBeAdmin(tx, actor)
  const event = undoEvent(userId, request, undone)
  await recordAudit(tx, firmId, { ...event, syncId: sync.id, runId })
  await tellOwner(tx, actor, { syncId: sync.id, ownerId: connection.userId, kind: event.kind })
}
