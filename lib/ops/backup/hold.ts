// Pauses all syncs after a restore: the accounts have changed since the backup, and the database does not know how. Open runs end,
// cursors are deleted, and every sync waits until its person sets it up again and sees a preview.

import type { ClientBase } from 'pg'
import { OPEN_STATES_TEXT } from '@/lib/store/runs/run-sql'

/** Returns the number of syncs that were active. */
export async function pauseSyncs(
  client: ClientBase,
  { now, madeAt }: { readonly now: Date; readonly madeAt: Date },
): Promise<number> {
  await client.query(
    `UPDATE "Run" SET state = 'stopped', "endedAt" = $1, "waitKind" = NULL, "waitUntil" = NULL
     WHERE state IN (${OPEN_STATES_TEXT})`,
    [now],
  )
  await client.query(
    `UPDATE "Sync" SET "nextCheckAt" = NULL, "wokenAt" = NULL, "restoredAt" = $1, "restoredTo" = $2`,
    [now, madeAt],
  )
  await client.query(
    `UPDATE "Collection" SET "cursorToken" = NULL, "cursorShape" = NULL, "fullReadAt" = NULL`,
  )
  const { rowCount } = await client.query(
    `UPDATE "Sync" SET state = 'stopped', "stoppedAt" = $1, "stoppedById" = NULL WHERE state = 'active'`,
    [now],
  )
  return rowCount ?? 0
}
