import { expect, test } from 'vitest'
import { securityText } from './security-txt'

test('security.txt names the contact, and is valid for half a year from any day', () => {
  expect(
    securityText(
      'mailto:security@example.com',
      'https://concord.example.com',
      new Date('2026-11-27T22:10:05.123Z'),
    ),
  ).toBe(
    `Contact: mailto:security@example.com
Expires: 2027-05-26T00:00:00Z
Preferred-Languages: en
Canonical: https://concord.example.com/.well-known/security.txt
`,
  )
})
