// Splits a person's full name: "Holm, Astrid", "Dr. Ludwig van der Berg", "Robert Quill, Jr.",
// "田中 太郎". File readers and matching use the same rule. The spelling of each part stays as it is.

import { inEasternOrder, isEastern } from '@/lib/domains/contacts/names/name-order'
import {
  DEGREES,
  FORMS_OF_ADDRESS,
  GENERATIONS,
  LEGAL_FORMS,
  PARTICLES,
} from '@/lib/domains/contacts/names/name-words'
import type { NameParts } from '@/lib/domains/contacts/value/contact'
import { words } from '@/lib/domains/contacts/value/words'

export const NO_NAME: NameParts = { prefix: '', firstName: '', middleName: '', lastName: '', suffix: '' }

/** Only first and last names: nobody can tell which of two names is a middle name. */
export function splitFullName(text: string): NameParts {
  const whole = text.trim().replace(/\s+/g, ' ')
  if (whole.includes('@') || isFirm(whole)) return { ...NO_NAME, firstName: whole }
  if (isEastern(whole)) return { ...NO_NAME, ...inEasternOrder(whole) }
  const [head = '', ...after] = whole.split(/ ?[,，] ?/).filter(Boolean)
  const named = after.filter((piece) => !isMark(piece))
  const marks = after.filter(isMark)
  const before = peeled(tokensOf(head))
  if (named.length === 0)
    return { prefix: before.prefix, ...inOrder(before), suffix: joined([before.suffix, ...marks]) }
  const first = peeled(tokensOf(named.join(', ')))
  return {
    prefix: [before.prefix, first.prefix].filter(Boolean).join(' '),
    firstName: first.name.join(' '),
    middleName: '',
    lastName: before.name.join(' '),
    suffix: joined([before.suffix, first.suffix, ...marks]),
  }
}

const joined = (marks: readonly string[]) => marks.filter(Boolean).join(', ')

/** "Acme, Inc." is not a person with the last name Acme. */
function isFirm(whole: string): boolean {
  const last = words(whole.slice(whole.lastIndexOf(',') + 1))
  return (
    whole.includes(',') && last.length > 0 && last.every((word) => LEGAL_FORMS.has(word) && !isMark(word))
  )
}

/** Words between spaces; a remark in brackets belongs to the word before it. */
function tokensOf(text: string): readonly string[] {
  const tokens: string[] = []
  let open = false
  for (const word of text.split(' ').filter(Boolean)) {
    if (open || (tokens.length > 0 && /^[([]/.test(word))) tokens.push(`${tokens.pop() ?? ''} ${word}`)
    else tokens.push(word)
    open = open ? !/[)\]]/.test(word) : /^[([][^)\]]*$/.test(word) && tokens.length > 0
  }
  return tokens
}

interface Peeled {
  readonly prefix: string
  readonly name: readonly string[]
  readonly suffix: string
}

/** Removes titles in front, and degrees and "Jr." at the end; the last remaining word is never removed. */
function peeled(tokens: readonly string[]): Peeled {
  let [start, end] = [0, tokens.length]
  while (end - start > 1 && isTitle(tokens[start] ?? '', end - start - 1)) start++
  while (end - start > 1 && isAfterName(tokens[end - 1] ?? '', end - start - 1)) end--
  return {
    prefix: tokens.slice(0, start).join(' '),
    name: tokens.slice(start, end),
    suffix: tokens.slice(end).join(' '),
  }
}

const set = (text: string): ReadonlySet<string> => new Set(words(text))
/** Also first or last names: a title only with a period, in capitals, or before at least two more words. */
const TITLES_OR_NAMES = set('doc rain ra me mag ing med jur justice judge hon fr bc sr col family familie')
const NEVER_BARE = set('don dona rain')
/** Also last or first names: a suffix only with a period, after a comma, or after at least two words. */
const MARKS_OR_NAMES = set('senior junior pere fils filho hijo neto nieto esquire')
const NEVER_BARE_MARKS = set('sen jun i pere')

const isAbbreviated = (token: string) => token.endsWith('.')
const wordIn = (token: string, known: { has(word: string): boolean }) => {
  const all = words(token)
  return all.length > 0 && (all.every((word) => known.has(word)) || known.has(all.join('')))
}

function isTitle(token: string, left: number): boolean {
  if (!wordIn(token, FORMS_OF_ADDRESS) && !wordIn(token, set('sr hc'))) return false
  if (isAbbreviated(token)) return true
  if (wordIn(token, NEVER_BARE)) return false
  return !wordIn(token, TITLES_OR_NAMES) || left > 1 || /^\p{Lu}{2,}$/u.test(token)
}

function isAfterName(token: string, left: number): boolean {
  if (!wordIn(token, DEGREES) && !wordIn(token, GENERATIONS)) return false
  if (isAbbreviated(token)) return true
  if (wordIn(token, NEVER_BARE_MARKS)) return false
  return !wordIn(token, MARKS_OR_NAMES) || left > 1
}

/** What follows a comma and is no name: "Jr.", "MD", "PhD JD". */
const isMark = (piece: string) =>
  piece.split(' ').every((token) => wordIn(token, DEGREES) || wordIn(token, GENERATIONS))

/** Before a single name: "Sir Elton" uses the first name, "Frau Holm" the last. */
const BEFORE_FIRST_NAMES = set('sir dame lord lady')

/** "Ludwig van Beethoven": the last word is the last name, with the particles before it. */
function inOrder({ prefix, name }: Peeled): Pick<NameParts, 'firstName' | 'middleName' | 'lastName'> {
  const only = name.length < 2 ? (name[0] ?? '') : null
  if (only !== null) {
    const isLast = prefix !== '' && !wordIn(prefix, BEFORE_FIRST_NAMES)
    return { firstName: isLast ? '' : only, middleName: '', lastName: isLast ? only : '' }
  }
  const cut = beginOfLastName(name)
  return { firstName: name.slice(0, cut).join(' '), middleName: '', lastName: name.slice(cut).join(' ') }
}

/** Only in lower case; otherwise they are first names or initials. */
const SMALL_PARTICLES = set('e y und dit do al abu ten ter den zum zur af')
/** Between two people: "Peter und Maria Schmidt". In "von und zu" it does not come first. */
const BETWEEN_PEOPLE = set('und')
/** Between two last names: "Ortega y Gasset". */
const JOINTS = set('e y')

function beginOfLastName(name: readonly string[]): number {
  for (let at = 1; at < name.length - 1; at++) {
    if (!isParticle(name[at] ?? '') || wordIn(name[at] ?? '', BETWEEN_PEOPLE)) continue
    if (!wordIn(name[at] ?? '', JOINTS)) return at
    if (at > 1) return at - 1
  }
  return name.length - 1
}

function isParticle(token: string): boolean {
  const all = words(token)
  if (all.length === 0 || !all.every((word) => PARTICLES.has(word))) return false
  if (isAbbreviated(token) && !/^ste?\.$/i.test(token)) return false
  return !wordIn(token, SMALL_PARTICLES) || token === token.toLowerCase()
}
