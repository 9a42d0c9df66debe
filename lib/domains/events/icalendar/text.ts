// Text encoding of iCalendar (RFC 5545, 3.1 to 3.3): folding, escapes, parameters.

/** Most octets of a line, without its line end. */
const MOST_OCTETS = 75

/** A content line as written to the file: folded at 75 octets, never within a character, each row ended by CRLF. */
export function folded(line: string): string {
  if (line.length <= MOST_OCTETS && isAscii(line)) return `${line}\r\n`
  const rows: string[] = []
  let row = ''
  let octets = 0
  for (const character of line) {
    const size = Buffer.byteLength(character)
    // The space that continues a line is one of its octets.
    if (octets + size > MOST_OCTETS) {
      rows.push(row)
      row = ' '
      octets = 1
    }
    row += character
    octets += size
  }
  rows.push(row)
  return `${rows.join('\r\n')}\r\n`
}

const isAscii = (text: string) => /^[\x20-\x7e]*$/.test(text)

export const escaped = (text: string): string => text.replace(/[\\;,]/g, '\\$&').replace(/\r\n?|\n/g, '\\n')

export const unescaped = (text: string): string =>
  text.replace(/\\(.)/g, (_, sign: string) => (sign === 'n' || sign === 'N' ? '\n' : sign))

/** A parameter value: quoted if necessary; quotes and line ends encoded as in RFC 6868. */
export function parameter(text: string): string {
  const safe = text
    .replace(/\^/g, '^^')
    .replace(/"/g, "^'")
    .replace(/\r\n?|\n/g, '^n')
  return /[;:,]/.test(safe) ? `"${safe}"` : safe
}

const CARETS: Readonly<Record<string, string>> = { '^^': '^', "^'": '"', '^n': '\n' }
export const parameterText = (text: string): string =>
  text.replace(/\^[\^'n]/g, (found) => CARETS[found] ?? found)
