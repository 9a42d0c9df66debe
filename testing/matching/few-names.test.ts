// Books in which strangers have one name and one email address: none of them may be linked without asking.
import { describe, expect, test } from 'vitest'
import { findCandidates } from '@/lib/domains/contacts/match/match'
import { contact, entry, named, type Values } from '@/testing/matching/contacts-in-words'
import { fewNames } from '@/testing/matching/few-names'
import { figuresOfLists } from '@/testing/matching/figures'

test.each([3_000])('%i contacts: no two strangers are linked without asking', (size) => {
  const figures = figuresOfLists(fewNames(size))
  expect(figures.wrongAutomatic).toBe(0)
  expect(figures.automatic).toBeGreaterThan(size / 5)
  expect(figures.f1).toBeGreaterThan(0.95)
})

describe('where a list has strangers with one name and one address', () => {
  const phone = (at: number) => `+1 212 555 ${String(at).padStart(4, '0')}`
  const strangers: readonly Values[] = [1, 2, 3].flatMap((at) =>
    [0, 1].map((side) =>
      named(`Ann|Lee${at}`, { email: `ann.lee${'abc'[at - 1]}@x.example`, phone: phone(10 * at + side) }),
    ),
  )
  const linked = (values: Values, other: Values, around: readonly Values[] = strangers) => {
    const here = [values, ...around].map((one, at) => entry(`l${at}`, contact(one)))
    const found = findCandidates(here, [entry('r', contact(other))])
    return found.find(({ localId }) => localId === 'l0')?.automatic
  }
  const zoe = named('Zoe|Roth', { email: 'zoe.roth@x.example', phone: phone(1) })

  test('name and address alone are asked about', () => {
    expect(linked(zoe, named('Zoe|Roth', { email: 'zoe.roth@x.example' }))).toBe(false)
    expect(linked(zoe, named('Zoe|Roth', { email: 'zoe.roth@x.example', phone: phone(2) }))).toBe(false)
  })

  test('one more thing that identifies a person links them', () => {
    expect(linked(zoe, zoe)).toBe(true)
  })

  test('elsewhere name and address link', () => {
    expect(linked(zoe, named('Zoe|Roth', { email: 'zoe.roth@x.example' }), [])).toBe(true)
  })
})
