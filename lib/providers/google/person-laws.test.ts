import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Contact } from '@/lib/domains/contacts/value/contact'
import { LIST_FIELDS, type ListField } from '@/lib/domains/contacts/value/fields'
import { entryKey } from '@/lib/domains/contacts/value/normalise'
import { contactArbitrary, edited } from '@/testing/contacts/arbitrary'
import { create, patch, project, toItem } from './person'
import { type Json, list, type Person } from './raw'
import { canSendAsRead, filled } from './shared-mask'

const source = { type: 'CONTACT', id: '8a6b0f5889920ca' }
const primary = { primary: true, sourcePrimary: true, source }
const plain = { source }
const metadata = { sources: [{ ...source, etag: '#1', updateTime: '2021-01-04T22:44:04.913Z' }] }

const contactOf = (person: Person) => toItem(person).value
/** The person at Google after the patch. */
const applied = (raw: Person, { person }: { readonly person: Json }): Person => ({ ...raw, ...person })

/**
 * Adds data of other programs and of Google itself around the data that we model; each value is unique, so that it can be found again.
 */
const decorated = (contact: Contact, extra: boolean): Person => {
  const person = create(contact, 'k')
  let count = 0
  const unknown = (...keys: string[]) =>
    extra ? Object.fromEntries(keys.map((key) => [key, `unknown ${++count}`])) : {}
  const around = (member: string, ...keys: string[]) =>
    list(person[member]).map((entry, at) => ({
      metadata: at === 0 ? primary : plain,
      ...entry,
      ...('type' in entry ? { formattedType: `${entry.type}!` } : {}),
      ...unknown(...keys),
    }))
  const second = (entry: Json) => (extra ? [{ metadata: plain, ...entry }] : [])
  const fields = {
    names: around('names', 'phoneticGivenName').map((name) => ({
      ...name,
      displayName: 'x',
      unstructuredName: 'x',
    })),
    nicknames: [...around('nicknames'), ...second({ value: 'unknown nickname' })],
    organizations: [...around('organizations', 'jobDescription'), ...second({ name: 'unknown employer' })],
    biographies: around('biographies'),
    birthdays: around('birthdays').map((birthday) => ({ ...birthday, text: 'once' })),
    emailAddresses: around('emailAddresses', 'displayName'),
    phoneNumbers: around('phoneNumbers').map((phone) => ({ ...phone, canonicalForm: '+1' })),
    urls: around('urls'),
    addresses: around('addresses', 'unknownPart', 'otherPart').map((address) => ({
      ...address,
      formattedValue: 'x',
    })),
  }
  const kept = Object.entries(fields).filter(([, entries]) => entries.length > 0)
  return { resourceName: 'people/c1', metadata, ...Object.fromEntries(kept) }
}
const settled = (contact: Contact) => ({
  ...contact,
  ...Object.fromEntries(
    LIST_FIELDS.map((field) => {
      const [first, ...others] = contact[field]
      return [
        field,
        [first, ...others.map((entry) => JSON.stringify(entry, Object.keys(entry).sort())).sort()],
      ]
    }),
  ),
})
const runs = { numRuns: 1_000 }

test('reading gives what project predicts, and projecting it again changes nothing', () => {
  fc.assert(
    fc.property(contactArbitrary, (contact) => {
      const read = contactOf(decorated(contact, false))
      expect(read).toEqual(project(contact))
      expect(project(read)).toEqual(read)
    }),
    runs,
  )
})

test('writing what was read changes nothing', () => {
  fc.assert(
    fc.property(contactArbitrary, fc.boolean(), (contact, extra) => {
      const raw = decorated(contact, extra)
      expect(patch(raw, contactOf(raw), contactOf(raw)).mask).toEqual([])
    }),
    runs,
  )
})

test('a written contact reads back as project predicts', () => {
  fc.assert(
    fc.property(contactArbitrary, contactArbitrary, (from, to) => {
      const raw = decorated(from, false)
      const after = applied(raw, patch(raw, contactOf(raw), to))
      expect(settled(contactOf(after))).toEqual(settled(project(to)))
    }),
    runs,
  )
})

test('an edit that removes no entry loses no data that we do not model', () => {
  const pair = contactArbitrary.chain((from) => fc.tuple(fc.constant(from), edited(from)))
  fc.assert(
    fc.property(pair, ([from, to]) => {
      fc.pre(
        LIST_FIELDS.every(
          (field) => to[field].length >= from[field].length && distinct(field, to) && distinct(field, from),
        ),
      )
      const raw = decorated(from, true)
      const after = applied(raw, patch(raw, contactOf(raw), { ...to, ...mustNotReveal(from, to) }))
      const left = unknowns(after)
      const missing = unknowns(raw).filter((value) => !left.includes(value))
      expect(missing).toEqual([])
    }),
    runs,
  )
})

test('a field that is sent only because a batch shares its mask stays as it was, with the data that we do not model', () => {
  const members = ['names', 'nicknames', 'organizations', 'biographies', 'birthdays', 'addresses'] as const
  const mask = fc.subarray([...members, 'emailAddresses', 'phoneNumbers', 'urls'] as const)
  fc.assert(
    fc.property(contactArbitrary, mask, ({ birthday: _, ...dateless }, all) => {
      const raw = decorated({ ...dateless, birthday: null }, true)
      fc.pre(canSendAsRead({ raw }))
      const after = applied(raw, { person: filled(raw, { person: {}, mask: [] }, all) })
      expect(contactOf(after)).toEqual(contactOf(raw))
      expect(unknowns(after)).toEqual(unknowns(raw))
    }),
    runs,
  )
})

test.each([
  {
    what: 'a list that may have been truncated',
    raw: { urls: Array.from({ length: 100 }, () => ({ value: 'x' })) },
  },
  {
    what: 'two names, of which Google takes one',
    raw: { names: [{ givenName: 'Ana' }, { givenName: 'Anna' }] },
  },
  {
    what: 'a birthday that is a date and a text',
    raw: { birthdays: [{ date: { year: 1990 }, text: '1990' }] },
  },
])('$what is not sent as it was read', ({ raw }) => {
  expect(canSendAsRead({ raw })).toBe(false)
})

const distinct = (field: ListField, contact: Contact) =>
  new Set(contact[field].map((entry) => entryKey(field, entry))).size === contact[field].length
const unknowns = (person: Person): readonly string[] => JSON.stringify(person).match(/"unknown [^"]*"/g) ?? []
/** If a contact has no nickname, Google's other one is read: it was edited, not lost. */
const mustNotReveal = (from: Contact, to: Contact): Partial<Contact> => ({
  ...(from.nickname === '' ? { nickname: 'unknown nickname' } : { nickname: to.nickname }),
  ...(from.company + from.title + from.department === ''
    ? { company: 'unknown employer', title: '', department: '' }
    : {}),
})
