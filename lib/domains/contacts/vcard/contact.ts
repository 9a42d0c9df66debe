// Converts one card's content lines to a Contact, with a note for everything that has no field.
// If the card gives several values for a single field, the preferred or first one is used and the others are noted.

import {
  type ImportProblem,
  type LeftOut,
  lost,
  type ReadOne,
} from '@/lib/domains/contacts/files/import-result'
import {
  leftOut,
  leftOutOfParams,
  nameBesideEmail,
  notADate,
  ONLY_ONE,
  SAYS_MORE,
  SAYS_NOTHING,
  saysNothing,
  undecoded,
} from '@/lib/domains/contacts/files/left-out'
import { parseBirthday } from '@/lib/domains/contacts/text/birthday-text'
import {
  type Contact,
  displayName,
  EMPTY_CONTACT,
  firstValue,
  identified,
} from '@/lib/domains/contacts/value/contact'
import { TAG_LIMITS, tagKey, tagsFromFile } from '@/lib/domains/contacts/value/tags'
import { type Card, cardOf, firstText, named, textOf } from '@/lib/domains/contacts/vcard/card'
import type { ContentLine } from '@/lib/domains/contacts/vcard/lines'
import { addressesOf, emailsOf, phonesOf, websitesOf } from '@/lib/domains/contacts/vcard/lists'
import { identityOf, namesSomebodyElse, saysMore } from '@/lib/domains/contacts/vcard/name'
import { components, decoded, decodedOrNull, unescaped } from '@/lib/domains/contacts/vcard/text'
import { oneLine, severalLines } from '@/lib/domains/text/plain-text'

/** Properties with a field; every other property goes through `leftOut`. */
const READ = new Set(
  'N FN NICKNAME X-NICKNAME ORG TITLE NOTE BDAY EMAIL TEL X-MS-TEL URL ADR LABEL CATEGORIES'.split(' '),
)

export function cardContact(line: number, all: readonly ContentLine[]): ReadOne {
  const isUndecoded = (content: ContentLine) => READ.has(content.name) && decodedOrNull(content) === null
  const lines = all.filter((content) => !isUndecoded(content))
  const card = cardOf(lines)
  const refused = (reason: string): ReadOne => ({ read: null, problems: [lost(line, reason)] })
  const kind = kindOf(card)
  if (kind === 'group') return refused(A_LIST)

  const notes: LeftOut[] = all.filter(isUndecoded).map(undecoded)
  const problems: ImportProblem[] = []
  const emails = emailsOf(card)
  const phones = phonesOf(card)
  const websites = websitesOf(card)
  const addresses = addressesOf(card, notes)
  const text = severalLines(named(card, 'NOTE').map(textOf).filter(Boolean).join('\n'))
  const fullName = firstText(card, 'FN')
  const nickname = nicknameOf(card, notes)
  const title = firstText(card, 'TITLE')
  const identity = identityOf({
    n: only(card, 'N', 'second name', notes),
    org: only(card, 'ORG', 'second company', notes),
    fullName,
    kind,
    standIns: [
      ...[nickname, firstValue({ ...EMPTY_CONTACT, websites, addresses, title, notes: text })],
      ...[...emails, ...phones, ...websites].map(({ value }) => value),
    ],
    values: [...emails, ...phones].map(({ value }) => value),
  })
  const contact: Contact = identified({
    ...EMPTY_CONTACT,
    ...identity,
    nickname,
    title: title || firstText(card, 'ROLE'),
    notes: text,
    birthday: birthdayOf(card, notes, problems),
    emails,
    phones,
    websites,
    addresses,
  })
  only(card, 'TITLE', 'second title', notes)
  only(card, 'FN', 'second full name', notes)
  for (const content of lines) {
    if (READ.has(content.name)) notes.push(...leftOutOfParams(content))
    if (READ.has(content.name) || (content.name === 'ROLE' && title === '')) continue
    if (isAndroidNickname(content) && nickname !== '') continue
    const note = leftOut(content, card.labels.get(content.group) ?? '')
    if (note) notes.push(note)
  }
  noteFullName(card, contact, fullName, notes)
  for (const content of named(card, 'EMAIL'))
    if (namesSomebodyElse(textOf(content), contact)) notes.push(nameBesideEmail(content.line))
  if (saysNothing(contact)) return refused(SAYS_NOTHING)
  const tags = tagsOf(card, notes)
  const read = {
    line,
    contact,
    ...(tags.length > 0 && { tags }),
    notes: notes.sort((a, b) => a.line - b.line),
  }
  return { read, problems }
}

