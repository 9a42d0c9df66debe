// Merging one contact: a table of what people do, and properties that always hold.

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { merge } from '@/lib/domains/contacts/merge/merge'
import type { Base, Project } from '@/lib/domains/contacts/types'
import { type Contact, EMPTY_CONTACT } from '@/lib/domains/contacts/value/contact'
import { sameContact, sameValue } from '@/lib/domains/contacts/value/diff'
import { FIELD_NAMES, LIST_FIELDS, type ListField, SINGLE_FIELDS } from '@/lib/domains/contacts/value/fields'
import { entryKey, type KeyOf, spelled } from '@/lib/domains/contacts/value/normalise'
import { folded } from '@/lib/domains/text/folded'
import type { Choice } from '@/lib/engine/model'
import { ANYTHING, contactPairs, LITTLE, projectArbitrary, touched } from '@/testing/engine/contacts'

const RUNS = { numRuns: 1_000 }
const nobody = () => null
const keyOf: KeyOf = (field, entry) => entryKey(field, entry, 'US')

type Values = Partial<Contact>
const contactWith = (values: Values): Contact => ({ ...EMPTY_CONTACT, firstName: 'Ana', ...values })
const phone = (value: string, label = 'Work') => ({ value, label })
const OLD = phone('604-555-0100')
const NEW = phone('604-555-0101')
const ALSO = phone('604-555-0109')
const OTHER = phone('212-555-9876', 'Home')

function merged(
  base: Values | Base | null,
  local: Values,
  remote: Values,
  choice: Choice | null = null,
  project: Project = ANYTHING,
) {
  const before =
    base === null || isBase(base) ? base : { local: contactWith(base), remote: contactWith(base) }
  return merge(before, contactWith(local), contactWith(remote), {}, () => choice, project, 'US')
}
const isBase = (base: Values | Base): base is Base => 'local' in base

interface Row {
  readonly what: string
  readonly base: Values | Base | null
  readonly local: Values
  readonly remote: Values
  readonly choice?: Choice
  readonly project?: Project
  /** The value that both should have; or each side separately. */
  readonly both?: Values
  readonly becomes?: { readonly local: Values; readonly remote: Values }
  readonly conflicts?: number
}

