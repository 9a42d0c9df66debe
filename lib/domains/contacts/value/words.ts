// The words of a text in their plain form, for comparing names and finding what stands around them.
import { folded } from '@/lib/domains/contacts/value/normalise'

/** Letters that carry no combining mark yet are written without it where a keyboard lacks them. */
const PLAIN_LETTERS: Readonly<Record<string, string>> = {
  ł: 'l',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  æ: 'ae',
  œ: 'oe',
  ı: 'i',
  ə: 'e',
}

/**
 * As folded, and accents gone: José is jose. Only marks that are accents go: in Thai or Devanagari a mark is a vowel, and
 * dropping it would make different names equal.
 */
export function plain(text: string): string {
  const lower = folded(text)
  if (ASCII.test(lower)) return lower
  const bare = lower.normalize('NFD').replace(/[\u0300-\u036f\u0591-\u05c7\u064b-\u0652]/g, '')
  return bare.replace(/[łøđðþæœıə]/g, (letter) => PLAIN_LETTERS[letter] ?? letter).normalize('NFC')
}

const ASCII = /^[\x20-\x7e]*$/

/** The words of a text, plain. Apostrophes join ("O'Brien"), everything else that is no letter or digit separates. */
export function words(text: string): readonly string[] {
  if (text === '') return NONE
  if (/^[a-zA-Z]+$/.test(text)) return [text.toLowerCase()] // most names, and worth the short cut
  const joined = plain(text).replace(/['’‘`´ʼ]/g, '')
  return joined.match(/[\p{L}\p{M}\p{N}]+/gu) ?? []
}

const NONE: readonly string[] = []
