// The files that run Concord elsewhere name things of this repository: commands, folders, settings. They must exist.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'

const DOCKERFILE = readFileSync('Dockerfile', 'utf8')
const COMPOSE = readFileSync('compose.yaml', 'utf8')
const UNITS = readdirSync('deploy/systemd', { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => join(entry.parentPath, entry.name))
const WORKFLOW = readFileSync('.github/workflows/test.yml', 'utf8')

const all = (text: string, pattern: RegExp): readonly string[] =>
  [...text.matchAll(pattern)].map(([, found = '']) => found)

const texts = [
  ['Dockerfile', DOCKERFILE],
  ['compose.yaml', COMPOSE],
  ...UNITS.map((path) => [path, readFileSync(path, 'utf8')] as const),
] as const

describe.each(texts)('%s', (_, text) => {
  test('runs commands that exist', () => {
    const commands = all(text.replaceAll(/["',]+\s*/g, ' '), /scripts\/run\.mjs ([\w-]+)/g)
    for (const command of commands) expect(existsSync(`scripts/${command}.ts`), command).toBe(true)
  })
})

test('every unit of a service starts a command, and one drop-in serves them all', () => {
  const services = UNITS.filter((path) => path.endsWith('.service'))
  expect(services.length).toBeGreaterThan(2)
  for (const path of services) {
    expect(path).toContain('/concord-')
    expect(readFileSync(path, 'utf8')).toMatch(/^ExecStart=\/usr\/bin\/node scripts\/run\.mjs [\w-]+$/m)
  }
})

test('the image runs as an ordinary user, on the version of Node that the checks run on', () => {
  expect(all(DOCKERFILE, /^USER (\S+)$/gm)).toEqual(['node'])
  const [image] = all(DOCKERFILE, /^ARG NODE_VERSION=(\S+)$/gm)
  expect(all(WORKFLOW, /node-version: (\S+)/g)).toEqual([image])
})

test('what the image copies and removes is here', () => {
  const copied = all(DOCKERFILE, /^COPY (?!--from)(.+) \.\/?$/gm).flatMap((paths) => paths.split(' '))
  const removed = all(DOCKERFILE, /rm -rf \.next\/cache (.+) \\$/gm).flatMap((paths) => paths.split(' '))
  expect(copied.length + removed.length).toBeGreaterThan(6)
  for (const path of [...copied, ...removed]) expect(existsSync(path), path).toBe(true)
})

test('Compose sets only settings that Concord has', () => {
  const settings = all(readFileSync('.env.example', 'utf8'), /^(\w+)=/gm)
  const block = COMPOSE.slice(COMPOSE.indexOf('x-settings'), COMPOSE.indexOf('services:'))
  const set = all(block, /^ {2}(\w+):/gm)
  expect(set.length).toBeGreaterThan(3)
  expect(set.filter((name) => !settings.includes(name))).toEqual([])
})
