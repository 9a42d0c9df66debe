import { expect, it } from 'vitest'
import { diffMatters, rebaseMatter } from './diff'
import { EMPTY_MATTER, type Matter } from './matter'

const base: Matter = { ...EMPTY_MATTER, number: '1', clientId: 'ana', responsibleId: 'ben' }
const name = (id: string) => id.toUpperCase()

it('lists the fields that differ, with contacts and people by name', () => {
  const to: Matter = {
    ...base,
    status: 'closed',
    clientId: 'eve',
    related: [
      { contactId: 'joe', role: 'Judge' },
      { contactId: 'kim', role: '' },
    ],
  }
  expect(diffMatters(base, to, name)).toEqual([
    { field: 'client', from: 'ANA', to: 'EVE' },
    { field: 'status', from: 'Open', to: 'Closed' },
    { field: 'related', from: '', to: 'JOE (Judge), KIM' },
  ])
  expect(diffMatters(base, base, name)).toEqual([])
})

it('of a new matter lists what it says', () => {
  expect(diffMatters(null, base, name)).toEqual([
    { field: 'number', from: '', to: '1' },
    { field: 'client', from: '', to: 'ANA' },
    { field: 'responsible', from: '', to: 'BEN' },
  ])
})

it('takes over the changes of someone else where the form was not touched, and names the clashes', () => {
  const typed: Matter = { ...base, description: 'typed', status: 'pending' }
  const now: Matter = { ...base, number: '1a', description: 'theirs', status: 'pending' }
  expect(rebaseMatter(base, typed, now)).toEqual({
    matter: { ...base, number: '1a', description: 'typed', status: 'pending' },
    clashes: ['description'],
  })
})
