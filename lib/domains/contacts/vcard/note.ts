// Notes that a program wrote over several rows without folding them: the rows after the note belong to it, up to the next line that is
// certainly a property.
import type { ContentLine, FileLine } from '@/lib/domains/contacts/vcard/lines'

const PROPERTIES = new Set(
  [
    'ADR AGENT ANNIVERSARY BDAY CALADRURI CALURI CATEGORIES CLASS CLIENTPIDMAP DEATHDATE EMAIL EXPERTISE FBURL FN GENDER GEO',
    'HOBBY IMPP INTEREST KEY KIND LABEL LANG LOGO MAILER MEMBER N NAME NICKNAME NOTE ORG PHOTO PRODID PROFILE RELATED REV',
    'ROLE SORT-STRING SOUND SOURCE TEL TITLE TZ UID URL VERSION XML BEGIN END',
  ]
    .join(' ')
    .split(' '),
)

/** Whether the row is part of the note that ends these lines of its card. */
export function continuesNote(lines: readonly ContentLine[], row: FileLine): boolean {
  if (lines.at(-1)?.name !== 'NOTE') return false
  return row.kind === 'stray' || !isProperty(lines, row)
}

/** Judged by its name, by capital letters if all names in its card have them, and by the text after the colon. */
function isProperty(lines: readonly ContentLine[], row: ContentLine): boolean {
  const isKnown = row.group !== '' || PROPERTIES.has(row.name) || row.name.startsWith('X-')
  const isProse = row.value.startsWith(' ') || row.value.startsWith('//')
  if (!isCapital(row) && lines.every((line) => line.text === '' || isCapital(line))) return false
  return isKnown || !isProse
}

const isCapital = ({ text, name }: ContentLine) => text.slice(0, text.search(/[:;]/)).includes(name)

/** The row as a line of the note, whatever encoding the note itself has. */
export function furtherNote(lines: readonly ContentLine[], row: FileLine): ContentLine {
  const last = lines.at(-1)?.params ?? []
  const params = new Map([...last].filter(([name]) => name === 'PREF' || name === 'TYPE'))
  return { kind: 'content', line: row.line, group: '', name: 'NOTE', params, value: row.text, text: '' }
}
