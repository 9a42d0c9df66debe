// When two names mean one company: the organisation that a person names, and a company contact. Pure. "Müller & Co. KG" and
// "mueller und co kg" are one company; "Müller KG" and "Müller GmbH" are two, and "Müller" alone is the one that exists.
import { loose } from '@/lib/domains/contacts/match/fields/similarity'
import { LEGAL_FORMS } from '@/lib/domains/contacts/names/name-words'
import { words } from '@/lib/domains/contacts/value/words'
import { beginning } from '@/lib/domains/text/storable'

/** An index entry in Postgres must stay below 2,700 bytes. */
const KEY_LENGTH = 300

/** Words that say nothing about who a company is: conjunctions, articles, "& Co." */
const FILLERS = new Set(words('the and und et y e i co company cie compagnie'))

/** Spelled-out legal forms and their usual short forms. */
const SHORT_FORMS: Readonly<Record<string, string>> = {
  incorporated: 'inc',
  limited: 'ltd',
  corporation: 'corp',
  mbh: 'gmbh',
  ltda: 'lda',
}

/** All words, with "S.A." as "sa" and "ß" as "ss". */
const wordsOf = (name: string): readonly string[] =>
  words(name.replace(/(?<=(?:^|[^\p{L}])\p{L})\.\s?(?=\p{L}(?:[^\p{L}]|$))/gu, '').replaceAll('ß', 'ss'))

/** The name without legal forms and fillers, in one form for all its spellings; '' for no name. Names with different keys differ. */
export function companyKey(name: string): string {
  const all = wordsOf(name)
  const core = all.filter((word) => !LEGAL_FORMS.has(word))
  return beginning((core.length > 0 ? core : all).map(loose).join(' '), KEY_LENGTH)
}

/** Its legal forms, in one order and one spelling; '' if the name says none. */
function legalForm(name: string): string {
  const forms = wordsOf(name).filter((word) => LEGAL_FORMS.has(word) && !FILLERS.has(word))
  return [...new Set(forms.map((form) => SHORT_FORMS[form] ?? form))].sort().join(' ')
}

export interface NamedCompany {
  readonly id: string
  /** As its contact spells it. */
  readonly name: string
}

/**
 * The company contact that the name means: of the same name and legal form; or, where either says no legal form, the only one of the same
 * name. Of contacts of one name the first is taken. Null if it is none of these, or if the name could mean several.
 */
export function companyMeant(name: string, companies: readonly NamedCompany[]): NamedCompany | null {
  const key = companyKey(name)
  if (key === '') return null
  const form = legalForm(name)
  const alike = companies
    .filter((company) => companyKey(company.name) === key)
    .map((company) => ({ company, form: legalForm(company.name) }))
  const exact = alike.find((one) => one.form === form)
  if (exact) return exact.company
  const possible = form === '' ? alike : alike.filter((one) => one.form === '')
  const [first] = possible
  return first && possible.every((one) => one.form === first.form) ? first.company : null
}

/** Whether the two names can mean one company. */
export const sameCompanyName = (one: string, other: string): boolean =>
  companyMeant(one, [{ id: '', name: other }]) !== null
