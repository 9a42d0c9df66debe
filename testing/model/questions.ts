// What a sync asks its person, and the person's answers.
import type { Choice, Conflict } from '@/lib/engine/model'
import { db } from '@/lib/store/database/client'

/** Open decisions, in a preview or in an active sync. */
export function questionsOf(firmId: string, syncId: string) {
  return db(firmId).change.findMany({
    where: {
      syncId,
      OR: [
        { state: 'waiting', sync: { state: 'active' } },
        { state: 'planned', undecided: true, run: { state: 'ready' } },
      ],
    },
    orderBy: [{ sortKey: 'asc' }, { localId: 'asc' }, { remoteId: 'asc' }],
  })
}

/** One answer for each conflict; `how`: 0 keeps the local value, 1 the remote one, 2 both where that is possible. */
export const choicesFor = (
  conflicts: readonly Pick<Conflict<unknown>, 'id' | 'mayKeepBoth'>[],
  how: number,
): readonly (readonly [string, Choice])[] =>
  conflicts.map(({ id, mayKeepBoth }) => [
    id,
    how === 2 ? (mayKeepBoth ? 'both' : 'local') : how === 1 ? 'remote' : 'local',
  ])
