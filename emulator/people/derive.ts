// What Google computes itself: display names, formatted types and addresses, E.164 forms. In English.
import { type CountryCode, parsePhoneNumberFromString } from 'libphonenumber-js'
import type { FieldName } from './fields'
import type { Entry } from './person-body'

const text = (entry: Entry, key: string): string =>
  typeof entry[key] === 'string' ? (entry[key] as string) : ''
const joined = (separator: string, ...parts: string[]) => parts.filter(Boolean).join(separator)

const TYPE_LABELS: Readonly<Record<string, string>> = {
  home: 'Home',
  work: 'Work',
  mobile: 'Mobile',
  homeFax: 'Home Fax',
  workFax: 'Work Fax',
  otherFax: 'Other Fax',
  pager: 'Pager',
  workMobile: 'Work Mobile',
  workPager: 'Work Pager',
  main: 'Main',
  googleVoice: 'Google Voice',
  other: 'Other',
  school: 'School',
  blog: 'Blog',
  profile: 'Profile',
  homePage: 'Home Page',
  ftp: 'FTP',
  reservations: 'Reservations',
  appInstallPage: 'App Install Page',
  anniversary: 'Anniversary',
  spouse: 'Spouse',
  child: 'Child',
  mother: 'Mother',
  father: 'Father',
  parent: 'Parent',
  brother: 'Brother',
  sister: 'Sister',
  friend: 'Friend',
  relative: 'Relative',
  domesticPartner: 'Domestic Partner',
  manager: 'Manager',
  assistant: 'Assistant',
  referredBy: 'Referred By',
  partner: 'Partner',
  account: 'Account',
  customer: 'Customer',
  loginId: 'Login ID',
  network: 'Network',
  organization: 'Organization',
  freeBusy: 'Free/Busy',
}

export const formattedType = (type: string): string => TYPE_LABELS[type] ?? type

const FAMILY_FIRST = /^[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}]+$/u
const PREFIXES = /^(mr|mrs|ms|mx|dr|prof|rev|hon|sir|dame|me|herr|frau|sr|sra)\.?$/i
const SUFFIXES = /^(jr|sr|ii|iii|iv|esq|md|phd|qc|kc)\.?$/i

/** Splits an unstructured name: known prefix, first word, middle words, last word, known suffix. */
export function splitName(whole: string): Entry {
  const words = whole.replace(/,/g, ' ').split(/\s+/).filter(Boolean)
  const parts: Record<string, string> = {}
  if (words.length > 1 && PREFIXES.test(words[0] ?? '')) parts.honorificPrefix = words.shift() ?? ''
  if (words.length > 2 && SUFFIXES.test(words.at(-1) ?? '')) parts.honorificSuffix = words.pop() ?? ''
  const given = words.shift()
  if (given) parts.givenName = given
  const family = words.pop()
  if (family) parts.familyName = family
  if (words.length > 0) parts.middleName = words.join(' ')
  return parts
}

const NAME_PARTS = ['honorificPrefix', 'givenName', 'middleName', 'familyName', 'honorificSuffix']

function deriveName(entry: Entry): Entry {
  const parts = NAME_PARTS.some((part) => entry[part])
    ? entry
    : { ...entry, ...splitName(text(entry, 'unstructuredName')) }
  const [prefix = '', given = '', middle = '', family = '', suffix = ''] = NAME_PARTS.map((part) =>
    text(parts, part),
  )
  const familyFirst = FAMILY_FIRST.test(family) && FAMILY_FIRST.test(given)
  const plain = familyFirst ? `${family}${given}` : joined(' ', prefix, given, middle, family)
  const displayName = suffix ? `${plain}, ${suffix}` : plain
  const first = joined(' ', prefix, given, middle)
  const lastFirst = familyFirst ? plain : joined(', ', family, joined(', ', first, suffix))
  return {
    ...parts,
    ...(displayName ? { displayName, displayNameLastFirst: lastFirst, unstructuredName: displayName } : {}),
  }
}

/** E.164 if the number is valid in the account's region, otherwise undefined. */
function canonicalForm(value: string, region: string): string | undefined {
  const parsed = parsePhoneNumberFromString(value, region as CountryCode)
  return parsed?.isPossible() ? parsed.number : undefined
}

function formattedAddress(entry: Entry): string {
  const town = joined(
    ', ',
    text(entry, 'city'),
    joined(' ', text(entry, 'region'), text(entry, 'postalCode')),
  )
  const poBox = text(entry, 'poBox')
  return joined(
    '\n',
    poBox ? `PO Box ${poBox}` : '',
    text(entry, 'streetAddress'),
    text(entry, 'extendedAddress'),
    town,
    text(entry, 'country') || text(entry, 'countryCode'),
  )
}

/** One entry as Google returns it. */
export function derive(field: FieldName, entry: Entry, region: string): Entry {
  const type = text(entry, 'type')
  const typed = type && field !== 'nicknames' ? { ...entry, formattedType: formattedType(type) } : entry
  switch (field) {
    case 'names':
      return deriveName(entry)
    case 'phoneNumbers': {
      const canonical = canonicalForm(text(entry, 'value'), region)
      return canonical ? { ...typed, canonicalForm: canonical } : typed
    }
    case 'addresses':
      return entry.formattedValue ? typed : { ...typed, formattedValue: formattedAddress(entry) }
    case 'biographies':
      return entry.contentType ? entry : { ...entry, contentType: 'TEXT_PLAIN' }
    case 'genders': {
      const value = text(entry, 'value')
      return value ? { ...entry, formattedValue: value.charAt(0).toUpperCase() + value.slice(1) } : entry
    }
    case 'imClients': {
      const protocol = text(entry, 'protocol')
      return protocol ? { ...typed, formattedProtocol: protocol } : typed
    }
    case 'memberships': {
      const { contactGroupResourceName } = entry.contactGroupMembership as {
        contactGroupResourceName: string
      }
      const contactGroupId = contactGroupResourceName.slice('contactGroups/'.length)
      return { contactGroupMembership: { contactGroupId, contactGroupResourceName } }
    }
    default:
      return typed
  }
}
