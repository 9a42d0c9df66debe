// What a row asks of its person.
import { expect, it } from 'vitest'
import { termsOf } from './kinds'
import { rowOf, type StoredChange } from './row'

const conflict = { id: 'title', field: 'title', entry: '', base: 'Clerk', local: 'Partner', remote: 'Judge' }
const change = {
  ...{ id: '1', name: 'Cho Min', kind: 'update', state: 'waiting', error: null },
  body: {
    ...{ local: null, remote: null, tombstone: null, reasons: [], probability: null },
    conflicts: [{ ...conflict, mayKeepBoth: false }],
  },
} as unknown as StoredChange
const asks = (more: Partial<StoredChange>) =>
  rowOf({ ...change, ...more }, termsOf('contacts', 'UTC', 'Google')).asks

it('what outdated is asked its conflicts first, and with all of them answered it can be approved', () => {
  expect(asks({ outdated: true, undecided: true, answers: {} })).toBe('conflict')
  expect(asks({ outdated: true, undecided: false, answers: { conflicts: { title: 'local' } } })).toBe('drift')
  expect(asks({ outdated: false, undecided: false, answers: { conflicts: { title: 'local' } } })).toBe(
    'conflict',
  )
})

it('an addition that the person may have as only mine is asked about, and reads so until it is approved', () => {
  const reasons = [{ kind: 'mayBeMine', id: '7' } as const, { kind: 'onlyOn', side: 'local' } as const]
  const held = {
    ...change,
    outdated: false,
    kind: 'createRemote',
    body: { ...change.body, conflicts: [], reasons },
    answers: {},
  } as const
  const row = (undecided: boolean) => rowOf({ ...held, undecided }, termsOf('contacts', 'UTC', 'Google'))
  expect(row(true)).toMatchObject({ asks: 'addition', what: { text: 'Add to Google, too?' }, open: true })
  expect(row(true).why).toBe('You may already have this contact as Only mine')
  expect(row(false)).toMatchObject({ asks: 'addition', what: { text: 'Add to Google' }, open: false })
})

it('says before it is opened which question is very likely one person, and what speaks against another', () => {
  const why = (reasons: StoredChange['body']['reasons']) => {
    const body = { ...change.body, conflicts: [], reasons, probability: 0.95 }
    const question = { ...change, kind: 'question', undecided: true, answers: {}, body } as const
    return rowOf(question, termsOf('contacts', 'UTC', 'Google')).why
  }
  const email = { kind: 'agrees', field: 'emails', value: 'a@x.example', weight: 'very strong' } as const
  const name = { kind: 'agrees', field: 'lastName', value: 'Min', weight: 'strong' } as const
  const born = { kind: 'differs', field: 'birthday', local: '1950-01-01', remote: '1985-01-01' } as const
  expect(why([email, name])).toBe('Very likely: same email and last name')
  expect(why([])).toBe('Very likely')
  expect(why([email, { ...born, weight: 'strongly against' }])).toBe('Different birthday · Same email')
  expect(why([email, { kind: 'severalCandidates', count: 2 }])).toBe('Same email · 2 possible matches')
})

it('says of an addition what tells it from another of its name', () => {
  const apart = { kind: 'toldApart', side: 'local', field: 'suffix', local: 'Sr.', remote: 'Jr.' } as const
  const reasons = [{ kind: 'onlyOn', side: 'remote' } as const, apart]
  const body = { ...change.body, conflicts: [], reasons }
  const added = { ...change, kind: 'createLocal', undecided: false, answers: {}, body } as const
  expect(rowOf(added, termsOf('contacts', 'UTC', 'Google')).why).toBe(
    'Only in Google · Clio has someone with this name, but one is Sr. and the other Jr.',
  )
})

it('says of a conflict in one sentence that both sides edited the field', () => {
  const edited = (side: 'local' | 'remote', ...fields: ('title' | 'phones')[]) =>
    ({ kind: 'edited', side, fields }) as const
  const why = (...reasons: ReturnType<typeof edited>[]) =>
    rowOf({ ...change, answers: {}, body: { ...change.body, reasons } }, termsOf('contacts', 'UTC', 'Google'))
      .why
  expect(why(edited('local', 'title'), edited('remote', 'title'))).toBe('Title edited in Clio and in Google')
  expect(why(edited('local', 'title'), edited('remote', 'phones'))).toBe(
    'Title edited in Clio · Phone edited in Google',
  )
})
