// A change that is written on our side only, and the next plan's result.

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { halfwayBase, shownOf } from '@/lib/domains/contacts/merge/halfway'
import { merge } from '@/lib/domains/contacts/merge/merge'
import type { Base, Merged, Project } from '@/lib/domains/contacts/types'
import { type Contact, EMPTY_CONTACT } from '@/lib/domains/contacts/value/contact'
import { isListField, sameContact, sameValue } from '@/lib/domains/contacts/value/diff'
import { FIELD_NAMES } from '@/lib/domains/contacts/value/fields'
import type { Choice } from '@/lib/engine/model'
import { ANYTHING, contactPairs, LITTLE, projectArbitrary, touched } from '@/testing/engine/contacts'

const RUNS = { numRuns: 2_000 }
const nobody = () => null

type Values = Partial<Contact>
const contactWith = (values: Values): Contact => ({ ...EMPTY_CONTACT, firstName: 'Ana', ...values })
const phone = (value: string, label = 'Work') => ({ value, label })
const OLD = phone('604-555-0100')
const NEW = phone('604-555-0101')
const NEWER = phone('604-555-0109')

interface Row {
  readonly what: string
  readonly base: Values
  readonly local: Values
  readonly remote: Values
  /** The account's values by the time ours are written. */
  readonly later: Values
  readonly becomes: Values
  readonly conflicts?: number
  readonly choice?: Choice
}

const rows: readonly Row[] = [
  {
    what: 'the value that came here is edited once more there',
    base: { title: 'Clerk', phones: [OLD] },
    local: { title: 'Judge', phones: [OLD] },
    remote: { title: 'Clerk', phones: [NEW] },
    later: { title: 'Clerk', phones: [NEWER] },
    becomes: { title: 'Judge', phones: [NEWER] },
  },
  {
    what: 'the value that came here is taken back there',
    base: { title: 'Clerk', company: 'Lima' },
    local: { title: 'Judge', company: 'Lima' },
    remote: { title: 'Clerk', company: 'Lima & Co' },
    later: { title: 'Clerk', company: 'Lima' },
    becomes: { title: 'Judge', company: 'Lima' },
  },
  {
    what: 'another field is edited there',
    base: { title: 'Clerk', company: 'Lima' },
    local: { title: 'Judge', company: 'Lima' },
    remote: { title: 'Clerk', company: 'Lima & Co' },
    later: { title: 'Clerk', company: 'Lima & Co', nickname: 'Annie' },
    becomes: { title: 'Judge', company: 'Lima & Co', nickname: 'Annie' },
  },
  {
    what: 'what people edited on both sides is still asked about',
    base: { title: 'Clerk', company: 'Lima' },
    local: { title: 'Judge', company: 'Lima' },
    remote: { title: 'Clerk', company: 'Lima & Co' },
    later: { title: 'Partner', company: 'Lima & Co' },
    becomes: { title: 'Judge', company: 'Lima & Co' },
    conflicts: 1,
  },
  {
    what: 'a conflict that rests goes on resting',
    base: { title: 'Clerk', company: 'Lima', nickname: '' },
    local: { title: 'Judge', company: 'Lima', nickname: 'Annie' },
    remote: { title: 'Partner', company: 'Lima & Co' },
    later: { title: 'Partner', company: 'Lima Inc' },
    becomes: { title: 'Judge', company: 'Lima Inc', nickname: 'Annie' },
    conflicts: 1,
  },
  {
    what: 'an answer in favor of the account is not asked for again',
    base: { title: 'Clerk', nickname: '' },
    local: { title: 'Judge', nickname: 'Annie' },
    remote: { title: 'Partner' },
    later: { title: 'Of counsel' },
    becomes: { title: 'Of counsel', nickname: 'Annie' },
    choice: 'remote',
  },
  {
    what: 'lines of notes that were put together take one more',
    base: { notes: 'a\nb\nc' },
    local: { notes: 'a1\nb\nc' },
    remote: { notes: 'a\nb\nc1' },
    later: { notes: 'a\nb\nc2' },
    becomes: { notes: 'a1\nb\nc2' },
  },
  {
    what: 'a number relabelled here and corrected there is corrected once more',
    base: { phones: [OLD] },
    local: { phones: [phone(OLD.value, 'Home')] },
    remote: { phones: [NEW] },
    later: { phones: [NEWER] },
    becomes: { phones: [phone(NEWER.value, 'Home')] },
  },
]

describe('between our half and the account’s', () => {
  test.each(rows)('$what', ({ base, local, remote, later, becomes, conflicts = 0, choice }) => {
    const before = { local: contactWith(base), remote: contactWith(base) }
    const first = merge(
      before,
      contactWith(local),
      contactWith(remote),
      {},
      () => choice ?? null,
      ANYTHING,
      'US',
    )
    const halfway = halfwayBase(first, contactWith(remote), ANYTHING, 'US')
    const again = merge(halfway, first.local, contactWith(later), {}, nobody, ANYTHING, 'US')
    expect(again.conflicts).toHaveLength(conflicts)
    expect(again.local).toEqual(contactWith(becomes))
  })
})

