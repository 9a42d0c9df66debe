import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { contactDomain } from '@/lib/domains/contacts/domain'
import { EMPTY_CONTACT } from '@/lib/domains/contacts/value/contact'
import { plan } from '@/lib/engine/plan'
import { NOTHING_SAID } from '@/lib/engine/planned-change'
import { contactArbitrary } from '@/testing/contacts/arbitrary'
import { parseContactBody } from '@/testing/contacts/stored-body'
import { CONTACTS } from '@/testing/engine/contacts'
import { worldArbitrary } from '@/testing/engine/worlds'
import { BODY_VERSION, UnreadableChange } from './change-body'

const ID = '0193b0a2-0000-7000-8000-000000000001'
const stored = (body: unknown, bodyVersion = BODY_VERSION) => ({
  id: ID,
  body: JSON.parse(JSON.stringify(body)) as unknown,
  bodyVersion,
})
const phone = { value: '+1 604 555 0100', label: 'Work' }
const contact = {
  ...EMPTY_CONTACT,
  firstName: 'Ana',
  birthday: { year: null, month: 3, day: 12 },
  phones: [{ ...phone, canonical: '+16045550100' }],
  addresses: [{ street: '1 Main St', city: '', region: '', postalCode: '', country: '', label: '' }],
}
/** One of each part that a body may have. */
const FULL = {
  local: { from: contact, to: contact },
  remote: { from: null, to: contact },
  base: { local: contact, remote: contact },
  tombstone: 'remote',
  conflicts: [
    { id: 'a', field: 'title', base: '', local: 'A', remote: null, mayKeepBoth: false },
    { id: 'b', field: 'phones', base: null, local: phone, remote: phone, mayKeepBoth: true },
    { id: 'c', field: 'birthday', base: null, local: contact.birthday, remote: null, mayKeepBoth: false },
    { id: 'd', field: 'addresses', base: null, local: contact.addresses[0], remote: null, mayKeepBoth: true },
  ],
  reasons: [
    { kind: 'onlyOn', side: 'local' },
    { kind: 'namesake', side: 'remote' },
    { kind: 'toldApart', side: 'remote', field: 'suffix', local: 'Sr.', remote: 'Jr.' },
    { kind: 'sameNameAndEmail', email: 'ana@example.com' },
    { kind: 'ourKey' },
    { kind: 'agrees', field: 'title', value: 'A' },
    { kind: 'resembles', field: 'title', local: 'A', remote: 'B' },
    { kind: 'differs', field: 'title', local: 'A', remote: 'B' },
    { kind: 'severalCandidates', count: 2 },
    { kind: 'edited', side: 'local', fields: ['title', 'phones'] },
    { kind: 'deleted', side: 'remote' },
    { kind: 'merged', side: 'remote', into: 'people/1', name: 'Ana' },
    { kind: 'returns', side: 'local', deletedAt: '2026-11-20T10:00:00.000Z' },
    { kind: 'mayBeMine', id: 'l2' },
    { kind: 'keptSeparate' },
    { kind: 'linkedByPerson' },
  ],
  probability: 0.8,
}

/** The paths of every value in it, lists and objects too. */
function paths(json: unknown, at: readonly string[] = []): readonly (readonly string[])[] {
  if (typeof json !== 'object' || json === null) return [at]
  return [at, ...Object.entries(json).flatMap(([name, part]) => paths(part, [...at, name]))]
}
function withPart(json: unknown, [name, ...rest]: readonly string[], part: unknown): unknown {
  if (name === undefined) return part
  const before = json as Readonly<Record<string, unknown>>
  const after = withPart(before[name], rest, part)
  return Array.isArray(json) ? json.with(Number(name), after) : { ...before, [name]: after }
}
/** A note that a phone number came from the account may be absent; everything that a contact may lack came later. */
const isOptional = (path: readonly string[]) => path.at(-1) === 'canonical'

