// Weak secrets are refused, and random ones never are.
import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isWeakKey, isWeakText } from './secret-strength'

test.each([
  'changemechangeme',
  'please-change-me-now',
  'YOUR_SECRET_GOES_HERE',
  'supersecretsupersecret',
  'aaaaaaaaaaaaaaaaaaaaaaaa',
  'abababababababababababab',
  '0123456789:;<=>?@ABCDEF',
  'password12345678',
  'qwertyuiopasdfghjkl',
])('the text %s is weak', (text) => expect(isWeakText(text)).toBe(true))

test.each([
  ['zeros', Buffer.alloc(32)],
  ['one byte', Buffer.alloc(32, 7)],
  ['a sequence', Buffer.from(Array.from({ length: 32 }, (_, at) => at))],
  ['a sequence downwards', Buffer.from(Array.from({ length: 32 }, (_, at) => 250 - 2 * at))],
  ['a repeated half', Buffer.alloc(32, '0123456789abcdef', 'hex')],
  ['a text', Buffer.from('a sentence of thirty-two letters')],
])('a key of %s is weak', (_, key) => expect(isWeakKey(key)).toBe(true))

test('no random secret is weak, in whatever form it is written', () => {
  const bytes = fc.noShrink(fc.integer().map(() => randomBytes(32)))
  fc.assert(
    fc.property(bytes, (key) => {
      expect(isWeakKey(key)).toBe(false)
      for (const text of [key.toString('base64'), key.toString('hex'), key.subarray(0, 16).toString('hex')])
        expect(isWeakText(text), text).toBe(false)
    }),
  )
})
