// Canonical forms, for comparing only: what a person typed is never rewritten to one of these.
// `spelled` answers "did it change?", `folded` and the keys answer "do these mean the same?". All are idempotent or opaque.
import { isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js/min'
import type { Address, LabelledValue } from '@/lib/contacts/contact'
import type { ListEntry, ListField } from '@/lib/contacts/fields'

/** Two texts that differ only in Unicode form, line ends or outer space are the same value. */
export function spelled(text: string): string {
  return text.normalize('NFC').replace(/\r\n?/g, '\n').trim()
}

/** For matching: case, width, kinds and runs of space, and invisible marks are ignored as well. Accents are not. */
export function folded(text: string): string {
  const upper = text.normalize('NFKC').toLowerCase().toUpperCase() // there and back, so that "ẞ" and "ß" meet "SS"
  const lower = upper
    .toLowerCase()
    .replace(/ς/g, 'σ')
    .replace(/\p{Cf}/gu, '')
  return lower.normalize('NFKC').replace(/\s+/g, ' ').trim()
}

export function emailKey(value: string): string {
  const key = folded(unspaced(value))
  return key.replace(/^(?:mailto:)+/, '') || key
}

const REGION = 'US'
/** A parse costs some 25 µs, and one book is normalised several times a run: remember, but not for ever. */
const PHONES_REMEMBERED = 200_000
const phoneKeys = new Map<string, string>()

/** E.164 with ";ext=" where the number can be dialled from `region`, else its letters and digits. */
export function phoneKey(value: string, region: string = REGION): string {
  const cacheKey = `${region} ${value}`
  const known = phoneKeys.get(cacheKey)
  if (known !== undefined) return known
  if (phoneKeys.size >= PHONES_REMEMBERED) phoneKeys.clear()
  const key = parsePhone(value, region)
  phoneKeys.set(cacheKey, key)
  return key
}

function parsePhone(value: string, region: string): string {
  const text = folded(value)
  const country = isSupportedCountry(region) ? region : REGION
  const phone = parsePhoneNumberFromString(text, country)
  if (phone?.isPossible()) return phone.ext ? `${phone.number};ext=${phone.ext}` : phone.number
  return dialledWord(text) ?? lettersAndDigits(text)
}

/** A toll-free number of North America whose end is a word: `1-800-FLOWERS`; letters beyond the seventh are not dialed. */
const VANITY = /^(?:\+?1[ .-]*)?\(?(8(?:00|33|44|55|66|77|88))\)?[ .-]*([\d .-]*[a-z][a-z\d .-]*)$/
/** The letters of each key, from 2. */
const KEYPAD = ['abc', 'def', 'ghi', 'jkl', 'mno', 'pqrs', 'tuv', 'wxyz']

function dialledWord(text: string): string | null {
  const [, code, end] = VANITY.exec(text) ?? []
  if (code === undefined || end === undefined || /\b(?:ext|x)\b|\bext/.test(end)) return null
  const keys = [...end.replace(/[ .-]/g, '')].map((sign) => {
    const key = KEYPAD.findIndex((letters) => letters.includes(sign))
    return key < 0 ? sign : String(key + 2)
  })
  return keys.length < 7 ? null : `+1${code}${keys.slice(0, 7).join('')}`
}

/** Scheme, "www." and a trailing slash carry no meaning, nor does the case of the host; the case of the path does. */
export function websiteKey(value: string): string {
  const text = unspaced(value)
  const bare = text.replace(/^(?:https?:\/\/|www\.)+/i, '').replace(/\/+$/, '')
  const [host = ''] = bare.split(/[/?#]/, 1)
  return folded(host) + bare.slice(host.length) || folded(value)
}

/** What postal habits shorten; one spelling of each. */
const SHORT: ReadonlyMap<string, string> = new Map([
  ['street', 'st'],
  ['avenue', 'ave'],
  ['av', 'ave'],
  ['road', 'rd'],
  ['boulevard', 'blvd'],
  ['drive', 'dr'],
  ['lane', 'ln'],
  ['suite', 'ste'],
  ['apartment', 'apt'],
  ['floor', 'fl'],
  ['north', 'n'],
  ['south', 's'],
  ['east', 'e'],
  ['west', 'w'],
])

/** The words of an address in order, wherever its lines are cut; the label is no part of it. */
export function addressKey(address: Address): string {
  const { street, city, region, postalCode, country } = address
  const text = folded([street, city, region, postalCode, country].join(' '))
  const words = text.match(/[\p{L}\p{M}\p{N}]+/gu) ?? []
  return words.map((word) => SHORT.get(word) ?? word).join(' ') || text
}

/** "Home Fax", "homeFax" and "home_fax" agree. */
export function labelKey(label: string): string {
  return lettersAndDigits(folded(label))
}

/** Neither an e-mail address nor a website holds a space or an invisible mark. */
function unspaced(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[\s\p{Cf}]+/gu, '')
    .normalize('NFKC')
}

function lettersAndDigits(text: string): string {
  return text.replace(/[^\p{L}\p{M}\p{N}]+/gu, '').normalize('NFKC') || text
}

const VALUE_KEYS: Readonly<Record<Exclude<ListField, 'addresses'>, (value: string) => string>> = {
  emails: emailKey,
  phones: phoneKey,
  websites: websiteKey,
}

/** Two entries of one list with the same key are the same e-mail address, phone number, website or address; '' when nothing is said. */
export function entryKey(field: ListField, entry: ListEntry): string {
  return field === 'addresses'
    ? addressKey(entry as Address)
    : VALUE_KEYS[field]((entry as LabelledValue).value)
}
