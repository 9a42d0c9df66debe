// What both sides of a link said when they last agreed: as it was stored, or as far as it is still known where its values were erased.

import { type BaseDigest, recallBase } from '@/lib/domains/contacts/merge/base-digest'
import type { Base, Item } from '@/lib/domains/contacts/types'
import { EMPTY_CONTACT } from '@/lib/domains/contacts/value/contact'
import { asContact } from '@/lib/store/address-book/values'
import type { Link as LinkRow } from '@/lib/store/database/generated/client'

type End = Pick<Item, 'value' | 'version'>

/** The ends of the link as they are now; null where one is not known. */
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
  // Of a contact that was deleted long ago nothing is kept. Who still has the version of then has not changed.
  return {
    local: local?.version === String(row.localVersion) ? local.value : EMPTY_CONTACT,
    remote: remote?.version === row.remoteVersion ? remote.value : EMPTY_CONTACT,
  }
}
