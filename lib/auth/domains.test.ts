import { expect, test } from 'vitest'
import { isAllowedAccount, offeredDomain } from './domains'

const ana = { email: 'ana@example.com', email_verified: true, hd: 'example.com' }
const allowed = ['example.com', 'example.org']

test.each([
  ['an account of the organization', ana, true],
  ['in any case', { ...ana, email: 'Ana@EXAMPLE.com', hd: 'Example.com' }, true],
  ['of the second domain of the list', { ...ana, email: 'ana@example.org', hd: 'example.org' }, true],
  ['an address of one listed domain, in the organization of the other', { ...ana, hd: 'example.org' }, true],
  ['an account of somebody’s own with an address of the firm', { ...ana, hd: undefined }, false],
  ['an address elsewhere in the organization', { ...ana, email: 'ana@else.example' }, false],
  ['another organization', { ...ana, hd: 'else.example' }, false],
  ['an address that Google did not verify', { ...ana, email_verified: false }, false],
  ['no address', { ...ana, email: undefined }, false],
  ['a domain that only ends alike', { ...ana, email: 'ana@notexample.com', hd: 'notexample.com' }, false],
  ['a subdomain', { ...ana, email: 'ana@mail.example.com', hd: 'mail.example.com' }, false],
  ['two signs of an address', { ...ana, email: 'ana@example.com@else.example' }, false],
  [
    'a letter that Unicode’s lower case takes for a k',
    { ...ana, email: 'ana@\u212A.example', hd: '\u212A.example' },
    false,
  ],
])('with a list, %s', (_, claims, answer) => {
  expect(isAllowedAccount(claims, [...allowed, 'k.example'])).toBe(answer)
})

test('without a list any account may', () => {
  expect(isAllowedAccount({}, [])).toBe(true)
})

test('Google’s page offers the one domain, accounts of any organization, or all', () => {
  expect([offeredDomain(['example.com']), offeredDomain(allowed), offeredDomain([])]).toEqual([
    { hd: 'example.com' },
    { hd: '*' },
    {},
  ])
})
