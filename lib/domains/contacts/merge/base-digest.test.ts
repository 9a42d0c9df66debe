// Compares a merge over a base that was reduced to digests with a merge over the base itself.

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  type BaseDigest,
  digestOf,
  NO_LONGER_KEPT,
  recallBase,
} from '@/lib/domains/contacts/merge/base-digest'
import { merge } from '@/lib/domains/contacts/merge/merge'
import type { Base, Project } from '@/lib/domains/contacts/types'
import { type Contact, EMPTY_CONTACT } from '@/lib/domains/contacts/value/contact'
import { sameContact, sameValue } from '@/lib/domains/contacts/value/diff'
import { FIELD_NAMES, LIST_FIELDS, SINGLE_FIELDS } from '@/lib/domains/contacts/value/fields'
import { ANYTHING, contactPairs, projectArbitrary } from '@/testing/engine/contacts'

const SALT = 'salt of this link'
const world = projectArbitrary.chain((project) =>
  contactPairs(project).map((pair) => ({ ...pair, holds: project })),
)
const merged = (base: Base | null, { local, remote }: Base, project: Project = ANYTHING) =>
  merge(base, local, remote, {}, () => null, project, 'US')

const phone = (value: string, label = 'Work') => ({ value, label })
const contactWith = (given: Partial<Contact>): Contact => ({ ...EMPTY_CONTACT, firstName: 'Ana', ...given })
const both = (given: Partial<Contact>): Base => ({ local: contactWith(given), remote: contactWith(given) })
const recalled = (base: Base, now: Base) => recallBase(digestOf(base, SALT), now)

describe('the digest of a base', () => {
  test('contains none of the values', () => {
    fc.assert(
      fc.property(world, ({ base }) => {
        const text = JSON.stringify(digestOf(base, SALT))
        for (const side of [base.local, base.remote]) {
          const words = [
            ...SINGLE_FIELDS.map((field) => side[field]),
            ...LIST_FIELDS.flatMap((field) => side[field].flatMap((entry) => Object.values(entry))),
          ]
          for (const word of words)
            if (typeof word === 'string' && word.length > 12) expect(text).not.toContain(word)
        }
      }),
    )
  })

  test('differs for each link', () => {
    const base = both({ title: 'Partner' })
    expect(digestOf(base, 'a').local).not.toEqual(digestOf(base, 'b').local)
  })

  test('survives being stored', () => {
    fc.assert(
      fc.property(world, ({ base, local, remote }) => {
        const digest = digestOf(base, SALT)
        const stored = JSON.parse(JSON.stringify(digest)) as BaseDigest
        expect(recallBase(stored, { local, remote })).toEqual(recallBase(digest, { local, remote }))
      }),
    )
  })
})

describe('recalling a base', () => {
  test('restores it if nothing changed', () => {
    fc.assert(
      fc.property(world, ({ base }) => {
        const again = recalled(base, base)
        expect(sameContact(again.local, base.local) && sameContact(again.remote, base.remote)).toBe(true)
      }),
    )
  })

  test.each(['local', 'remote'] as const)('merges like the base itself if only %s changed', (side) => {
    fc.assert(
      fc.property(world, ({ base, holds: project, ...lived }) => {
        // The base if neither side stores less than the other.
        const agreed = { local: base.remote, remote: base.remote }
        const now = { ...agreed, [side]: lived[side] }
        const [known, again] = [merged(agreed, now, project), merged(recalled(agreed, now), now, project)]
        for (const end of ['local', 'remote'] as const) expect(sameContact(again[end], known[end])).toBe(true)
        expect(again.conflicts.length).toBe(known.conflicts.length)
      }),
      { numRuns: 500 },
    )
  })

  test('always loses no value and overwrites nothing that both changed', () => {
    fc.assert(
      fc.property(world, ({ base, local, remote, holds: project }) => {
        const now = { local, remote }
        const [known, again] = [merged(base, now, project), merged(recalled(base, now), now, project)]
        // A value is replaced only if the real base would have replaced it.
        for (const side of ['local', 'remote'] as const)
          for (const field of SINGLE_FIELDS)
            if (sameValue(field, known[side], now[side]))
              expect(sameValue(field, again[side], now[side])).toBe(true)
      }),
      { numRuns: 500 },
    )
  })

  test('asks about a single value that both changed', () => {
    const now = { local: contactWith({ title: 'Counsel' }), remote: contactWith({ title: 'Judge' }) }
    const { conflicts, local, remote } = merged(recalled(both({ title: 'Partner' }), now), now)
    expect(conflicts).toMatchObject([
      { field: 'title', base: NO_LONGER_KEPT, local: 'Counsel', remote: 'Judge' },
    ])
    expect([local.title, remote.title]).toEqual(['Counsel', 'Judge'])
  })

  test('asks if one side cleared what the other edited', () => {
    const now = { local: contactWith({ title: '' }), remote: contactWith({ title: 'Judge' }) }
    expect(merged(recalled(both({ title: 'Partner' }), now), now).conflicts).toHaveLength(1)
  })

  test('recognizes values that were cleared or removed on one side', () => {
    const base = both({ title: 'Partner', phones: [phone('604-555-0100'), phone('604-555-0199', 'Home')] })
    const now = { local: contactWith({ phones: [phone('604-555-0100')] }), remote: base.remote }
    const { local, remote, conflicts } = merged(recalled(base, now), now)
    expect(conflicts).toEqual([])
    expect([local.title, remote.title]).toEqual(['', ''])
    expect(remote.phones).toEqual([phone('604-555-0100')])
    expect(local.phones).toEqual([phone('604-555-0100')])
  })

  test('keeps both numbers if both sides corrected the same one differently', () => {
    const base = both({ phones: [phone('604-555-0100')] })
    const now = {
      local: contactWith({ phones: [phone('604-555-0101')] }),
      remote: contactWith({ phones: [phone('604-555-0108')] }),
    }
    const { local, remote } = merged(recalled(base, now), now)
    for (const { phones } of [local, remote])
      expect(phones.map(({ value }) => value).sort()).toEqual(['604-555-0101', '604-555-0108'])
  })

  test('of all fields at once leaves no field out', () => {
    expect(Object.keys(recalled(both({}), both({}))).length).toBe(2)
    for (const field of FIELD_NAMES) expect(recalled(both({}), both({})).local[field]).toBeDefined()
  })
})
