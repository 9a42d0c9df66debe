import { expect, test } from 'vitest'
import type { Answers, Change } from '@/lib/engine/model'
import { NOTHING } from '@/lib/engine/planned-change'
import { askForOccurrences } from '@/lib/engine/series/ask-for-occurrences'

type Text = { readonly text: string }
const NO_ANSWERS: Answers = { linked: [], separate: [], conflicts: {} }
const parents = {
  local: new Map([['occurrence', 'series']]),
  remote: new Map([['there-occurrence', 'there']]),
}
const ends = { localId: 'series', remoteId: 'there', localVersion: '4', remoteVersion: 'etag' } as const
const value = { text: 'Team' }
const here: Change<Text> = {
  ...{ ...NOTHING, ...ends, kind: 'deleteLocal', tombstone: 'remote' },
  local: { from: value, to: null },
  reasons: [{ kind: 'deleted', side: 'remote' }],
}
const there: Change<Text> = {
  ...{ ...here, kind: 'deleteRemote', tombstone: 'local', local: null },
  remote: { from: value, to: null },
}
const occurrence = (kind: Change<Text>['kind']): Change<Text> => ({
  ...{ ...NOTHING, kind, localId: 'occurrence', remoteId: 'there-occurrence' },
})
const seriesOf = (changes: readonly Change<Text>[], answers = NO_ANSWERS) =>
  askForOccurrences(changes, parents, answers).find(({ localId }) => localId === 'series')

test.each([
  ['here', here],
  ['in the account', there],
])('a series is not deleted %s without a question if one of its occurrences needs one', (_, series) => {
  expect(seriesOf([series, occurrence('deletion')])).toMatchObject({
    ...{ kind: 'deletion', local: null, remote: null, base: { local: value, remote: value } },
    reasons: [...here.reasons, { kind: 'asks', about: 'occurrence' }],
  })
})

test('it is deleted if none does, and other series are', () => {
  expect(seriesOf([here, occurrence('deleteLocal')])).toBe(here)
  const other = { ...here, localId: 'other', remoteId: 'other' }
  expect(askForOccurrences([other, occurrence('deletion')], parents, NO_ANSWERS)[0]).toBe(other)
})

test('it is deleted once that was answered, unless it has changed since', () => {
  const answered = (version: string): Answers => ({
    ...NO_ANSWERS,
    deletions: { 'series|there': { choice: 'delete', version } },
  })
  const changes = [here, occurrence('deletion')]
  expect(seriesOf(changes, answered('4'))).toBe(here)
  expect(seriesOf(changes, answered('3'))).toMatchObject({ kind: 'deletion' })
  expect(seriesOf([there, occurrence('deletion')], answered('etag'))).toBe(there)
})
