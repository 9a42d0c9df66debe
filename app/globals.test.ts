// The colours are read from the style sheet itself, so a token cannot drift below AA unnoticed.
import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

const css = readFileSync(new URL('./globals.css', import.meta.url), 'utf8')
const tokens = new Map(
  [...css.matchAll(/--color-([a-z-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)/g)].map(
    ([, name, light, dark]) => [name, { light, dark }] as const,
  ),
)

function luminance(hex: string): number {
  const channels = [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255)
  const [red = 0, green = 0, blue = 0] = channels.map((c) =>
    c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4,
  )
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b)
  return (light + 0.05) / (dark + 0.05)
}

const sources = ['app', 'components'].flatMap((folder) =>
  readdirSync(new URL(`../${folder}`, import.meta.url), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name) && !name.endsWith('.test.ts'))
    .map(
      (name) =>
        [
          `${folder}/${name}`,
          readFileSync(new URL(`../${folder}/${name}`, import.meta.url), 'utf8'),
        ] as const,
    ),
)

it('nothing is faded but a control that cannot be used: the contrast below is that of full colors', () => {
  const faded = sources.flatMap(([name, text]) =>
    (text.match(/\S*opacity-\d+/g) ?? []).map((found) => `${name}: ${found}`),
  )
  expect(faded.filter((one) => !/ (aria-)?disabled:opacity/.test(one))).toEqual([])
})

it('every token is explained in docs/design.md', () => {
  const page = readFileSync(new URL('../docs/design.md', import.meta.url), 'utf8')
  const sizes = [...css.matchAll(/--(text-[a-z]+): /g)].map(([, name]) => name)
  const names = [...tokens.keys(), ...sizes]
  expect(names.length).toBeGreaterThan(20)
  expect(names.filter((name) => !page.includes(`\`${name}\``))).toEqual([])
})

it('text has the sizes of the scale, and no other', () => {
  const other = sources.flatMap(([name, text]) =>
    (text.match(/\btext-(\[\d[^\]]*\]|[2-9]xl)/g) ?? []).map((found) => `${name}: ${found}`),
  )
  expect(other).toEqual([])
})

const grounds = ['canvas', 'surface', 'sunken']
const text: readonly (readonly [string, string])[] = [
  ...['ink', 'soft', 'accent', 'good', 'warn', 'bad'].flatMap((name) =>
    grounds.map((ground) => [name, ground] as const),
  ),
  ...['good', 'warn', 'bad', 'accent'].flatMap((name) => [
    [name, `${name}-soft`] as const,
    ['ink', `${name}-soft`] as const,
    ['soft', `${name}-soft`] as const,
  ]),
  ['on-accent', 'accent'],
  ['on-accent', 'accent-strong'],
  ['on-accent', 'bad'],
]

describe.each(['light', 'dark'] as const)('in the %s scheme', (scheme) => {
  it.each(text)('%s can be read on %s', (front, back) => {
    const ratio = contrast(tokens.get(front)?.[scheme] ?? '#000000', tokens.get(back)?.[scheme] ?? '#000000')
    expect(ratio).toBeGreaterThanOrEqual(4.5)
  })

  it.each(['canvas', 'surface'])('the edge of a control can be seen on %s', (ground) => {
    expect(
      contrast(tokens.get('edge')?.[scheme] ?? '#000000', tokens.get(ground)?.[scheme] ?? '#000000'),
    ).toBeGreaterThanOrEqual(3)
  })
})
