// The question that a run asks its person before it continues: the guards with their numbers, the previous comparison, and what has
// changed since. All of it is read together with the revision that the answer names.
import type { Guard } from '@/lib/engine/guard/guard'
import { asSettings, sameSettings, settingsInForce } from '@/lib/store/address-book/values'
import { db } from '@/lib/store/database/client'
import { type Actor, ownSyncs } from '@/lib/store/firm/actor'
import type { SyncKind } from '@/lib/store/kinds/kind'
import { kindOf, WITH_KIND } from '@/lib/store/kinds/registry'
import { guardsIn } from '@/lib/store/runs/problem'
import type { Scope } from './preview'

export interface Asked {
  /** The run's revision; an answer names it. */
  readonly revision: number
  readonly guards: readonly Guard[]
  /** The guards of the previous comparison; null if there was only one comparison. */
  readonly before: readonly Guard[] | null
  /** Items here that changed since the comparison; the plan does not contain these changes. */
  readonly editedSince: number
  /** True if the settings differ from those of the plan. */
  readonly settingsChanged: boolean
}

/** For a scope without a run. */
export const NOTHING_ASKED: Asked = {
  revision: 0,
  guards: [],
  before: null,
  editedSince: 0,
  settingsChanged: false,
}

/** Null if the run does not exist or is not the actor's. */
export async function askedOf(actor: Actor, { syncId, runId }: Scope): Promise<Asked | null> {
  if (runId === null) return null
  const { firmId } = actor
  const run = await db(firmId).run.findFirst({
    where: { id: runId, syncId, sync: ownSyncs(actor) },
    include: { sync: { include: WITH_KIND } },
  })
  if (!run) return null
  const { guards, before } = guardsIn(run.problem)
  // For a run that a guard stopped, the database has recorded when it began to wait.
  const since = run.readyAt ?? run.waitingSince
  return {
    revision: run.revision,
    guards,
    before,
    editedSince: since ? await editedSince(firmId, kindOf(run.sync), since) : 0,
    settingsChanged:
      run.settings !== null && !sameSettings(asSettings(run.settings), settingsInForce(run.sync)),
  }
}

async function editedSince(firmId: string, { here }: Pick<SyncKind, 'here'>, since: Date): Promise<number> {
  const [row] = await db(firmId).$queryRaw<[{ count: number }]>`
    select count(*)::int as count from ${here.table} where ${here.own} and c."updatedAt" > ${since}`
  return row.count
}
