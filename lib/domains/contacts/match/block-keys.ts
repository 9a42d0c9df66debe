// The keys by which pairs are found: two items that share none of them are not compared. Several kinds of keys cover misspelt names and
// missing fields: a wrong first name is found by the last name and the town, a wrong last name by the birthday, and so on.

import { loose, skeleton } from '@/lib/domains/contacts/match/fields/similarity'
import { phoneEndings } from '@/lib/domains/contacts/match/identifiers'
import { mixedKeys } from '@/lib/domains/contacts/match/mixed'
import type { Place, Traits } from '@/lib/domains/contacts/match/traits'
import { nameRoots } from '@/lib/domains/contacts/names/nicknames'
import { joinedNames } from '@/lib/domains/contacts/names/person-name'

/** Texts are hashed to integers below this: half a million strings would cost more than all comparisons. */
export const KEYS = 2 ** 30

type Add = (key: number) => void

/** Makes the keys of items. It remembers the sounds and roots of words, which occur many times. */
export interface KeyMaker {
  /** Two items that share none of these keys cannot be recognized as one person. */
  readonly block: (traits: Traits, add: Add) => void
  /** Keys that split a block that is too large. */
  readonly split: (traits: Traits, add: Add) => void
}

export function keyMaker(): KeyMaker {
  const sound = remembered((word) => skeleton(loose(word)))
  const roots = remembered((word) => nameRoots(word).map(loose))
  return {
    block: (traits, add) => {
      for (const { key } of traits.mailboxes) add(keyOf('mailbox', key))
      for (const ending of phoneEndings(traits)) add(keyOf('phone', ending))
      for (const name of mixedKeys(traits)) add(keyOf('company', name))
      if (traits.contact.kind === 'company') addCompanyKeys(traits, add)
      else {
        addNameKeys(traits, add, sound, roots)
        addContextKeys(traits, add, sound, roots)
      }
    },
    split: addSplitKeys,
  }
}

function remembered<T>(make: (word: string) => T): (word: string) => T {
  const known = new Map<string, T>()
  return (word) => {
    const found = known.get(word)
    if (found !== undefined) return found
    const made = make(word)
    known.set(word, made)
    return made
  }
}

/** FNV-1a, cut to the integers that the JavaScript engine stores without allocating. A collision only adds a useless comparison. */
function keyOf(kind: string, one: string, other = ''): number {
  return mixed(mixed(mixed(0x811c9dc5, kind), one), other) >>> 2
}

function mixed(hash: number, text: string): number {
  let next = Math.imul(hash ^ 0xffff, 0x01000193) // a separator between the parts
  for (let at = 0; at < text.length; at++) next = Math.imul(next ^ text.charCodeAt(at), 0x01000193)
  return next
}

function addCompanyKeys({ company: { words }, websites }: Traits, add: Add): void {
  for (const website of websites) add(keyOf('website', website.key))
  const [first, second] = words
  if (first === undefined) return
  add(keyOf('company sounds', words.map(skeleton).join('').slice(0, 12)))
  if (second !== undefined) add(keyOf('starts', first, second))
  if (first.length > 3) add(keyOf('starts', first))
}

const MOST_EACH = 4
const NO_SPACES = /[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}]/u

type Sound = (word: string) => string
type Roots = (word: string) => readonly string[]

/** Names in any order, with nicknames, with typos in one of them, abbreviated, and in one field. */
function addNameKeys({ name }: Traits, add: Add, sound: Sound, roots: Roots): void {
  const firsts = [name.first, ...name.second, ...name.middle, ...name.nicknames].filter(
    (word) => word.length > 1,
  )
  const lasts = name.last.includes(name.lastJoined) ? name.last : [...name.last, name.lastJoined]
  for (const one of firsts.slice(0, MOST_EACH))
    for (const first of roots(one))
      for (const other of lasts.slice(0, MOST_EACH))
        for (const last of roots(other))
          if (last !== '') add(first < last ? keyOf('name', first, last) : keyOf('name', last, first))
  const [first, last] = [sound(name.first), sound(name.last.join(''))]
  if (last !== '') add(keyOf('sounds', last, initialOf(first)))
  if (first.length > 1) add(keyOf('sounds', first, initialOf(last)))
  const joined = joinedNames(name)
  if (NO_SPACES.test(joined[0])) for (const whole of joined) add(keyOf('whole', whole))
}

const initialOf = (word: string) => word.slice(0, 1)

/** A wrong or missing name is found by what surrounds it: birthday, address, employer, and the parts of an email address. */
function addContextKeys(traits: Traits, add: Add, sound: Sound, roots: Roots): void {
  const { name, company, places, mailboxes } = traits
  const [first, last] = [sound(name.first), sound(name.last.join(''))]
  const names = name.first === '' ? [last] : last === '' ? [first] : [first, last]
  addBirthdayKeys(traits.birthday, names.map(initialOf), add)
  for (const place of places.slice(0, MOST_EACH)) addPlaceKeys(place, names, add)
  const [root = ''] = name.first === '' ? [] : roots(name.first)
  if (root !== '' && company.key !== '') add(keyOf('works', company.key, root))
  for (const { local, domain, isPublic, isRole } of mailboxes.slice(0, MOST_EACH)) {
    if (root !== '' && !isPublic && domain !== '') add(keyOf('works', domain, root))
    if (isRole || local.length < 5) continue
    add(keyOf('user', local))
    add(keyOf('user starts', local.slice(0, 5), domain))
  }
}

/** The whole date, and two of its three parts with the first letter of a name. */
function addBirthdayKeys(birthday: string, initials: readonly string[], add: Add): void {
  if (birthday === '') return
  const [year, month, day] = [birthday.slice(0, 4), birthday.slice(4, 6), birthday.slice(6)]
  add(keyOf('born', birthday))
  if (month < day && Number(day) <= 12) add(keyOf('born', year + day + month))
  for (const initial of initials) {
    add(keyOf('month', year + month, initial))
    add(keyOf('day', month + day, initial))
    add(keyOf('year', year + day, initial))
  }
}

function addPlaceKeys({ streetWords, postalCode, city }: Place, names: readonly string[], add: Add): void {
  const [one = '', two = '', three = ''] = streetWords
  if (two !== '') {
    add(keyOf('house', one, two))
    if (three !== '') add(keyOf('house', two, three))
    if (postalCode !== '') for (const word of [one, two]) add(keyOf('street', word, postalCode))
  }
  for (const name of names) {
    if (postalCode !== '') add(keyOf('lives', postalCode, name))
    if (city !== '') add(keyOf('town', city, name))
    if (two !== '') add(keyOf('street', two, name))
  }
}

function addSplitKeys({ company, places, mailboxes, phones, name, birthday }: Traits, add: Add): void {
  if (name.whole !== '') add(keyOf('name', name.whole))
  if (company.key !== '') add(keyOf('company', company.key))
  if (birthday !== '') add(keyOf('born', birthday))
  for (const { postalCode } of places.slice(0, MOST_EACH))
    if (postalCode !== '') add(keyOf('lives', postalCode))
  for (const { key } of phones.slice(0, MOST_EACH)) add(keyOf('phone', key))
  for (const { key, domain, isPublic } of mailboxes.slice(0, MOST_EACH)) {
    add(keyOf('mailbox', key))
    if (!isPublic && domain !== '') add(keyOf('domain', domain))
  }
}
