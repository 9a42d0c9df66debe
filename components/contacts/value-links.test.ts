import fc from 'fast-check'
import { expect, it } from 'vitest'
import { dialled, mailAddress, webAddress } from './value-links'

it.each([
  ['ana@example.com', 'mailto:ana@example.com'],
  [' ana@example.com ', 'mailto:ana@example.com'],
  ['ana+work@example.com', 'mailto:ana%2Bwork@example.com'],
  ['ana@example.com?bcc=eve@evil.example', null],
  ['ana@example.com?bcc=eve', 'mailto:ana@example.com%3Fbcc%3Deve'],
  ['ana@example.com&cc=eve', 'mailto:ana@example.com%26cc%3Deve'],
  ['ana%40b@example.com', 'mailto:ana%2540b@example.com'],
  ['josé@example.com', 'mailto:jos%C3%A9@example.com'],
  ['\ud800@example.com', 'mailto:%EF%BF%BD@example.com'],
  ['ask at the desk', null],
  ['', null],
])('mail to %s goes to %s', (value, link) => {
  expect(mailAddress(value)).toBe(link)
})

it.each([
  ['+1 (312) 555-9100', 'tel:+13125559100'],
  ['312 555 9100 x12', 'tel:312555910012'],
  ['*31#5559100', 'tel:*31%235559100'],
  ['555,,12#', 'tel:555,,12%23'],
  ['1+2', 'tel:12'],
  ['ask at the desk', null],
  ['', null],
])('%s is dialled as %s', (value, link) => {
  expect(dialled(value)).toBe(link)
})

it.each([
  ['example.com', 'https://example.com/'],
  ['example.com:8080/a?b=c#d', 'https://example.com:8080/a?b=c#d'],
  ['HTTP://Example.com', 'http://example.com/'],
  ['https://example.com/"><script>', 'https://example.com/%22%3E%3Cscript%3E'],
  ['javascript:alert(1)', null],
  ['data:text/html,x', null],
  ['ftp://example.com', null],
  ['https://bank.example@evil.example', null],
  ['bank.example@evil.example', null],
  ['https://', null],
  ['two words', null],
  ['', null],
])('the website %s leads to %s', (value, link) => {
  expect(webAddress(value)).toBe(link)
})

it('whatever stands in a field, its link is of its own kind and holds nothing that ends an attribute', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (value) => {
      expect(mailAddress(value) ?? 'mailto:').toMatch(/^mailto:[^?&#\s"<>]*$/)
      expect(dialled(value) ?? 'tel:').toMatch(/^tel:[\d+*,;%]*$/)
      expect(webAddress(value) ?? 'https://x').toMatch(/^https?:\/\/[^\s"<>]*$/)
    }),
    { numRuns: 5_000 },
  )
})
