// Whether a list shows that an email address does not identify a person: strangers in it have one full name and one address. That happens where
// addresses are made from names and few names go round. Pure.

import type { Traits } from '@/lib/domains/contacts/match/traits'

/** So many such addresses in one list are no accident; */
const FEWEST = 3
/** nor is such a share of all addresses. */
const LEAST_SHARE = 0.001

/** Judged within each list: two items of one list with one name and one address are strangers if they also differ in all else they have. */
export function hasSharedMailboxes(lists: readonly (readonly Traits[])[]): boolean {
  return lists.some((list) => {
    const bearers = new Map<number, Traits>()
    let [strangers, items] = [0, 0]
    for (const traits of list) {
      if (traits.contact.kind === 'company' || traits.mailboxes.length === 0) continue
      items += 1
      for (const { number, isRole } of traits.mailboxes) {
        if (number === 0 || isRole) continue
        const known = bearers.get(number)
        if (!known) bearers.set(number, traits)
        else if (known.wholeNumber === traits.wholeNumber && areStrangers(known, traits)) strangers += 1
      }
    }
    return strangers >= FEWEST && strangers >= LEAST_SHARE * items
  })
}

/** Something tells them apart, and nothing but the address joins them. */
function areStrangers(a: Traits, b: Traits): boolean {
  const signs = [
    meet(a.phones, b.phones),
    meet(a.places, b.places),
    a.birthday === '' || b.birthday === '' ? null : a.birthday === b.birthday,
    a.company.key === '' || b.company.key === '' ? null : a.company.key === b.company.key,
  ]
  return signs.includes(false) && !signs.includes(true)
}

/** Null if one of them has none. */
function meet(
  a: readonly { readonly key: string }[],
  b: readonly { readonly key: string }[],
): boolean | null {
  if (a.length === 0 || b.length === 0) return null
  return a.some(({ key }) => b.some((other) => other.key === key))
}
