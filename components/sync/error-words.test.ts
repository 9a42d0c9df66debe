import { describe, expect, it } from 'vitest'
import { errorWords } from './error-words'
import { guardWords } from './guard-words'
import { CONTACTS } from './kinds/contacts'

describe('an error', () => {
  it('names the field, repeats what Google said, and says what to do', () => {
    expect(
      errorWords({ kind: 'rejected', field: 'emails', message: 'Not an address.' }, 'Google', CONTACTS),
    ).toEqual({
      cause: 'Google does not accept its email',
      remedy: 'Not an address. Correct the contact, then retry.',
    })
  })
  it('of our own side names Clio, and says where to correct the item', () => {
    const words = (field: string | null) =>
      errorWords({ kind: 'rejectedHere', field, message: 'Not an address.' }, 'Google', CONTACTS)
    expect(words('emails')).toEqual({
      cause: 'Clio cannot store its email',
      remedy: 'Not an address. Correct the contact in Google, then retry.',
    })
    expect(words(null).cause).toBe('Clio cannot store this contact')
  })
  it('ends what Google said with a period, and offers to undo the edit where no field is to blame', () => {
    const words = (message: string) =>
      errorWords({ kind: 'rejected', field: null, message }, 'Google', CONTACTS).remedy
    expect(words('Only Google changes it')).toBe(
      'Only Google changes it. Correct the contact or undo the edit, then retry.',
    )
    expect(words('')).toBe('Correct the contact or undo the edit, then retry.')
  })
  it('without a reason says so', () => {
    expect(errorWords({ kind: 'untaken', field: null, message: '' }, 'Google', CONTACTS).cause).toContain(
      'several times without a reason',
    )
  })
  it('of an unknown kind or field still says what to do', () => {
    expect(errorWords({ kind: 'rejected', field: 'toString', message: '' }, 'Google', CONTACTS).cause).toBe(
      'Google does not accept it',
    )
    expect(
      errorWords({ kind: 'something new', field: null, message: '' }, 'Google', CONTACTS).remedy,
    ).toContain('retry')
  })
})

describe('a guard', () => {
  it('speaks in numbers', () => {
    expect(guardWords({ kind: 'pingPong', count: 3, of: 10 }, 'Google', 'contacts')).toMatch(
      /^3 contacts keep being changed back/,
    )
    expect(guardWords({ kind: 'pingPong', count: 1, of: 10 }, 'Google', 'events')).toMatch(
      /^1 event keeps being/,
    )
    expect(guardWords({ kind: 'manyToRemote', count: 24_000, of: 312 }, 'Google', 'contacts')).toContain(
      'This would add 24,000 contacts to Google, where 312 are synced so far.',
    )
    expect(guardWords({ kind: 'manyOverwrites', count: 9800, of: 10_000 }, 'Google', 'contacts')).toBe(
      'This would update 9,800 of 10,000 contacts. That is unusual.',
    )
    expect(guardWords({ kind: 'remoteEmptied', count: 40, of: 40 }, 'Google', 'contacts')).toContain(
      'All 40 synced contacts',
    )
  })
})