const policies = fc.constantFrom<Choice | null>(null, null, 'local', 'remote', 'both')

/** Two sides that were in sync or never linked, and the account's value when ours is written. */
const halves = projectArbitrary.chain((project) =>
  fc
    .record({ pair: contactPairs(project), policy: policies, met: fc.boolean() })
    .chain(({ pair, policy, met }) =>
      fc.oneof(touched(pair.remote), touched(pair.remote).chain(touched)).map((later) => ({
        ...pair,
        base: met ? pair.base : null,
        policy,
        project,
        later: project.remote(later),
      })),
    ),
)

interface Half {
  readonly base: Base | null
  readonly local: Contact
  readonly remote: Contact
  readonly policy: Choice | null
  readonly project: Project
  readonly later: Contact
}

function begun({ base, local, remote, policy, project }: Half): Merged & { readonly halfway: Base } {
  const first = merge(base, local, remote, {}, () => policy, project, 'US')
  return { ...first, halfway: halfwayBase(first, remote, project, 'US') }
}

const idsOf = ({ conflicts }: Merged) => conflicts.map(({ id }) => id)

/** The next plan after our half, and the plan that would have been made if nothing had been written (`direct`). */
function goesOn(half: Half) {
  const { base, local, project, later } = half
  const first = begun(half)
  const direct = merge(base, local, later, {}, nobody, project, 'US')
  return {
    direct,
    again: merge(first.halfway, first.local, later, {}, nobody, project, 'US'),
    asked: new Set(direct.conflicts.map(({ field }) => field)),
    before: base?.local ?? EMPTY_CONTACT,
  }
}

test('an unchanged account gets exactly the rest', () => {
  fc.assert(
    fc.property(halves, (half) => {
      const first = begun(half)
      const again = merge(first.halfway, first.local, half.remote, {}, nobody, half.project, 'US')
      expect(sameContact(again.local, first.local)).toBe(true)
      // A list that exceeds the account's limit takes no more entries.
      const fits = FIELD_NAMES.filter((field) =>
        sameValue(field, half.project.remote(first.remote), first.remote),
      )
      expect(fits.filter((field) => !sameValue(field, again.remote, first.remote))).toEqual([])
      expect(idsOf(again)).toEqual(idsOf(first))
    }),
    RUNS,
  )
})

test('a field that nobody edited here causes no more questions than before it was written', () => {
  fc.assert(
    fc.property(halves, (half) => {
      const { again, asked, before } = goesOn(half)
      const more = again.conflicts.filter(
        ({ field }) => sameValue(field, before, half.local) && !asked.has(field),
      )
      expect(more).toEqual([])
    }),
    RUNS,
  )
})

test('a single value that nobody edited here takes the account’s later value', () => {
  fc.assert(
    fc.property(halves, (half) => {
      const { again, direct, asked, before } = goesOn(half)
      const untouched = FIELD_NAMES.filter(
        (field) => !isListField(field) && sameValue(field, before, half.local) && !asked.has(field),
      )
      expect(untouched.filter((field) => !sameValue(field, again.local, direct.local))).toEqual([])
    }),
    RUNS,
  )
})

test('if all of a write shows, or none of it', () => {
  fc.assert(
    fc.property(halves, (half) => {
      const write = { from: half.remote, to: begun(half).remote }
      expect(sameContact(shownOf(write, write.to, 'US'), write.to)).toBe(true)
      expect(sameContact(shownOf(write, write.from, 'US'), write.from)).toBe(true)
    }),
    RUNS,
  )
})

test('only the part of a write that shows counts as agreed', () => {
  const [from, to] = [
    contactWith({ title: 'Clerk', phones: [OLD] }),
    contactWith({ title: 'Judge', phones: [NEW, NEWER] }),
  ]
  const seen = contactWith({ title: 'Partner', phones: [NEW], nickname: 'Annie' })
  expect(shownOf({ from, to }, seen, 'US')).toEqual(contactWith({ title: 'Clerk', phones: [NEW] }))
})

test('a text that the account truncates is still written to it', () => {
  const [before, local] = [
    contactWith({ notes: 'short' }),
    contactWith({ notes: 'a text of more than twelve' }),
  ]
  const remote = contactWith({ notes: 'short', company: 'Lima' })
  const first = merge({ local: before, remote: before }, local, remote, {}, nobody, LITTLE, 'US')
  const halfway = halfwayBase(first, remote, LITTLE, 'US')
  const again = merge(halfway, first.local, remote, {}, nobody, LITTLE, 'US')
  expect(again.conflicts).toEqual([])
  expect(again.remote).toEqual(first.remote)
})
