// The problem of a contact in a person's sync, as a sentence with a link to the remedy. Pure.
import { errorWords } from '@/components/sync/error-words'
import { CONTACTS } from '@/components/sync/kinds/contacts'
import { fieldList } from '@/components/sync/words'
import { FIELD_NAMES, type FieldName } from '@/lib/domains/contacts/value/fields'
import { syncPage, waitingPage } from '@/lib/http/sync-paths'
import type { Trouble } from '@/lib/store/address-book/contact-links'

/** Of the provider: its name in addresses, and its label. */
interface Of {
  readonly name: string
  readonly label: string
}

export interface TroubleWords {
  readonly text: string
  /** What helps; null for somebody else's sync, where only its owner can. */
  readonly remedy: { readonly words: string; readonly href: string } | null
}

/** `provider`: whose account it is about. `owner`: whose sync it is, null for the reader's own. `name`: the contact's, by which the review page finds it. */
export function troubleWords(
  trouble: Trouble,
  owner: string | null,
  name: string,
  provider: Of,
): TroubleWords {
  const review = `${waitingPage(provider.name)}?${new URLSearchParams({ view: 'decide', q: name })}`
  const remedy = (words: string, href: string) => (owner ? null : { words, href })
  const decision = owner ? `${owner}’s decision` : 'your decision'
  switch (trouble.kind) {
    case 'access':
      return {
        text: 'Not syncing: Concord has lost access to this account',
        remedy: remedy('Reconnect', syncPage(provider.name)),
      }
    case 'failed':
      return {
        text: `Could not be synced. ${trouble.error ? `${errorWords(trouble.error, provider.label, CONTACTS).cause}.` : ''}`.trim(),
        remedy: remedy('See why and retry', `${syncPage(provider.name)}#failing`),
      }
    case 'conflict':
      return {
        text: `${differs(trouble.fields, provider.label)}: needs ${decision}`,
        remedy: remedy('Review', review),
      }
    case 'question':
      return {
        text: `${provider.label} may have this person already: needs ${decision}`,
        remedy: remedy('Review', review),
      }
    case 'held':
      return {
        text: `You may have this person as only mine: needs ${decision}`,
        remedy: remedy('Review', review),
      }
    case 'review':
      return { text: `Changed since the preview: needs ${decision}`, remedy: remedy('Review', review) }
  }
}

function differs(fields: readonly string[], label: string): string {
  const known = FIELD_NAMES.filter((field): field is FieldName => fields.includes(field))
  if (known.length === 0) return 'Both sides differ'
  const words = fieldList(known, CONTACTS)
  return `${words.charAt(0).toUpperCase()}${words.slice(1)} ${known.length === 1 ? 'differs' : 'differ'} in ${label}`
}
