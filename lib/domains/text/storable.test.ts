import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { beginning, shortened, storable, storableJson, storableText } from '@/lib/domains/text/storable'

/** Often contains characters that cannot be stored, or text that looks like them. */
const hostile = fc.string({
  unit: fc.constantFrom('a', 'é', '😀', '\0', '\ud83d', '\ude00', '\\', 'u0000', '\\ud83d', '"', '\n'),
})
const isStorable = (text: string) => !text.includes('\0') && !/\p{Cs}/u.test(text)
const value = fc.letrec((tie) => ({
  any: fc.oneof({ maxDepth: 3 }, hostile, fc.integer(), fc.constant(null), tie('list'), tie('object')),
  list: fc.array(tie('any'), { maxLength: 4 }),
  object: fc.dictionary(hostile, tie('any'), { maxKeys: 4 }),
})).any

describe('the storable part of a text', () => {
  test.each([
    ['plain', 'plain'],
    ['a\0b', 'ab'],
    ['half \ud83d of one', 'half \ufffd of one'],
    ['\ude00\ud83d', '\ufffd\ufffd'],
    ['whole 😀', 'whole 😀'],
    ['the text \\u0000', 'the text \\u0000'],
  ])('%j is %j', (text, expected) => {
    expect(storableText(text)).toBe(expected)
    expect(storable({ list: [{ text }] })).toEqual({ list: [{ text: expected }] })
    expect(JSON.parse(storableJson(JSON.stringify({ text })))).toEqual({ text: expected })
  })

  test('is all that is left of any text', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        expect(isStorable(storableText(text))).toBe(true)
        expect(storableText(storableText(text))).toBe(storableText(text))
        if (isStorable(text)) expect(storableText(text)).toBe(text)
      }),
    )
  })

  test('is the same for a value and for its JSON', () => {
    fc.assert(
      fc.property(value, (any) => {
        const json = JSON.stringify(storable(any))
        expect(json).not.toMatch(/(?<!\\)(?:\\\\)*\\u(?:0000|d[89a-f])/i)
        expect(JSON.parse(storableJson(JSON.stringify(any)))).toEqual(JSON.parse(json))
      }),
    )
  })

  test('a value that needs no change is not copied, and a date stays a date', () => {
    const kept = { at: new Date(0), list: ['😀', { a: null }] }
    expect(storable(kept)).toBe(kept)
    expect(storable({ at: kept.at, text: '\0' })).toEqual({ at: kept.at, text: '' })
  })
})

test('a shortened text never ends within a character', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 1, max: 20 }), (text, most) => {
      const cut = beginning(text, most)
      expect(text.startsWith(cut)).toBe(true)
      expect(cut.length).toBeLessThanOrEqual(most)
      expect(isStorable(shortened(text, most)) || !isStorable(text)).toBe(true)
    }),
  )
  expect(shortened(`${'x'.repeat(59)}😀 and more`, 60)).toBe(`${'x'.repeat(59)}…`)
  expect(shortened('short', 60)).toBe('short')
})
