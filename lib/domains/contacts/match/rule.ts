// The rule for linking without asking: first name, last name and one email address agree (for companies: the
// company name and one email address). Case, spaces and Unicode form are ignored, accents are not.

import { type Shares, shareOf } from '@/lib/domains/contacts/match/shares'
import type { Mailbox, Traits } from '@/lib/domains/contacts/match/traits'
import { folded } from '@/lib/domains/text/folded'

/** The email address by which the rule holds for two items, or null. */
export function ruleAddress(local: Traits, remote: Traits, shares: Shares): string | null {
  let shared: string | null = null
  for (const mailbox of remote.mailboxes) {
    const { address } = mailbox
    if (!local.mailboxes.some((own) => own.address === address)) continue
    if (isOfManyPeople(local, mailbox, shares) || (shared !== null && shared <= address)) continue
    shared = address
  }
  if (shared === null) return null
  const name = ruleName(local)
  return name !== '' && name === ruleName(remote) ? shared : null
}

/** An "info@" address that other items also have does not identify a person. It may identify a company. */
function isOfManyPeople({ contact }: Traits, { number, isRole }: Mailbox, shares: Shares): boolean {
  return contact.kind === 'person' && isRole && shareOf(shares, 'mailbox', number, number) > 1
}

function ruleName({ contact }: Traits): string {
  const parts = contact.kind === 'company' ? [contact.company] : [contact.firstName, contact.lastName]
  const names = parts.map(folded)
  return names.includes('') ? '' : [contact.kind, ...names].join('\n')
}

/**
 * Whether the rule holds for no other item of either list. Needed if a value is shared so widely that not all its pairs were compared.
 * The counts already settle most pairs; only for the rest are the lists read again.
 */
export function ruleUniqueness(
  lists: readonly (readonly Traits[])[],
  shares: Shares,
): (local: Traits, remote: Traits) => boolean {
  let counted: readonly ReadonlyMap<string, number>[] | null = null
  return (local, remote) => {
    if (isAloneByName(local, remote, shares) || isAloneByMailbox(local, remote, shares)) return true
    counted ??= lists.map(countRuleKeys)
    const keys = ruleKeys(local)
    return ruleKeys(remote)
      .filter((key) => keys.includes(key))
      .every((key) => counted?.every((counts) => (counts.get(key) ?? 0) <= (lists.length === 1 ? 2 : 1)))
  }
}

function isAloneByName(local: Traits, remote: Traits, shares: Shares): boolean {
  if (local.contact.kind === 'company')
    return shareOf(shares, 'company', local.company.number, remote.company.number) === 1
  return shareOf(shares, 'name', local.wholeNumber, remote.wholeNumber) === 1
}

function isAloneByMailbox(local: Traits, remote: Traits, shares: Shares): boolean {
  const keys = local.mailboxes.map(({ key }) => key)
  return remote.mailboxes.every(
    ({ key, number }) => !keys.includes(key) || shareOf(shares, 'mailbox', number, number) === 1,
  )
}

function countRuleKeys(list: readonly Traits[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const traits of list) {
    for (const key of new Set(ruleKeys(traits))) counts.set(key, (counts.get(key) ?? 0) + 1)
  }
  return counts
}

function ruleKeys(traits: Traits): readonly string[] {
  const name = ruleName(traits)
  return name === '' ? [] : traits.mailboxes.map(({ address }) => `${name}\n${address}`)
}
