import { expect, it } from 'vitest'
import { keptOf, listPath, listPathOf, nextSort, SORTS, withTime } from './list-params'

const id = '00000000-0000-4000-8000-000000000000'

it('reads an address and writes it again, without what is usual or unknown', () => {
  const address = (params: object) => listPath(keptOf(params))
  expect(address({})).toBe('/contacts')
  expect(address({ q: 'Ana', show: 'companies', tag: id, sort: 'changed' })).toBe(
    `/contacts?q=Ana&show=companies&tag=${id}&sort=changed`,
  )
  expect(address({ show: 'nobody', sort: 'toString', tag: 'x' })).toBe('/contacts')
  expect(address({ sort: 'name' })).toBe('/contacts')
  expect(address({ show: ['people'], sort: ['changed'] })).toBe('/contacts')
})

it('turns an order round at the second click', () => {
  expect(nextSort('name', 'name')).toBe('name-desc')
  expect(nextSort('name', 'name-desc')).toBe('name')
  expect(nextSort('changed', 'name')).toBe('changed')
  expect(SORTS[nextSort('changed', 'changed')].descending).toBe(false)
})

it('takes the time of the neighbor where it is one', () => {
  const start = { kind: 'after', id } as const
  expect(withTime(start, { at: '2026-11-28T10:00:00.123Z' })).toEqual({
    ...start,
    at: new Date('2026-11-28T10:00:00.123Z'),
  })
  expect(withTime(start, { at: 'soon' })).toEqual(start)
  expect(withTime({ kind: 'first' }, { at: '2026-11-28T10:00:00Z' })).toEqual({ kind: 'first' })
})

it('leads back to a list, and to nowhere else', () => {
  expect(listPathOf('')).toBe('/contacts')
  expect(listPathOf(`q=Ana&show=people&after=${id}&next=//evil.example`)).toBe(
    `/contacts?q=Ana&show=people&after=${id}`,
  )
  expect(listPathOf('sort=changed', { deleted: id })).toBe(`/contacts?sort=changed&deleted=${id}`)
})
