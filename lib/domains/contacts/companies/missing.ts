// The companies that people name and that are no contact yet. Pure.
import { companyKey, companyMeant, type NamedCompany } from './company-name'

export interface Spelling {
  readonly name: string
  /** How many people spell it so. */
  readonly people: number
}

/** One entry for all spellings of a company, by the most frequent one; most people first. Empty names name none. */
export function missingCompanies(
  spellings: readonly Spelling[],
  known: readonly NamedCompany[],
): readonly Spelling[] {
  const found = new Map<string, { company: NamedCompany; people: number }[]>()
  const here = new Map<string, NamedCompany[]>()
  for (const company of known) {
    const key = companyKey(company.name)
    here.set(key, [...(here.get(key) ?? []), company])
  }
  for (const { name, people } of [...spellings].sort(
    (a, b) => b.people - a.people || (a.name < b.name ? -1 : 1),
  )) {
    const key = companyKey(name)
    if (key === '' || companyMeant(name, here.get(key) ?? [])) continue
    const alike = found.get(key) ?? []
    const meant = companyMeant(
      name,
      alike.map(({ company }) => company),
    )
    const entry = alike.find(({ company }) => company.id === meant?.id)
    if (entry) entry.people += people
    else found.set(key, [...alike, { company: { id: name, name }, people }])
  }
  return [...found.values()]
    .flat()
    .map(({ company, people }) => ({ name: company.name.trim(), people }))
    .sort((a, b) => b.people - a.people || (a.name < b.name ? -1 : 1))
}
