// "Do it like this" for many changes at once: changes whose outcome differs from the preview and that need only an approval.

import { withTransaction } from '@/lib/store/database/client'
import { Prisma } from '@/lib/store/database/generated/client'
import type { Actor } from '@/lib/store/firm/actor'
import { shownIn } from './as-of'
import { decidedBy } from './change-row'
import { chosen, type Selection } from './exclusions'
import { inScope, type Scope, unapproved } from './preview'
import { reviseRuns } from './revise'

const approved = Prisma.sql`(c.answers || '{"approved": true}')`

/**
 * Approves the selected changes that need only an approval; changes with an open question or conflict keep waiting. It plans nothing,
 * since the worker compares both sides again before it writes. `asOf` is when the page was read (as-of.ts); changes modified since then
 * wait for another review.
 */
export async function approveChanges(
  actor: Actor,
  scope: Scope,
  selection: Selection,
  asOf: string,
): Promise<number> {
  const which = Prisma.sql`${inScope(actor, scope)} and ${chosen(selection)} and ${unapproved} and ${shownIn(asOf)}`
  return withTransaction(actor, async (tx) => {
    await reviseRuns(tx, actor.firmId, which)
    return tx.$executeRaw`
      update "Change" c set outdated = false, answers = ${approved}, ${decidedBy(actor, approved)}
      from "Run" r
      where r.id = c."runId" and ${which} and (c.state = 'waiting' or (c.state = 'planned' and r.state = 'ready'))`
  })
}
