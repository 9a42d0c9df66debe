import { expect, it } from 'vitest'
import { problemOf } from './problem'

const person = { name: 'Ben Ode', since: '2026-11-27T10:00:00.000Z', contacts: 3, sameEmails: null }

it('another person who syncs is read with their provider, and without one as the version before stored them', () => {
  const stored = (people: readonly object[]) => problemOf({ kind: 'others', people })
  const since = new Date(person.since)
  expect(stored([person])).toEqual({ kind: 'others', people: [{ ...person, since, provider: 'google' }] })
  expect(stored([{ ...person, provider: 'elsewhere' }])).toMatchObject({
    people: [{ provider: 'elsewhere' }],
  })
})

it('what this version does not know is no problem that it could name', () => {
  expect(problemOf({ kind: 'something new' })).toBeNull()
  expect(problemOf(null)).toBeNull()
})
