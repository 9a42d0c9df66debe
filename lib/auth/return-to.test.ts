import fc from 'fast-check'
import { expect, it } from 'vitest'
import { pathOfReturn, returnAddress, safePath } from '@/lib/auth/return-to'

it.each([
  ['/settings/sync?x=1', '/settings/sync?x=1'],
  ['/contacts/new?kind=company', '/contacts/new?kind=company'],
  [null, '/contacts'],
  ['', '/contacts'],
  ['https://evil.example', '/contacts'],
  ['//evil.example/x', '/contacts'],
  ['/\\evil.example', '/contacts'],
  ['/\t/evil.example', '/contacts'],
  ['javascript:alert(1)', '/contacts'],
  ['/javascript:alert(1)', '/javascript:alert(1)'],
  ['/.//evil.example', '/contacts'],
  ['/..//evil.example/x', '/contacts'],
  ['/contacts/..//evil.example', '/contacts'],
  ['/contacts/%2e%2e//evil.example', '/contacts'],
  ['/%2F/evil.example', '/%2F/evil.example'],
  ['/\u2028/evil.example', '/%E2%80%A8/evil.example'],
  ['/@evil.example', '/@evil.example'],
  ['/ /evil.example', '/%20/evil.example'],
  ['/\r\nSet-Cookie: a=b', '/contacts'],
  ['/contacts?next=//evil.example', '/contacts?next=//evil.example'],
  ['/contacts#//evil.example', '/contacts'],
  ['//', '/contacts'],
  ['///evil.example', '/contacts'],
  ['https:/evil.example', '/contacts'],
])('%s leads to %s', (path, expected) => {
  expect(safePath(path)).toBe(expected)
})

it('whatever the path, it leads to no other site', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[/\\.@:%\t\n a-e2?#-]{0,12}$/), (path) => {
      const led = safePath(path)
      expect(new URL(led, 'https://concord.example').origin).toBe('https://concord.example')
      expect(new URL(`https://concord.example${led}`).origin).toBe('https://concord.example')
    }),
    { numRuns: 20_000 },
  )
})

it('whatever the path, decoding it any number of times does not change it', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      const path = safePath(`/contacts?q=${encodeURIComponent(text)}`)
      const address = returnAddress(path)
      expect(decodeURIComponent(address)).toBe(address)
      expect(address).toMatch(/^[\x21-\x7e]+$/)
      const whole = new URL(address, 'https://concord.example')
      expect(pathOfReturn(whole.searchParams.get('to'), null)).toBe(path)
      expect(pathOfReturn(null, whole.href)).toBe(path)
    }),
  )
})

it.each([
  [null, null],
  [null, 'no address'],
  [null, 'https://concord.example/contacts'],
  ['', null],
])('nothing to return to in %s and %s', (to, callbackUrl) => {
  expect(pathOfReturn(to, callbackUrl) || null).toBeNull()
})
