// Tags in contact files: what is written is read again.
import { describe, expect, it } from 'vitest'
import { csvHeading, csvRow, NO_COUNTS } from '@/lib/domains/contacts/csv/google-csv-write'
import { EMPTY_CONTACT } from '@/lib/domains/contacts/value/contact'
import { vcardOf } from '@/lib/domains/contacts/vcard/write'
import { readContactFile } from './contact-file'

const ana = { ...EMPTY_CONTACT, firstName: 'Ana', lastName: 'Lima' }
const tags = ['Client', 'Müller; Söhne', '=1+1']
const bytes = (text: string) => new TextEncoder().encode(text)
const read = (name: string, text: string) => readContactFile(name, bytes(text)).contacts[0]

describe('tags', () => {
  it('are categories of a vCard', () => {
    expect(read('a.vcf', vcardOf({ contact: ana, tags }))).toMatchObject({ tags, notes: [] })
    expect(read('a.vcf', vcardOf({ contact: ana }))).not.toHaveProperty('tags')
  })

  it('are labels of a Google CSV file', () => {
    const text = csvHeading(NO_COUNTS) + csvRow(ana, NO_COUNTS, tags)
    expect(read('a.csv', text)).toMatchObject({ tags, notes: [] })
    expect(read('a.csv', csvHeading(NO_COUNTS) + csvRow(ana, NO_COUNTS))).not.toHaveProperty('tags')
  })

  it('leave out the list of all contacts, and what is too long, with a note', () => {
    const card = `BEGIN:VCARD\r\nVERSION:3.0\r\nN:Lima;Ana\r\nCATEGORIES:myContacts,Client,${'x'.repeat(61)}\r\nEND:VCARD\r\n`
    expect(read('a.vcf', card)).toMatchObject({ tags: ['Client'], notes: [{ line: 4, what: 'tag' }] })
  })
})
