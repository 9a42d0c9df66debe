import { describe, expect, it } from 'vitest'
import { type Contact, EMPTY_CONTACT } from '@/lib/domains/contacts/value/contact'
import { alteredFields, fieldDiffs, type Line } from './field-diff'
import { termsOf } from './kinds'

const GOOGLE = termsOf('contacts', 'UTC', 'Google')

const contact = (over: Partial<Contact>): Contact => ({ ...EMPTY_CONTACT, firstName: 'Ana', ...over })
const mail = (value: string, label = '') => ({ value, label })
const MARKS = { same: ' ', added: '+', removed: '-' }
const read = ({ pieces, where }: Line) =>
  `${pieces.map(({ text, mark }) => MARKS[mark] + text).join('|')}${where && ` (${where})`}`

function result(
  field: string,
  before: [Contact | null, Contact | null],
  after: [Contact | null, Contact | null],
) {
  const [local, remote] = before
  const diffs = fieldDiffs({ local, remote }, { local: after[0], remote: after[1] }, GOOGLE)
  return diffs.find((diff) => diff.field === field)?.result.map(read)
}

describe('the field diff', () => {
  it('marks the words that an edit replaces', () => {
    const from = contact({ title: 'Senior partner' })
    const to = contact({ title: 'Managing partner' })
    expect(result('title', [from, to], [to, to])).toEqual(['-Senior|+Managing|  partner (changed in Clio)'])
  })

  it('shows a text without a common word as removed and added whole', () => {
    const from = contact({ title: 'Clerk' })
    const to = contact({ title: 'Partner' })
    expect(result('title', [to, from], [to, to])).toEqual(['-Clerk|+Partner (changed in Google)'])
  })

  it('names the side that gains an entry of a list, and keeps the others', () => {
    const local = contact({ emails: [mail('a@x.com', 'Work')] })
    const remote = contact({ emails: [mail('a@x.com', 'Work'), mail('b@x.com')] })
    expect(result('emails', [local, remote], [remote, remote])).toEqual([
      ' a@x.com (Work)',
      '+b@x.com (added to Clio)',
    ])
  })

  it('says what is removed, and from where', () => {
    const both = contact({ emails: [mail('a@x.com'), mail('b@x.com')] })
    const less = contact({ emails: [mail('a@x.com')] })
    expect(result('emails', [less, both], [less, less])).toEqual([
      ' a@x.com',
      '-b@x.com (removed from Google)',
    ])
  })

  it('says what only one side can hold', () => {
    const local = contact({ nickname: 'Annie' })
    expect(result('nickname', [local, contact({})], [local, contact({})])).toEqual([' Annie (only in Clio)'])
  })

  it('does not call a number that both have, each in its own spelling, one side’s alone', () => {
    const local = contact({ phones: [mail('+1 773 555 0142')] })
    const remote = contact({
      phones: [{ ...mail('(773) 555-0142', 'Mobile'), canonical: '+17735550142' }],
    })
    expect(result('phones', [local, remote], [local, remote])).toEqual([
      ' +1 773 555 0142 (as Clio writes it)',
      ' (773) 555-0142 (Mobile) (as Google writes it)',
    ])
  })

  it('reads a new contact as added, and a deleted one as removed', () => {
    const ana = contact({})
    expect(result('firstName', [null, ana], [ana, ana])).toEqual(['+Ana (added to Clio)'])
    expect(result('firstName', [null, ana], [null, null])).toEqual(['-Ana (removed from Google)'])
  })

  it('leaves out fields nobody says anything about', () => {
    const ana = contact({})
    expect(
      fieldDiffs({ local: ana, remote: ana }, { local: ana, remote: ana }, GOOGLE).map(({ field }) => field),
    ).toEqual(['firstName'])
  })
})

describe('altered fields', () => {
  it('are those whose text changes; order in a list is none', () => {
    const from = contact({ emails: [mail('a@x.com'), mail('b@x.com')] })
    const to = contact({ emails: [mail('b@x.com'), mail('a@x.com')], title: 'Partner' })
    expect(alteredFields({ from, to }, GOOGLE)).toEqual(['title'])
  })
  it('of a create are all that are filled', () => {
    expect(alteredFields({ from: null, to: contact({ title: 'Partner' }) }, GOOGLE)).toEqual([
      'firstName',
      'title',
    ])
  })
})
