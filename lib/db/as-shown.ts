// For *.pg.test.ts: decisions pressed on a page that shows everything as it is now.
import type { Actor } from './actor'
import { approveChanges } from './approvals'
import { asOfNow } from './as-of'
import { type Decided, decideChange, type ShownChange, versionsOf } from './changes'
import { db } from './client'
import { decideConflicts } from './conflict-answers'
import { type Excluded, endExclusions, excludeChanges, includeChanges, type Selection } from './exclusions'
import { loadPairs } from './pairs'
import type { Filter, Scope } from './preview'

/** The change open on the page. */
export const shownChange = async (actor: Actor, id: string): Promise<ShownChange> => {
  const asOf = await asOfNow(actor)
  const row = await db(actor.firmId).change.findFirst({ where: { id }, include: { sync: true } })
  const pair = row && (await loadPairs(row.sync, [row])).get(row.id)
  return { asOf, versions: versionsOf(pair ?? null) }
}

/** True where it was done. */
export const decideAsShown = async (actor: Actor, id: string, decided: Decided): Promise<boolean> =>
  (await decideChange(actor, id, decided, await shownChange(actor, id))) === 'decided'

export const decideAllAsShown = async (
  actor: Actor,
  scope: Scope,
  filter: Filter,
  wins: 'local' | 'remote',
): Promise<number> => decideConflicts(actor, scope, filter, wins, await asOfNow(actor))

export const approveAsShown = async (actor: Actor, scope: Scope, which: Selection): Promise<number> =>
  approveChanges(actor, scope, which, await asOfNow(actor))

export const excludeAsShown = async (
  actor: Actor,
  scope: Scope,
  which: Selection,
  batch: string,
  now: Date,
): Promise<number> => excludeChanges(actor, scope, which, await asOfNow(actor), batch, now)

export const includeAsShown = async (actor: Actor, scope: Scope, which: Excluded): Promise<number> =>
  includeChanges(actor, scope, which, await asOfNow(actor))

export const endExclusionsAsShown = async (
  actor: Actor,
  syncId: string,
  ids: readonly string[] | 'all',
): Promise<number> => endExclusions(actor, syncId, ids, await asOfNow(actor))
