// Splits text into words in a plain form, for comparing names and recognizing the words around them.
import { folded } from '@/lib/domains/text/folded'

/** Letters without a combining mark that people replace if their keyboard lacks them. */
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
 * Like folded, but without accents: José becomes jose. Only accents are removed: in Thai or Devanagari a combining mark is a vowel, and
 * removing it would make different names equal.
 */
export function plain(text: string): string {
  const lower = folded(text)
  if (ASCII.test(lower)) return lower
  const bare = lower.normalize('NFD').replace(/[\u0300-\u036f\u0591-\u05c7\u064b-\u0652]/g, '')
  return bare.replace(/[łøđðþæœıə]/g, (letter) => PLAIN_LETTERS[letter] ?? letter).normalize('NFC')
}

const ASCII = /^[\x20-\x7e]*$/

/** The plain words of a text. Apostrophes join ("O'Brien"); every other character that is no letter or digit separates. */
export function words(text: string): readonly string[] {
  if (text === '') return NONE
  if (/^[a-zA-Z]+$/.test(text)) return [text.toLowerCase()] // a fast path for most names
  const joined = plain(text).replace(/['’‘`´ʼ]/g, '')
  return joined.match(/[\p{L}\p{M}\p{N}]+/gu) ?? []
}

const NONE: readonly string[] = []
