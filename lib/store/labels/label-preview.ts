// What a run that waits for its person will do to labels and tags: those of the pairs that are linked, and of those that it will link. Read
// anew for each page, so that it follows the decisions made meanwhile.
import { randomUUID } from 'node:crypto'
import { joinedAfter, type LabelChange, labelChanges } from '@/lib/domains/contacts/label-forecast'
import { planMembers, planNames } from '@/lib/domains/contacts/labels'
import { settingsInForce } from '@/lib/store/address-book/values'
import { type Tx, withTransaction } from '@/lib/store/database/client'
import { Prisma, type Sync } from '@/lib/store/database/generated/client'
import { type Actor, ownSyncs } from '@/lib/store/firm/actor'
import { inScope, type Scope } from '@/lib/store/review/preview'
import { addsMine } from '@/lib/store/review/writes'
import { chosenLabels, labelsOf } from './account-labels'
import { itemsWithLabel, linkedPairs, membershipsOf, tagLabelNames } from './tag-labels'

/** Null where nothing keeps labels and tags in step, or the run is not the actor's. */
export async function labelPreview(actor: Actor, scope: Scope): Promise<readonly LabelChange[] | null> {
  const { syncId, runId } = scope
  if (runId === null) return null
  return withTransaction(actor, async (tx) => {
    const run = await tx.run.findFirst({
      where: { id: runId, syncId, sync: { kind: 'contacts', ...ownSyncs(actor) } },
      include: { sync: { include: { remoteCollection: true } } },
    })
    if (!run) return null
    const { sync } = run
    const settings = settingsInForce(sync)
    if (!settings.keepLabels) return null
    const labels = labelsOf(sync.remoteCollection) ?? []
    // What the account gets by this run has the first chosen label.
    const given = chosenLabels(settings, sync.remoteCollection).slice(0, 1)
    const pairs = pairsAfter(actor, scope, sync, given)
    const names = await tagLabelNames(tx, sync, pairs)
    const listedSince = run.startedAt ?? run.createdAt
    const steps = planNames({ ...names, settings, labels, listedSince })
    const nameOf = nameIn(names)
    const joined = joinedAfter(names.known, steps, nameOf, randomUUID)
    const members = planMembers(await membershipsOf(tx, sync, joined, pairs), settings, listedSince)
    const left = await othersWith(tx, sync, steps)
    return labelChanges({ steps, joined, members, nameOf, others: (id) => left.get(id) ?? 0 })
  })
}

function nameIn({ tags, known }: Pick<Awaited<ReturnType<typeof tagLabelNames>>, 'tags' | 'known'>) {
  const names = new Map([
    ...known.map(({ tagId, name }) => [tagId, name] as const),
    ...tags.map(({ id, name }) => [id, name] as const),
  ])
  return (tagId: string) => names.get(tagId) ?? ''
}

async function othersWith(tx: Tx, sync: Sync, steps: ReturnType<typeof planNames>) {
  const counts = new Map<string, number>()
  for (const step of steps)
    if (step.kind === 'removeLabel' && step.label)
      counts.set(step.label.id, (await itemsWithLabel(tx, sync, step.label.id)).others)
  return counts
}

/**
 * The pairs of tag-labels.ts as they will be once the run is done: without those that it unlinks, and with those that it adds and links. A
 * question counts once it is answered.
 */
const pairsAfter = (
  actor: Actor,
  scope: Scope,
  sync: Sync,
  given: readonly string[],
): Prisma.Sql => Prisma.sql`
  select p.* from (${linkedPairs(sync)}) p
  where not exists (select from "Change" c where ${inScope(actor, scope)} and ${goes} and c.kind in ('deleteLocal', 'deleteRemote', 'tombstone', 'forget')
    and (c."localId" = p."localId" or c."remoteId" = p."remoteId"))
  union all
  select c."localId", c."remoteId", coalesce(e.labels, ${[...given]}::text[]), coalesce(h."ownerId" is not null, false) or ${addsMine(scope.syncId)}
  from "Change" c
  left join "Item" e on e."syncId" = c."syncId" and e."remoteId" = c."remoteId"
  left join "Contact" h on h.id = c."localId"
  where ${inScope(actor, scope)} and ${goes}
    and (c.kind in ('createLocal', 'createRemote', 'link') or (c.kind = 'question' and not c.undecided and not c.parted))
    and (c."remoteId" is null or e.labels is not null)
    and not exists (select from "Link" l where l."syncId" = c."syncId" and l.tombstone is null and (l."localId" = c."localId" or l."remoteId" = c."remoteId"))`

const goes = Prisma.sql`c.state = 'planned' and not c.outdated and not (c.kind = 'createRemote' and c.undecided)`
