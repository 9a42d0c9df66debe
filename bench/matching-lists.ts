// The generated lists of `npm run bench -- matching`, written in pieces by a process of its own: the process that compares them reads one piece
// after the other, as a server reads its database, and its memory is measured without the generator's.
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Item } from '@/lib/domains/contacts/types'
import { fakeLike } from '@/testing/matching/fake-like'
import { FEBRL, febrlLike, type LabelledList } from '@/testing/matching/febrl-like'
import { fewNames } from '@/testing/matching/few-names'
import { lifelikeBooks } from '@/testing/matching/lifelike-book'

/** Not one on which the weights were chosen. */
const SEED = 2027
const SIZE = 25_000
const PIECE = 1_000

/** `true`: with birthdays. */
const LISTS: Readonly<Record<string, () => LabelledList>> = {
  'like febrl1': () => febrlLike(SEED, FEBRL.febrl1, true),
  'like febrl1, no birthdays': () => febrlLike(SEED, FEBRL.febrl1, false),
  'like febrl2': () => febrlLike(SEED, FEBRL.febrl2, true),
  'like febrl2, no birthdays': () => febrlLike(SEED, FEBRL.febrl2, false),
  'like febrl3': () => febrlLike(SEED, FEBRL.febrl3, true),
  'like febrl3, no birthdays': () => febrlLike(SEED, FEBRL.febrl3, false),
  'like febrl4': () => febrlLike(SEED, FEBRL.febrl4, true),
  'like febrl4, no birthdays': () => febrlLike(SEED, FEBRL.febrl4, false),
  'like fake_1000': () => fakeLike(SEED),
  '25,000, lifelike': () => lifelikeBooks(SEED, { size: SIZE, shared: 0.4, withoutEmail: 0.01 }),
  '25,000, lifelike, a tenth without email': () =>
    lifelikeBooks(SEED, { size: SIZE, shared: 0.4, withoutEmail: 0.1 }),
  '25,000, few names': () => fewNames(SIZE),
}

/** What the reader of the pieces needs to know: how many there are, and which of them are the same person. */
export interface Written {
  readonly left: number
  /** Null: duplicates within the left list. */
  readonly right: number | null
  readonly personOf: readonly (readonly [id: string, person: number])[]
}

export const pieceFile = (folder: string, side: 'left' | 'right', at: number): string =>
  join(folder, `${side}-${at}.json`)
export const indexFile = (folder: string): string => join(folder, 'index.json')

async function written(folder: string, side: 'left' | 'right', items: readonly Item[]): Promise<number> {
  let count = 0
  for (let at = 0; at < items.length; at += PIECE) {
    await writeFile(pieceFile(folder, side, count), JSON.stringify(items.slice(at, at + PIECE)))
    count += 1
  }
  return count
}

const [, , name, folder] = process.argv
const make = LISTS[name ?? '']
if (make && folder) {
  const { left, right, personOf } = make()
  const index: Written = {
    left: await written(folder, 'left', left),
    right: right && (await written(folder, 'right', right)),
    personOf: [...personOf],
  }
  await writeFile(indexFile(folder), JSON.stringify(index))
} else if (name === 'names') process.stdout.write(JSON.stringify(Object.keys(LISTS)))
