// No contact data and no secret gets into the log, whatever is passed to it.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { factsOf, logTo, printable } from './log'

function written(write: (log: ReturnType<typeof logTo>) => void): string {
  const lines: string[] = []
  write(logTo({ write: (line) => void lines.push(line) }, 'debug'))
  return lines.join('')
}

test('an event is one line of JSON with its facts', () => {
  const runId = '0b0e6c0e-2f5c-4d0e-9a4e-3f1f6b1c2d3e'
  const line = JSON.parse(
    written((log) => log.info('run ended', { runId, kind: 'first', changes: 12, full: true })),
  )
  expect(line).toMatchObject({ msg: 'run ended', runId, kind: 'first', changes: 12, full: true })
})

test.each([
  ['a name', { name: 'Ana Lovelace' }],
  ['a name in a known field', { kind: 'Ana Lovelace' }],
  ['an e-mail address', { reason: 'ana@example.com' }],
  ['a phone number', { phone: '+49 30 901820' }],
  ['a phone number as number', { phone: 4930901820 }],
  ['a token', { accessToken: 'ya29.a0AfH6SMC' }],
  ['a contact', { contact: { firstName: 'Ana' } }],
  ['a list of contacts', { contacts: [{ firstName: 'Ana' }] }],
  ['a text as error', { error: 'Ana lives at Unter den Linden 77' }],
])('%s is left out and counted', (_, facts) => {
  expect(printable(facts)).toEqual({ leftOut: 1 })
})

test('the facts about signing in, which are ids, are printed in full', () => {
  const [userId, sessionId, byUserId] = [crypto.randomUUID(), crypto.randomUUID(), crypto.randomUUID()]
  const facts = { userId, sessionId, byUserId, count: 2, reason: 'notInvited', kind: 'settings-users' }
  expect(printable(facts)).toEqual(facts)
})

test('only the kind and place of an error are printed, never its message', () => {
  const line = written((log) =>
    log.error('step failed', { error: new TypeError('no such contact: Ana Lovelace') }),
  )
  expect(line).toContain('TypeError at ')
  expect(line).not.toContain('Ana')
})

test('a person’s text is not printed under any field name', () => {
  const personal = fc.string({ minLength: 1 }).map((text) => `${text}@${text}.example`)
  fc.assert(
    fc.property(fc.string(), personal, (field, value) => {
      const line = JSON.stringify(printable({ [field]: value, nested: { [field]: value }, list: [value] }))
      return !line.includes(JSON.stringify(value).slice(1, -1))
    }),
    { numRuns: 2000 },
  )
})

test('errors that libraries report are printed as their place and the number on the page, never as their text', () => {
  const failed = Object.assign(new Error('invalid input syntax for type uuid: "Ana Lovelace"'), {
    digest: '318462910',
  })
  const line = written((log) => log.error('reported', factsOf(['the row of Ana:', failed])))
  expect(line).toContain('"reference":"318462910"')
  expect(line).toContain('Error at ')
  expect(line).not.toContain('Ana')
  expect(printable({ reference: 'NEXT_REDIRECT;ana@example.com' })).toEqual({ leftOut: 1 })
})
