// A pair as a candidate: its probability, whether it is linked without asking, and why, in the order in which people read a contact.

import type { LikelyPair } from '@/lib/domains/contacts/match/clusters'
import { type Evidence, weightOf } from '@/lib/domains/contacts/match/fields/evidence'
import { evidenceFor, probabilityOf, score } from '@/lib/domains/contacts/match/score'
import type { Shares } from '@/lib/domains/contacts/match/shares'
import type { Traits } from '@/lib/domains/contacts/match/traits'
import type { Candidate, Reason } from '@/lib/domains/contacts/types'
import type { FieldName } from '@/lib/domains/contacts/value/fields'
import { folded } from '@/lib/domains/text/folded'

export interface Pair extends LikelyPair {
  readonly local: Traits
  readonly remote: Traits
}

/** `count`: how many candidates the item has that has more of them. */
export function candidateOf(
  pair: Pair,
  shares: Shares,
  count: number,
  isUnique: (local: Traits, remote: Traits) => boolean,
): Candidate {
  const { local, remote, bits } = pair
  const scored = score(local, remote, shares)
  const reasons: Reason[] = evidenceFor(local, remote, scored, shares).map(reasonOf)
  if (scored.rule !== null) reasons.unshift({ kind: 'sameNameAndEmail', email: scored.rule })
  if (local.contact.kind !== remote.contact.kind)
    reasons.unshift({ kind: 'companyIn', side: local.contact.kind === 'company' ? 'local' : 'remote' })
  if (count > 1) reasons.push({ kind: 'severalCandidates', count })
  return {
    localId: local.id,
    remoteId: remote.id,
    probability: probabilityOf(bits),
    automatic: scored.rule !== null && count === 1 && isUnique(local, remote),
    reasons,
  }
}

function reasonOf({ field, verdict, local, remote, bits }: Evidence): Reason {
  const weight = weightOf(bits)
  const isRespelt = NAMES.has(field) && folded(local) !== folded(remote) // José and Jose, Acme and Acme GmbH
  if (verdict !== 'agrees' || isRespelt) {
    return { kind: verdict === 'agrees' ? 'resembles' : verdict, field, local, remote, weight }
  }
  return { kind: 'agrees', field, value: local < remote ? local : remote, weight }
}

const NAMES: ReadonlySet<FieldName> = new Set(['firstName', 'middleName', 'lastName', 'company'])

export function inOrder(a: Candidate, b: Candidate): number {
  return b.probability - a.probability || compare(a.localId, b.localId) || compare(a.remoteId, b.remoteId)
}

export const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)
