// What the matcher answers about two contacts, with the reasons that the pages show: also for a pair that it keeps apart, whose reasons no
// page shows because nobody is asked.
import { termsOf } from '@/components/sync/kinds'
import { because, howSure } from '@/components/sync/words'
import { findCandidates } from '@/lib/domains/contacts/match/match'
import { candidateOf } from '@/lib/domains/contacts/match/reasons'
import { score } from '@/lib/domains/contacts/match/score'
import { newNumbers, sharesOf } from '@/lib/domains/contacts/match/shares'
import { traitsOf } from '@/lib/domains/contacts/match/traits'
import type { Item, Reason } from '@/lib/domains/contacts/types'
import type { Contact } from '@/lib/domains/contacts/value/contact'

/** As on the preview of a sync of contacts with Google. */
export const TERMS = termsOf('contacts', 'UTC', 'Google')

export interface Answer {
  /** "Linked without asking", "Asked: Very likely the same person", "Not asked". */
  readonly says: string
  readonly reasons: readonly Reason[]
}

/** Of the first contact of each list; `others` are further contacts of the remote list. */
export function answerTo(one: Contact, other: Contact, others: readonly Contact[] = []): Answer {
  const local = [itemOf('0', one)]
  const remote = [other, ...others].map((contact, at) => itemOf(String(at), contact))
  const found = findCandidates(local, remote).find(({ remoteId }) => remoteId === '0')
  if (!found) return { says: 'Not asked', reasons: reasonsApart(local, remote) }
  const { automatic, reasons } = found
  const says = automatic ? 'Linked without asking' : `Asked: ${howSure(found, TERMS.view.words)}`
  return { says, reasons }
}

/** A reason as the preview says it. */
export const inWords = (reason: Reason): string => because(reason, TERMS)

function reasonsApart(left: readonly Item[], right: readonly Item[]): readonly Reason[] {
  const numbers = newNumbers()
  const [local, remote] = [left, right].map((list) => list.map((item) => traitsOf(item, null, numbers)))
  const [one, other] = [local?.[0], remote?.[0]]
  if (!local || !remote || !one || !other) return []
  const shares = sharesOf(local, remote, numbers)
  const { bits } = score(one, other, shares)
  return candidateOf({ one: 0, other: 0, bits, local: one, remote: other }, shares, 0, () => false).reasons
}

const itemOf = (id: string, value: Contact): Item => ({
  ...{ id, version: '', value, deleted: false, key: null, changedAt: null },
})
