// The link that a change leaves between its two ends.
import type { NewLink } from '@/lib/db/links'
import type { Base } from '@/lib/sync/model'
import type { Current, Work } from './work'

/** What the link will say once both sides have the change; null where none remains. */
export function linkOf(
  work: Pick<Work, 'newId'>,
  { change, pair }: Current,
  createdId: string | null,
  localVersion: number,
  remote: { readonly id: string; readonly version: string } | null = pair.remote,
  base: Base | null = change.body.base,
): NewLink | null {
  const contactId = createdId ?? change.contactId
  if (base === null || contactId === null || remote === null || change.body.tombstone !== null) return null
  return {
    id: work.newId(),
    contactId,
    remoteId: remote.id,
    base,
    localVersion,
    remoteVersion: remote.version,
  }
}
