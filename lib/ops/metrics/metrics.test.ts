import { describe, expect, it } from 'vitest'
import { bearsToken } from './access'
import { exposition } from './exposition'

const TOKEN = 'a token of sixteen'.replaceAll(' ', '-')

describe('the token', () => {
  it.each([
    [`Bearer ${TOKEN}`, TOKEN, true],
    [`bearer  ${TOKEN}`, TOKEN, true],
    [`Bearer ${TOKEN}x`, TOKEN, false],
    [TOKEN, TOKEN, false],
    ['Bearer ', TOKEN, false],
    [null, TOKEN, false],
    [null, undefined, false],
    ['Bearer undefined', undefined, false],
  ] as const)('%j for %j: %j', (header, token, may) => {
    expect(bearsToken(header, token)).toBe(may)
  })
})

it('the text is what Prometheus reads', () => {
  const samples = [{ labels: { for: 'a "b"\\\n' }, value: 1.5 }, { value: 2 }]
  expect(exposition([{ name: 'x_total', help: 'What.', type: 'counter', samples }])).toBe(
    '# HELP x_total What.\n# TYPE x_total counter\nx_total{for="a \\"b\\"\\\\\\n"} 1.5\nx_total 2\n',
  )
})
