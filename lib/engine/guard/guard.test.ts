import { expect, test } from 'vitest'
import { eventDomain } from '@/lib/domains/events/domain'
import { type GuardInput, guards, THRESHOLDS } from '@/lib/engine/guard/guard'

const calm: GuardInput = {
  linked: 1_000,
  remoteGone: 0,
  deletes: 0,
  withSeries: { local: 0, remote: 0 },
  series: { local: 0, remote: 0 },
  overwrites: 0,
  toRemote: 0,
  toLocal: 0,
  labels: { local: 0, remote: 0, of: 0 },
  pingPongs: 0,
  rewritten: 0,
  total: null,
  read: null,
}

const summaries = (found: ReturnType<typeof guards>) =>
  found.map(({ kind, count, of }) => `${kind} ${count}/${of}`)

const LOSSES = ['remoteShrunk 11/100', 'manyDeletes 11/100']

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
  ['21 tags taken here, of 50', { labels: { local: 21, remote: 0, of: 50 } }, ['tagsTaken 21/50']],
  ['21 labels taken there, of 50', { labels: { local: 0, remote: 21, of: 50 } }, ['labelsTaken 21/50']],
  ['20 tags, which are few', { labels: { local: 20, remote: 20, of: 20 } }, []],
  ['100 tags of 1,000, which is a tenth', { labels: { local: 100, remote: 0, of: 1_000 } }, []],
  ['one contact that is written back and forth', { pingPongs: 1 }, ['pingPong 1/1000']],
  ['an account that was emptied here', { linked: 30, deletes: 30 }, ['manyDeletes 30/30']],
  ['a small book emptied here', { linked: 5, deletes: 5 }, ['manyDeletes 5/5']],
  [
    'everything gone, most of it with its series',
    { linked: 40, remoteGone: 5, withSeries: { local: 35, remote: 0 } },
    ['remoteEmptied 40/40'],
  ],
  [
    'one series gone that is all there was',
    { linked: 40, remoteGone: 1, withSeries: { local: 39, remote: 0 } },
    [],
  ],
  ['a kind without series', { series: { local: 9, remote: 9 } }, []],
  [
    'several at once',
    { remoteGone: 1_000, deletes: 500 },
    ['remoteEmptied 1000/1000', 'manyDeletes 500/1000'],
  ],
  ['nothing linked yet', { linked: 0 }, []],
])('%s', (_, input, expected) => {
  expect(summaries(guards({ ...calm, ...input }, THRESHOLDS))).toEqual(expected)
})

// Those of events (calendar deletions go both ways).
const EVENTS = eventDomain.thresholds
test.each<[string, Partial<GuardInput>, readonly string[]]>([
  ['five events gone', { linked: 30, remoteGone: 5 }, []],
  ['six gone', { linked: 30, remoteGone: 6 }, ['remoteShrunk 6/30']],
  ['six deleted here', { linked: 30, deletes: 6 }, ['manyDeletes 6/30']],
  ['a tenth of many', { linked: 100, remoteGone: 10, deletes: 10 }, []],
  ['more than a tenth of many', { linked: 100, remoteGone: 11, deletes: 11 }, LOSSES],
  ['an emptied calendar', { linked: 3, remoteGone: 3 }, ['remoteEmptied 3/3']],
  ['a calendar emptied here', { linked: 3, deletes: 3 }, ['manyDeletes 3/3']],
  ['the only two events gone', { linked: 2, remoteGone: 2 }, []],
  ['three series deleted there', { series: { local: 3, remote: 0 } }, []],
  ['four series deleted there', { series: { local: 4, remote: 0 } }, ['seriesDeletedLocal 4/1000']],
  ['four series deleted here', { series: { local: 0, remote: 4 } }, ['seriesDeletedRemote 4/1000']],
  [
    'four series, two on each side',
    { series: { local: 2, remote: 2 } },
    ['seriesDeletedLocal 2/1000', 'seriesDeletedRemote 2/1000'],
  ],
  ['a flood of additions', { linked: 300, toLocal: 201 }, ['manyToLocal 201/300']],
  ['less than half as many', { linked: 500, toLocal: 201 }, []],
  ['twenty overwritten', { linked: 30, overwrites: 20 }, []],
  ['one event written again and again', { rewritten: 1 }, ['manyWrites 1/1000']],
])('events: %s', (_, input, expected) => {
  expect(summaries(guards({ ...calm, ...input }, EVENTS))).toEqual(expected)
})

test('other thresholds give other results', () => {
  const strict = { ...THRESHOLDS, few: 1, fewDeleted: 1, share: 0, flood: 2, floodShare: 0, fewest: 1 }
  const input = { ...calm, linked: 3, remoteGone: 2, deletes: 1, overwrites: 2, toRemote: 2, toLocal: 3 }
  expect(summaries(guards(input, THRESHOLDS))).toEqual([])
  expect(summaries(guards(input, strict))).toEqual([
    'remoteShrunk 2/3',
    'manyOverwrites 2/3',
    'manyToLocal 3/3',
  ])
  expect(summaries(guards({ ...input, linked: 2 }, strict))).toContain('remoteEmptied 2/2')
})
