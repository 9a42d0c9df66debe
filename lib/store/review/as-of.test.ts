import { expect, test } from 'vitest'
import { isAsOf } from './as-of'

test.each([
  ['nothing under way', '731:731:', true],
  ['two under way', '731:740:731,735', true],
  ['nothing', '', false],
  ['a time', '2026-11-27T10:00:00Z', false],
  ['bounds in the wrong order', '740:731:', false],
  ['no lower bound', '0:731:', false],
  ['one under way outside the bounds', '731:740:740', false],
  ['those under way in the wrong order', '731:740:735,733', false],
  ['a number too large', '731:9999999999999999999:', false],
  ['SQL', "731:740:'); drop", false],
])('%s: %j is a snapshot: %s', (_, text, is) => {
  expect(isAsOf(text)).toBe(is)
})
