// The span of a run that a worker brought to its end. One that a person stopped while no worker was at it has only its steps.
import { db } from '@/lib/store/database/client'
import type { OfFirm } from '@/lib/store/database/cross-tenant'
import { isTracing, recordRunSpan } from '@/lib/tracing'

export async function traceIfOver({ id, firmId }: OfFirm): Promise<void> {
  if (!isTracing()) return
  const run = await db(firmId).run.findFirst({ where: { id, firmId } })
  if (!run?.endedAt) return
  const { startedAt, createdAt, endedAt, state, itemsRead, written, apiCalls, quotaWaits } = run
  recordRunSpan(run, {
    startedAt: startedAt ?? createdAt,
    endedAt,
    state,
    numbers: {
      'concord.run.items_read': itemsRead ?? 0,
      'concord.run.items_written': written ?? 0,
      'concord.run.calls': apiCalls,
      'concord.run.quota_waits': quotaWaits,
    },
  })
}
