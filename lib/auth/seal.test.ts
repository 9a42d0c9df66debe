import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { open, seal } from '@/lib/auth/seal'

const keys = { current: randomBytes(32), old: null }

describe('a sealed text', () => {
  it('opens to the original text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string(), (text, purpose) => {
        return open(seal(text, keys, purpose), keys, purpose) === text
      }),
      { numRuns: 1000 },
    )
  })

  it('differs each time', () => {
    expect(seal('token', keys, 'a')).not.toBe(seal('token', keys, 'a'))
  })

  it('does not open for another purpose', () => {
    expect(() => open(seal('token', keys, 'connection 1'), keys, 'connection 2')).toThrow()
  })

  it('does not open if any character of it was changed', () => {
    const sealed = seal('1//refresh-token', keys, 'p')
    fc.assert(
      fc.property(fc.nat(sealed.length - 1), fc.constantFrom('A', 'z', '0', '.', '-'), (at, char) => {
        const changed = sealed.slice(0, at) + char + sealed.slice(at + 1)
        if (sameBytes(changed, sealed)) return
        expect(() => open(changed, keys, 'p')).toThrow()
      }),
      { numRuns: 1000 },
    )
  })

  it('does not open when cut short', () => {
    const sealed = seal('token', keys, 'p')
    for (let length = 0; length < sealed.length - 1; length++)
      expect(() => open(sealed.slice(0, length), keys, 'p')).toThrow()
  })

  it('opens after a key rotation as long as the old key is given', () => {
    const sealed = seal('token', keys, 'p')
    const next = { current: randomBytes(32), old: keys.current }
    expect(open(sealed, next, 'p')).toBe('token')
    expect(open(seal('token', next, 'p'), { ...next, old: null }, 'p')).toBe('token')
    expect(() => open(sealed, { ...next, old: null }, 'p')).toThrow(/TOKEN_KEY_OLD/)
  })
})

/** The last character of base64 may have unused bits, so two spellings can mean the same bytes. */
function sameBytes(one: string, other: string): boolean {
  const bytes = (text: string) =>
    text
      .split('.')
      .map((part) => Buffer.from(part, 'base64url').toString('hex'))
      .join('.')
  return (
    one.split('.').slice(0, 2).join() === other.split('.').slice(0, 2).join() && bytes(one) === bytes(other)
  )
}
