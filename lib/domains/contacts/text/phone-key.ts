// Phone numbers in a canonical form, for comparison only. People write one number in many ways: with or without the country code,
// with 00, 011 or a plus, with letters for digits, with an extension, percent-encoded from a tel: address.
import {
  type CountryCode,
  getCountries,
  isSupportedCountry,
  type PhoneNumber,
  parsePhoneNumberFromString,
} from 'libphonenumber-js/min'

/** The region of numbers without a country code, such as "DE" (ISO 3166): a setting of the firm. null if not known. */
export type Region = string | null

/** Every supported region, sorted by code. */
export const REGIONS: readonly string[] = [...getCountries()].sort()

export const isRegion = (text: string): boolean => isSupportedCountry(text)

/** Parsing costs about 25 µs, and a run normalizes one address book several times, so results are cached up to this number. */
const PHONES_REMEMBERED = 200_000
const phoneKeys = new Map<string, string>()

/**
 * E.164, with ";ext=" and the extension if there is one, if the number is valid when dialed from `region`; otherwise its letters and
 * digits.
 */
export function phoneKey(value: string, region: Region): string {
  const cacheKey = `${region} ${value}`
  const known = phoneKeys.get(cacheKey)
  if (known !== undefined) return known
  if (phoneKeys.size >= PHONES_REMEMBERED) phoneKeys.clear()
  const key = keyOf(value, region)
  phoneKeys.set(cacheKey, key)
  return key
}

function keyOf(value: string, region: Region): string {
  const text = plainNumber(value)
  const phone = dialled(text, region)
  if (phone) return phone.number + (phone.ext ? `;ext=${phone.ext}` : '')
  return text.replace(/[^\p{L}\p{M}\p{N}]+/gu, '').normalize('NFKC') || text
}

/** In lower case, with plain digits, without "tel:", invisible characters and percent encoding. */
function plainNumber(value: string): string {
  const text = /%[0-9a-f]{2}/i.test(value) ? unescapedPercent(value) : value
  return text
    .normalize('NFKC')
    .replace(/\p{Cf}/gu, '')
    .toLowerCase()
    .normalize('NFKC')
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/^(?:tel:)+/, '')
    .trim()
}

function unescapedPercent(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** Hardly any national number begins with two zeros, so 00 counts as a plus even where it is not the international prefix. */
function dialled(text: string, region: Region): PhoneNumber | null {
  const abroad = ABROAD.test(text) ? parsed(text.replace(ABROAD, '+'), region) : null
  if (abroad?.isValid()) return abroad
  const here = parsed(text, region)
  if (here?.isValid()) return here
  const spelledOut = lettered(text, region)
  if (spelledOut?.isValid()) return spelledOut
  return [here, abroad].find((phone) => phone?.isPossible()) ?? null
}

const ABROAD = /^[(\s]*0[\s)]*0[\s().-]*(?=[1-9])/

function parsed(text: string, region: Region): PhoneNumber | null {
  const country = region !== null && isSupportedCountry(region) ? (region as CountryCode) : undefined
  return (
    parsePhoneNumberFromString(
      text,
      country ? { defaultCountry: country, extract: false } : { extract: false },
    ) ?? null
  )
}

const KEYPAD = ['abc', 'def', 'ghi', 'jkl', 'mno', 'pqrs', 'tuv', 'wxyz']
const digitOf = (letter: string) => String(2 + KEYPAD.findIndex((letters) => letters.includes(letter)))

/** 1-800-FLOWERS: digits, then a word. North American numbers have ten digits, however long the word is. */
function lettered(text: string, region: Region): PhoneNumber | null {
  const extension = EXTENSION.exec(text)
  const number = extension ? text.slice(0, extension.index) : text
  if (!LETTERED.test(number)) return null
  const digits = number.replace(/[a-z]/g, digitOf).replace(/[^+\d]/g, '')
  const free = region === null && TOLL_FREE.test(digits) ? `+1${digits.replace(/^1/, '')}` : digits
  const cut = /^\+?1\d{10}/.exec(free)?.[0] ?? free
  return parsed(extension ? `${cut} ext. ${extension[1]}` : cut, region)
}

/** Numbers with words are North American if nothing else is known. */
const TOLL_FREE = /^1?8(?:00|33|44|55|66|77|88)\d{7}/
const LETTERED = /^[+(]?\d[\d\s().-]*[a-z][a-z\d\s().-]*$/
const EXTENSION =
  /\s*(?:;ext=|,|(?:ext(?:ension|n)?|xtn?|int|anexo)[.:\s]*|(?<![a-z])x[.:\s]*|#)\s*(\d{1,9})#?$/

/** The digits that all spellings of a number share; null if it is not valid when dialed from `region`. */
export function nationalDigits(value: string, region: Region): string | null {
  const phone = dialled(plainNumber(value), region)
  return phone?.isValid() ? phone.nationalNumber : null
}

/** The region of a number with a country code; null for any other text. */
export function regionOfNumber(value: string): Region {
  const phone = dialled(plainNumber(value), null)
  return phone?.country ?? phone?.getPossibleCountries()[0] ?? null
}

/** The digits of a text, including those that letters represent. */
export function digitsOf(value: string): string {
  const text = plainNumber(value)
  return (LETTERED.test(text) ? text.replace(/[a-z]/g, digitOf) : text).replace(/\D/g, '')
}

/** ";ext=7" if the text has an extension, otherwise ''. */
export function extensionOf(value: string): string {
  const extension = EXTENSION.exec(plainNumber(value))?.[1]
  return extension ? `;ext=${extension}` : ''
}
