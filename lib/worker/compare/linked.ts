// Plans the linked pairs that may have changed.

import { planLink } from '@/lib/engine/plan'
import { db } from '@/lib/store/database/client'
import type { Change, Link, PlanContext, Value } from '@/lib/store/kinds/kind'
import { loadPairs, type Pair } from '@/lib/store/review/pairs'
import { type NewLink, recordBases } from '@/lib/store/sync/links'
import { basesOfUnheard } from '../replies'
import { inStep } from '../step'
import type { StepContext } from '../step-context'
import { CHUNK } from './chunks'

/**
 * Plans linked pairs in chunks. If only the versions changed, the base is recorded at once. `between`: the values of both ends of a link
 * with a conflict, by the link's id.
 */
export async function planLinked(context: StepContext, ids: readonly string[], planContext: PlanContext) {
  const changes: Change[] = []
  const between = new Map<string, readonly Value[]>()
  const parents = { local: new Map<string, string>(), remote: new Map<string, string>() }
  let same = 0
  for (let at = 0; at < ids.length; at += CHUNK) {
    const rows = await db(context.sync.firmId).link.findMany({
      where: { id: { in: ids.slice(at, at + CHUNK) } },
      select: { id: true, localId: true, remoteId: true },
    })
    const pairs = [...(await loadPairs(context.kind, rows)).values()]
    const bases = await basesOfUnheard(context, pairs)
    const agreed: NewLink[] = []
    for (const { link: known, local, remote } of pairs) {
      if (!known || !local || !remote) continue
      if (local.parentId) parents.local.set(local.id, local.parentId)
      if (remote.parentId) parents.remote.set(remote.id, remote.parentId)
      const heard = bases.get(known.id)
      const link = heard ? { ...known, base: heard } : known
      const planned = planLink(link, local, remote, planContext)
      if (planned.kind === 'change') changes.push(planned.change)
      else same += 1
      if (planned.kind === 'change' && planned.change.conflicts.length > 0)
        between.set(known.id, [local.value, remote.value])
      if (planned.kind === 'agree') agreed.push(linkWithBase(link, local, remote, planned.base))
      else if (heard) agreed.push(heardLink(link))
    }
    await inStep(context, async (tx) => {
      await recordBases(tx, context.kind, agreed, context.now())
      await tx.run.update({ where: { id: context.run.id }, data: { done: { increment: rows.length } } })
    })
  }
  return { changes, same, parents, between }
}

function linkWithBase(
  link: NonNullable<Pair['link']>,
  local: NonNullable<Pair['local']>,
  remote: NonNullable<Pair['remote']>,
  base: NewLink['base'],
): NewLink {
  return {
    id: link.id,
    localId: local.id,
    remoteId: remote.id,
    base,
    localVersion: Number(local.version),
    remoteVersion: remote.version,
  }
}

/** Keeps the link's versions, so that later changes are still carried over. */
const heardLink = ({ id, localId, remoteId, base, localVersion, remoteVersion }: Link): NewLink => ({
  id,
  localId: localId,
  remoteId,
  base,
  localVersion: Number(localVersion),
  remoteVersion,
})
