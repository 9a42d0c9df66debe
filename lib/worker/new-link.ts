// The link that remains after a change.

import type { Base } from '@/lib/store/kinds/kind'
import type { NewLink } from '@/lib/store/sync/links'
import type { StepContext, Task } from './step-context'

/** The link once both sides have the change; null if no link remains. */
export function linkOf(
  context: Pick<StepContext, 'newId'>,
  { change, pair }: Task,
  createdId: string | null,
  localVersion: number,
  remote: { readonly id: string; readonly version: string } | null = pair.remote,
  base: Base | null = change.body.base,
): NewLink | null {
  const localId = createdId ?? change.localId
  if (base === null || localId === null || remote === null || change.body.tombstone !== null) return null
  return {
    id: context.newId(),
    localId,
    remoteId: remote.id,
    base,
    localVersion,
    remoteVersion: remote.version,
  }
}
