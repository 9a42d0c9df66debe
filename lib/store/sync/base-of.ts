// The base of a link, as stored, or restored as far as possible after its values were erased.

import { type BaseDigest, recallBase } from '@/lib/domains/contacts/merge/base-digest'
import type { Base, Item } from '@/lib/domains/contacts/types'
import { EMPTY_CONTACT } from '@/lib/domains/contacts/value/contact'
import { asContact } from '@/lib/store/address-book/values'
import type { Link as LinkRow } from '@/lib/store/database/generated/client'

type End = Pick<Item, 'value' | 'version'>

/** The link's items as they are now; null if one is not known. */
interface Ends {
  readonly local: End | null
  readonly remote: End | null
}

export type StoredBase = Pick<
  LinkRow,
  'baseLocal' | 'baseRemote' | 'baseDigest' | 'localVersion' | 'remoteVersion'
>

export function baseOf(row: StoredBase, { local, remote }: Ends): Base {
  const digest = row.baseDigest as unknown as BaseDigest | Record<string, never> | null
  if (digest === null) return { local: asContact(row.baseLocal), remote: asContact(row.baseRemote) }
  if ('salt' in digest)
    return recallBase(digest as BaseDigest, {
      local: local?.value ?? EMPTY_CONTACT,
      remote: remote?.value ?? EMPTY_CONTACT,
    })
  // The values of a long-deleted contact are erased. A side that still has its version of that time has not changed.
  return {
    local: local?.version === String(row.localVersion) ? local.value : EMPTY_CONTACT,
    remote: remote?.version === row.remoteVersion ? remote.value : EMPTY_CONTACT,
  }
}
