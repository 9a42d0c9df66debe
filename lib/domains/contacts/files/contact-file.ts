// Reads a file that a person chose: recognizes its encoding and format, and returns only contacts that the form would accept.
// It never throws; everything that cannot be read is reported.
import { readGoogleCsv } from '@/lib/domains/contacts/csv/google-csv'
import type { ImportResult } from '@/lib/domains/contacts/files/import-result'
import { withinLimits } from '@/lib/domains/contacts/value/within-limits'
import { readVcards } from '@/lib/domains/contacts/vcard/read'
import { decodeFile, sourceOf } from '@/lib/domains/text/file-text'

export type FileFormat = 'vcard' | 'googleCsv'

/** `format` is null if the file has neither format; the only problem then says what it seems to be. */
export type FileResult = ImportResult & { readonly format: FileFormat | null }

export function readContactFile(fileName: string, bytes: Uint8Array): FileResult {
  const format = detectFile(fileName, bytes)
  if (typeof format === 'object') {
    return { format: null, contacts: [], problems: [{ line: 1, reason: format.problem }] }
  }
  const source = sourceOf(bytes)
  const read = format === 'vcard' ? readVcards(source.text, source.decode) : readGoogleCsv(decodeFile(bytes))
  return { format, ...withinLimits(read) }
}

/** A table's cells may hold any line, also BEGIN:VCARD. Its first line names columns; a line of a card has a colon. */
function beginsAsTable(text: string, extension: string): boolean {
  const [header = ''] = text
    .replace(/^\ufeff/, '')
    .trimStart()
    .split(/\r\n?|\n/, 1)
  const isRow = /^[^:]*([,;\t])[^:]*\1[^:]*$/.test(header)
  return isRow && (extension === 'csv' || /(first|given|last|family) name|e-mail 1/i.test(header))
}

/** By content first: file names may be wrong, and phones save cards as .txt. */
export function detectFile(fileName: string, bytes: Uint8Array): FileFormat | { readonly problem: string } {
  if (bytes.length === 0) return { problem: 'The file is empty.' }
  const binary = BINARY.find(({ magic }) => magic.every((byte, at) => bytes[at] === byte))
  if (binary) return { problem: `${binary.problem} ${INSTEAD}` }
  const text = decodeFile(bytes.subarray(0, 65_536))
  const extension = fileName.slice(fileName.lastIndexOf('.') + 1).toLowerCase()
  if (/^[ \t]*BEGIN:VCARD[ \t]*$/im.test(text) && !beginsAsTable(text, extension)) return 'vcard'
  if (text.split('\0').length > text.length / 100 + 1)
    return { problem: `This is not a text file. ${INSTEAD}` }
  if (/^\s*<(!doctype|html|\?xml)/i.test(text)) return { problem: `This is a web page or XML. ${INSTEAD}` }
  if (/^\s*[[{]/.test(text) && extension === 'json') return { problem: `This is JSON. ${INSTEAD}` }
  if (extension === 'vcf' || extension === 'vcard') return 'vcard'
  if (extension === 'csv' || /^[^\n]*([,;\t])[^\n]*\1/.test(text.trimStart())) return 'googleCsv'
  return { problem: `This file contains neither vCards nor a table of contacts. ${INSTEAD}` }
}

const INSTEAD = 'Choose a vCard file (.vcf) or a Google CSV file (.csv).'
const BINARY: readonly { readonly magic: readonly number[]; readonly problem: string }[] = [
  {
    magic: [0x50, 0x4b, 0x03, 0x04],
    problem: 'This is a ZIP archive or an Excel workbook: unpack it, or save it as CSV.',
  },
  {
    magic: [0xd0, 0xcf, 0x11, 0xe0],
    problem: 'This is an Excel workbook or an Outlook message: save it as CSV or vCard.',
  },
  {
    magic: [0x21, 0x42, 0x44, 0x4e],
    problem: 'This is an Outlook data file (.pst): export the contacts from Outlook.',
  },
  { magic: [0x25, 0x50, 0x44, 0x46], problem: 'This is a PDF.' },
  { magic: [0x1f, 0x8b], problem: 'This is a compressed file: unpack it.' },
]
