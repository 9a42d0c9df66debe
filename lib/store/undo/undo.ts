// **Undo this run**: what it would do, for the page that shows it, and the request for it. A worker carries the undo out as a run of its
// own, which can be undone in turn.
import { isDeepStrictEqual } from 'node:util'
import type { Kept } from '@/lib/engine/undo/plan-undo'
import { settingsInForce, toJson } from '@/lib/store/address-book/values'
import { recordAlone } from '@/lib/store/audit/record'
import { db, withTransaction } from '@/lib/store/database/client'
import type { OfFirm } from '@/lib/store/database/cross-tenant'
import type { Run, RunState, Sync } from '@/lib/store/database/generated/client'
import { wakeRun } from '@/lib/store/database/queue'
import { type Actor, ownSyncs } from '@/lib/store/firm/actor'
import type { SyncKind } from '@/lib/store/kinds/kind'
import { kindOf, WITH_KIND } from '@/lib/store/kinds/registry'
import { labelUndos } from '@/lib/store/labels/label-changes'
import { openRun } from '@/lib/store/runs/runs'
import { type Undone, undoEvent } from './audit'
import { type AffectedColleague, affectedColleagues } from './colleagues'
import { allUndos, nextUndos, type PlannedUndo } from './plan'
import { type UndoRequest, undoRequestOf } from './request'

/** Why nothing can be undone now. `busy`: the sync has an open run. */
export type NotNow = 'stopped' | 'paused' | 'busy'

export interface UndoPreview {
  readonly run: Pick<Run, 'id' | 'kind' | 'createdAt' | 'syncId'>
  readonly provider: string
  /** Of the sync; null of contacts. */
  readonly calendarId: string | null
  readonly notNow: NotNow | null
  /** The latest undo of the same run, or of that undo and so on; null if there was none. */
  readonly earlier: (PastUndo & { readonly isTakenBack: boolean }) | null
  readonly counts: UndoCounts
  readonly labels: UndoneLabels
  /** Whose syncs have items that are deleted here. */
  readonly colleagues: readonly AffectedColleague[]
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

/** Null if the run is not of the actor's own sync, or is not over. */
export async function undoPreview(
  actor: Actor,
  scope: Scope,
  after: string | null,
  most: number,
): Promise<UndoPreview | null> {
  const run = await ownRun(actor, scope.runId)
  if (!run) return null
  const kind = kindOf(run.sync)
  const [rows, { counts, deleted }, labels, earlier, notNow] = await Promise.all([
    nextUndos(kind, { ...scope, ...ALL }, after, most + 1, db(actor)),
    countUndos(actor, kind, scope),
    countLabels(actor, run, scope),
    earlierUndo(actor, run),
    whyNotNow(actor, run.sync),
  ])
  const shown = rows.slice(0, most)
  const next = rows.length > most ? (shown.at(-1)?.id ?? null) : null
  return {
    run,
    provider: run.sync.connection.provider,
    calendarId: run.sync.localCollection.calendarId,
    notNow,
    earlier,
    counts,
    labels,
    colleagues: await affectedColleagues(actor, deleted),
    rows: shown,
    kind,
    next,
  }
}

async function countLabels(
  actor: Actor,
  { id: runId, sync }: OwnRun,
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

const ownRun = (actor: Actor, id: string) =>
  db(actor.firmId).run.findFirst({
    where: { id, endedAt: { not: null }, sync: ownSyncs(actor) },
    include: { sync: { include: WITH_KIND } },
  })

type OwnRun = NonNullable<Awaited<ReturnType<typeof ownRun>>>

export async function whyNotNow({ firmId }: Actor, sync: Sync): Promise<NotNow | null> {
  if (sync.state !== 'active' || sync.restoredAt !== null) return 'stopped'
  if (sync.pausedAt !== null) return 'paused'
  const open = await db(firmId).run.count({ where: { syncId: sync.id, endedAt: null } })
  return open > 0 ? 'busy' : null
}

/** Every second undo takes back the one before it. */
async function earlierUndo(actor: Actor, { id, syncId }: OwnRun): Promise<UndoPreview['earlier']> {
  let last: UndoPreview['earlier'] = null
  for (let undo = await latestUndo(actor, id, syncId); undo; undo = await latestUndo(actor, undo.id, syncId))
    last = { ...undo, isTakenBack: last !== null && !last.isTakenBack }
  return last
}

/** Undos of single contacts do not count: the rest of the run is not undone. */
async function latestUndo({ firmId }: Actor, runId: string, syncId: string): Promise<PastUndo | null> {
  const [row] = await db(firmId).$queryRaw<PastUndo[]>`
    select id, "createdAt" as at, state::text from "Run"
    where "firmId" = ${firmId}::uuid and "syncId" = ${syncId}::uuid and undo is not null
      and undo ->> 'runId' = ${runId} and undo ->> 'changeId' is null
    order by "createdAt" desc limit 1`
  return row ?? null
}

/** `deleted`: ids of the items that are deleted here. */
async function countUndos(actor: Actor, kind: SyncKind, scope: Scope) {
  const kept = new Map<string, number>()
  const counts = { total: 0, restores: 0, adds: 0, deletesHere: 0, deletesThere: 0 }
  const deleted: string[] = []
  for await (const undos of allUndos(kind, { ...scope, ...ALL }, db(actor)))
    for (const { change, kept: why, erased } of undos) {
      counts.total += 1
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
  return { counts: counted, deleted }
}

export type UndoStarted =
  | { readonly kind: 'started'; readonly runId: string }
  /** The sync is stopped or paused, or has an open run: nothing was started. */
  | { readonly kind: NotNow }
  | { readonly kind: 'missing' }

/** **Undo**. Returns the run that carries it out. */
export async function startUndo(
  actor: Actor,
  asked: Scope & Pick<UndoRequest, 'deletesThere'>,
): Promise<UndoStarted> {
  const run = await ownRun(actor, asked.runId)
  if (!run) return { kind: 'missing' }
  const notNow = await whyNotNow(actor, run.sync)
  if (notNow) return { kind: notNow }
  const { firmId, sync } = run
  const { changeId } = asked
  const change = changeId ? await db(actor).change.findFirst({ where: { firmId, id: changeId } }) : null
  const itemId = change?.localId ?? null
  return openUndo(actor, sync, { ...asked, ...NO_ACTION }, { undone: run.kind, of: sync.kind, itemId })
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
  const opened = await openRun(sync, asked)
  if (!opened) return { kind: 'stopped' }
  const made = await db(firmId).run.findFirst({ where: { id: opened.id } })
  // Another run was opened at the same moment.
  if (!made || !isDeepStrictEqual(undoRequestOf(made), request) || made.userId !== userId)
    return { kind: 'busy' }
  const event = undoEvent(userId, request, undone)
  await recordAlone(firmId, { ...event, syncId: sync.id, runId: opened.id })
  await wakeRun({ id: opened.id, firmId })
  return { kind: 'started', runId: opened.id }
}