const single: readonly Row[] = [
  {
    what: 'an edit travels',
    base: { title: 'A' },
    local: { title: 'B' },
    remote: { title: 'A' },
    both: { title: 'B' },
  },
  { what: 'clearing travels', base: { title: 'A' }, local: { title: 'A' }, remote: {}, both: {} },
  {
    what: 'the same edit on both sides is agreed',
    base: { title: 'A' },
    local: { title: 'B' },
    remote: { title: 'B' },
    both: { title: 'B' },
  },
  {
    what: 'edits of different fields join',
    base: { title: 'A', department: 'X' },
    local: { title: 'B', department: 'X' },
    remote: { title: 'A', department: 'Y' },
    both: { title: 'B', department: 'Y' },
  },
  {
    what: 'different edits of one field are a conflict and rest',
    base: { title: 'A' },
    local: { title: 'B' },
    remote: { title: 'C' },
    becomes: { local: { title: 'B' }, remote: { title: 'C' } },
    conflicts: 1,
  },
  {
    what: 'a conflict takes the local value if so chosen',
    base: { title: 'A' },
    local: { title: 'B' },
    remote: { title: 'C' },
    choice: 'local',
    both: { title: 'B' },
  },
  {
    what: 'a conflict takes the remote value if so chosen',
    base: { title: 'A' },
    local: { title: 'B' },
    remote: { title: 'C' },
    choice: 'remote',
    both: { title: 'C' },
  },
  {
    what: 'a field that holds one value cannot keep both',
    base: { title: 'A' },
    local: { title: 'B' },
    remote: { title: 'C' },
    choice: 'both',
    becomes: { local: { title: 'B' }, remote: { title: 'C' } },
    conflicts: 1,
  },
  {
    what: 'edits that differ in case and space only are agreed as they are',
    base: { lastName: 'Silva' },
    local: { lastName: 'Souza Silva' },
    remote: { lastName: 'SOUZA  SILVA' },
    becomes: { local: { lastName: 'Souza Silva' }, remote: { lastName: 'SOUZA  SILVA' } },
  },
  {
    what: 'a spelling of its own stays while nobody edits',
    base: { local: contactWith({ lastName: 'Silva' }), remote: contactWith({ lastName: 'SILVA' }) },
    local: { lastName: 'Silva', title: 'B' },
    remote: { lastName: 'SILVA' },
    becomes: { local: { lastName: 'Silva', title: 'B' }, remote: { lastName: 'SILVA', title: 'B' } },
  },
  {
    what: 'an addition never replaces what the other side alone could hold',
    base: { local: contactWith({ nickname: 'Bob' }), remote: contactWith({}) },
    local: { nickname: 'Bob' },
    remote: { nickname: 'Zo' },
    becomes: { local: { nickname: 'Bob' }, remote: { nickname: 'Zo' } },
    conflicts: 1,
  },
  {
    what: 'a birthday learns its year',
    base: {},
    local: { birthday: { year: null, month: 3, day: 12 } },
    remote: { birthday: { year: 1980, month: 3, day: 12 } },
    both: { birthday: { year: 1980, month: 3, day: 12 } },
  },
  {
    what: 'different birthdays are a conflict',
    base: {},
    local: { birthday: { year: null, month: 3, day: 12 } },
    remote: { birthday: { year: 1980, month: 3, day: 13 } },
    becomes: {
      local: { birthday: { year: null, month: 3, day: 12 } },
      remote: { birthday: { year: 1980, month: 3, day: 13 } },
    },
    conflicts: 1,
  },
  {
    what: 'notes edited in different lines join',
    base: { notes: 'one\ntwo\nthree\nfour' },
    local: { notes: 'ONE!\ntwo\nthree\nfour' },
    remote: { notes: 'one\ntwo\nthree\nfour\nfive' },
    both: { notes: 'ONE!\ntwo\nthree\nfour\nfive' },
  },
  {
    what: 'notes edited in the same line are a conflict',
    base: { notes: 'one' },
    local: { notes: 'one here' },
    remote: { notes: 'one there' },
    becomes: { local: { notes: 'one here' }, remote: { notes: 'one there' } },
    conflicts: 1,
  },
  {
    what: 'notes can keep both, a blank line between',
    base: { notes: 'one' },
    local: { notes: 'here' },
    remote: { notes: 'there' },
    choice: 'both',
    both: { notes: 'here\n\nthere' },
  },
  {
    what: 'a company that is given a name there is a person here too',
    base: { kind: 'company', firstName: '', company: 'Acme Ltd' },
    local: { kind: 'company', firstName: '', company: 'Acme Ltd' },
    remote: { firstName: 'Bob', lastName: 'Stone', company: 'Acme Ltd' },
    both: { firstName: 'Bob', lastName: 'Stone', company: 'Acme Ltd' },
  },
  {
    what: 'a company that is given a name here is a person there too',
    base: { kind: 'company', firstName: '', company: 'Acme Ltd' },
    local: { firstName: 'Bob', company: 'Acme Ltd' },
    remote: { kind: 'company', firstName: '', company: 'Acme Ltd' },
    both: { firstName: 'Bob', company: 'Acme Ltd' },
  },
  {
    what: 'a person whose name is taken away is a company',
    base: { company: 'Acme Ltd' },
    local: { company: 'Acme Ltd' },
    remote: { kind: 'company', firstName: '', company: 'Acme Ltd' },
    both: { kind: 'company', firstName: '', company: 'Acme Ltd' },
  },
]

