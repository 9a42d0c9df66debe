import { describe, expect, it } from 'vitest'
import { findCandidates } from '@/lib/domains/contacts/match/match'
import { type Contact, EMPTY_CONTACT, withKind } from '@/lib/domains/contacts/value/contact'

const item = (id: string, value: Partial<Contact>) => ({
  ...{ id, version: '1', deleted: false, key: null, changedAt: null },
  value: withKind({ ...EMPTY_CONTACT, ...value }),
})
const found = (local: Partial<Contact>, remote: Partial<Contact>) =>
  findCandidates([item('l', local)], [item('r', remote)])

describe('a company and a person of the same name', () => {
  it.each<[Partial<Contact>, Partial<Contact>]>([
    [{ company: 'Müller & Co. KG' }, { firstName: 'Müller & Co. KG' }],
    [{ company: 'Müller & Co. KG' }, { firstName: 'Mueller', lastName: 'und Co KG' }],
    [{ company: 'Acme Ltd' }, { firstName: 'Acme', lastName: 'Ltd' }],
    [{ company: 'Ana Lima' }, { firstName: 'Ana', lastName: 'Lima', company: 'Lima Consulting' }],
    [{ company: 'Lima Ana' }, { firstName: 'Ana', lastName: 'Lima' }],
  ])('%j and %j are asked about, whichever side has the company', (company, person) => {
    const [candidate, ...others] = found(company, person)
    expect(others).toEqual([])
    expect(candidate?.automatic).toBe(false)
    expect(candidate?.reasons[0]).toEqual({ kind: 'companyIn', side: 'local' })
    const [turned] = found(person, company)
    expect(turned?.reasons[0]).toEqual({ kind: 'companyIn', side: 'remote' })
  })

  it.each<[Partial<Contact>, Partial<Contact>]>([
    [{ company: 'Acme' }, { firstName: 'Ana', lastName: 'Lima', company: 'Acme' }],
    [{ company: 'Lima & Sons' }, { firstName: 'Ana', lastName: 'Lima' }],
    [{ company: 'Lima' }, { firstName: 'Ana', lastName: 'Lima' }],
  ])('%j and %j are not', (company, person) => {
    expect(found(company, person)).toEqual([])
  })

  it('weigh an address of many people the same, whichever side has the company', () => {
    const emails = [{ value: 'info@lima.example', label: '' }]
    const person = { firstName: 'Ana', lastName: 'Lima', emails }
    const company = { company: 'Ana Lima', emails }
    const weights = (local: Partial<Contact>, remote: Partial<Contact>) =>
      found(local, remote).map(({ reasons }) =>
        reasons.flatMap((one) => ('weight' in one ? [one.weight] : [])),
      )
    expect(weights(company, person)).toEqual([['very strong', 'strong']])
    expect(weights(person, company)).toEqual(weights(company, person))
  })

  it('are not asked about when each has its own of the same kind', () => {
    const emails = [{ value: 'ana@lima.example', label: '' }]
    const office = [{ value: 'office@lima.example', label: '' }]
    const both = (side: string) => [
      item(`${side} person`, { firstName: 'Ana', lastName: 'Lima', emails }),
      item(`${side} company`, { company: 'Ana Lima', emails: office }),
    ]
    const pairs = findCandidates(both('l'), both('r')).map(({ localId, remoteId }) => [localId, remoteId])
    expect(pairs.sort()).toEqual([
      ['l company', 'r company'],
      ['l person', 'r person'],
    ])
  })
})
