// Detects what spreadsheet programs do to cells, and protects cells from being read as formulas.
import { shortened } from '@/lib/domains/text/storable'

/** What a spreadsheet program reads as a formula (https://owasp.org/www-community/attacks/CSV_Injection). */
const FORMULA = /^'*[=+\-@\t\r]/
/** Signs and digits alone execute nothing: `+44 20 7946 0018` stays as it is. */
const NUMBER = /^[+-]?[\d\s().-]+$/

/** Puts an apostrophe before anything that would be read as a formula; `unguarded` removes it. */
export const guarded = (cell: string): string =>
  FORMULA.test(cell) && !NUMBER.test(cell) ? `'${cell}` : cell

/** Removes the apostrophe that a program put before what looks like a formula. */
export const unguarded = (cell: string): string =>
  cell.startsWith("'") && FORMULA.test(cell) ? cell.slice(1) : cell

/** `4.47911E+11` has lost its last digits, `#NAME?` all of them. */
export const isMangled = (cell: string): boolean =>
  /^[+-]?\d(?:[.,]\d+)?E\+?\d+$/i.test(cell) ||
  /^#(?:NAME\?|VALUE!|REF!|ERROR!|NUM!|N\/A|DIV\/0!)$/i.test(cell)

export const mangled = (cell: string): string =>
  `“${shortened(cell, 40)}” is a phone number that a spreadsheet program changed; its digits are lost. The contact is imported without it.`

export const apostropheOf = (cell: string): string =>
  `“${shortened(cell, 40)}” begins with an apostrophe that a spreadsheet program put there. It is imported without the apostrophe.`

/** A line of a CSV file (RFC 4180) whose cells are guarded. */
export const csvLine = (cells: readonly string[]): string => `${cells.map(guarded).map(quoted).join(',')}\r\n`

const quoted = (cell: string) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)
