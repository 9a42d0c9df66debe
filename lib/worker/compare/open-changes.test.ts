import { describe, expect, it } from 'vitest'
import { type Contact, EMPTY_CONTACT } from '@/lib/domains/contacts/value/contact'
import { NOTHING_SAID } from '@/lib/engine/planned-change'
import type { Change, Item, Value } from '@/lib/store/kinds/kind'
import { valuesOf } from '@/lib/store/kinds/registry'
import { carryForward, carryIntoPreview, type OpenChange, stillAsked } from './open-changes'

const NOW = new Date('2026-11-23T12:00:00Z')
const times = { domain: valuesOf('contacts'), now: NOW, unproven: new Date('2026-11-23T11:50:00Z') }

/** As the worker has it. */
const opaque = (contact: Contact) => contact as unknown as Value

const body = { ...NOTHING_SAID, probability: 0.7 } as const

const openChanges = (more: Partial<OpenChange>): OpenChange =>
  ({
    id: 'old',
    kind: 'question',
    state: 'waiting',
    linkId: null,
    localId: 'l1',
    localVersion: 3,
    remoteId: 'r1',
    remoteVersion: 'a',
    body,
    answers: {},
    undecided: true,
    outdated: false,
    attempts: 0,
    retryAt: null,
    sentAt: null,
    ...more,
  }) as OpenChange

const change = (more: Partial<Change>): Change => ({
  ...body,
  kind: 'question',
  linkId: null,
  localId: 'l1',
  localVersion: '3',
  remoteId: 'r1',
  remoteVersion: 'a',
  ...more,
})

const item = (id: string, version: string): Item => ({
  id,
  version,
  value: opaque(EMPTY_CONTACT),
  deleted: false,
  key: null,
  changedAt: null,
})

it('an unanswered question stays one, although the matcher is certain by now', () => {
  const sure = { localId: 'l1', remoteId: 'r1', probability: 1, automatic: true, reasons: [] }
  expect(stillAsked([sure], [openChanges({})], [item('l1', '3')], [item('r1', 'a')])).toMatchObject([
    { localId: 'l1', remoteId: 'r1', automatic: false },
  ])
})

it('an unanswered question stays one, although the matcher no longer finds a match', () => {
  expect(stillAsked([], [openChanges({})], [item('l1', '3')], [item('r1', 'a')])).toHaveLength(1)
})

it('a contact that changed since is compared again', () => {
  expect(stillAsked([], [openChanges({})], [item('l1', '4')], [item('r1', 'a')])).toEqual([])
})

it('an answered question is not asked again', () => {
  const answered = openChanges({ answers: { samePerson: 'separate' } })
  expect(stillAsked([], [answered], [item('l1', '3')], [item('r1', 'a')])).toEqual([])
})

it('the same question keeps its place and its answers', () => {
  expect(carryForward([change({})], [openChanges({})], times)).toEqual({ fresh: [], superseded: [] })
})

it('a change that the new plan does not contain is over', () => {
  expect(carryForward([], [openChanges({})], times)).toEqual({ fresh: [], superseded: ['old'] })
})

it('a contact that failed rests until its time, then goes on with what is known of it', () => {
  const request = change({ kind: 'createRemote', remote: { from: null, to: opaque(EMPTY_CONTACT) } })
  const failed = (retryAt: Date) =>
    openChanges({
      kind: 'createRemote',
      state: 'failed',
      attempts: 2,
      retryAt,
      body: { ...body, remote: request.remote },
    })
  expect(carryForward([request], [failed(new Date('2026-11-23T13:00:00Z'))], times).fresh).toEqual([])
  expect(carryForward([request], [failed(new Date('2026-11-23T11:00:00Z'))], times)).toMatchObject({
    fresh: [{ begin: { attempts: 2 } }],
    superseded: ['old'],
  })
})

it('a create without a reply is left alone until the account must have shown it', () => {
  const sent = (sentAt: Date) => openChanges({ kind: 'createRemote', state: 'sent', remoteId: null, sentAt })
  expect(carryForward([], [sent(new Date('2026-11-23T11:55:00Z'))], times).superseded).toEqual([])
  expect(carryForward([], [sent(new Date('2026-11-23T11:40:00Z'))], times).superseded).toEqual(['old'])
})

describe('a change that differs from the preview', () => {
  const titled = (title: string) => ({
    from: opaque(EMPTY_CONTACT),
    to: opaque({ ...EMPTY_CONTACT, title }),
  })
  const other = change({ kind: 'update', local: titled('Judge') })
  const outdated = (shown: string, more: Partial<OpenChange>) =>
    openChanges({
      kind: 'update',
      outdated: true,
      undecided: false,
      body: { ...body, local: titled(shown) },
      ...more,
    })
  const begins = (old: OpenChange) => carryForward([other], [old], times).fresh.map(({ begin }) => begin)
  const waits = [{ state: 'waiting', outdated: true, answers: {}, attempts: 0 }]
  const approved = { outdated: false, answers: { approved: true } }

  it('waits in every later plan', () => {
    expect(begins(outdated('Clerk', {}))).toEqual(waits)
  })

  it('goes on once it is approved, and the approval is used up', () => {
    expect(begins(outdated('Judge', approved))).toEqual([{ answers: {}, attempts: 0 }])
  })

  it('waits again if the approved outcome differs from the current one', () => {
    expect(begins(outdated('Clerk', approved))).toEqual(waits)
  })

  it('keeps its other answers', () => {
    const answers = { approved: true, conflicts: { one: 'local' as const } }
    expect(begins(outdated('Judge', { ...approved, answers }))).toMatchObject([
      { answers: { conflicts: { one: 'local' } } },
    ])
  })
})

describe('an addition that its person may have already', () => {
  const held = (id: string) =>
    change({
      kind: 'createRemote',
      remoteId: null,
      remoteVersion: null,
      reasons: [{ kind: 'mayBeMine', id }],
    })
  const open = (more: Partial<OpenChange>) =>
    openChanges({
      ...{ kind: 'createRemote', remoteId: null, remoteVersion: null },
      ...{ body: { ...body, reasons: [{ kind: 'mayBeMine', id: 'own' }] }, ...more },
    })
  const approved = { answers: { approved: true }, undecided: false } as const
  const answersOf = (planned: Change, old: OpenChange) =>
    carryForward([planned], [old], times).fresh.map(({ begin }) => begin.answers)

  it('keeps its place while it is asked about the same contact, and is asked anew about another one', () => {
    expect(answersOf(held('own'), open({}))).toEqual([])
    expect(answersOf(held('other'), open({}))).toEqual([{}])
    expect(answersOf(held('own'), openChanges({ ...open({}), body }))).toEqual([{}])
  })

  it('stays approved whatever becomes of the attempt, also in a preview, but for no other contact', () => {
    expect(answersOf(held('own'), open(approved))).toEqual([{ approved: true }])
    expect(answersOf(held('own'), open({ ...approved, state: 'failed', retryAt: new Date(0) }))).toEqual([
      { approved: true },
    ])
    expect(answersOf(held('other'), open(approved))).toEqual([{}])
    const { fresh } = carryIntoPreview([held('own')], [open(approved)], times)
    expect(fresh.map(({ begin }) => begin.answers)).toEqual([{ approved: true }])
  })
})
