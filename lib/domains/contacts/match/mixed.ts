// A company in one list and a person of the same name in the other: programs without a field for companies, and people in a hurry, write
// "Müller & Co. KG" into the name of a person.
import { companyKey } from '@/lib/domains/contacts/companies/company-name'
import { loose } from '@/lib/domains/contacts/match/fields/similarity'
import type { Traits } from '@/lib/domains/contacts/match/traits'
import { LEGAL_FORMS } from '@/lib/domains/contacts/names/name-words'
import { joinedNames } from '@/lib/domains/contacts/names/person-name'

/** What a company and a person of its name have in common: a company has one such key, a person one for each order of their names. */
export function mixedKeys({ contact, company, name }: Traits): readonly string[] {
  if (contact.kind === 'company') return company.key === '' ? [] : [loose(company.key)]
  if (name.whole === '') return []
  const joined = [...new Set(joinedNames(name).map(loose))]
  if (!name.whole.split(' ').some((word) => LEGAL_FORMS.has(word))) return joined
  const { firstName, middleName, lastName, suffix } = contact
  const typed = companyKey([firstName, middleName, lastName, suffix].filter(Boolean).join(' '))
  return [...joined, loose(typed.replaceAll(' ', ''))]
}

/** Whether a company and a person have the same name. */
export const isOneName = (a: Traits, b: Traits): boolean => {
  const keys = mixedKeys(a)
  return mixedKeys(b).some((key) => key !== '' && keys.includes(key))
}
