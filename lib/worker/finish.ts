// The end of a run: the sync goes on, and the next check is set.
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
      // What turned out on the way to need no write any more is done as well.
      ...(run.total === null ? {} : { done: run.total }),
    })
    const soon = await soonest(tx, context)
    // An edit that came while the run went on has set its own, earlier check: that one stands.
    await tx.sync.updateMany({
      where: { id: sync.id },
      data: { lastSuccessAt: now(), restoredAt: null, restoredTo: null },
    })
    await tx.sync.updateMany({
      where: { id: sync.id, state: 'active', OR: [{ nextCheckAt: null }, { nextCheckAt: { gt: soon } }] },
      data: { nextCheckAt: soon },
    })
    return wroteContacts(tx, run.id)
  })
  if (wroteHere) await wakeSyncs(sync.firmId, sync.id)
}

/** Whether the run changed contacts here, which other syncs of the firm then take along. */
async function wroteContacts(tx: Tx, runId: string): Promise<boolean> {
  const [row] = await tx.$queryRaw<[{ yes: boolean }]>(wroteStatement(runId))
  return row.yes
}

/** Apart so that its plan can be examined. */
export const wroteStatement = (runId: string): Prisma.Sql => Prisma.sql`
  select exists (select from "Change" where "runId" = ${runId}::uuid and kind in ('createLocal', 'update')
    and ("writtenVersion" is not null or (state = 'applied' and jsonb_typeof(body -> 'local') = 'object'))) as yes`

/** The next check: by the clock, or earlier for a create whose reply never came or a contact whose retry is due before. */
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
