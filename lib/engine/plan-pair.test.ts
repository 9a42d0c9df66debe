import { describe, expect, test } from 'vitest'
import type { Change, Item, Link } from '@/lib/engine/model'
import { answersFor, type PairNow, planPair } from '@/lib/engine/plan-pair'
import { type Note, noteDomain } from '@/testing/engine/notes'

const item = (id: string, title: string, deleted = false): Item<Note> => ({
  ...{ id, version: '2', value: { title, tags: [] }, deleted, key: null, changedAt: null },
})
const note = (title: string): Note => ({ title, tags: [] })
const link: Link<Note> = {
  ...{ id: 'link', localId: 'here', remoteId: 'there', tombstone: null },
  ...{ base: { local: note('Call'), remote: note('Call') }, localVersion: '1', remoteVersion: '1' },
}
const context = {
  domain: noteDomain,
  settings: { onConflict: 'ask', onLocalDelete: 'keep' },
  project: { local: (value: Note) => value, remote: (value: Note) => value },
  again: false,
} as const
const REASONS = [{ kind: 'sameNameAndEmail', email: 'ana@example.com' }] as const
const question = { kind: 'question', linkId: null, reasons: REASONS } as const
const update = { kind: 'update', linkId: null, reasons: REASONS } as const
const ofLink = { ...update, linkId: 'link' }

const two: PairNow<Note> = {
  link: null,
  local: item('here', 'Call'),
  remote: item('there', 'Ask'),
  former: null,
}
const linked: PairNow<Note> = { ...two, link }
/** The linked item in the account is deleted, and another may replace it. */
const replaced: PairNow<Note> = { ...linked, remote: item('new', 'Ask'), former: item('there', 'Call', true) }

const planned = (
  change: Pick<Change<Note>, 'kind' | 'linkId' | 'reasons'>,
  pair: PairNow<Note>,
  answers: Parameters<typeof answersFor>[1] = {},
) => planPair(pair, answersFor({ conflicts: [], ...change }, answers, pair), context)

describe('what the plan makes of one pair', () => {
  test.each([undefined, 'separate'])(
    'of a question that is not answered Link adds what is only here (%s)',
    (samePerson) =>
      expect(planned(question, two, samePerson ? { samePerson } : {})).toMatchObject({
        kind: 'createRemote',
        localId: 'here',
        remoteId: null,
      }),
  )
  test('of a question that a person answered Link joins both, because they said so', () =>
    expect(planned(question, two, { samePerson: 'link' })).toMatchObject({
      ...{ kind: 'update', localId: 'here', remoteId: 'there', reasons: [{ kind: 'linkedByPerson' }] },
    }))
  test('of a match that the plan made joins both, for the reasons it had', () =>
    expect(planned(update, two)).toMatchObject({ kind: 'update', remoteId: 'there', reasons: REASONS }))
  test('of a link that is gone joins nobody anew', () =>
    expect(planned(ofLink, two)).toMatchObject({ kind: 'createRemote', remoteId: null }))
  test('of a link merges over its base, with the answers of the pair', () => {
    expect(planned(ofLink, linked)).toMatchObject({
      kind: 'update',
      linkId: 'link',
      local: { to: note('Ask') },
      remote: null,
    })
    const both = { ...linked, local: item('here', 'Write') }
    const [conflict] = planned(ofLink, both)?.conflicts ?? []
    const conflicts = { [conflict?.id ?? '']: 'local' } as const
    expect(planned(ofLink, both, { conflicts })).toMatchObject({
      conflicts: [],
      remote: { to: note('Write') },
    })
  })
  test('of an item that takes the place of a lost one goes on with its link', () =>
    expect(planned(ofLink, replaced)).toMatchObject({
      kind: 'update',
      linkId: 'link',
      remoteId: 'new',
      reasons: REASONS,
    }))
  test('of an item that may take the place of a lost one is nothing while that is not said', () => {
    expect(planned(question, replaced)).toBeNull()
    expect(planned(question, replaced, { samePerson: 'separate' })).toBeNull()
    expect(planned(question, replaced, { samePerson: 'link' })).toMatchObject({
      linkId: 'link',
      remoteId: 'new',
    })
  })
  test('that is in step, or of which nothing is there, is nothing', () => {
    const same = { ...linked, remote: item('there', 'Call') }
    expect(planned(ofLink, same)).toBeNull()
    expect(planned(update, { link: null, local: null, remote: null, former: null })).toBeNull()
  })
})
