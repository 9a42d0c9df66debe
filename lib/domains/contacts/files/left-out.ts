// Names what a file can contain and a contact here cannot, in words that can be counted. It is not added to the notes: these are synced
// to
// the other side, which has its own field for the same thing, so every such contact would get a conflict over its notes. So the import
// lists it, and the file keeps it.

import type { LeftOut } from '@/lib/domains/contacts/files/import-result'
import type { Contact } from '@/lib/domains/contacts/value/contact'
import type { ContentLine } from '@/lib/domains/contacts/vcard/lines'
import { encodingOf } from '@/lib/domains/contacts/vcard/params'
import { decoded } from '@/lib/domains/contacts/vcard/text'
import { shortened } from '@/lib/domains/text/storable'

/** Written by programs for programs; people do not need any of it. */
const TECHNICAL = new Set(
  [
    'BEGIN END VERSION PRODID UID REV SOURCE NAME PROFILE KIND CLIENTPIDMAP MAILER CLASS XML',
    'X-ABLABEL X-ABADR X-ABUID X-ABSHOWAS X-ABORDER X-IMAGETYPE X-IMAGEHASH X-SHARED-PHOTO-DISPLAY-PREF',
    'X-ADDRESSBOOKSERVER-KIND X-MS-OL-DEFAULT-POSTAL-ADDRESS X-MS-OL-DESIGN X-MOZILLA-HTML X-RADICALE-NAME',
    'X-KADDRESSBOOK-X-IMADDRESS X-TIMESTAMP X-ACCOUNT X-GOOGLE-EDITED X-CREATED X-LAST-MODIFIED X-PRODID',
  ]
    .join(' ')
    .split(' '),
)

const WORDS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    photo: 'PHOTO LOGO X-MS-CARDPICTURE',
    'sound or pronunciation':
      'SOUND X-PHONETIC-FIRST-NAME X-PHONETIC-MIDDLE-NAME X-PHONETIC-LAST-NAME X-PHONETIC-ORG',
    'instant messaging': [
      'IMPP X-AIM X-ICQ X-JABBER X-MSN X-YAHOO X-SKYPE X-SKYPE-USERNAME X-GOOGLE-TALK X-GTALK X-GADUGADU X-QQ',
      'X-GROUPWISE X-MS-IMADDRESS X-SIP X-IRC X-MATRIX',
    ].join(' '),
    'social profile': 'X-SOCIALPROFILE SOCIALPROFILE X-TWITTER',
    anniversary:
      'ANNIVERSARY X-ANNIVERSARY X-EVOLUTION-ANNIVERSARY X-KADDRESSBOOK-X-ANNIVERSARY X-WEDDING-ANNIVERSARY',
    'other date': 'X-ABDATE DEATHDATE X-EVENT',
    'related person': [
      'RELATED X-ABRELATEDNAMES X-SPOUSE X-ASSISTANT X-MANAGER X-EVOLUTION-SPOUSE X-EVOLUTION-ASSISTANT',
      'X-EVOLUTION-MANAGER X-KADDRESSBOOK-X-SPOUSESNAME X-KADDRESSBOOK-X-ASSISTANTSNAME',
      'X-KADDRESSBOOK-X-MANAGERSNAME X-MS-SPOUSE X-MS-ASSISTANT X-MS-MANAGER X-MS-CHILD AGENT',
    ].join(' '),
    'group or category': 'X-CATEGORIES',
    role: 'ROLE X-KADDRESSBOOK-X-PROFESSION X-PROFESSION',
    gender: 'GENDER X-GENDER X-WAB-GENDER SEX',
    language: 'LANG LANGUAGE',
    'place on the map': 'GEO',
    'time zone': 'TZ',
    'sorting name': 'SORT-STRING X-FILE-AS X-EVOLUTION-FILE-AS',
    'maiden name': 'X-MAIDENNAME X-MAIDEN-NAME',
    'calendar address': 'CALURI CALADRURI FBURL X-EVOLUTION-VIDEO-URL CAPURI',
    'public key': 'KEY',
    interest: 'INTEREST HOBBY EXPERTISE X-HOBBY X-INTERESTS',
  }).flatMap(([what, names]) => names.split(' ').map((name) => [name, what] as const)),
)

export const NO_FIELD = 'Concord has no field for it'
export const ONLY_ONE = 'A contact has only one; the first is kept'
export const SAYS_MORE = 'It contains more than the parts of the name'
export const SAYS_NOTHING = 'This contact has no data that Concord has a field for. It was not imported.'

export const notADate = (text: string) =>
  `“${shortened(text, 40)}” is not a date that Concord can read. The contact is imported without a birthday.`

export const saysNothing = ({ kind: _kind, ...fields }: Contact) =>
  Object.values(fields).every(
    (value) => value === null || value === '' || (Array.isArray(value) && value.length === 0),
  )

/** The content of a line without a field, if a person may need it. */
export function leftOut(content: ContentLine, groupLabel: string): LeftOut | null {
  if (TECHNICAL.has(content.name) || content.name.startsWith('X-APPLE-')) return null
  const value = (encodingOf(content) === 'base64' ? content.value : decoded(content)).trim()
  if (value.replaceAll(';', '') === '') return null
  const anniversary = content.name === 'X-ABDATE' && /anniversary/i.test(groupLabel)
  const what = anniversary ? 'anniversary' : (WORDS.get(content.name) ?? content.name)
  return { line: content.line, what, reason: NO_FIELD }
}

const FROM_PARAMS: Readonly<Record<string, string>> = {
  GEO: 'place on the map',
  TZ: 'time zone',
  'SORT-AS': 'sorting name',
}

/** The content of a line's parameters besides its value. */
export function leftOutOfParams(content: ContentLine): readonly LeftOut[] {
  return Object.entries(FROM_PARAMS).flatMap(([name, what]) =>
    content.params.get(name)?.some(Boolean) ? [{ line: content.line, what, reason: NO_FIELD }] : [],
  )
}

/** A value that cannot be decoded is not text. */
export const undecoded = (content: ContentLine): LeftOut => ({
  line: content.line,
  what: 'text in an encoding that Concord cannot read',
  reason: `${content.name} says that it is encoded as ${shortened(content.params.get('ENCODING')?.[0] ?? '', 40)}`,
})

export const addressInOnePiece = (line: number): LeftOut => ({
  line,
  what: 'address in one piece',
  reason: 'It contains more than the parts of the address',
})

export const nameBesideEmail = (line: number): LeftOut => ({
  line,
  what: 'name beside an email address',
  reason: 'It contains more than the name of the contact',
})
