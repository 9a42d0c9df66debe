import { expect, it } from 'vitest'
import type { Item } from '@/lib/domains/contacts/types'
import { type Contact, EMPTY_CONTACT } from '@/lib/domains/contacts/value/contact'
import { likelyAmong } from './likely'

const entry = (id: string, contact: Partial<Contact>): Item => ({
  id,
  version: '',
  value: { ...EMPTY_CONTACT, ...contact },
  deleted: false,
  key: null,
  changedAt: null,
})
const email = (value: string) => ({ emails: [{ value, label: '' }] })
const phone = (value: string) => ({ phones: [{ value, label: '' }] })
const found = (here: readonly Item[], incoming: readonly Item[]) =>
  likelyAmong(here, incoming, { region: 'US' }).candidates.map(({ localId, remoteId }) => [localId, remoteId])

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

it('finds all of them, in any number of steps', () => {
  const side = (name: string) =>
    Array.from({ length: 600 }, (_, at) =>
      entry(`${name}${at}`, { firstName: `F${at}`, lastName: 'Ode', ...email(`${at}@x.example`) }),
    )
  expect(found(side('h'), side('i'))).toHaveLength(600)
})

it('does not match two people only because they share a company', () => {
  const at = (firstName: string) => ({ firstName, lastName: 'Ode', company: 'Acme', title: 'Judge' })
  expect(found([entry('h', at('Ben')), entry('i', at('Carla'))], [entry('n', at('Ana'))])).toEqual([])
})

/** Contacts with `each` addresses from a pool, so that about forty contacts share every address. */
function poolOf(side: string, count: number, each: number): readonly Item[] {
  const pool = (count * each) / 40
  return Array.from({ length: count }, (_, at) =>
    entry(`${side}${at}`, {
      firstName: `F${side}${at}`,
      lastName: 'Ode',
      emails: Array.from({ length: each }, (_, n) => ({
        value: `${(at * each + n * 7) % pool}@pool.example`,
        label: '',
      })),
    }),
  )
}

it('compares few pairs of contacts that share addresses with thousands, and lists those not compared in full', () => {
  let compared = 0
  const onCompare = () => {
    compared += 1
  }
  const incoming = poolOf('i', 2_000, 20)
  const { notCompared } = likelyAmong(poolOf('h', 2_000, 20), incoming, { mostPairs: 5_000, onCompare })
  expect(compared).toBeLessThanOrEqual(5_000)
  expect(compared).toBeGreaterThan(4_000)
  expect(notCompared.length).toBeGreaterThan(1_800)
})

it('compares first with the contacts that share the most', () => {
  const shared = poolOf('h', 200, 20)
  const [one] = shared
  const same = entry('n', { ...one?.value })
  expect(found(shared, [same])[0]).toEqual(['n', 'h0'])
})

it('lists nobody if all were compared', () => {
  const here = [entry('h', { ...ana, ...email('ana@lima.example') })]
  expect(likelyAmong(here, [entry('n', { ...ana, ...email('ana@lima.example') })]).notCompared).toEqual([])
})
