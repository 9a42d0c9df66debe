// Both ends of a change as they are known now, and for a question what linking them would make: what a page shows beside
// what the change will do.
import type { Change, Entry } from '@/lib/sync/model'
import { type Actor, ownSyncs } from './actor'
import { db } from './client'
import { loadPairs, planPair } from './pairs'
import { changesById, type PreviewRow, type Scope } from './preview'

export interface ChangeSides {
  readonly row: PreviewRow
  readonly local: Entry | null
  readonly remote: Entry | null
  /** Of a question: what answering "Link" will do. */
  readonly linked: Change | null
}

/** Null when the change is not the actor's, or no longer of this scope. */
export async function changeSides(actor: Actor, scope: Scope, changeId: string): Promise<ChangeSides | null> {
  const [row] = await changesById(actor, scope, [changeId])
  if (!row) return null
  const sync = await db(actor.firmId).sync.findFirstOrThrow({
    where: { id: scope.syncId, ...ownSyncs(actor) },
    include: { connection: { select: { provider: true } } },
  })
  const pair = (await loadPairs(sync, [row])).get(row.id)
  if (!pair) return null
  const asked = row.kind === 'question'
  const plan = { ...sync, provider: sync.connection.provider }
  const answers = { linked: true, conflicts: row.answers.conflicts ?? {} }
  return {
    row,
    local: pair.local?.deleted ? null : pair.local,
    remote: pair.remote?.deleted ? null : pair.remote,
    linked: asked ? planPair(plan, pair, answers, true) : null,
  }
}
