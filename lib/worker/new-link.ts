// The link that remains after a change.

import type { Side } from '@/lib/engine/model'
import { isUndo } from '@/lib/engine/undo/plan-undo'
import type { Base } from '@/lib/store/kinds/kind'
import type { NewLink } from '@/lib/store/sync/links'
import type { StepContext, Task } from './step-context'

/** The link once both sides have the change; null if no link remains. */
export function linkOf(
  context: Pick<StepContext, 'newId' | 'kind'>,
  { change, pair }: Task,
  createdId: string | null,
  localVersion: number,
  remote: { readonly id: string; readonly version: string } | null = pair.remote,
  base: Base | null = change.body.base,
): NewLink | null {
  const localId = createdId ?? change.localId
  const isLinked = change.body.tombstone === null || returnsAlone(change)
  if (base === null || localId === null || remote === null || !isLinked) return null
  const link = {
    id: context.newId(),
    localId,
    remoteId: remote.id,
    base,
    localVersion,
    remoteVersion: remote.version,
  }
  if (!isUndo(change.body)) return link
  const now = basesNow({ change, pair }, base)
  return { ...link, base: now, ...versionsOfOpenEdits(context, { change, pair }, now) }
}

/** The base of a side that the undo does not write is as it is now: the undo of its series may have moved it since the plan. */
function basesNow({ change: { body }, pair: { link } }: Task, planned: Base): Base {
  if (!link) return planned
  return {
    local: body.local ? planned.local : link.base.local,
    remote: body.remote ? planned.remote : link.base.remote,
  }
}

/** An undo is no sync: what was edited on a side and has not traveled yet still does. The link keeps the old version of that side. */
function versionsOfOpenEdits({ kind }: Pick<StepContext, 'kind'>, { change, pair }: Task, base: Base) {
  const isOpen = (side: Side) => {
    const value = change.body[side]?.to ?? pair[side]?.value
    return value !== undefined && !kind.domain.same(value, base[side])
  }
  return {
    ...(pair.link && isOpen('local') ? { localVersion: Number(pair.link.localVersion) } : {}),
    ...(pair.link && isOpen('remote') ? { remoteVersion: pair.link.remoteVersion } : {}),
  }
}

/** Whether an undo adds an item to one side again that was deleted on both, and stays deleted on the other. */
export const returnsAlone = ({ kind, body }: Task['change']): boolean =>
  (kind === 'createRemote' || kind === 'createLocal') && body.tombstone !== null && isUndo(body)
