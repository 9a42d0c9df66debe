import { expect, it } from 'vitest'
import { safePath } from '@/lib/auth/return-to'

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
])('%s leads to %s', (path, expected) => {
  expect(safePath(path)).toBe(expected)
})
