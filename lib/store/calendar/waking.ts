// Wakes the syncs of calendars whose events a person has changed.
import { type Tx, withTransaction } from '@/lib/store/database/client'
import { wakeSyncs } from '@/lib/store/runs/runs'

/** Runs `work` in one transaction. It adds the ids of the calendars that it wrote to; their syncs are woken afterwards. */
export async function writingEvents<T>(
  firmId: string,
  work: (tx: Tx, written: Set<string>) => Promise<T>,
): Promise<T> {
  const written = new Set<string>()
  const result = await withTransaction(firmId, (tx) => work(tx, written))
  if (written.size > 0) await wakeSyncs(firmId, { calendarId: { in: [...written] } })
  return result
}
