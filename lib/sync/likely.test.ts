import { expect, it } from 'vitest'
import { type Contact, EMPTY_CONTACT } from '@/lib/contacts/contact'
import type { Entry } from '@/lib/sync/model'
import { likelyAmong } from './likely'

const entry = (id: string, contact: Partial<Contact>): Entry => ({
  id,
  version: '',
  contact: { ...EMPTY_CONTACT, ...contact },
  deleted: false,
  key: null,
  changedAt: null,
})
const email = (value: string) => ({ emails: [{ value, label: '' }] })
const phone = (value: string) => ({ phones: [{ value, label: '' }] })
const found = (here: readonly Entry[], incoming: readonly Entry[]) =>
  [...likelyAmong(here, incoming)].flat().map(({ localId, remoteId }) => [localId, remoteId])

const ana = { firstName: 'Ana', lastName: 'Lima' }

it.each<[string, Partial<Contact>, Partial<Contact>]>([
  ['an e-mail address', { ...ana, ...email('Ana@Lima.example') }, { ...ana, ...email('ana@lima.example') }],
  ['a number', { ...ana, ...phone('+1 312 555 9100') }, { ...ana, ...phone('(312) 555-9100') }],
  [
    'a short form',
    { firstName: 'Bob', lastName: 'Ode', ...email('b@ode.example') },
    { firstName: 'Robert', lastName: 'Ode', ...email('b@ode.example') },
  ],
  [
    'a birthday and the name',
    { ...ana, birthday: { year: 1970, month: 5, day: 3 } },
    { firstName: 'Lima', lastName: 'Ana', birthday: { year: 1970, month: 5, day: 3 } },
  ],
  [
    'a company’s address',
    { kind: 'company', company: 'Acme Ltd', ...email('hi@acme.example') },
    { kind: 'company', company: 'Acme', ...email('hi@acme.example') },
  ],
])('finds by %s, as the sync does', (_, one, other) => {
  expect(found([entry('here', one)], [entry('new', other)])).toEqual([['new', 'here']])
})

it('finds them all, however many steps that takes', () => {
  const side = (name: string) =>
    Array.from({ length: 600 }, (_, at) =>
      entry(`${name}${at}`, { firstName: `F${at}`, lastName: 'Ode', ...email(`${at}@x.example`) }),
    )
  expect(found(side('h'), side('i'))).toHaveLength(600)
})

it('takes nobody for another because both are at one company', () => {
  const at = (firstName: string) => ({ firstName, lastName: 'Ode', company: 'Acme', title: 'Judge' })
  expect(found([entry('h', at('Ben')), entry('i', at('Carla'))], [entry('n', at('Ana'))])).toEqual([])
})
