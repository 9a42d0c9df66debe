// What an administrator does once before a firm relies on Concord. Concord sees some of it by itself; a person marks the rest as done.
import { db, withTransaction } from '@/lib/store/database/client'
import type { Actor } from './actor'
import { mustBeAdmin, mustStillBeAdmin } from './rights'

/** Steps that Concord cannot check, and `hidden`: the list is not shown any more. */
export const MARKED_STEPS = ['consentScreen', 'tokenKey', 'backup', 'hidden'] as const
export type MarkedStep = (typeof MARKED_STEPS)[number]

export interface FirstStepFacts {
  readonly marked: readonly MarkedStep[]
  /** An account is or was connected, so the second redirect address was accepted. */
  readonly everConnected: boolean
  /** Another person is in the firm or invited. */
  readonly hasColleagues: boolean
  /** Since the firm exists, `npm run backup` has made a backup. */
  readonly hasBackup: boolean
  /** Accounts whose access ended about seven days after it was given: the consent screen is in testing. */
  readonly endedAfterSevenDays: number
}

export async function firstStepFacts(actor: Actor): Promise<FirstStepFacts> {
  mustBeAdmin(actor)
  const { firmId, userId } = actor
  const [row] = await db(firmId).$queryRaw<[Omit<FirstStepFacts, 'marked'> & { marked: readonly string[] }]>`
    select f."stepsDone" as marked, exists (select from "Connection" c where c."firmId" = f.id) as "everConnected",
      exists (select from "User" u where u."firmId" = f.id and u.id <> ${userId}::uuid)
        or exists (select from "Invitation" i where i."firmId" = f.id) as "hasColleagues",
      exists (select from "Audit" a where a."firmId" = f.id and a.kind = 'backup.make') as "hasBackup",
      (select count(*)::int from "Connection" c where c."firmId" = f.id and c."disconnectedAt" is null
        and c."consentLostAt" between c."connectedAt" + interval '6 days 23 hours' and c."connectedAt" + interval '7 days 2 hours'
      ) as "endedAfterSevenDays"
    from "Firm" f where f.id = ${firmId}::uuid`
  return { ...row, marked: MARKED_STEPS.filter((step) => row.marked.includes(step)) }
}

/** Throws NotAdministrator. */
export async function markStep(actor: Actor, step: MarkedStep, done: boolean): Promise<void> {
  await withTransaction(actor.firmId, async (tx) => {
    await mustStillBeAdmin(tx, actor)
    const { stepsDone } = await tx.firm.findUniqueOrThrow({ where: { id: actor.firmId } })
    const others = stepsDone.filter((one) => one !== step)
    await tx.firm.update({
      where: { id: actor.firmId },
      data: { stepsDone: done ? [...others, step] : others },
    })
  })
}
