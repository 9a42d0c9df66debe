// The rule for linking without asking, word for word: first name, last name and one e-mail address agree (of companies: the
// company's name and one e-mail address); case, space and Unicode form are ignored, accents are not.

import { type Shares, shareOf } from '@/lib/domains/contacts/match/shares'
import type { Mailbox, Traits } from '@/lib/domains/contacts/match/traits'
import { folded } from '@/lib/domains/contacts/value/normalise'

/** The e-mail address by which the rule holds for two entries, or null. */
export function ruleAddress(local: Traits, remote: Traits, shares: Shares): string | null {
  const addresses = local.mailboxes.map(({ address }) => address)
  const [shared] = remote.mailboxes
    .filter((mailbox) => addresses.includes(mailbox.address) && !isOfManyPeople(local, mailbox, shares))
    .map(({ address }) => address)
    .sort()
  if (shared === undefined) return null
  const name = ruleName(local)
  return name !== '' && name === ruleName(remote) ? shared : null
}

/** "info@" that others of the lists have too is no address of this person. A company's own it may be. */
function isOfManyPeople({ contact }: Traits, { key, isRole }: Mailbox, shares: Shares): boolean {
  return contact.kind === 'person' && isRole && shareOf(shares, 'mailbox', key, key) > 1
}

function ruleName({ contact }: Traits): string {
  const parts = contact.kind === 'company' ? [contact.company] : [contact.firstName, contact.lastName]
  const names = parts.map(folded)
  return names.includes('') ? '' : [contact.kind, ...names].join('\n')
}

/**
 * Whether the rule holds for no other entry of either list. Needed where a value is so widely shared that not all pairs
 * with it were compared. Most pairs are settled by what is already counted; the lists are read again only for the rest.
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
    return shareOf(shares, 'company', local.company.key, remote.company.key) === 1
  return shareOf(shares, 'name', local.name.whole, remote.name.whole) === 1
}

function isAloneByMailbox(local: Traits, remote: Traits, shares: Shares): boolean {
  const keys = local.mailboxes.map(({ key }) => key)
  return remote.mailboxes.every(
    ({ key }) => !keys.includes(key) || shareOf(shares, 'mailbox', key, key) === 1,
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
