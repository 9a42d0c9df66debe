import { describe, expect, test } from 'vitest'
import { commonRegion, namedRegions, regionOfLanguages } from '@/lib/domains/contacts/text/phone-region'

describe('the region of a browser’s languages', () => {
  test.each([
    ['en-GB,en;q=0.9', 'GB'],
    ['de-AT', 'AT'],
    ['de', 'DE'],
    ['en;q=0.8, de-CH;q=0.9', 'CH'],
    ['en,pt-BR;q=0.5', 'BR'],
    ['zh-Hant-TW', 'TW'],
    ['*, en-US;q=0', null],
    ['en-001,fr', 'FR'],
    ['not a language', null],
    ['', null],
    [null, null],
  ])('of %j it is %j', (header, region) => {
    expect(regionOfLanguages(header)).toBe(region)
  })
})

test('regions are listed by name', () => {
  expect(namedRegions()).toContainEqual({ code: 'GB', name: 'United Kingdom (GB)' })
  expect(namedRegions()[0]).toEqual({ code: 'AF', name: 'Afghanistan (AF)' })
})

test('the region of a list is that of most of its international numbers', () => {
  expect(commonRegion(['+44 20 7946 0331', '0044 20 7946 0332', '+1 212 555 0101', '020 7946 0333'])).toBe(
    'GB',
  )
  expect(commonRegion(['+1 212 555 0101', '(212) 555-0102'])).toBe('US')
  expect(commonRegion(['(212) 555-0102', 'ask'])).toBeNull()
})
