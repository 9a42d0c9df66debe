// Ends a run and sets the next check of its sync.
import type { Tx } from '@/lib/store/database/client'
import { Prisma } from '@/lib/store/database/generated/client'
import { moveRun } from '@/lib/store/runs/run-moves'
import { wakeSyncs } from '@/lib/store/runs/runs'
import { inStep } from './step'
import type { StepContext } from './step-context'

export async function finishRun(context: StepContext): Promise<void> {
  const { run, sync, now } = context
  const wroteHere = await inStep(context, async (tx) => {
    await moveRun(tx, run.id, 'applying', 'done', {
      endedAt: now(),
      // Changes that turned out to need no write count as done too.
      ...(run.total === null ? {} : { done: run.total }),
    })
    const soon = await soonest(tx, context)
    // An edit during the run has set its own, earlier check; that check stays.
    await tx.sync.updateMany({
      where: { id: sync.id },
      data: { lastSuccessAt: now(), restoredAt: null, restoredTo: null },
    })
    await tx.sync.updateMany({
      where: { id: sync.id, state: 'active', OR: [{ nextCheckAt: null }, { nextCheckAt: { gt: soon } }] },
      data: { nextCheckAt: soon },
    })
    return wroteItems(tx, run.id)
  })
  if (wroteHere) await wakeSyncs(sync.firmId, { id: sync.localCollectionId }, sync.id)
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
async function soonest(tx: Tx, { sync, provider, now, intervalMs }: StepContext): Promise<Date> {
  const regular = now().getTime() + intervalMs
  const sent = await tx.change.findFirst({
    where: { syncId: sync.id, state: 'sent', sentAt: { not: null } },
    orderBy: { sentAt: 'asc' },
  })
  const failed = await tx.change.findFirst({
    where: { syncId: sync.id, state: 'failed', retryAt: { not: null } },
    orderBy: { retryAt: 'asc' },
  })
  const proven = sent?.sentAt ? sent.sentAt.getTime() + provider.can.limits.lagMs : regular
  const retry = failed?.retryAt ? Math.max(failed.retryAt.getTime(), now().getTime() + 60_000) : regular
  return new Date(Math.max(now().getTime(), Math.min(regular, proven, retry)))
}
