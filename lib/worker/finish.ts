// Ends a run and sets the next check of its sync. A check that finds nothing new on either side ends right after it has read.
import type { Page } from '@/lib/engine/collection'
import { settingsInForce, toJson } from '@/lib/store/address-book/values'
import { applyChoice } from '@/lib/store/choice/choices'
import type { Tx } from '@/lib/store/database/client'
import { Prisma } from '@/lib/store/database/generated/client'
import type { Value } from '@/lib/store/kinds/kind'
import {
  addUpLinks,
  clearPending,
  countLinks,
  type Due,
  isDue,
  pendingOrDue,
} from '@/lib/store/pending/pending-items'
import { moveRun } from '@/lib/store/runs/run-moves'
import { wakeSyncs } from '@/lib/store/runs/runs'
import { labelsAtRest } from './keep-labels'
import { inStep } from './step'
import { type StepContext, unprovenSince } from './step-context'

export async function finishRun(context: StepContext): Promise<void> {
  const { run, sync, now } = context
  const wroteHere = await inStep(context, async (tx) => {
    await moveRun(tx, run.id, 'applying', 'done', {
      endedAt: now(),
      // Changes that turned out to need no write count as done too.
      ...(run.total === null ? {} : { done: run.total }),
    })
    await succeed(tx, context, soonest(context, await pendingOrDue(tx, sync)))
    await clearPending(tx, context.kind, run.id, context.connection.userId)
    await addUpLinks(tx, sync)
    return wroteItems(tx, run.id)
  })
  if (wroteHere) await wakeSyncs(sync.firmId, { id: sync.localCollectionId }, sync.id)
}

/**
 * Ends a check that has read an empty page of changes, if nothing has moved here either. One transaction: most checks find nothing, and
 * a firm has many. False if something has to be compared.
 */
export async function finishAtRest(context: StepContext, { cursor, total }: Page<Value>): Promise<boolean> {
  const { run, sync, connection, collection, now, calls } = context
  const unproven = unprovenSince(context)
  const isOver = await inStep(context, async (tx) => {
    await applyChoice(tx, sync, connection.userId)
    const { moved, ...due } = await pendingOrDue(tx, sync)
    if (moved || isDue(due, { now: now(), unproven })) return false
    if (!(await labelsAtRest(tx, context))) return false
    const none = {
      same: await countLinks(tx, sync),
      done: 0,
      total: 0,
      written: 0,
      matched: 0,
      itemsRead: 0,
      itemsTotal: total ?? run.total,
    }
    const at = { applyingAt: now(), endedAt: now(), settings: toJson(settingsInForce(sync)) }
    await moveRun(tx, run.id, 'reading', 'done', {
      ...none,
      ...at,
      pages: 1,
      apiCalls: { increment: calls() },
    })
    if (cursor && (cursor.token !== collection.cursorToken || cursor.shape !== collection.cursorShape))
      await tx.collection.updateMany({
        where: { id: collection.id },
        data: { cursorToken: cursor.token, cursorShape: cursor.shape },
      })
    await succeed(tx, context, soonest(context, due))
    return true
  })
  if (isOver) context.log('read', { syncId: sync.id, full: 0, items: 0 })
  return isOver
}

/** An edit during the run has set its own, earlier check; that check stays. Merges that were asked for meanwhile are not kept waiting. */
async function succeed(tx: Tx, { sync, now }: StepContext, soon: Date): Promise<void> {
  await tx.$executeRaw`
    update "Sync" set "lastSuccessAt" = ${now()}, "restoredAt" = null, "restoredTo" = null,
      "nextCheckAt" = case when state = 'active' then least("nextCheckAt", ${soon},
        (select max(${now()}::timestamptz) from "AccountMerge" m where m."firmId" = ${sync.firmId}::uuid and m."syncId" = ${sync.id}::uuid
          and m.state in ('wanted', 'sent', 'updated', 'undoing'))) else "nextCheckAt" end
    where id = ${sync.id}::uuid and "firmId" = ${sync.firmId}::uuid`
}

/** Whether the run changed items here; the other syncs of the collection then carry those changes on. */
async function wroteItems(tx: Tx, runId: string): Promise<boolean> {
  const [row] = await tx.$queryRaw<[{ yes: boolean }]>(wroteStatement(runId))
  return row.yes
}

/** A separate function, so that a test can examine its query plan. */
export const wroteStatement = (runId: string): Prisma.Sql => Prisma.sql`
  select exists (select from "Change" where "runId" = ${runId}::uuid and kind in ('createLocal', 'update', 'deleteLocal')
    and ("writtenVersion" is not null or (state = 'applied' and jsonb_typeof(body -> 'local') = 'object'))) as yes`

/** Time of the next check: the regular interval, or earlier for a create without a reply or a contact whose retry is due sooner. */
function soonest({ provider, now, intervalMs }: StepContext, { sentAt, retryAt }: Due): Date {
  const regular = now().getTime() + intervalMs
  const proven = sentAt ? sentAt.getTime() + provider.can.limits.lagMs : regular
  const retry = retryAt ? Math.max(retryAt.getTime(), now().getTime() + 60_000) : regular
  return new Date(Math.max(now().getTime(), Math.min(regular, proven, retry)))
}
