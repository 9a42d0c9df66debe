import { expect, it } from 'vitest'
import { matterLine, mattersHeading } from './csv'
import { EMPTY_MATTER } from './matter'

it('writes a matter as one line, safe for spreadsheets', () => {
  const names: Readonly<Record<string, string>> = { ana: 'Lima, Ana', ben: 'Ben "B" Ruiz', eve: 'Eve' }
  const line = matterLine(
    {
      ...EMPTY_MATTER,
      number: '=1+1',
      description: 'two\nlines',
      clientId: 'ana',
      responsibleId: 'eve',
      related: [
        { contactId: 'ben', role: 'Judge' },
        { contactId: 'eve', role: '' },
      ],
    },
    (id) => names[id] ?? '',
  )
  expect(mattersHeading()).toBe('Number,Description,Status,Client,Responsible,Related contacts\r\n')
  expect(line).toBe(`'=1+1,"two\nlines",Open,"Lima, Ana",Eve,"Ben ""B"" Ruiz (Judge); Eve"\r\n`)
})
