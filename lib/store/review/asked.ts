// What a run asks its person before it goes on: the guards with their numbers, what was compared before, and what has happened
// since. Read together with the revision that the answer will name.
import type { Guard } from '@/lib/engine/guard'
import { asSettings, sameSettings, settingsInForce } from '@/lib/store/address-book/values'
import { db } from '@/lib/store/database/client'
import { type Actor, ownSyncs } from '@/lib/store/firm/actor'
import { guardsIn } from '@/lib/store/runs/problem'
import type { Scope } from './preview'

export interface Asked {
  /** Of the run; an answer names it. */
  readonly revision: number
  readonly guards: readonly Guard[]
  /** What was unusual the last time it was compared; null where it was compared once. */
  readonly before: readonly Guard[] | null
  /** Contacts of the firm that changed since it was compared: none of that is in it. */
  readonly editedSince: number
  /** The settings are others than those it was planned under. */
  readonly settingsChanged: boolean
}

/** Of what belongs to no run. */
export const NOTHING_ASKED: Asked = {
  revision: 0,
  guards: [],
  before: null,
  editedSince: 0,
  settingsChanged: false,
}

/** Null where there is no such run, or it is not the actor's. */
export async function askedOf(actor: Actor, { syncId, runId }: Scope): Promise<Asked | null> {
  if (runId === null) return null
  const { firmId } = actor
  const run = await db(firmId).run.findFirst({
    where: { id: runId, syncId, sync: ownSyncs(actor) },
    include: { sync: true },
  })
  if (!run) return null
  const { guards, before } = guardsIn(run.problem)
  // Of a run that a guard holds the database itself noted when it began to wait.
  const since = run.readyAt ?? run.waitingSince
  return {
    revision: run.revision,
    guards,
    before,
    editedSince: since ? await db(firmId).contact.count({ where: { firmId, updatedAt: { gt: since } } }) : 0,
    settingsChanged:
      run.settings !== null && !sameSettings(asSettings(run.settings), settingsInForce(run.sync)),
  }
}
