// What was done to several contacts, as a sentence. Pure.
import { amount } from '@/components/sync/figures'
import type { BulkDone } from './bulk-bar'

export function bulkWords({ word, ids, tag }: Omit<BulkDone, 'actionId'>): string {
  const n = ids.length
  switch (word) {
    case 'addTag':
      return n === 0
        ? `The selected contacts have the tag “${tag}” already, or as many tags as a contact can have.`
        : `The tag “${tag}” was added to ${amount(n, 'contact')}.`
    case 'removeTag':
      return n === 0
        ? `None of the selected contacts has the tag “${tag}”.`
        : `The tag “${tag}” was removed from ${amount(n, 'contact')}.`
    case 'sync':
      return n === 0
        ? 'Nothing changed. The selected contacts are synced already, or the settings of your sync leave them out.'
        : `${amount(n, 'contact is', 'contacts are')} synced from the next check on.`
    case 'doNotSync':
      return n === 0
        ? 'Nothing changed. The selected contacts are not synced.'
        : `${amount(n, 'contact is', 'contacts are')} no longer synced. Nothing was deleted.`
  }
}