describe('the body of a change', () => {
  test('of any plan is what was stored', () =>
    fc.assert(
      fc.property(worldArbitrary(CONTACTS), (world) => {
        for (const change of plan(world).changes) {
          const { local, remote, base, tombstone, conflicts, reasons, probability } = change
          const body = { local, remote, base, tombstone, conflicts, reasons, probability }
          expect(parseContactBody(stored(body))).toEqual(JSON.parse(JSON.stringify(body), revived))
        }
      }),
      { numRuns: 300 },
    ))
  test('of whatever contacts is what was stored', () =>
    fc.assert(
      fc.property(contactArbitrary, contactArbitrary, (from, to) => {
        const write = { from, to: contactDomain('US').empty }
        const body = {
          ...NOTHING_SAID,
          local: write,
          remote: { from: null, to },
          base: { local: from, remote: to },
        }
        expect(parseContactBody(stored(body))).toEqual(JSON.parse(JSON.stringify(body)))
      }),
    ))
  test('has times as dates', () =>
    expect(parseContactBody(stored(FULL)).reasons).toContainEqual({
      ...{ kind: 'returns', side: 'local', deletedAt: new Date('2026-11-20T10:00:00Z') },
    }))
  test('says nothing in a field that came later than it, nor in a part that it lacks', () => {
    const { nickname, ...to } = EMPTY_CONTACT
    const body = { local: { from: null, to }, conflicts: [], reasons: [] }
    expect(parseContactBody(stored(body))).toEqual({
      ...NOTHING_SAID,
      local: { from: null, to: EMPTY_CONTACT },
    })
  })
  test('whose values were erased says nothing', () =>
    expect(parseContactBody(stored(NOTHING_SAID))).toEqual(NOTHING_SAID))
  test('of a version that is not known is refused, by what to do', () => {
    const read = () => parseContactBody(stored(FULL, BODY_VERSION + 1))
    expect(read).toThrow(UnreadableChange)
    expect(read).toThrow(
      `Change ${ID} cannot be read: its body has version 2, and this program reads version 1. Start the version of Concord that wrote it, or a newer one.`,
    )
  })
  test.each(paths(FULL).filter((path) => !isOptional(path)))(
    'damaged at %j is refused by name',
    (...path) => {
      expect(() => parseContactBody(stored(withPart(FULL, path, { damaged: true })))).toThrow(
        new RegExp(`^Change ${ID} cannot be read: .* is damaged\\. Restore the database from a backup\\.$`),
      )
    },
  )
  test.each(paths(FULL).filter((path) => path.length > 0 && path.at(-1) !== 'canonical'))(
    'with another type at %j is refused',
    (...path) => {
      for (const other of [7, true]) {
        const isSame = path.at(-1) === 'probability' || path.at(-1) === 'count' || isWhole(path)
        if (other === 7 && isSame) continue
        if (other === true && path.at(-1) === 'mayKeepBoth') continue
        expect(() => parseContactBody(stored(withPart(FULL, path, other)))).toThrow(UnreadableChange)
      }
    },
  )
  test.each([
    ['a kind of contact', ['local', 'to', 'kind'], 'robot'],
    ['a side', ['tombstone'], 'both'],
    ['a field', ['conflicts', '0', 'field'], 'kind'],
    ['a field that every object has', ['conflicts', '0', 'field'], 'toString'],
    ['a reason', ['reasons', '0', 'kind'], 'becauseISaySo'],
    ['a reason that every object has', ['reasons', '0', 'kind'], 'constructor'],
    ['a time', ['reasons', '12', 'deletedAt'], 'yesterday'],
    ['an entry of a list', ['conflicts', '1', 'local'], contact.birthday],
  ] as const)('with %s that there is not is refused', (_, path, part) => {
    expect(() => parseContactBody(stored(withPart(FULL, path, part)))).toThrow(UnreadableChange)
  })
})

const isWhole = (path: readonly string[]) => ['year', 'month', 'day'].includes(path.at(-1) ?? '')
const revived = (name: string, value: unknown): unknown =>
  name === 'deletedAt' && typeof value === 'string' ? new Date(value) : value
