import { describe, expect, it } from 'vitest'
import type { Reason } from '@/lib/domains/contacts/types'
import { termsOf } from './kinds'
import { CONTACTS } from './kinds/contacts'
import { because, evidence, howSure, type Message, whatHappened, whatHappens } from './words'

const GOOGLE = termsOf('contacts', 'UTC', 'Google')

const message = (over: Partial<Message>): Message => ({
  kind: 'update',
  localFields: [],
  remoteFields: [],
  writesLocal: false,
  writesRemote: false,
  openConflicts: [],
  tombstone: null,
  cancels: [],
  ...over,
})

describe('what will happen', () => {
  const rows: readonly (readonly [Partial<Message>, string, string])[] = [
    [{ kind: 'createLocal' }, '+', 'Add to Clio'],
    [{ kind: 'createRemote' }, '+', 'Add to Google'],
    [{ kind: 'link' }, '=', 'Already the same'],
    [{ kind: 'question' }, '?', 'Same person?'],
    [{ kind: 'deleteRemote' }, '−', 'Delete in Google'],
    [{ kind: 'tombstone', tombstone: 'remote' }, '·', 'Stays in Clio and is not added to Google again'],
    [{ kind: 'tombstone', tombstone: 'local' }, '·', 'Stays in Google and is not added to Clio again'],
    [{ kind: 'forget' }, '·', 'Deleted in Clio and in Google; no longer linked'],
    [{ writesLocal: true, localFields: ['phones', 'title'] }, '~', 'Update in Clio: phone and title'],
    [
      {
        writesLocal: true,
        localFields: ['phones'],
        writesRemote: true,
        remoteFields: ['emails', 'notes', 'title'],
      },
      '~',
      'Update in Clio: phone · in Google: email, notes and title',
    ],
    [{ openConflicts: ['title'], writesLocal: true, localFields: ['phones'] }, '?', 'Conflict: title'],
    [{}, '=', 'Both stay as they are'],
  ]
  it.each(rows)('%o reads %s %s', (over, sign, text) => {
    expect(whatHappens(message(over), GOOGLE)).toMatchObject({ sign, text })
  })
})

describe('what has happened', () => {
  it('is in the past tense', () => {
    expect(whatHappened(message({ kind: 'createRemote' }), GOOGLE)).toBe('Added to Google')
    expect(whatHappened(message({ writesRemote: true, remoteFields: ['title'] }), GOOGLE)).toBe(
      'Updated in Google: title',
    )
    expect(whatHappened(message({ kind: 'tombstone', tombstone: 'remote' }), GOOGLE)).toBe(
      'Deleted in Google; stays in Clio',
    )
  })
})

