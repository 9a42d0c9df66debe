// What a review says of an event that was deleted on one side, before and after the person's answer.
import { describe, expect, it } from 'vitest'
import { hearing, stored } from '@/testing/events/changes'
import { detailOf } from '../detail'
import { rowOf, type StoredChange } from '../row'
import { termsOf } from '.'

const terms = termsOf('events', 'America/New_York', 'Google')
const event = hearing()
type More = Partial<Omit<StoredChange, 'body'>> & { readonly body?: Partial<StoredChange['body']> }

const deletion = (side: 'local' | 'remote', { body, ...more }: More = {}): StoredChange =>
  stored({
    ...{ kind: 'deletion', undecided: true, ...more },
    body: {
      ...{ base: { local: event, remote: event }, tombstone: side },
      reasons: [
        { kind: 'deleted', side },
        { kind: 'asks', about: 'guests' },
      ],
      ...body,
    },
  })
const detail = (row: StoredChange) =>
  detailOf(
    {
      ...{ row, local: null, remote: null, linked: null, others: [] },
      versions: { local: '1', remote: '1' },
    },
    terms,
  )

describe('an event that was deleted in Google', () => {
  it('asks whether it is deleted in Clio, and why it asks', () => {
    expect(rowOf(deletion('remote'), terms)).toMatchObject({
      ...{ asks: 'deletion', open: true, why: 'Deleted in Google · It has guests' },
      what: { sign: '?', text: 'Delete in Clio, too?' },
      line: expect.stringContaining('March 3, 2026'),
    })
    expect(detail(deletion('remote')).deletion).toEqual({
      legend: 'It was deleted in Google. What should happen to it in Clio?',
      answer: null,
      options: [
        {
          ...{ choice: 'keep', label: 'Keep' },
          text: 'It stays in Clio and is added to Google again. Guests are not invited again.',
        },
        {
          ...{ choice: 'delete', label: 'Delete' },
          text: 'It is deleted in Clio, too. It can be restored for 30 days.',
        },
      ],
    })
  })

  it('reads as what the answer does once it is answered, and can be answered differently', () => {
    const answers = { deletion: { choice: 'delete' as const } }
    const body = { local: { from: event, to: null } }
    const change = deletion('remote', { kind: 'deleteLocal', undecided: false, answers, body })
    expect(rowOf(change, terms)).toMatchObject({
      ...{ asks: 'deletion', open: false },
      what: { sign: '−', text: 'Delete in Clio' },
    })
    expect(detail(change).deletion?.answer).toBe('delete')
  })
})

it('an event that was deleted in Clio and edited in Google names both sides the other way round', () => {
  const reasons = [
    { kind: 'deleted', side: 'local' },
    { kind: 'edited', side: 'remote', fields: ['title'] },
  ] as const
  const change = deletion('local', { body: { reasons } })
  expect(rowOf(change, terms)).toMatchObject({
    ...{ what: { text: 'Delete in Google, too?' }, why: 'Deleted in Clio · Title edited in Google' },
  })
  expect(detail(change).deletion?.options.map(({ text }) => text)).toEqual([
    'It stays in Google and is added to Clio again.',
    'It is deleted in Google, too. Concord asks Google not to notify guests.',
  ])
})

it('a change that came out differently after the answer asks for a look, not for the same answer', () => {
  const answers = { deletion: { choice: 'keep' as const } }
  const change = deletion('remote', { kind: 'update', undecided: false, outdated: true, answers })
  expect(rowOf(change, terms).asks).toBe('drift')
})