/** "myContacts" is every contact of an account, not a tag that a person chose. */
function tagsOf(card: Card, notes: LeftOut[]): readonly string[] {
  const found = named(card, 'CATEGORIES').flatMap((content) =>
    components(decoded(content), ',').map((part) => ({ line: content.line, name: oneLine(unescaped(part)) })),
  )
  const names = found.filter(({ name }) => !isEveryone(name))
  const tags = tagsFromFile(names.map(({ name }) => name))
  const kept = new Set(tags.map(tagKey))
  for (const { line, name } of names)
    if (tagKey(name) !== '' && !kept.has(tagKey(name))) notes.push({ line, what: 'tag', reason: TAG_LIMITS })
  return tags
}

/** How Google and others name the list of all contacts. */
const isEveryone = (name: string) => /^(\* )?myContacts$/i.test(name)

const A_LIST = 'This is a list of contacts, not a contact. It was not imported.'

/** Apple's extension in 3.0 counts only if KIND is missing. */
function kindOf(card: Card): string {
  const kind = firstText(card, 'KIND') || firstText(card, 'X-ADDRESSBOOKSERVER-KIND')
  return (kind || firstText(card, 'X-ABSHOWAS')).toLowerCase()
}

/** The first line with a value; other lines with another value are noted. */
function only(card: Card, name: string, what: string, notes: LeftOut[]): ContentLine | undefined {
  const filled = named(card, name).filter((content) => content.value.replaceAll(';', '').trim() !== '')
  for (const content of filled.slice(1)) {
    if (content.value !== filled[0]?.value) notes.push({ line: content.line, what, reason: ONLY_ONE })
  }
  return filled[0] ?? named(card, name)[0]
}

const isAndroidNickname = ({ name, value }: ContentLine) =>
  name === 'X-ANDROID-CUSTOM' && value.startsWith('vnd.android.cursor.item/nickname;')

function nicknameOf(card: Card, notes: LeftOut[]): string {
  const filled = named(card, 'NICKNAME', 'X-NICKNAME').flatMap((content) =>
    components(decoded(content), ',').map((part) => ({ line: content.line, text: oneLine(unescaped(part)) })),
  )
  const android = named(card, 'X-ANDROID-CUSTOM')
    .filter(isAndroidNickname)
    .map((content) => ({
      line: content.line,
      text: oneLine(unescaped(components(decoded(content), ';')[1] ?? '')),
    }))
  const [first, ...more] = [...filled, ...android].filter(({ text }) => text !== '')
  for (const { line, text } of more) {
    if (text !== first?.text) notes.push({ line, what: 'second nickname', reason: ONLY_ONE })
  }
  return first?.text ?? ''
}

function birthdayOf(card: Card, notes: LeftOut[], problems: ImportProblem[]): Contact['birthday'] {
  const content = only(card, 'BDAY', 'second birthday', notes)
  const text = content ? oneLine(textOf(content)) : ''
  if (!content || text === '') return null
  const omitted = Number.parseInt(content.params.get('X-APPLE-OMIT-YEAR')?.[0] ?? '', 10)
  const date = parseBirthday(text, Number.isNaN(omitted) ? null : omitted)
  if (date === null) problems.push({ line: content.line, reason: notADate(text) })
  return date
}

/** FN repeats the name; a note is needed only if it contains more. */
function noteFullName(card: Card, contact: Contact, fullName: string, notes: LeftOut[]): void {
  const squeezed = (text: string) => text.replace(/\s+/g, '')
  if (fullName === '' || squeezed(fullName) === squeezed(displayName(contact))) return
  const { prefix, firstName, middleName, lastName, suffix, nickname, company, title, department } = contact
  const others = [prefix, firstName, middleName, lastName, suffix, nickname, company, title, department]
  const values = [...contact.emails, ...contact.phones, ...contact.websites].map(({ value }) => value)
  if (fullName === firstValue(contact) || !saysMore(fullName, [...others, ...values])) return
  notes.push({ line: named(card, 'FN')[0]?.line ?? 0, what: 'full name', reason: SAYS_MORE })
}
