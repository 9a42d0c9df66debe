// The base of a link, as stored, or restored as far as possible after its values were erased.
import type * as model from '@/lib/engine/model'
import type { Link as LinkRow } from '@/lib/store/database/generated/client'
import type { KindOf } from '@/lib/store/kinds/kind'

type End<V> = Pick<model.Item<V>, 'value' | 'version'>

/** The link's items as they are now; null if one is not known. */
interface Ends<V> {
  readonly local: End<V> | null
  readonly remote: End<V> | null
}

export type StoredBase = Pick<
  LinkRow,
  'baseLocal' | 'baseRemote' | 'baseDigest' | 'localVersion' | 'remoteVersion'
>

export function baseOf<V>(
  { domain, recall }: Pick<KindOf<V>, 'domain' | 'recall'>,
  row: StoredBase,
  { local, remote }: Ends<V>,
): model.Base<V> {
  const { empty } = domain
  const digest = row.baseDigest
  if (typeof digest !== 'object' || digest === null)
    return { local: domain.stored(row.baseLocal), remote: domain.stored(row.baseRemote) }
  if ('salt' in digest)
    return recall(digest, { local: local?.value ?? empty, remote: remote?.value ?? empty })
  // The values of a long-deleted item are erased. A side that still has its version of that time has not changed.
  return {
    local: local?.version === String(row.localVersion) ? local.value : empty,
    remote: remote?.version === row.remoteVersion ? remote.value : empty,
  }
}
