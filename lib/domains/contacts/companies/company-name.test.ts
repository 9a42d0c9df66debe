import { describe, expect, it } from 'vitest'
import { companyKey, companyMeant, sameCompanyName } from './company-name'

describe('one company', () => {
  it.each([
    ['Müller & Co. KG', 'mueller und co kg'],
    ['Müller & Co. KG', 'Muller + Co KG'],
    ['ACME, Inc.', 'Acme Incorporated'],
    ['Acme', 'ACME Ltd.'],
    ['Société Générale S.A.', 'societe generale sa'],
    ['Groß GmbH', 'Gross Gesellschaft mbH'.replace('Gesellschaft ', '')],
    ['The Smith Company', 'Smith'],
    ['O’Neill & Sons', "O'Neill and Sons"],
    ['株式会社トヨタ 株式会社', '株式会社トヨタ'],
  ])('“%s” is “%s”', (one, other) => {
    expect(sameCompanyName(one, other)).toBe(true)
    expect(sameCompanyName(other, one)).toBe(true)
  })
})

describe('two companies', () => {
  it.each([
    ['Müller KG', 'Müller GmbH'],
    ['Müller & Söhne', 'Müller'],
    ['Acme North', 'Acme South'],
    ['', ''],
    ['Acme', ''],
  ])('“%s” is not “%s”', (one, other) => {
    expect(sameCompanyName(one, other)).toBe(false)
    expect(sameCompanyName(other, one)).toBe(false)
  })
})

describe('the company that a name means', () => {
  const companies = ['Müller KG', 'Müller GmbH', 'Acme', 'Acme Ltd', 'Lima Inc'].map((name, at) => ({
    id: String(at),
    name,
  }))
  it.each([
    ['mueller kg', 'Müller KG'],
    ['Mueller', null],
    ['Acme', 'Acme'],
    ['ACME Limited', 'Acme Ltd'],
    ['Acme Inc', 'Acme'],
    ['lima', 'Lima Inc'],
    ['Lima LLC', null],
    ['Nobody', null],
  ])('“%s” means %s', (name, expected) => {
    expect(companyMeant(name, companies)?.name ?? null).toBe(expected)
  })

  it('of two contacts of one name is the first', () => {
    const twice = [
      { id: 'a', name: 'Acme' },
      { id: 'b', name: 'ACME' },
    ]
    expect(companyMeant('acme', twice)?.id).toBe('a')
  })
})

it('a name of legal forms only, or of none, has a key all the same', () => {
  expect(companyKey('Co & Co')).not.toBe('')
  expect(companyKey(' & ')).toBe('')
})