const lists: readonly Row[] = [
  {
    what: 'an added entry is added',
    base: {},
    local: { phones: [OLD] },
    remote: {},
    both: { phones: [OLD] },
  },
  {
    what: 'entries added on both sides are both kept',
    base: { phones: [OLD] },
    local: { phones: [OLD, ALSO] },
    remote: { phones: [OLD, OTHER] },
    both: { phones: [OLD, ALSO, OTHER] },
  },
  {
    what: 'one number added on both sides in two spellings is one',
    base: {},
    local: { phones: [phone('(604) 555-0100')] },
    remote: { phones: [phone('+16045550100')] },
    becomes: { local: { phones: [phone('(604) 555-0100')] }, remote: { phones: [phone('+16045550100')] } },
  },
  {
    what: 'a removed entry is removed',
    base: { phones: [OLD, OTHER] },
    local: { phones: [OTHER] },
    remote: { phones: [OLD, OTHER] },
    both: { phones: [OTHER] },
  },
  {
    what: 'a corrected digit replaces the old number',
    base: { phones: [OLD, OTHER] },
    local: { phones: [OLD, OTHER] },
    remote: { phones: [NEW, OTHER] },
    both: { phones: [NEW, OTHER] },
  },
  {
    what: 'an edit outlives the removal on the other side',
    base: { phones: [OLD] },
    local: { phones: [] },
    remote: { phones: [NEW] },
    both: { phones: [NEW] },
  },
  {
    what: 'an entry edited differently on both sides is a conflict and rests',
    base: { phones: [OLD] },
    local: { phones: [NEW] },
    remote: { phones: [ALSO] },
    becomes: { local: { phones: [NEW] }, remote: { phones: [ALSO] } },
    conflicts: 1,
  },
  {
    what: 'such a conflict can be won by one side',
    base: { phones: [OLD] },
    local: { phones: [NEW] },
    remote: { phones: [ALSO] },
    choice: 'remote',
    both: { phones: [ALSO] },
  },
  {
    what: 'such a conflict can keep both',
    base: { phones: [OLD] },
    local: { phones: [NEW] },
    remote: { phones: [ALSO] },
    choice: 'both',
    both: { phones: [NEW, ALSO] },
  },
  {
    what: 'a label travels on its own, and the value edited elsewhere with it',
    base: { phones: [OLD] },
    local: { phones: [{ ...OLD, label: 'Beach house' }] },
    remote: { phones: [NEW] },
    both: { phones: [{ ...NEW, label: 'Beach house' }] },
  },
  {
    what: 'different new labels are a conflict',
    base: { phones: [OLD] },
    local: { phones: [{ ...OLD, label: 'Home' }] },
    remote: { phones: [{ ...OLD, label: 'Mobile' }] },
    becomes: {
      local: { phones: [{ ...OLD, label: 'Home' }] },
      remote: { phones: [{ ...OLD, label: 'Mobile' }] },
    },
    conflicts: 1,
  },
  {
    what: 'two spellings of one new label are agreed',
    base: { phones: [OLD] },
    local: { phones: [{ ...OLD, label: 'Home Fax' }] },
    remote: { phones: [{ ...OLD, label: 'homeFax' }] },
    becomes: {
      local: { phones: [{ ...OLD, label: 'Home Fax' }] },
      remote: { phones: [{ ...OLD, label: 'homeFax' }] },
    },
  },
  {
    what: 'another spelling of a number travels like an edit',
    base: { phones: [OLD] },
    local: { phones: [phone('+1 604 555 0100')] },
    remote: { phones: [OLD] },
    both: { phones: [phone('+1 604 555 0100')] },
  },
  {
    what: 'two copies of a number on one side are no reason to touch the other',
    base: { phones: [OLD] },
    local: { phones: [OLD, { ...OLD, label: '' }] },
    remote: { phones: [OLD] },
    becomes: { local: { phones: [OLD, { ...OLD, label: '' }] }, remote: { phones: [OLD] } },
  },
  {
    what: 'removing a number takes its copies along',
    base: { phones: [OLD, { ...OLD, label: '' }] },
    local: { phones: [] },
    remote: { phones: [OLD, { ...OLD, label: '' }] },
    both: {},
  },
  {
    what: 'a number that was added here and became another there is said once',
    base: { phones: [OLD] },
    local: { phones: [OLD, NEW] },
    remote: { phones: [NEW] },
    both: { phones: [NEW] },
  },
  {
    what: 'the order of a list is no news',
    base: { phones: [OLD, OTHER] },
    local: { phones: [OTHER, OLD] },
    remote: { phones: [OLD, OTHER] },
    becomes: { local: { phones: [OTHER, OLD] }, remote: { phones: [OLD, OTHER] } },
  },
]

