// `npm run match -- LEFT.vcf [RIGHT.vcf]`: finds the same people in two vCard files, or within one. One JSON object per line on standard
// output, a summary on standard error. Needs no database and changes nothing.

import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { performance } from 'node:perf_hooks'
import { findCandidates, findDuplicates } from '@/lib/domains/contacts/match/match'
import { commonRegion } from '@/lib/domains/contacts/text/phone-region'
import type { Candidate, Item } from '@/lib/domains/contacts/types'
import { LINE_END } from '@/lib/domains/contacts/vcard/lines'
import { readVcards } from '@/lib/domains/contacts/vcard/read'
import { decodeFile, sourceOf } from '@/lib/domains/text/file-text'
import { reasonWords } from './parts/match-words'

const USAGE =
  'Give one vCard file to look for duplicates in it, or two to compare: npm run match -- LEFT.vcf [RIGHT.vcf]'

/** A problem with the given files; printed as one sentence. */
class Unusable extends Error {
  readonly expected = true
}

interface Cards {
  readonly name: string
  readonly entries: readonly Item[]
  readonly count: number
  readonly problems: readonly { readonly line: number; readonly reason: string }[]
}

async function readCards(path: string): Promise<Cards> {
  const name = basename(path)
  const bytes = await bytesOf(path)
  const numbers = cardNumbers(decodeFile(bytes))
  if (numbers.size === 0)
    throw new Unusable(`${name} holds no vCard: a card begins with the line BEGIN:VCARD.`)
  const { text, decode } = sourceOf(bytes)
  const { contacts, problems } = readVcards(text, decode)
  if (contacts.length === 0)
    throw new Unusable(`No card of ${name} can be read: line ${problems[0]?.line}: ${problems[0]?.reason}`)
  const entries = contacts.map(({ line, contact }): Item => {
    return {
      id: idOf(numbers.get(line) ?? 0),
      version: '',
      value: contact,
      deleted: false,
      key: null,
      changedAt: null,
    }
  })
  return { name, entries, count: numbers.size, problems }
}

async function bytesOf(path: string): Promise<Uint8Array> {
  try {
    return await readFile(path)
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code
    if (code === 'ENOENT') throw new Unusable(`There is no file ${path}.`)
    if (code === 'EISDIR') throw new Unusable(`${path} is a folder, not a vCard file.`)
    throw new Unusable(`${path} cannot be read: ${(error as Error).message}`)
  }
}

/** The number of each card from 0, by the line on which it begins. Unreadable cards count, nested cards do not. */
function cardNumbers(text: string): ReadonlyMap<number, number> {
  const numbers = new Map<number, number>()
  let before = ''
  for (const [at, row] of text
    .replace(/^\uFEFF/, '')
    .split(LINE_END)
    .entries()) {
    if (/^BEGIN:VCARD\s*$/i.test(row) && !/^AGENT(;[^:]*)?:\s*$/i.test(before))
      numbers.set(at + 1, numbers.size)
    if (row.trim() !== '') before = row
  }
  return numbers
}

/** These files belong to no firm, so the region comes from their own numbers. */
const regionOf = (entries: readonly Item[]) =>
  commonRegion(entries.flatMap(({ value: contact }) => contact.phones.map(({ value }) => value)))

/** Ids sort like the numbers, so that within one file the lower number is on the left. */
const idOf = (number: number) => String(number).padStart(9, '0')

function lineOf(candidate: Candidate, kindOf: (id: string) => Item['value']['kind']): string {
  const { localId, remoteId, probability, automatic, reasons } = candidate
  const inWords = reasonWords(reasons, kindOf(localId))
  return JSON.stringify({
    left: Number(localId),
    right: Number(remoteId),
    probability,
    automatic,
    reasons: inWords,
  })
}

const counted = (count: number, one: string) =>
  `${count.toLocaleString('en')} ${one}${count === 1 ? '' : 's'}`

function summary(files: readonly Cards[], candidates: readonly Candidate[], seconds: number): string {
  const rows = files.flatMap(({ name, count, entries, problems }) => [
    `${name}: ${counted(count, 'card')}, ${counted(count - entries.length, 'unreadable card')}`,
    ...problems.slice(0, MOST_PROBLEMS).map(({ line, reason }) => `  line ${line}: ${reason}`),
    ...(problems.length > MOST_PROBLEMS
      ? [`  and ${counted(problems.length - MOST_PROBLEMS, 'more remark')}`]
      : []),
  ])
  const automatic = candidates.filter((candidate) => candidate.automatic).length
  const pairs = `${counted(candidates.length, 'pair')}, ${automatic.toLocaleString('en')} automatic`
  return [...rows, `${pairs}, in ${seconds.toFixed(1)} s`].join('\n')
}

const MOST_PROBLEMS = 20

async function main(paths: readonly string[]): Promise<void> {
  const [leftPath, rightPath, ...more] = paths
  if (leftPath === undefined || more.length > 0) throw new Unusable(USAGE)
  const started = performance.now()
  const left = await readCards(leftPath)
  const right = rightPath === undefined ? null : await readCards(rightPath)
  const options = { region: regionOf([...left.entries, ...(right?.entries ?? [])]) }
  const candidates = right
    ? findCandidates(left.entries, right.entries, options)
    : findDuplicates(left.entries, options)
  const kinds = new Map(left.entries.map(({ id, value: contact }) => [id, contact.kind]))
  const lines = candidates.map((candidate) => `${lineOf(candidate, (id) => kinds.get(id) ?? 'person')}\n`)
  // The reader may stop early (`| head`); that is not a failure.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error
  })
  process.stdout.write(lines.join(''))
  console.error(summary(right ? [left, right] : [left], candidates, (performance.now() - started) / 1000))
}

try {
  await main(process.argv.slice(2))
} catch (error) {
  if (!(error instanceof Unusable)) throw error
  console.error(error.message)
  process.exitCode = 1
}
