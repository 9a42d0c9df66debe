import { expect, it } from 'vitest'
import { queryOf, startOf } from './list-address'

it('takes a query that Postgres can be asked, whatever stands in the address', () => {
  expect(queryOf({})).toBe('')
  expect(queryOf({ q: 'Ana' })).toBe('Ana')
  expect(queryOf({ q: ['Ana', 'Ben'] })).toBe('Ana')
  expect(queryOf({ q: 'A\0na' })).toBe('Ana')
  expect(queryOf({ q: 'x'.repeat(5000) })).toHaveLength(200)
})

it('begins at the first page where the address names no place', () => {
  const id = '00000000-0000-4000-8000-000000000000'
  expect(startOf({ after: id })).toEqual({ kind: 'after', id })
  expect(startOf({ before: id })).toEqual({ kind: 'before', id })
  expect(startOf({ after: 'zzz', before: [id] })).toEqual({ kind: 'first' })
})