const firstLink: readonly Row[] = [
  {
    what: 'fills blanks both ways',
    base: null,
    local: { title: 'A' },
    remote: { department: 'X' },
    both: { title: 'A', department: 'X' },
  },
  {
    what: 'unites lists',
    base: null,
    local: { phones: [OLD] },
    remote: { phones: [OTHER] },
    both: { phones: [OLD, OTHER] },
  },
  {
    what: 'does not take two similar numbers for one',
    base: null,
    local: { phones: [OLD] },
    remote: { phones: [NEW] },
    both: { phones: [OLD, NEW] },
  },
  {
    what: 'leaves each side its spelling and its label',
    base: null,
    local: { phones: [phone('6045550100', 'Office')], lastName: 'SILVA' },
    remote: { phones: [phone('+1 604-555-0100', 'Work')], lastName: 'Silva' },
    becomes: {
      local: { phones: [phone('6045550100', 'Office')], lastName: 'SILVA' },
      remote: { phones: [phone('+1 604-555-0100', 'Work')], lastName: 'Silva' },
    },
  },
  {
    what: 'fills a blank label',
    base: null,
    local: { phones: [{ ...OLD, label: '' }] },
    remote: { phones: [OLD] },
    both: { phones: [OLD] },
  },
  {
    what: 'asks where single values differ',
    base: null,
    local: { title: 'A' },
    remote: { title: 'B' },
    becomes: { local: { title: 'A' }, remote: { title: 'B' } },
    conflicts: 1,
  },
]

const three = [1, 2, 3].map((digit) => phone(`604-555-020${digit}`))
const little: readonly Row[] = [
  {
    what: 'a field it has no room for is not missed',
    base: { local: contactWith({ nickname: 'Bob' }), remote: contactWith({}) },
    local: { nickname: 'Bob', title: 'A' },
    remote: {},
    becomes: { local: { nickname: 'Bob', title: 'A' }, remote: { title: 'A' } },
  },
  {
    what: 'an entry beyond its limit is not written and not missed',
    base: { phones: three },
    local: { phones: [...three, OTHER] },
    remote: { phones: three },
    becomes: { local: { phones: [...three, OTHER] }, remote: { phones: three } },
  },
  {
    what: 'a full list loses none of its own to an addition',
    base: { local: contactWith({ phones: three }), remote: contactWith({ phones: [...three, OTHER] }) },
    local: { phones: [...three, OLD] },
    remote: { phones: [...three, OTHER] },
    becomes: { local: { phones: [...three, OLD] }, remote: { phones: [...three, OTHER] } },
  },
  {
    what: 'a note cut short there does not cut ours',
    base: null,
    local: { notes: 'A long story indeed' },
    remote: { notes: 'A long story' },
    becomes: { local: { notes: 'A long story indeed' }, remote: { notes: 'A long story' } },
  },
  {
    what: 'an edit of a note cut short is asked about, since it would cut ours',
    base: {
      local: contactWith({ notes: 'A long story indeed' }),
      remote: contactWith({ notes: 'A long story' }),
    },
    local: { notes: 'A long story indeed' },
    remote: { notes: 'A tall story' },
    becomes: { local: { notes: 'A long story indeed' }, remote: { notes: 'A tall story' } },
    conflicts: 1,
  },
  {
    what: 'our edit of a note cut short there travels as far as it fits',
    base: {
      local: contactWith({ notes: 'A long story indeed' }),
      remote: contactWith({ notes: 'A long story' }),
    },
    local: { notes: 'A tall story indeed' },
    remote: { notes: 'A long story' },
    becomes: { local: { notes: 'A tall story indeed' }, remote: { notes: 'A tall story' } },
  },
]

