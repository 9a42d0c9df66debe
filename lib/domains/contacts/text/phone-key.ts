// Telephone numbers in a canonical form, for comparing only. People write one number in many ways: with or without the country,
// with 00, 011 or a plus, with letters for digits, with an extension, percent-encoded out of a tel: address.
import {
  type CountryCode,
  getCountries,
  isSupportedCountry,
  type PhoneNumber,
  parsePhoneNumberFromString,
} from 'libphonenumber-js/min'

/** Where numbers without a country code are dialled, as "DE" (ISO 3166): a setting of the firm. null: not known. */
export type Region = string | null

/** Every region that numbers can be read in, in the order of their codes. */
export const REGIONS: readonly string[] = [...getCountries()].sort()

export const isRegion = (text: string): boolean => isSupportedCountry(text)

/** A parse costs some 25 µs, and one book is normalised several times a run: remember, but not for ever. */
const PHONES_REMEMBERED = 200_000
const phoneKeys = new Map<string, string>()

/** E.164, with ";ext=" and the extension if there is one, where the number can be dialled from `region`; else its letters and digits. */
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

/** Lower case, in plain digits, without "tel:", invisible marks and percent signs. */
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

/** Hardly any number begins with two zeros at home: also where 00 is not dialled abroad it was written for a plus. */
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

/** 1-800-FLOWERS: digits first, then a word. North American numbers end after ten digits, however long their word is. */
function lettered(text: string, region: Region): PhoneNumber | null {
  const extension = EXTENSION.exec(text)
  const number = extension ? text.slice(0, extension.index) : text
  if (!LETTERED.test(number)) return null
  const digits = number.replace(/[a-z]/g, digitOf).replace(/[^+\d]/g, '')
  const free = region === null && TOLL_FREE.test(digits) ? `+1${digits.replace(/^1/, '')}` : digits
  const cut = /^\+?1\d{10}/.exec(free)?.[0] ?? free
  return parsed(extension ? `${cut} ext. ${extension[1]}` : cut, region)
}

/** Numbers with words are North American where nothing else is known. */
const TOLL_FREE = /^1?8(?:00|33|44|55|66|77|88)\d{7}/
const LETTERED = /^[+(]?\d[\d\s().-]*[a-z][a-z\d\s().-]*$/
const EXTENSION =
  /\s*(?:;ext=|,|(?:ext(?:ension|n)?|xtn?|int|anexo)[.:\s]*|(?<![a-z])x[.:\s]*|#)\s*(\d{1,9})#?$/

/** The digits of a number that all its spellings share; null where it cannot be dialled from `region`. */
export function nationalDigits(value: string, region: Region): string | null {
  const phone = dialled(plainNumber(value), region)
  return phone?.isValid() ? phone.nationalNumber : null
}

/** The region of a number that is written with its country's code; null for any other text. */
export function regionOfNumber(value: string): Region {
  const phone = dialled(plainNumber(value), null)
  return phone?.country ?? phone?.getPossibleCountries()[0] ?? null
}

/** The digits of a text, with those that letters of a number stand for. */
export function digitsOf(value: string): string {
  const text = plainNumber(value)
  return (LETTERED.test(text) ? text.replace(/[a-z]/g, digitOf) : text).replace(/\D/g, '')
}

/** ";ext=7" of a text that names an extension, else ''. */
export function extensionOf(value: string): string {
  const extension = EXTENSION.exec(plainNumber(value))?.[1]
  return extension ? `;ext=${extension}` : ''
}
