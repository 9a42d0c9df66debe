// A file that a person chose, as contacts: its characters and its form are recognised, and no contact passes that the
// form would refuse. Nothing throws; whatever cannot be read is said.
import { readGoogleCsv } from '@/lib/contacts/google-csv'
import { type ImportProblem, type ImportResult, lost, type ReadContact } from '@/lib/contacts/import-result'
import { checkContact, emailFault } from '@/lib/contacts/limits'
import { readVcards } from '@/lib/contacts/vcard-read'
import { bytesToText } from '@/lib/contacts/vcard-text'

export type FileFormat = 'vcard' | 'googleCsv'

/** `format` is null where the file is neither; the one problem says what it seems to be. */
export type FileResult = ImportResult & { readonly format: FileFormat | null }

export function readContactFile(fileName: string, bytes: Uint8Array): FileResult {
  const format = detectFile(fileName, bytes)
  if (typeof format === 'object') {
    return { format: null, contacts: [], problems: [{ line: 1, reason: format.problem }] }
  }
  const text = decodeFile(bytes)
  const read = format === 'vcard' ? readVcards(text) : readGoogleCsv(text)
  return { format, ...withinLimits(read) }
}

/** UTF-8 and UTF-16 by their marks, else UTF-8 if it is valid, else line by line: files are often put together from several. */
export function decodeFile(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return mixedLines(bytes)
  }
}

/** Each line in UTF-8 where it is valid, else in the character set that it names, else in Windows-1252. */
function mixedLines(bytes: Uint8Array): string {
  const lines: string[] = []
  for (let from = 0; from < bytes.length; ) {
    const feed = bytes.indexOf(0x0a, from)
    const to = feed < 0 ? bytes.length : feed + 1
    const line = bytes.subarray(from, to)
    const named = /^[^:]*;CHARSET="?([\w-]+)/i.exec(
      new TextDecoder('windows-1252').decode(line.subarray(0, 200)),
    )
    lines.push(bytesToText(line, named?.[1]))
    from = to
  }
  return lines.join('').replace(/^\uFEFF/, '')
}

/** By content first: names lie, and phones save cards as .txt. */
export function detectFile(fileName: string, bytes: Uint8Array): FileFormat | { readonly problem: string } {
  if (bytes.length === 0) return { problem: 'The file is empty.' }
  const binary = BINARY.find(({ magic }) => magic.every((byte, at) => bytes[at] === byte))
  if (binary) return { problem: `${binary.problem} ${INSTEAD}` }
  const text = decodeFile(bytes.subarray(0, 65_536))
  const extension = fileName.slice(fileName.lastIndexOf('.') + 1).toLowerCase()
  if (/^[ \t]*BEGIN:VCARD[ \t]*$/im.test(text)) return 'vcard'
  if (text.includes('\0')) return { problem: `This is not a text file. ${INSTEAD}` }
  if (/^\s*<(!doctype|html|\?xml)/i.test(text)) return { problem: `This is a web page or XML. ${INSTEAD}` }
  if (/^\s*[[{]/.test(text) && extension === 'json') return { problem: `This is JSON. ${INSTEAD}` }
  if (extension === 'vcf' || extension === 'vcard') return 'vcard'
  if (extension === 'csv' || /^[^\n]*,[^\n]*,/.test(text.trimStart())) return 'googleCsv'
  return { problem: `This file holds neither a vCard nor a table of contacts. ${INSTEAD}` }
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

/** One contact may hold thousands of mistakes; nobody reads more than some. */
const FEW = 20

function fewOf(messages: readonly string[]): readonly string[] {
  if (messages.length <= FEW) return messages
  return [...messages.slice(0, FEW), `There are ${messages.length - FEW} more like these.`]
}

/**
 * Entries that are no e-mail address are left out of their contact and named: one "n/a" should not cost a person.
 * A contact that breaks a limit in any other way is refused with its reason, since leaving out would be guessing.
 */
function withinLimits({ contacts, problems }: ImportResult): ImportResult {
  const kept: ReadContact[] = []
  const more: ImportProblem[] = []
  for (const read of contacts) {
    const { emails } = read.contact
    const wrong = emails.map(({ value }) => emailFault(value))
    const contact = { ...read.contact, emails: emails.filter((_, at) => wrong[at] === null) }
    const faults = checkContact(contact).map(({ message }) => message)
    const named = fewOf(wrong.filter((fault) => fault !== null))
    if (faults.length > 0) {
      more.push(lost(read.line, [...fewOf([...named, ...faults]), 'The contact was not imported.'].join(' ')))
      continue
    }
    kept.push(named.length > 0 ? { ...read, contact } : read)
    for (const fault of named) {
      more.push({ line: read.line, reason: `${fault} The contact is imported without it.` })
    }
  }
  if (more.length === 0) return { contacts, problems }
  return { contacts: kept, problems: [...problems, ...more].sort((a, b) => a.line - b.line) }
}
