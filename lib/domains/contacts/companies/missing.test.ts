import { expect, it } from 'vitest'
import { missingCompanies } from './missing'

it('joins the spellings of a company, and leaves out those that are contacts', () => {
  const spellings = [
    { name: 'mueller und co kg', people: 1 },
    { name: 'Müller & Co. KG', people: 3 },
    { name: 'Müller GmbH', people: 2 },
    { name: 'ACME Inc.', people: 9 },
    { name: ' ', people: 5 },
    { name: 'Globex', people: 1 },
  ]
  expect(missingCompanies(spellings, [{ id: 'a', name: 'Acme' }])).toEqual([
    { name: 'Müller & Co. KG', people: 4 },
    { name: 'Müller GmbH', people: 2 },
    { name: 'Globex', people: 1 },
  ])
})
