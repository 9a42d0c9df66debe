// Checks FIDELITY.md: each rule is the name of a test, and each switch exists.
import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { DEFAULT_SWITCHES } from './control/switches'

const here = new URL('.', import.meta.url)
const read = (name: string) => readFileSync(new URL(name, here), 'utf8')
const rows = read('FIDELITY.md')
  .split('\n')
  .filter((line) => line.startsWith('|'))
  .map((line) => line.split('|').map((cell) => cell.trim()))
  .filter(([, first = '']) => first !== 'rule' && !first.startsWith('---'))
const tests = readdirSync(here, { recursive: true, encoding: 'utf8' }).filter((name) =>
  name.endsWith('.test.ts'),
)

test('every rule has a test of the same name', () => {
  const titles = new Set(
    tests.flatMap((name) => [...read(name).matchAll(/^\s*test\('([^']+)'/gm)].map(([, title]) => title)),
  )
  expect(rows.length).toBeGreaterThan(100)
  expect(rows.map(([, rule]) => rule).filter((rule) => !titles.has(rule))).toEqual([])
})

test('every switch is in the table', () => {
  const described = rows.map((cells) => cells[3]).join(' ')
  expect(Object.keys(DEFAULT_SWITCHES).filter((name) => !described.includes(`\`${name}\``))).toEqual([])
})

test('every rule states its certainty', () => {
  expect(rows.filter(([, , sure = '']) => !/^(D|O|I|U|ours)\b/.test(sure))).toEqual([])
})
