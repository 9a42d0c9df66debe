// **Only mine** in a preview: whether a contact that a change adds here will be its person's alone. A change that says nothing follows the
// default of its sync.
import { recordAudit } from '@/lib/store/audit/record'
import { db, type Tx, withTransaction } from '@/lib/store/database/client'
import { Prisma, type Run, type Sync } from '@/lib/store/database/generated/client'
import { type Actor, ownSyncs } from '@/lib/store/firm/actor'
import { labelsOf } from '@/lib/store/labels/account-labels'
import { isAwaitingApproval } from '@/lib/store/runs/run-sql'
import { shownIn } from './as-of'
import type { StoredChange } from './change-row'
import { chosen, type Selection } from './exclusions'
import { included, inScope, type Scope } from './preview'
import { reviseRuns } from './revise'
import { addsHere, addsMine } from './writes'

/**
 * Makes the selected additions **Only mine**, or everyone's. Those that are so already stay as they are, so that they go on following the
 * sync's default. `asOf`: as for excludeChanges. Returns how many were changed.
 */
export async function setAddedOnlyMine(
  actor: Actor,
  scope: Scope,
  selection: Selection,
  onlyMine: boolean,
  asOf: string,
): Promise<number> {
  const which = Prisma.sql`${inScope(actor, scope)} and ${chosen(selection)} and ${shownIn(asOf)}
    and ${addsHere(scope.syncId)} and ${addsMine(scope.syncId)} <> ${onlyMine}`
  return withTransaction(actor, async (tx) => {
    await reviseRuns(tx, actor.firmId, which)
    return tx.$executeRaw`
      update "Change" c set "onlyMine" = ${onlyMine}
      from "Run" r
      where r.id = c."runId" and ${which} and (c.state = 'waiting' or (c.state = 'planned' and ${isAwaitingApproval}))`
  })
}

/** A label of the account whose contacts a preview adds here. */
export interface AddedLabel {
  readonly id: string
  readonly name: string
  /** How many of them everybody will see, and how many only the person. */
  readonly shared: number
  readonly mine: number
}

/** By name. None where the sync does not read labels. */
export async function addedLabels(actor: Actor, scope: Scope): Promise<readonly AddedLabel[]> {
  const sync = await db(actor).sync.findFirst({
    where: { id: scope.syncId, ...ownSyncs(actor) },
    select: { remoteCollection: { select: { labels: true } } },
  })
  if (!sync || !labelsOf(sync.remoteCollection)?.length) return []
  return db(actor).$queryRaw<AddedLabel[]>`
    select label.id, label.name, count(*) filter (where not ${addsMine(scope.syncId)})::int as shared,
      count(*) filter (where ${addsMine(scope.syncId)})::int as mine
    from "Change" c
    join "Sync" y on y.id = c."syncId" join "Collection" a on a.id = y."remoteCollectionId"
    join "Item" e on e."syncId" = c."syncId" and e."remoteId" = c."remoteId"
    cross join jsonb_to_recordset(a.labels) as label(id text, name text)
    where ${inScope(actor, scope)} and ${included} and ${addsHere(scope.syncId)} and label.id = any(e.labels)
    group by label.id, label.name order by lower(label.name), label.id`
}

/** The default of a sync of contacts, also for what later checks add. Open previews show it at once. */
export async function setAddsOnlyMine(actor: Actor, syncId: string, addsOnlyMine: boolean): Promise<void> {
  await withTransaction(actor, async (tx) => {
    const where = { id: syncId, kind: 'contacts', addsOnlyMine: !addsOnlyMine, ...ownSyncs(actor) } as const
    const { count } = await tx.sync.updateMany({ where, data: { addsOnlyMine } })
    if (count === 0) return
    const detail = { from: { onlyMine: !addsOnlyMine }, to: { onlyMine: addsOnlyMine } }
    await recordAudit(tx, actor.firmId, { kind: 'settings.sync', userId: actor.userId, syncId, detail })
    await tx.$executeRaw`
      update "Run" r set revision = revision + 1
      where r."firmId" = ${actor.firmId}::uuid and r."syncId" = ${syncId}::uuid and ${isAwaitingApproval}`
  })
}

/** Whether the contact that this change adds here is only for the person of the sync. */
export const isAddedMine = (
  { kind, addsOnlyMine }: Pick<Sync, 'kind' | 'addsOnlyMine'>,
  change: Pick<StoredChange, 'kind' | 'onlyMine'>,
): boolean => kind === 'contacts' && change.kind === 'createLocal' && (change.onlyMine ?? addsOnlyMine)

/** What was shown as only mine is added so, even if the default of the sync changes while the run writes. */
export async function keepOwners(
  tx: Tx,
  run: Pick<Run, 'id' | 'firmId'>,
  { kind, addsOnlyMine }: Pick<Sync, 'kind' | 'addsOnlyMine'>,
): Promise<void> {
  if (kind !== 'contacts' || !addsOnlyMine) return
  await tx.$executeRaw`
    update "Change" set "onlyMine" = true
    where "firmId" = ${run.firmId}::uuid and "runId" = ${run.id}::uuid and state = 'planned' and kind = 'createLocal'
      and "onlyMine" is null`
}
