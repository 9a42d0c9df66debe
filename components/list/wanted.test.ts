import { expect, it } from 'vitest'
import { changed, sameAddress } from './wanted'

const from = (query: string) => new URL(`http://x/contacts${query}`)

it('changes some parameters, keeps the others and begins at the first page', () => {
  const to = (query: string, set: Record<string, string | string[]>) => changed(from(query), set).search
  expect(to('?q=ana&sort=changed&after=1&at=2', { show: 'people' })).toBe('?q=ana&sort=changed&show=people')
  expect(to('?q=ana&show=people', { q: '' })).toBe('?show=people')
  expect(to('?show=people', { show: '' })).toBe('')
  expect(to('?calendar=a&calendar=b&on=1', { calendar: ['b', 'c'] })).toBe('?calendar=b&on=1&calendar=c')
  expect(to('?calendar=a&calendar=b', { calendar: [] })).toBe('')
})

it('takes two addresses with the same parameters for the same', () => {
  expect(sameAddress('/contacts?q=a&show=people', 'http://x/contacts?show=people&q=a')).toBe(true)
  expect(sameAddress('/contacts?q=a', '/contacts?q=b')).toBe(false)
  expect(sameAddress('/contacts', '/matters')).toBe(false)
})
