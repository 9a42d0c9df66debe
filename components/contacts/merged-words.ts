// Which contacts were merged into another one. Pure.
import { displayName } from '@/lib/domains/contacts/value/contact'
import type { MergedWith } from '@/lib/store/address-book/contact-history'
import { list } from '../sync/figures'
import { secondary } from '../sync/kinds/contacts'

/** "Ana Silva (ana@silva.example, Silva Notaries) and 1 more": contacts of one person often differ only in what follows the name. */
export function mergedWords(merged: MergedWith | null): string {
  if (!merged) return 'duplicates'
  const names = merged.known.map((contact) => {
    const name = displayName(contact) || 'a contact without a name'
    const more = secondary(contact)
    return more && more !== name ? `${name} (${more})` : name
  })
  const unknown = merged.count - names.length
  if (names.length === 0)
    return unknown === 1 ? 'a contact that is erased now' : `${unknown} contacts that are erased now`
  return list(unknown > 0 ? [...names, `${unknown} more`] : names)
}
