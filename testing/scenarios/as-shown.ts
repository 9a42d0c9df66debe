// For *.pg.test.ts: decisions made on a page that shows the current state.

import type { DeletionChoice } from '@/lib/engine/model'
import { db } from '@/lib/store/database/client'
import type { Actor } from '@/lib/store/firm/actor'
import { kindOf, WITH_KIND } from '@/lib/store/kinds/registry'
import { approveChanges } from '@/lib/store/review/approvals'
import { asOfNow } from '@/lib/store/review/as-of'
import { type Decided, decideChange, type ShownChange, versionsOf } from '@/lib/store/review/changes'
import { decideTogether } from '@/lib/store/review/conflict-answers'
import {
  type Excluded,
  endExclusions,
  excludeChanges,
  includeChanges,
  type Selection,
} from '@/lib/store/review/exclusions'
import { loadPairs } from '@/lib/store/review/pairs'
import type { Filter, Scope } from '@/lib/store/review/preview'

/** The change as the page shows it. */
export const shownChange = async (actor: Actor, id: string): Promise<ShownChange> => {
  const asOf = await asOfNow(actor)
  const row = await db(actor.firmId).change.findFirst({
    where: { id },
    include: { sync: { include: WITH_KIND } },
  })
  const pair = row && (await loadPairs(kindOf(row.sync), [row])).get(row.id)
  return { asOf, versions: versionsOf(pair ?? null) }
}

/** True if it was done. */
export const decideAsShown = async (actor: Actor, id: string, decided: Decided): Promise<boolean> =>
  (await decideChange(actor, id, decided, await shownChange(actor, id))) === 'decided'

export const decideAllAsShown = async (
  actor: Actor,
  scope: Scope,
  filter: Filter,
  wins: 'local' | 'remote',
): Promise<number> => decideTogether(actor, scope, filter, { wins }, await asOfNow(actor))

export const decideDeletionsAsShown = async (
  actor: Actor,
  scope: Scope,
  filter: Filter,
  deletion: DeletionChoice,
): Promise<number> => decideTogether(actor, scope, filter, { deletion }, await asOfNow(actor))

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