describe('why', () => {
  const rows: readonly (readonly [Reason, string])[] = [
    [{ kind: 'onlyOn', side: 'remote' }, 'Only in Google'],
    [{ kind: 'companyIn', side: 'local' }, 'A company in Clio has the same name as a person in Google'],
    [{ kind: 'namesake', side: 'local' }, 'Clio has someone with this name, but too little else matches'],
    [
      { kind: 'toldApart', side: 'local', field: 'suffix', local: 'Sr.', remote: 'Jr.' },
      'Clio has someone with this name, but one is Sr. and the other Jr.',
    ],
    [
      { kind: 'toldApart', side: 'remote', field: 'birthday', local: '1985-01-02', remote: '1950-01-02' },
      'Google has someone with this name, but with another birthday: 1985-01-02 and 1950-01-02',
    ],
    [
      { kind: 'sameNameAndEmail', email: 'ana@example.com' },
      'Same first name, last name and email (ana@example.com)',
    ],
    [{ kind: 'ourKey' }, 'Concord added this contact earlier'],
    [{ kind: 'agrees', field: 'phones', value: '+1 312 555 0100' }, 'Same phone: +1 312 555 0100'],
    [
      { kind: 'resembles', field: 'firstName', local: 'Jon', remote: 'John' },
      'Similar first name: Jon and John',
    ],
    [
      { kind: 'differs', field: 'company', local: 'Acme', remote: 'Bolt' },
      'Different company: Acme and Bolt',
    ],
    [
      { kind: 'agrees', field: 'emails', value: 'zoe@example.com', weight: 'very strong' },
      'Same email: zoe@example.com (very strong)',
    ],
    [
      { kind: 'differs', field: 'birthday', local: '1950-01-02', remote: '1981-05-06', weight: 'against' },
      'Different birthday: 1950-01-02 and 1981-05-06 (against)',
    ],
    [
      { kind: 'resembles', field: 'phones', local: '1', remote: '2', weight: 'none' },
      'Similar phone: 1 and 2 (not counted)',
    ],
    [{ kind: 'severalCandidates', count: 3 }, '3 possible matches'],
    [{ kind: 'edited', side: 'local', fields: ['phones', 'title'] }, 'Phone and title edited in Clio'],
    [{ kind: 'edited', side: 'remote', fields: [] }, 'Edited in Google'],
    [{ kind: 'deleted', side: 'remote' }, 'Deleted in Google'],
    [
      { kind: 'returns', side: 'remote', deletedAt: new Date('2026-11-03T10:00:00Z') },
      'Deleted in Google on Nov 3, 2026; offered again because you set up the sync again',
    ],
    [
      { kind: 'losesOccurrences', side: 'local', count: 1 },
      'If you keep the series in Google, 1 changed date in Clio goes to Deleted: it is not in that series',
    ],
    [
      { kind: 'losesOccurrences', side: 'remote', count: 3 },
      'If you keep the series in Clio, 3 changed dates in Google are lost: they are not in that series',
    ],
    [{ kind: 'keptSeparate' }, 'You marked these as different people'],
    [{ kind: 'linkedByPerson' }, 'You marked these as the same person'],
    [{ kind: 'undoes' }, 'Undoes an earlier sync'],
  ]
  it.each(rows)('%o reads "%s"', (reason, text) => {
    expect(because(reason, GOOGLE)).toBe(text)
  })

  it('names the day that it was where the reader is', () => {
    const reason: Reason = { kind: 'returns', side: 'remote', deletedAt: new Date('2026-11-27T03:52:00Z') }
    expect(because(reason, { ...GOOGLE, zone: 'America/Los_Angeles' })).toContain('on Nov 26, 2026;')
    expect(because(reason, { ...GOOGLE, zone: 'Europe/Berlin' })).toContain('on Nov 27, 2026;')
  })
})

describe('the evidence on one line', () => {
  it('names what agrees, what nearly does, what does not, and that there are others', () => {
    const reasons: readonly Reason[] = [
      { kind: 'sameNameAndEmail', email: 'a@x.example' },
      { kind: 'resembles', field: 'firstName', local: 'B.', remote: 'Bea' },
      { kind: 'agrees', field: 'lastName', value: 'Lima' },
      { kind: 'agrees', field: 'emails', value: 'a@x.example' },
      { kind: 'differs', field: 'phones', local: '1', remote: '2' },
      { kind: 'severalCandidates', count: 2 },
    ]
    expect(evidence(reasons, CONTACTS)).toBe(
      'Different phone · Same last name and email · Similar first name · 2 possible matches',
    )
    expect(evidence([], CONTACTS)).toBe('')
  })
  it('ends with a difference that does not count', () => {
    const reasons: readonly Reason[] = [
      { kind: 'agrees', field: 'emails', value: 'a@x.example', weight: 'strong' },
      { kind: 'differs', field: 'phones', local: '1', remote: '2', weight: 'none' },
    ]
    expect(evidence(reasons, CONTACTS)).toBe('Same email · Different phone')
  })
})

describe('how sure', () => {
  it('promises less as the probability falls', () => {
    expect(
      [0.95, 0.7, 0.4, 0.1].map((probability) => howSure({ probability, reasons: [] }, CONTACTS.words)),
    ).toEqual([
      'Very likely the same person',
      'Probably the same person',
      'Perhaps the same person',
      'Unlikely to be the same person',
    ])
  })
  it.each<[string, Reason]>([
    ['against', { kind: 'differs', field: 'prefix', local: 'Mr', remote: 'Mrs', weight: 'against' }],
    [
      'strongly against',
      { kind: 'differs', field: 'firstName', local: 'Mona', remote: 'Lisa', weight: 'strongly against' },
    ],
    [
      'against, spelled alike',
      { kind: 'resembles', field: 'lastName', local: 'A', remote: 'B', weight: 'against' },
    ],
    ['without a weight', { kind: 'differs', field: 'birthday', local: '1950-01-01', remote: '1985-01-01' }],
  ])('promises little where a reason is %s', (_, reason) => {
    const sure = (probability: number) => howSure({ probability, reasons: [reason] }, CONTACTS.words)
    expect([0.95, 0.7, 0.1].map(sure)).toEqual([
      'Perhaps the same person',
      'Perhaps the same person',
      'Unlikely to be the same person',
    ])
  })
})
