// Splits a person's name, whatever fields its parts are in: "Smith, John Jr." in one field, titles, quoted
// nicknames, double surnames, particles, and names in scripts without spaces.

import { loose } from '@/lib/domains/contacts/match/fields/similarity'
import { splitFullName } from '@/lib/domains/contacts/names/full-name'
import { FEMALE, GENERATIONS, MALE, PARTICLES, TITLES } from '@/lib/domains/contacts/names/name-words'
import { ROLES } from '@/lib/domains/contacts/names/placeholder-words'
import type { Contact } from '@/lib/domains/contacts/value/contact'
import { words } from '@/lib/domains/contacts/value/words'

export interface PersonName {
  /** The first word of the first name; '' if unknown. All parts are plain words. */
  readonly first: string
  /** Second words of the first name field: Jean-*Pierre*, Mary *Ann*. */
  readonly second: readonly string[]
  readonly middle: readonly string[]
  /** The last name's words; without particles in `last`, with them and run together in `lastJoined`. */
  readonly last: readonly string[]
  readonly lastJoined: string
  readonly nicknames: readonly string[]
  /** 1 for Senior, 2 for Junior ... ; null if unknown. */
  readonly generation: number | null
  readonly gender: 'male' | 'female' | null
  /** The same for every order and spelling of the same words; '' without a name. */
  readonly whole: string
  /** The name is no person's: "IT Support", "Mum", "Front desk". */
  readonly isRole: boolean
}

const NICKNAME = /["“”„«»([]\s*([^"“”„«»()[\]]+?)\s*["“”„«»)\]]/gu

/** A last name that consists of this: "Smith, Jr.", "Smith, MD". */
const isAfterName = (word: string) => TITLES.has(word) || GENERATIONS.has(word)

export function personName(contact: Contact): PersonName {
  const nicknames = [...words(contact.nickname)]
  const fields = splitFields(unquoted(contact.firstName, nicknames), unquoted(contact.lastName, nicknames))
  const [titlesFirst, first, marksFirst] = peeled(fields.first)
  const [titlesLast, last, marksLast] = peeled(fields.last)
  const titles = [...words(contact.prefix), ...titlesFirst, ...titlesLast, ...fields.titles]
  const marks = [...words(contact.suffix), ...marksLast, ...marksFirst, ...fields.marks]
  const core = last.filter((word) => !PARTICLES.has(word))
  const all = [...first, ...last]
  return {
    first: first[0] ?? '',
    second: first.length > 1 ? first.slice(1) : NONE,
    middle: contact.middleName === '' ? NONE : words(contact.middleName),
    last: core.length > 0 ? core : last,
    lastJoined: last.join(''),
    nicknames: nicknames.length > 0 ? nicknames : NONE,
    generation: generationOf(marks),
    gender: genderOf(titles),
    whole: all.map(loose).sort().join(' '),
    isRole: all.length > 0 && all.every((word) => ROLES.has(word)),
  }
}

/** One for all names: of 50,000 names most have neither second, middle nor nicknames. */
const NONE: readonly never[] = []

/** The whole name without spaces, last name first and first name first: for names in one field. */
export function joinedNames({ first, second, lastJoined }: PersonName): readonly [string, string] {
  const firsts = first + second.join('')
  return [lastJoined + firsts, firsts + lastJoined]
}

function unquoted(text: string, nicknames: string[]): string {
  if (text.includes('@')) return '' // an address instead of a missing name
  if (!/["“”„«»([]/.test(text)) return text
  return text.replace(NICKNAME, (_, inner: string) => {
    nicknames.push(...words(inner).filter((word) => !PARTICLES.has(word)))
    return ' '
  })
}

interface Fields {
  readonly first: readonly string[]
  readonly last: readonly string[]
  /** Found before the name, such as "Dr.". */
  readonly titles: readonly string[]
  /** Found after it, such as "Jr." and "MD". */
  readonly marks: readonly string[]
}

/** Both fields as they are, or the field that has the whole name, split. */
function splitFields(firstName: string, lastName: string): Fields {
  const first = words(firstName)
  const last = words(lastName)
  if (first.length > 0 && last.length > 0) return { first, last, titles: [], marks: [] }
  const parts = splitFullName(firstName.trim() || lastName)
  const split = { first: words(parts.firstName), last: words(parts.lastName) }
  const isWhole = split.last.length === 0 && last.length > 0 // one word in the last name field
  return {
    ...(isWhole ? { first: [], last: split.first } : split),
    titles: words(parts.prefix),
    marks: words(parts.suffix),
  }
}

/** Removes titles in front, and degrees and "Jr." at the end; the last remaining word is never removed. */
function peeled(name: readonly string[]): readonly [readonly string[], readonly string[], readonly string[]] {
  let [start, end] = [0, name.length]
  while (end - start > 1 && TITLES.has(name[start] ?? '')) start++
  while (end - start > 1 && isAfterName(name[end - 1] ?? '')) end--
  return [name.slice(0, start), name.slice(start, end), name.slice(end)]
}

function generationOf(marks: readonly string[]): number | null {
  for (const word of marks) {
    const generation = GENERATIONS.get(word)
    if (generation !== undefined) return generation
  }
  return null
}

function genderOf(titles: readonly string[]): 'male' | 'female' | null {
  const male = titles.some((word) => MALE.has(word))
  const female = titles.some((word) => FEMALE.has(word))
  return male === female ? null : male ? 'male' : 'female'
}