describe.each([
  ['a single value', single],
  ['a list', lists],
  ['a first link', firstLink],
  ['a side that holds little', little.map((row) => ({ ...row, project: LITTLE }))],
] as const)('%s', (_, rows: readonly Row[]) => {
  test.each(rows)('$what', ({ base, local, remote, choice, project, both, becomes, conflicts }) => {
    const result = merged(base, local, remote, choice, project)
    const expected = becomes ?? { local: both ?? {}, remote: both ?? {} }
    expect(result.conflicts).toHaveLength(conflicts ?? 0)
    // Each side has its own order of entries.
    for (const side of ['local', 'remote'] as const) {
      const wanted = contactWith(expected[side])
      if (!sameContact(result[side], wanted)) expect(result[side]).toEqual(wanted)
      expect(result[side].kind).toBe(wanted.kind)
    }
  })
})

describe('an open conflict', () => {
  test('keeps its old base, so that it is found again with the same id', () => {
    const first = merged(
      { title: 'A', phones: [OLD] },
      { title: 'B', phones: [NEW] },
      { title: 'C', phones: [ALSO] },
    )
    expect(first.base.local).toMatchObject({ title: 'A', phones: [OLD] })
    const again = merged(first.base, first.local, first.remote)
    expect(again.conflicts.map(({ id }) => id)).toEqual(first.conflicts.map(({ id }) => id))
  })
  test('does not hold up the other fields and entries', () => {
    const result = merged(
      { title: 'A', phones: [OLD] },
      { title: 'B', phones: [NEW], suffix: 'Jr.' },
      { title: 'C', phones: [ALSO, OTHER] },
    )
    expect(result.local).toMatchObject({ title: 'B', suffix: 'Jr.', phones: [NEW, OTHER] })
    expect(result.remote).toMatchObject({ title: 'C', suffix: 'Jr.', phones: [ALSO, OTHER] })
    expect(result.base.local).toMatchObject({ title: 'A', suffix: 'Jr.' })
  })
  test('is decided by its own id only', () => {
    const [conflict] = merged({ title: 'A' }, { title: 'B' }, { title: 'C' }).conflicts
    const answer = (id: string) =>
      merge(
        { local: contactWith({ title: 'A' }), remote: contactWith({ title: 'A' }) },
        contactWith({ title: 'B' }),
        contactWith({ title: 'C' }),
        { [id]: 'local' },
        nobody,
        ANYTHING,
        'US',
      )
    expect(answer(conflict?.id ?? '').remote.title).toBe('B')
    expect(answer('another').conflicts).toHaveLength(1)
  })
  test('has another id if the conflicting values change', () => {
    const ids = [
      merged({ title: 'A' }, { title: 'B' }, { title: 'C' }),
      merged({ title: 'A' }, { title: 'B' }, { title: 'D' }),
      merged({ suffix: 'A' }, { suffix: 'B' }, { suffix: 'C' }),
    ].map(({ conflicts }) => conflicts[0]?.id)
    expect(new Set(ids).size).toBe(3)
  })
  test('ends if one side undoes its edit', () => {
    const open = merged({ title: 'A' }, { title: 'B' }, { title: 'C' })
    const later = merged(open.base, { title: 'B' }, { title: 'A' })
    expect(later).toMatchObject({ conflicts: [], remote: { title: 'B' } })
  })
})

const pairs = projectArbitrary.chain((project) =>
  fc.tuple(fc.constant(project), contactPairs(project), fc.boolean()).map(([project, pair, known]) => ({
    ...pair,
    holds: project,
    base: known ? pair.base : null,
  })),
)
const keys = (field: ListField, contact: Contact) =>
  new Set(contact[field].map((entry) => keyOf(field, entry)))

