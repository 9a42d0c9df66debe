// What the employers and job titles of two persons say about being the same, and how alike two company names are.

import {
  agrees,
  differs,
  type Evidence,
  evidenceOf,
  resembles,
  worth,
} from '@/lib/domains/contacts/match/fields/evidence'
import { isTypo } from '@/lib/domains/contacts/match/fields/similarity'
import { type SharedValue, type Shares, shareOf } from '@/lib/domains/contacts/match/shares'
import type { Traits } from '@/lib/domains/contacts/match/traits'

/** A large firm has many employees, so sharing its name or domain says less than sharing a small firm's. */
export function employerBits(shares: Shares, kind: SharedValue, local: number, remote: number): number {
  return Math.max(1, worth(5.5, 0.7, shareOf(shares, kind, local, remote)))
}

const OTHER_EMPLOYER = differs(-1)

export function employerEvidence(a: Traits, b: Traits, shares: Shares): Evidence | null {
  if (a.company.key === '' || b.company.key === '') return null
  const judged = () => {
    const likeness = companyLikeness(a.company, b.company)
    if (likeness === 'other') return OTHER_EMPLOYER
    const bits = employerBits(shares, 'company', a.company.number, b.company.number)
    return likeness === 'same' ? agrees(bits + 0.5) : resembles(Math.max(0.5, bits - 1.5))
  }
  return evidenceOf('company', a.contact.company, b.contact.company, judged())
}

export type CompanyLikeness = 'same' | 'near' | 'other'

/** `near`: a typo, one name contained in the other, or an abbreviation. */
export function companyLikeness(a: Traits['company'], b: Traits['company']): CompanyLikeness {
  if (a.key === b.key) return 'same'
  if (isTypo(a.key, b.key)) return 'near'
  const [short, long] = a.words.length < b.words.length ? [a, b] : [b, a]
  if (short.key.length >= 3 && short.words.every((word) => long.words.includes(word))) return 'near'
  if (short.words.length !== 1 || long.words.length !== short.key.length || short.key.length < 3)
    return 'other'
  return long.words.every((word, at) => word[0] === short.key[at]) ? 'near' : 'other'
}

const SAME_TITLE = agrees(0.8)

export function titleEvidence(a: Traits, b: Traits): Evidence | null {
  const [local, remote] = [a.contact.title, b.contact.title]
  if (local === '' || local.length !== remote.length) return null
  return local.toLowerCase() === remote.toLowerCase() ? evidenceOf('title', local, remote, SAME_TITLE) : null
}
