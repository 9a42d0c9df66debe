import { describe, expect, it } from 'vitest'
import { matterLine, mattersHeading } from '@/lib/domains/matters/csv'
import { EMPTY_MATTER, type Matter } from '@/lib/domains/matters/matter'
import { readMatters } from './read-matters'
import { type KnownNames, lookupKey, namesToLookUp, resolveMatters } from './resolve-matters'

const known = (more: Partial<KnownNames> = {}): KnownNames => ({
  contacts: new Map(
    Object.entries({
      'Ana Lima': ['ana'],
      'Ben Ruiz': ['ben'],
      'Acme (UK)': ['acme'],
      'John Smith': ['john 1', 'john 2'],
      'john@smith.example': ['john 1'],
    }).map(([name, ids]) => [lookupKey(name), ids]),
  ),
  onlyMine: new Set([lookupKey('Secret Aunt')]),
  users: new Map([[lookupKey('Eve Stone'), ['eve']]]),
  numbers: new Set(['2026-9']),
  ...more,
})
const resolved = (csv: string, names = known()) => resolveMatters(readMatters(csv).matters, names)
const reasons = (csv: string) => resolved(csv).problems.map(({ line, reason }) => `${line}: ${reason}`)

describe('a file of matters', () => {
  it('reads what our export writes', () => {
    const matter: Matter = {
      ...{ number: '=1+1', description: 'two\nlines, "quoted"', status: 'closed', clientId: 'ana' },
      ...{ responsibleId: 'eve' },
      related: [
        { contactId: 'ben', role: 'Judge; also witness' },
        { contactId: 'acme', role: '' },
      ],
    }
    const names: Readonly<Record<string, string>> = {
      ...{ ana: 'Lima, Ana', ben: 'Ben Ruiz', acme: 'Acme (UK)', eve: 'Eve Stone' },
    }
    const csv = mattersHeading() + matterLine(matter, (id) => names[id] ?? '')
    expect(resolved(csv)).toEqual({
      ...{ ready: [{ line: 2, matter }], unknownPeople: [], existing: [], problems: [] },
    })
  })

  it.each([
    ['Number;Client\n1;Ana Lima', ';'],
    ['\uFEFFMatter number\tClient name\r\n1\tANA LIMA\r\n', 'a tab'],
    ['sep=;\nclient;number\nana lima;1', 'the separator that it names'],
  ])('reads columns in any order, separated by another sign: %j', (csv) => {
    const [one] = resolved(csv).ready
    expect(one?.matter).toEqual({ ...EMPTY_MATTER, number: '1', clientId: 'ana' })
  })

  it('says that the heading is missing', () => {
    const { matters, problems } = readMatters('1,Ana Lima\n2,Ben Ruiz')
    expect(matters).toEqual([])
    expect(problems[0]?.reason).toContain('at least Number and Client')
  })

  it('names lines by their number in the file, also behind values of several lines', () => {
    const csv = 'Number,Description,Client\n1,"a\nb\nc",Ana Lima\n\n2,,Nobody\n3,"x\ny",Nobody'
    expect(resolved(csv).problems.map(({ line, number }) => `${line} ${number}`)).toEqual(['6 2', '7 3'])
  })

  it('reads on behind a line whose quotation marks do not match, and names it', () => {
    const { matters, problems } = readMatters('Number,Client\n1,Ana Lima\n2,"Ben Ruiz')
    expect(matters.map(({ number }) => number)).toEqual(['1'])
    expect(problems[0]?.reason).toContain('quotation marks')
  })

  it('does not guess a status', () => {
    const { matters, problems } = readMatters('Number,Status,Client\n1,Closed,A\n2,on hold,A\n3,,A')
    expect(matters.map(({ status }) => status)).toEqual(['closed', 'open'])
    expect(problems).toEqual([
      { line: 3, number: '2', reason: expect.stringContaining('none of Open, Pending, Closed') },
    ])
  })
})

describe('who is meant', () => {
  it('names the lines of unknown clients and related contacts, and imports none of them', () => {
    expect(
      reasons('Number,Client,Related contacts\n1,Zoe New,\n2,Ana Lima,Ben Ruiz; Zoe New (Judge)\n3,,'),
    ).toEqual([
      '2: No contact is called “Zoe New”. Add it under Contacts first, or correct the name.',
      '3: No contact is called “Zoe New”. Add it under Contacts first, or correct the name.',
      '4: A matter needs a client. Fill in Client.',
    ])
  })

  it('asks for the email address where several contacts have the name', () => {
    expect(reasons('Number,Client\n1,John Smith')[0]).toContain('Write the email address')
    expect(resolved('Number,Client\n1,john@smith.example').ready[0]?.matter.clientId).toBe('john 1')
  })

  it('says that a contact is only for the person who imports', () => {
    expect(reasons('Number,Client\n1,Secret Aunt')[0]).toContain('only you see')
  })

  it('leaves matters as they are whose number is used, and refuses a number that is twice in the file', () => {
    const { ready, existing, problems } = resolved('Number,Client\n2026-9,Ana Lima\na1,Ana Lima\nA1,Ben Ruiz')
    expect(ready.map(({ line }) => line)).toEqual([3])
    expect(existing.map(({ line }) => line)).toEqual([2])
    expect(problems[0]).toMatchObject({
      line: 4,
      reason: expect.stringContaining('Line 3 has the same number'),
    })
  })

  it('imports without a responsible person who is not in the firm, and says so', () => {
    const { ready, unknownPeople } = resolved(
      'Number,Client,Responsible\n1,Ana Lima,Gone\n2,Ana Lima,eve stone',
    )
    expect(ready.map(({ matter }) => matter.responsibleId)).toEqual([null, 'eve'])
    expect(unknownPeople).toEqual([{ line: 2, number: '1', reason: expect.stringContaining('“Gone”') }])
  })

  it('checks lengths like the form', () => {
    expect(reasons(`Number,Client\n${'x'.repeat(101)},Ana Lima`)[0]).toContain('at most 100')
  })

  it('looks up every form of every name', () => {
    const { matters } = readMatters('Number,Client,Related contacts\n1,"Lima, Ana",Ben Ruiz (Judge)')
    expect([...namesToLookUp(matters)]).toEqual(
      ['Lima, Ana', 'Ana Lima', 'Ben Ruiz (Judge)', 'Ben Ruiz'].map(lookupKey),
    )
  })
})
