import { expect, test } from 'vitest'
import { type GuardInput, guards, THRESHOLDS } from '@/lib/engine/guard/guard'

const calm: GuardInput = {
  linked: 1_000,
  remoteGone: 0,
  deletes: 0,
  overwrites: 0,
  toRemote: 0,
  toLocal: 0,
  pingPongs: 0,
  total: null,
  read: null,
}

const summaries = (found: ReturnType<typeof guards>) =>
  found.map(({ kind, count, of }) => `${kind} ${count}/${of}`)

test.each<[string, Partial<GuardInput>, readonly string[]]>([
  ['a calm plan', {}, []],
  ['a tenth gone', { remoteGone: 100 }, []],
  ['more than a tenth gone', { remoteGone: 101 }, ['remoteShrunk 101/1000']],
  ['all gone', { remoteGone: 1_000 }, ['remoteEmptied 1000/1000']],
  ['a small book emptied', { linked: 5, remoteGone: 5 }, ['remoteEmptied 5/5']],
  ['the only contact gone', { linked: 1, remoteGone: 1 }, []],
  ['twenty of fifty gone', { linked: 50, remoteGone: 20 }, []],
  ['twenty-one of fifty gone', { linked: 50, remoteGone: 21 }, ['remoteShrunk 21/50']],
  ['many deletions', { deletes: 101 }, ['manyDeletes 101/1000']],
  ['many overwritten', { overwrites: 980 }, ['manyOverwrites 980/1000']],
  ['half as many added as are linked', { toRemote: 500, toLocal: 500 }, []],
  ['more than half added there', { toRemote: 501 }, ['manyToRemote 501/1000']],
  ['more than half added here', { toLocal: 501 }, ['manyToLocal 501/1000']],
  ['two hundred added to a small book', { linked: 10, toRemote: 200 }, []],
  ['a large file in a small book', { linked: 10, toRemote: 201 }, ['manyToRemote 201/10']],
  ['fewer entries than promised', { total: 1_200, read: 1_000 }, ['incomplete 1000/1200']],
  ['as many entries as promised', { total: 1_200, read: 1_200 }, []],
  ['more entries than promised: somebody added one meanwhile', { total: 1_200, read: 1_201 }, []],
  ['an account that promises nothing', { total: null, read: 7 }, []],
  ['one contact that is written back and forth', { pingPongs: 1 }, ['pingPong 1/1000']],
  [
    'several at once',
    { remoteGone: 1_000, deletes: 500 },
    ['remoteEmptied 1000/1000', 'manyDeletes 500/1000'],
  ],
  ['nothing linked yet', { linked: 0 }, []],
])('%s', (_, input, expected) => {
  expect(summaries(guards({ ...calm, ...input }, THRESHOLDS))).toEqual(expected)
})

test('other thresholds give other results', () => {
  const strict = { few: 1, share: 0, flood: 2, floodShare: 0, fewest: 1 }
  const input = { ...calm, linked: 3, remoteGone: 2, deletes: 1, overwrites: 2, toRemote: 2, toLocal: 3 }
  expect(summaries(guards(input, THRESHOLDS))).toEqual([])
  expect(summaries(guards(input, strict))).toEqual([
    'remoteShrunk 2/3',
    'manyOverwrites 2/3',
    'manyToLocal 3/3',
  ])
  expect(summaries(guards({ ...input, linked: 2 }, strict))).toContain('remoteEmptied 2/2')
})
