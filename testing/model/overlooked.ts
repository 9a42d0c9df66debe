// Work follows change: what comes to rest because nothing is marked as moved is at rest. A comparison of everything finds nothing more.
import { db } from '@/lib/store/database/client'
import type { OfFirm } from '@/lib/store/database/cross-tenant'

/** Compares everything. A sentence for each change that is planned or given up, although nothing was marked. Call it at rest. */
export async function overlooked(
  { id: syncId, firmId }: OfFirm,
  work: () => Promise<void>,
): Promise<readonly string[]> {
  const ours = db(firmId)
  const open = () =>
    ours.change.findMany({
      where: { syncId, state: { in: ['planned', 'waiting', 'failed', 'sent'] } },
      select: { id: true, kind: true, state: true, name: true },
      orderBy: { id: 'asc' },
    })
  const before = await open()
  const last = await ours.run.findFirst({ where: { syncId }, orderBy: { createdAt: 'desc' } })
  await ours.pendingItem.create({ data: { firmId, syncId, side: 'all' } })
  await ours.sync.updateMany({ where: { id: syncId }, data: { nextCheckAt: new Date(0) } })
  await work()
  const run = await ours.run.findFirst({ where: { syncId }, orderBy: { createdAt: 'desc' } })
  if (!run || run.id === last?.id || run.state !== 'done')
    return [`nothing was compared: ${JSON.stringify(run)}`]
  const planned = await ours.change.findMany({ where: { runId: run.id } })
  const after = new Set((await open()).map((one) => JSON.stringify(one)))
  return [
    ...planned.map(
      ({ kind, state, name }) => `${kind} (${state}) of ${name} was planned, and nothing was marked`,
    ),
    ...before.flatMap((one) =>
      after.has(JSON.stringify(one))
        ? []
        : [`${one.kind} of ${one.name} was given up, and nothing was marked`],
    ),
  ]
}
