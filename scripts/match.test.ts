import { spawn } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'concord-match-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const card = (...lines: string[]) => ['BEGIN:VCARD', 'VERSION:3.0', ...lines, 'END:VCARD', ''].join('\r\n')
const SMITH = card('N:Smith;John;;;', 'EMAIL:js@x.example')
const MILLER = card('N:Miller;Robert;;;', 'EMAIL:bob@x.example', 'TEL:+1 212 555 0101')
const BROKEN = 'BEGIN:VCARD\r\nVERSION:3.0\r\nN:Cut;Off;;;\r\n'

async function file(name: string, text: string | Uint8Array): Promise<string> {
  const path = join(folder, name)
  await writeFile(path, text)
  return path
}

interface Ended {
  readonly code: number | null
  readonly out: string
  readonly error: string
}

/** If `readAll` is false, the reader closes the pipe after the first bytes. */
function match(paths: readonly string[], readAll = true): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['--import', 'tsx', 'scripts/match.ts', ...paths])
    let [out, error] = ['', '']
    child.stdout.on('data', (bytes: Buffer) => {
      out += bytes
      if (!readAll) child.stdout.destroy()
    })
    child.stderr.on('data', (bytes: Buffer) => {
      error += bytes
    })
    child.on('error', reject)
    child.on('close', (code) => resolve({ code, out, error }))
  })
}

const lines = (out: string) =>
  out
    .trim()
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line))

describe('npm run match', () => {
  test('prints the pairs of two files, by the numbers of the cards', async () => {
    const left = await file('left.vcf', SMITH + MILLER)
    const right = await file(
      'right.vcf',
      card('N:Miller;Bob;;;', 'EMAIL:bob@x.example') + card('N:SMITH;John;;;', 'EMAIL:JS@x.example'),
    )
    const { code, out, error } = await match([left, right])
    expect(code).toBe(0)
    expect(lines(out)).toEqual([
      {
        left: 0,
        right: 1,
        probability: expect.any(Number),
        automatic: true,
        reasons: ['Same first name, last name and email address'],
      },
      {
        left: 1,
        right: 0,
        probability: expect.any(Number),
        automatic: false,
        reasons: [
          'Similar first name: Robert / Bob (little)',
          'Same last name (some)',
          'Same email address (very strong)',
        ],
      },
    ])
    expect(error).toContain('left.vcf: 2 cards, 0 unreadable cards')
    expect(error).toMatch(/2 pairs, 1 automatic, in [\d.]+ s/)
  })

  test('prints the pairs within one file, with the lower number on the left; unreadable cards count', async () => {
    const one = await file('one.vcf', `\uFEFF${MILLER}${BROKEN}${SMITH}${SMITH}`)
    const { code, out, error } = await match([one])
    expect(code).toBe(0)
    expect(lines(out)).toMatchObject([{ left: 2, right: 3, automatic: true }])
    expect(error).toContain('one.vcf: 4 cards, 1 unreadable card\n')
    expect(error).toMatch(/line 7: .*END:VCARD/)
  })

  test('says that a company and a person have one name', async () => {
    const names = card('N:Trading;Globex;;;') + card('N:;;;;', 'ORG:Globex Trading', 'FN:Globex Trading')
    const [found] = lines((await match([await file('mixed.vcf', names)])).out)
    expect(found.reasons[0]).toBe('A company and a person of the same name')
  })

  test('reads UTF-16', async () => {
    const text = Buffer.from(`\uFEFF${SMITH}${SMITH}`, 'utf16le')
    expect(lines((await match([await file('utf16.vcf', text)])).out)).toMatchObject([{ left: 0, right: 1 }])
  })

  test.each<[string, () => Promise<string[]>, RegExp]>([
    [
      'a file that is not there',
      async () => [join(folder, 'none.vcf')],
      /^There is no file .*none\.vcf\.\n$/,
    ],
    ['an empty file', async () => [await file('empty.vcf', '')], /^empty\.vcf holds no vCard/],
    [
      'a file of something else',
      async () => [await file('other.vcf', 'Hello\nthere')],
      /^other\.vcf holds no vCard/,
    ],
    [
      'an empty second file',
      async () => [await file('l.vcf', SMITH), await file('empty2.vcf', '')],
      /^empty2\.vcf holds no vCard/,
    ],
    [
      'a file without a readable card',
      async () => [await file('broken.vcf', BROKEN)],
      /^No card of broken\.vcf can be read: line 1: /,
    ],
    ['a folder', async () => [folder], /is a folder, not a vCard file\.\n$/],
    ['no file named', async () => [], /^Give one vCard file .* or two/],
  ])('refuses %s in one sentence', async (_, paths, words) => {
    const { code, out, error } = await match(await paths())
    expect(code).toBe(1)
    expect(out).toBe('')
    expect(error).toMatch(words)
    expect(error).not.toContain('    at ')
  })

  test('stops quietly if the reader stops', async () => {
    const many = Array.from({ length: 3_000 }, (_, at) =>
      card(`N:Rask${at};Ida;;;`, `EMAIL:ida${at}@x.example`),
    ).join('')
    const [left, right] = [await file('many-l.vcf', many), await file('many-r.vcf', many)]
    const { code, error } = await match([left, right], false)
    expect(code).toBe(0)
    expect(error).toContain('3,000 pairs, 3,000 automatic')
    expect(error).not.toContain('EPIPE')
  })
})