test('no value disappears unless its side removed it from the base', () => {
  fc.assert(
    fc.property(pairs, ({ base, local, remote, holds: project }) => {
      const now = { local, remote }
      const result = merge(base, local, remote, {}, nobody, project, 'US')
      for (const [mine, theirs] of [
        ['local', 'remote'],
        ['remote', 'local'],
      ] as const) {
        for (const field of LIST_FIELDS) {
          const left = keys(field, result[mine])
          for (const key of keys(field, now[mine])) {
            if (left.has(key)) continue
            expect(base && keys(field, base[mine]).has(key)).toBe(true)
            expect(base && keys(field, base[theirs]).has(key)).toBe(true)
            expect(keys(field, now[theirs]).has(key)).toBe(false)
          }
        }
        for (const field of SINGLE_FIELDS) {
          if (field === 'notes' || !now[mine][field] || sameValue(field, now[mine], result[mine], keyOf))
            continue
          if (field === 'birthday') continue
          expect(base && sameValue(field, base[mine], now[mine], keyOf)).toBe(true)
          expect(base && folded(base[theirs][field])).toContain(folded(now[mine][field]))
          expect(base && sameValue(field, base[theirs], now[theirs], keyOf)).toBe(false)
        }
        for (const line of spelled(now[mine].notes).split('\n')) {
          if (spelled(result[mine].notes).includes(line)) continue
          expect(base && spelled(base[theirs].notes)).toContain(line)
          expect(spelled(now[theirs].notes).split('\n')).not.toContain(line)
        }
      }
    }),
    RUNS,
  )
})

test('after a merge without conflicts both sides mean the same', () => {
  const meaning = (field: (typeof FIELD_NAMES)[number], contact: Contact) => {
    const value = contact[field]
    if (typeof value === 'string') return folded(value)
    return Array.isArray(value) ? [...keys(field as ListField, contact)].sort() : value
  }
  fc.assert(
    fc.property(
      contactPairs(ANYTHING),
      fc.constantFrom<Choice>('local', 'remote'),
      ({ base, local, remote }, choice) => {
        const result = merge(base, local, remote, {}, () => choice, ANYTHING, 'US')
        expect(result.conflicts).toEqual([])
        for (const field of FIELD_NAMES)
          expect(meaning(field, result.local)).toEqual(meaning(field, result.remote))
      },
    ),
    RUNS,
  )
})

test('merging a merged result again changes nothing and finds the same conflicts', () => {
  fc.assert(
    fc.property(pairs, ({ base, local, remote, holds: project }) => {
      const once = merge(base, local, remote, {}, nobody, project, 'US')
      const twice = merge(once.base, once.local, once.remote, {}, nobody, project, 'US')
      expect(twice.local).toEqual(once.local)
      expect(twice.remote).toEqual(once.remote)
      expect(twice.conflicts.map(({ id }) => id)).toEqual(once.conflicts.map(({ id }) => id))
    }),
    RUNS,
  )
})

test('a value that a side cannot store is never written to it', () => {
  fc.assert(
    fc.property(contactPairs(LITTLE), fc.boolean(), ({ base, local, remote }, known) => {
      const result = merge(known ? base : null, local, remote, {}, nobody, LITTLE, 'US')
      expect(sameContact(LITTLE.remote(result.remote), result.remote)).toBe(true)
      expect(sameContact(LITTLE.local(result.local), result.local)).toBe(true)
    }),
    RUNS,
  )
})

test('undoing an applied change restores what was not changed since', () => {
  const cases = contactPairs(ANYTHING).chain(({ base, local, remote }) => {
    const { local: to } = merge(base, local, remote, {}, () => 'remote', ANYTHING, 'US')
    return fc.record({
      from: fc.constant(local),
      to: fc.constant(to),
      now: fc.oneof(fc.constant(to), touched(to)),
    })
  })
  fc.assert(
    fc.property(cases, ({ from, to, now }) => {
      // The inverse of a write is a merge back to `from`, with `to` as the base.
      const { local: undone } = merge({ local: to, remote: to }, now, from, {}, nobody, ANYTHING, 'US')
      for (const field of FIELD_NAMES)
        if (sameValue(field, to, now, keyOf)) expect(sameValue(field, undone, from, keyOf)).toBe(true)
        else if (sameValue(field, from, to, keyOf)) expect(sameValue(field, undone, now, keyOf)).toBe(true)
    }),
    RUNS,
  )
})
