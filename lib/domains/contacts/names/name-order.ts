// Names in scripts that put the last name first: Chinese, Japanese and Korean. Such a name is shown in its own order.

interface FirstAndLast {
  readonly firstName: string
  readonly lastName: string
  readonly suffix: string
}

const LETTERS = /^[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}ー・\s]+$/u
/** Foreign names are written in Katakana only, first name first. */
const OWN = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Hangul}]/u
/** Follow a name, as "Mr." precedes one. */
const HONORIFICS = new Set(['様', 'さん', '氏', '先生', '殿', '님', '씨'])

export const isEastern = (name: string): boolean => OWN.test(name) && LETTERS.test(name)

/** Whether a contact's name is shown and read last name first. */
export const isLastNameFirst = ({ firstName, lastName }: Omit<FirstAndLast, 'suffix'>): boolean =>
  firstName !== '' && lastName !== '' && isEastern(`${lastName} ${firstName}`)

/** Splits at spaces (also the wide one, U+3000). Without a space the length of the last name is unknown, so the name stays unsplit. */
export function inEasternOrder(name: string): FirstAndLast {
  const parts = name.split(/\s+/).filter(Boolean)
  const suffix = parts.length > 1 && HONORIFICS.has(parts.at(-1) ?? '') ? (parts.pop() ?? '') : ''
  const [lastName = '', ...rest] = parts
  if (rest.length === 0) return { firstName: lastName, lastName: '', suffix }
  return { firstName: rest.join(' '), lastName, suffix }
}
