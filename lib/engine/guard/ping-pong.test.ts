import { expect, test } from 'vitest'
import { contactDomain } from '@/lib/domains/contacts/domain'
import type { Change } from '@/lib/domains/contacts/types'
import { type Contact, EMPTY_CONTACT } from '@/lib/domains/contacts/value/contact'
import { isPingPong, type Written } from '@/lib/engine/guard/ping-pong'

const says = (title: string) => ({ ...EMPTY_CONTACT, firstName: 'Ana', title })
const here = (title: string): Written<Contact> => ({ side: 'local', to: says(title) })
const there = (title: string): Written<Contact> => ({ side: 'remote', to: says(title) })
const change = ({ side, to }: Written<Contact>): Change => ({
  kind: 'update',
  linkId: 'l',
  localId: 'a',
  localVersion: '1',
  remoteId: 'b',
  remoteVersion: '1',
  local: null,
  remote: null,
  [side]: { from: says('before'), to },
  base: null,
  tombstone: null,
  conflicts: [],
  reasons: [],
  probability: null,
})

test.each<[string, Written<Contact>, readonly Written<Contact>[], boolean]>([
  [
    'the third time the same is written here and undone there',
    here('B'),
    [there('A'), here('B'), there('A'), here('B')],
    true,
  ],
  ['the same, seen from the other side', there('A'), [here('B'), there('A'), here('B'), there('A')], true],
  ['only the second time', here('B'), [there('A'), here('B'), there('A')], false],
  [
    'another value each time: two people who work',
    here('D'),
    [there('C'), here('B'), there('A'), here('B')],
    false,
  ],
  ['the same side each time: nobody answers', here('B'), [here('A'), here('B'), here('A'), here('B')], false],
  ['a contact that was never written', here('B'), [], false],
])('%s', (_, next, before, expected) => {
  expect(isPingPong(contactDomain('US'), change(next), before)).toBe(expected)
})
