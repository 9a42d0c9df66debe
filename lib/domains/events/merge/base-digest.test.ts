// Compares a base that was reduced to digests with the base itself.
import fc from 'fast-check'
import { expect, it, test } from 'vitest'
import { digestOf, recallBase } from '@/lib/domains/events/merge/base-digest'
import { EMPTY_EVENT } from '@/lib/domains/events/value/event'
import { FIELD_NAMES } from '@/lib/domains/events/value/fields'
import { normalEvent } from '@/lib/domains/events/value/normal'
import { eventArbitrary, meeting } from '@/testing/events/arbitrary'

const SALT = 'salt of this link'
const event = eventArbitrary.map(normalEvent)
const pair = fc.record({ local: event, remote: event })

test('a side that did not change since restores its base', () => {
  fc.assert(
    fc.property(pair, pair, (base, later) => {
      const digest = digestOf(base, SALT)
      expect(recallBase(digest, base)).toEqual(base)
      expect(recallBase(digest, { ...base, remote: later.remote }).local).toEqual(base.local)
      expect(recallBase(digest, { ...base, local: later.local }).remote).toEqual(base.remote)
    }),
  )
})

test('a field of a base that both sides had is restored if one side still has it', () => {
  fc.assert(
    fc.property(event, event, fc.constantFrom(...FIELD_NAMES), (was, later, field) => {
      const changed = { ...was, [field]: later[field] }
      const base = { local: was, remote: was }
      expect(recallBase(digestOf(base, SALT), { local: changed, remote: was })).toEqual(base)
    }),
  )
})

it('asks about a title that both sides changed, and takes other fields as added by both', () => {
  const was = meeting({ title: 'Hearing', location: 'Room 4' })
  const [local, remote] = [
    meeting({ title: 'Trial', location: 'Room 5' }),
    meeting({ title: 'Motion', location: 'Room 6' }),
  ]
  const recalled = recallBase(digestOf({ local: was, remote: was }, SALT), { local, remote })
  expect(recalled.local).toMatchObject({ title: '(no longer kept)', location: EMPTY_EVENT.location })
  expect(recalled.remote).toEqual(recalled.local)
})

it('contains none of the values, and differs for each link', () => {
  const base = {
    local: meeting({ title: 'Deposition of Ana' }),
    remote: meeting({ title: 'Hearing of Ben' }),
  }
  const text = JSON.stringify(digestOf(base, SALT))
  expect(text).not.toContain('Deposition')
  expect(text).not.toContain('Hearing')
  expect(digestOf(base, 'another').local).not.toEqual(digestOf(base, SALT).local)
})
