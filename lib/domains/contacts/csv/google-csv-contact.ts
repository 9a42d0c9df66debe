// Converts one line of Google's contact CSV to a Contact. Columns without a field are listed in the notes of each contact that has a
// value
// in them (left-out.ts says why).

import type { Columns, SingleColumn } from '@/lib/domains/contacts/csv/google-csv-columns'
import { addressesOf, phonesOf, valuesOf } from '@/lib/domains/contacts/csv/google-csv-values'
import {
  type ImportProblem,
  type LeftOut,
  lost,
  type ReadOne,
} from '@/lib/domains/contacts/files/import-result'
import {
  addressInOnePiece,
  NO_FIELD,
  nameBesideEmail,
  notADate,
  SAYS_MORE,
  SAYS_NOTHING,
  saysNothing,
} from '@/lib/domains/contacts/files/left-out'
import { splitFullName } from '@/lib/domains/contacts/names/full-name'
import { parseBirthday } from '@/lib/domains/contacts/text/birthday-text'
import { emailsIn } from '@/lib/domains/contacts/text/email-text'
import { unguarded } from '@/lib/domains/contacts/text/spreadsheet'
import { type Contact, EMPTY_CONTACT, identified, type NameParts } from '@/lib/domains/contacts/value/contact'
import { distinctTags, TAG_LIMITS, tagsFromFile } from '@/lib/domains/contacts/value/tags'
import { namesSomebodyElse, saysMore, withoutValues } from '@/lib/domains/contacts/vcard/name'
import { oneLine, severalLines } from '@/lib/domains/text/plain-text'

export function rowContact(columns: Columns, values: readonly string[], line: number): ReadOne {
  const text = (at: number) => unguarded(values[at] ?? '')
  const single = (column: SingleColumn) => oneLine(text(columns.single[column]))
  const notes: LeftOut[] = []
  const note = (what: string, reason: string) => notes.push({ line, what, reason })
  const problems: ImportProblem[] = []
  const born = single('birthday')
  const birthday = parseBirthday(born)
  if (birthday === null && born !== '') problems.push({ line, reason: notADate(born) })
  const emailTexts = valuesOf(columns.lists.emails, text)
  const emails = emailTexts.flatMap(({ value, label }) =>
    emailsIn(value).map((one) => ({ value: one, label })),
  )
  const phones = phonesOf(columns.lists.phones, values, (reason) => problems.push({ line, reason }))
  const addresses = columns.addresses.flatMap((address) => addressesOf(address, text))
  const called = [...emails, ...phones].map(({ value }) => value)
  const contact: Contact = identified({
    ...EMPTY_CONTACT,
    ...withoutValues(nameOf(single, called, note), called),
    company: single('company'),
    nickname: single('nickname'),
    title: single('title'),
    department: single('department'),
    notes: severalLines(text(columns.single.notes)),
    birthday,
    emails,
    phones,
    websites: valuesOf(columns.lists.websites, text),
    addresses: addresses.map(({ address }) => address),
  })
  if (addresses.some(({ saysMore }) => saysMore)) notes.push(addressInOnePiece(line))
  if (emailTexts.some(({ value }) => namesSomebodyElse(value, contact))) notes.push(nameBesideEmail(line))
  const groups = groupsOf(single('groups'))
  const tags = tagsFromFile(groups)
  if (tags.length < groups.length) note('tag', TAG_LIMITS)
  for (const what of new Set(
    columns.rest.filter(({ at }) => text(at).trim() !== '').map(({ what }) => what),
  )) {
    note(what, NO_FIELD)
  }
  if (saysNothing(contact)) return { read: null, problems: [lost(line, SAYS_NOTHING)] }
  return { read: { line, contact, ...(tags.length > 0 && { tags }), notes }, problems }
}

type Note = (what: string, reason: string) => void

function nameOf(single: (column: SingleColumn) => string, values: readonly string[], note: Note): NameParts {
  const names = {
    prefix: single('prefix'),
    firstName: single('firstName'),
    middleName: single('middleName'),
    lastName: single('lastName'),
    suffix: single('suffix'),
  }
  const fullName = single('fullName')
  if (Object.values(names).some(Boolean)) {
    const others = [...Object.values(names), single('nickname'), single('company'), ...values]
    if (saysMore(fullName, others)) note('full name', SAYS_MORE)
    return names
  }
  const isOther = [single('company'), single('nickname'), ...values].includes(fullName)
  return fullName === '' || isOther ? names : splitFullName(fullName)
}

/** "* myContacts" and similar names are Google's own; every other name is a label that a person chose. */
const groupsOf = (text: string): readonly string[] =>
  distinctTags(text.split(':::').filter((group) => !/^\s*(\*.*)?$/.test(group)))
