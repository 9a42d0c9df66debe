// "Do it like this" for many at once: changes that became another than was previewed, and wait for no more than a look.

import { withTransaction } from '@/lib/store/database/client'
import { Prisma } from '@/lib/store/database/generated/client'
import type { Actor } from '@/lib/store/firm/actor'
import { shownIn } from './as-of'
import { decidedBy } from './change-row'
import { chosen, type Selection } from './exclusions'
import { inScope, type Scope, unapproved } from './preview'

const approved = Prisma.sql`(c.answers || '{"approved": true}')`

/**
 * Approves what is selected and waits for nothing else: whoever is asked a question, or has a conflict open, goes on waiting.
 * Nothing is planned again here, since whatever carries it out looks at both sides again anyway. `asOf`: when the page was read
 * (as-of.ts); what became another since waits for another look.
 */
export async function approveChanges(
  actor: Actor,
  scope: Scope,
  selection: Selection,
  asOf: string,
): Promise<number> {
  const which = Prisma.sql`${inScope(actor, scope)} and ${chosen(selection)} and ${unapproved} and ${shownIn(asOf)}`
  return withTransaction(actor.firmId, async (tx) => {
    // As with a single answer: another one, or Start Sync itself, comes before this or after it, and pages know of it.
    await tx.$executeRaw`
      update "Run" set revision = revision + 1 where id in (
        select r.id from "Run" r
        where r."firmId" = ${actor.firmId}::uuid and r.id in (select c."runId" from "Change" c where ${which})
        order by r.id for update)`
    return tx.$executeRaw`
      update "Change" c set outdated = false, answers = ${approved}, ${decidedBy(actor, approved)}
      from "Run" r
      where r.id = c."runId" and ${which} and (c.state = 'waiting' or (c.state = 'planned' and r.state = 'ready'))`
  })
}
