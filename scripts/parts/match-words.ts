// The reasons why two cards may be the same, in short sentences.

import { weighed } from '@/components/sync/words'
import type { Reason } from '@/lib/domains/contacts/types'
import type { ContactKind } from '@/lib/domains/contacts/value/contact'
import { FIELDS } from '@/lib/domains/contacts/value/fields'

/** Leaves out what the rule's sentence already says. */
export function reasonWords(reasons: readonly Reason[], kind: ContactKind): readonly string[] {
  const named = kind === 'company' ? ['company', 'emails'] : ['firstName', 'lastName', 'emails']
  const isRule = reasons.some((reason) => reason.kind === 'sameNameAndEmail')
  const shown = reasons.filter(
    (reason) => !(isRule && reason.kind === 'agrees' && named.includes(reason.field)),
  )
  return shown.map((reason) => words(reason, kind))
}

function words(reason: Reason, kind: ContactKind): string {
  switch (reason.kind) {
    case 'sameNameAndEmail':
      return kind === 'company'
        ? 'Same company name and email address'
        : 'Same first name, last name and email address'
    case 'agrees':
      return `Same ${called(reason.field)}${weighed(reason)}`
    case 'resembles':
      if (reason.local === reason.remote) return `Same ${called(reason.field)}${weighed(reason)}`
      return `Similar ${called(reason.field)}: ${reason.local} / ${reason.remote}${weighed(reason)}`
    case 'differs':
      return `Different ${called(reason.field)}: ${reason.local} / ${reason.remote}${weighed(reason)}`
    case 'companyIn':
      return 'A company and a person of the same name'
    case 'severalCandidates':
      return `One of ${reason.count} possible matches`
    default:
      throw new Error(`The matcher gives no reason of kind ${reason.kind}.`)
  }
}

function called(field: keyof typeof FIELDS): string {
  return (
    { emails: 'email address', phones: 'phone number' }[field as string] ?? FIELDS[field].label.toLowerCase()
  )
}
