// The normal forms of text for sorting and searching. Pages use them in the browser, so they need nothing else. Pure.

/** In lower case and without accents, so that "García" sorts beside "Garcia" and either spelling finds both. */
export function plain(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .normalize('NFC')
    .toLowerCase()
    .replace(/\s+/g, ' ')
    .trim()
}

/** All kinds of apostrophes and quotes, and invisible characters. */
const DROPPED = /['"`´«»\u02b9-\u02bd\u02c8\u2018-\u201f\u2032-\u2037\u2039\u203a]|\p{Cf}/gu
const DASHES = /[\u2010-\u2015\u2043\u2212]/g
/** Letters without a separable accent, as people type them without one. */
const TYPED: Readonly<Record<string, string>> = {
  ...{ ß: 'ss', æ: 'ae', œ: 'oe', þ: 'th' },
  ...{ ø: 'o', ł: 'l', đ: 'd', ð: 'd', ħ: 'h', ı: 'i', ς: 'σ' },
}
const LETTERS = new RegExp(`[${Object.keys(TYPED).join('')}]`, 'g')

/**
 * The normal form of stored and typed text for searching: "O’Neill", "o'neill" and "ONeill" are equal, and so are all dashes. The
 * migration
 * search_signs did the same to existing rows.
 */
export function searchable(text: string): string {
  // A lone acute accent is used as an apostrophe; `plain` would turn it into a space.
  return plain(text.replaceAll('´', ''))
    .replace(DROPPED, '')
    .replace(DASHES, '-')
    .replace(LETTERS, (letter) => TYPED[letter] ?? letter)
    .replace(/\s+/g, ' ')
    .trim()
}
