import { describe, expect, test } from 'vitest'
import { contactDomain } from '@/lib/domains/contacts/domain'
import type { Change, Item, PlanInput } from '@/lib/domains/contacts/types'
import { type Contact, EMPTY_CONTACT } from '@/lib/domains/contacts/value/contact'
import {
  type ChangeAnswers,
  type Decision,
  decide,
  groupOf,
  isDecided,
  sameOutcome,
  undecided,
} from '@/lib/engine/decide'
import { plan } from '@/lib/engine/plan'
import { ANYTHING } from '@/testing/engine/contacts'

const item = (id: string, decisionWith: Partial<Contact>): Item => ({
  id,
  version: '1',
  value: { ...EMPTY_CONTACT, firstName: 'Ana', ...decisionWith },
  deleted: false,
  key: null,
  changedAt: null,
})
const [here, there] = [item('here', { title: 'A', suffix: 'Jr.' }), item('there', { title: 'B' })]
const seen = { link: null, local: here, remote: there }
const world = (automatic: boolean): PlanInput => ({
  links: [],
  local: [here],
  remote: [there],
  candidates: [{ localId: 'here', remoteId: 'there', probability: 0.8, automatic, reasons: [] }],
  answers: { linked: [], separate: [], conflicts: {} },
  settings: { onConflict: 'ask', onLocalDelete: 'keep' },
  project: ANYTHING,
  domain: contactDomain('US'),
  again: false,
})
const planned = (input: PlanInput): Change => {
  const [change] = plan(input).changes
  if (!change) throw new Error('Nothing was planned.')
  return change
}
const question = planned(world(false))
const conflict = planned(world(true))
const base = { local: item('', {}).value, remote: item('', {}).value }
const link = {
  ...{ id: 'link', localId: 'here', remoteId: 'there', base, tombstone: null },
  ...{ localVersion: '0', remoteVersion: '0' },
}
const linkedWorld: PlanInput = { ...world(false), links: [link], candidates: [] }
const open = (change: Change, answers: ChangeAnswers = {}, outdated = false) => ({
  change,
  answers,
  outdated,
})
const pair = { ...seen, former: null }
const idOf = (change: Change) => change.conflicts[0]?.id ?? ''
const NOTHING_WRITTEN = { local: null, remote: null, base: null, conflicts: [] }

describe('a decision not yet made', () => {
  test('leaves a question as it is', () => {
    expect(decide(open(question), {}, pair, world(false))).toMatchObject({
      ...{ change: question, undecided: true, answers: {}, outdated: false },
    })
  })
  test('leaves a conflict as it is', () => {
    const decided = decide(open(conflict), {}, pair, world(true))
    expect(decided).toMatchObject({ change: conflict, undecided: true, answers: {}, outdated: false })
    expect(decided.planned).toEqual(conflict)
  })
})

describe('"Same person?"', () => {
  const on = (answers: ChangeAnswers, decision: Decision, among = pair) =>
    decide(open(question, answers), decision, among, world(false))

  test('answered Link does what the merged pair does, and asks about what differs', () => {
    const { planned, change, undecided, answers } = on({}, { samePerson: 'link' })
    expect(answers).toEqual({ samePerson: 'link' })
    expect(planned).toMatchObject({ kind: 'update', reasons: [{ kind: 'linkedByPerson' }] })
    expect(change).toEqual({
      ...question,
      local: planned?.local,
      remote: planned?.remote,
      base: planned?.base,
      conflicts: planned?.conflicts,
    })
    expect(change).toMatchObject({ kind: 'question', remote: { to: { suffix: 'Jr.', title: 'B' } } })
    expect(change.base).not.toBeNull()
    expect(undecided).toBe(true)
  })
  test('answered Link, with its conflicts answered, asks nothing more and keeps them in view', () => {
    const linked = on({}, { samePerson: 'link' })
    const answered = decide(
      open(linked.change, linked.answers),
      { conflicts: { [idOf(linked.change)]: 'local' } },
      pair,
      world(false),
    )
    expect(answered).toMatchObject({
      answers: { samePerson: 'link', conflicts: { [idOf(linked.change)]: 'local' } },
      undecided: false,
      change: { conflicts: linked.change.conflicts, remote: { to: { title: 'A' } } },
    })
  })
  test('answered Link about two of which nothing is known writes nothing, and is answered', () => {
    const decided = decide(open(question), { samePerson: 'link' }, null, world(false))
    expect(decided).toMatchObject({ planned: null, undecided: false, change: NOTHING_WRITTEN })
  })
  test('answered Keep separate writes nothing by itself, and asks nothing more', () => {
    const decided = on({}, { samePerson: 'separate' })
    expect(decided).toMatchObject({ answers: { samePerson: 'separate' }, undecided: false })
    expect(decided.change).toEqual({ ...question, ...NOTHING_WRITTEN })
  })
  test('answered Keep separate after Link writes nothing any more', () => {
    const linked = on({}, { samePerson: 'link' })
    const parted = decide(open(linked.change, linked.answers), { samePerson: 'separate' }, pair, world(false))
    expect(parted.answers).toEqual({ samePerson: 'separate' })
    expect(parted.change).toEqual({ ...question, ...NOTHING_WRITTEN })
  })
  test('that is taken back is asked again; other answers stay', () => {
    const before = { samePerson: 'link', conflicts: { a: 'local' } } as const
    const decided = on(before, { samePerson: null })
    expect(decided).toMatchObject({ undecided: true, change: { local: null, remote: null } })
    expect(decided.answers).toEqual({ conflicts: { a: 'local' } })
  })
  test('that a link to another answers remembers the answer that it replaces', () => {
    const decision = { samePerson: 'separate', answeredBy: 'other' } as const
    expect(on({ samePerson: 'link' }, decision).answers).toEqual({ ...decision, was: 'link' })
    expect(on({ samePerson: 'separate' }, decision).answers).toEqual(decision)
    expect(on({}, decision).answers).toEqual(decision)
  })
  test('that a person answers themselves is no longer answered by a link to another', () => {
    const before = { samePerson: 'separate', answeredBy: 'other', was: 'link' } as const
    expect(on(before, { samePerson: 'separate' }).answers).toEqual({ samePerson: 'separate' })
    expect(on(before, { samePerson: 'link' }).answers).toEqual({ samePerson: 'link' })
    expect(on(before, {}).answers).toEqual(before)
  })
  test('waits to be looked at for as long as it did', () => {
    const linked = decide(open(question, {}, true), { samePerson: 'link' }, pair, world(false))
    const parted = decide(open(question, {}, true), { samePerson: 'separate' }, pair, world(false))
    expect([linked.outdated, parted.outdated]).toEqual([true, true])
  })
})

describe('an answer to a conflict', () => {
  const id = idOf(conflict)
  test('merges again with it, and stays in view', () => {
    const decided = decide(open(conflict), { conflicts: { [id]: 'local' } }, pair, world(true))
    const written = { local: null, remote: { to: { title: 'A' } } }
    expect(decided.planned).toMatchObject({ kind: 'update', conflicts: [], ...written })
    expect(decided.change).toMatchObject({ ...written, conflicts: conflict.conflicts })
    expect(decided.change.base).toEqual(decided.planned?.base)
    expect(decided.undecided).toBe(false)
  })
  test('can be changed, and others stay', () => {
    const first = decide(
      open(conflict, { conflicts: { other: 'both' } }),
      { conflicts: { [id]: 'local' } },
      pair,
      world(true),
    )
    const second = decide(
      open(first.change, first.answers),
      { conflicts: { [id]: 'remote' } },
      pair,
      world(true),
    )
    expect(second.answers).toEqual({ conflicts: { other: 'both', [id]: 'remote' } })
    expect(second.change).toMatchObject({
      local: { to: { title: 'B' } },
      remote: { to: { title: 'B', suffix: 'Jr.' } },
    })
  })
  test('for all conflicts is that of each one, and leaves those that were answered', () => {
    const each = decide(open(conflict), { conflicts: { [id]: 'local' } }, pair, world(true))
    expect(decide(open(conflict), { wins: 'local' }, pair, world(true))).toEqual(each)
    expect(decide(open(conflict, each.answers), { wins: 'remote' }, pair, world(true))).toEqual(each)
    const now = { wins: 'remote', conflicts: { [id]: 'local' } } as const
    expect(decide(open(conflict), now, pair, world(true))).toEqual(each)
  })
  test('about a contact that is gone does what is left to do', () => {
    const change = planned(linkedWorld)
    const gone = { ...pair, link, remote: { ...there, deleted: true } }
    const decided = decide(open(change), { conflicts: { [idOf(change)]: 'remote' } }, gone, linkedWorld)
    expect(decided.change).toMatchObject({ kind: 'update', tombstone: 'remote', local: null, remote: null })
    expect(decided).toMatchObject({ planned: { kind: 'tombstone' }, undecided: false })
  })
  test('of which nothing is known any more writes nothing, and is over', () => {
    const decided = decide(open(conflict), { conflicts: { [id]: 'local' } }, null, world(true))
    expect(decided).toMatchObject({ planned: null, undecided: false })
    expect(decided.change).toEqual({ ...conflict, local: null, remote: null })
  })
  test('of a linked pair merges over its base', () => {
    const change = planned(linkedWorld)
    const decided = decide(
      open(change),
      { conflicts: { [idOf(change)]: 'remote' } },
      { ...pair, link },
      linkedWorld,
    )
    expect(decided.planned).toMatchObject({
      ...{ linkId: 'link', conflicts: [], local: { to: { title: 'B', suffix: 'Jr.' } } },
    })
  })
})

describe('"Approve this change"', () => {
  const { change, answers } = decide(open(conflict), { wins: 'local' }, pair, world(true))
  const approve = (over: Partial<Change>, outdated = true, among: typeof pair | null = pair) =>
    decide(open({ ...change, ...over }, answers, outdated), { approved: true }, among, world(true))

  test('holds for the outcome that was shown', () =>
    expect(approve({})).toMatchObject({ outdated: false, answers: { ...answers, approved: true } }))
  test.each<[string, Partial<Change>]>([
    ['writes something else', { remote: null }],
    ['is of another kind', { kind: 'link' }],
  ])('does not hold for an outcome that %s: that one waits for a look of its own', (_, over) => {
    const decided = approve(over)
    expect(decided.outdated).toBe(true)
    expect(decided.answers).toEqual(answers)
    expect(decided.change.remote).toEqual(change.remote)
  })
  test('of what is no longer to be done holds', () =>
    expect(approve({}, true, null)).toMatchObject({ outdated: false, answers: { approved: true } }))
  test.each<[string, Partial<Change>]>([
    ['the same', {}],
    ['another', { remote: null }],
  ])('of what waits for no look is remembered, whatever it writes (%s)', (_, over) =>
    expect(approve(over, false)).toMatchObject({ outdated: false, answers: { ...answers, approved: true } }),
  )
  test('is not assumed where nothing is decided', () => {
    const decided = decide(open(change, answers, true), {}, pair, world(true))
    expect(decided).toMatchObject({ outdated: true, answers })
  })
  test('is not assumed of an answer to a conflict', () => {
    const decided = decide(open(conflict, {}, true), { wins: 'local' }, pair, world(true))
    expect(decided.outdated).toBe(true)
    expect(decided.answers).toEqual(answers)
  })
})

describe('an addition that the person may have already', () => {
  const alone = { ...pair, remote: null }
  const reason = { kind: 'mayBeMine', id: 'own' } as const
  const added = planned({ ...world(false), remote: [], candidates: [] })
  const held = { ...added, reasons: [reason, ...added.reasons] }
  test('is carried out once it is approved, and still says what was asked', () => {
    const decided = decide(open(held), { approved: true }, alone, world(false))
    expect(decided).toMatchObject({ undecided: false, answers: { approved: true }, outdated: false })
    expect(decided.change).toEqual(held)
  })
  test('stays undecided with any other answer', () => {
    expect(decide(open(held), { wins: 'local' }, alone, world(false)).undecided).toBe(true)
  })
  test('needs no decision once the item is deleted', () => {
    const gone = { ...alone, local: { ...here, deleted: true } }
    expect(decide(open(held), {}, gone, world(false))).toMatchObject({ undecided: false, planned: null })
  })
})

test('something is decided as soon as there is one answer', () => {
  expect([{}, { approved: true }, { samePerson: 'link' }].map(isDecided)).toEqual([false, true, true])
})

describe('a change', () => {
  test('is undecided while it asks something', () => {
    expect([question, conflict].map(undecided)).toEqual([true, true])
    expect(undecided({ ...conflict, conflicts: [] })).toBe(false)
  })
  test.each<[Change['kind'], string]>([
    ['createLocal', 'addLocal'],
    ['createRemote', 'addRemote'],
    ['link', 'link'],
    ['update', 'update'],
    ['question', 'decide'],
    ['deleteLocal', 'delete'],
    ['deleteRemote', 'delete'],
    ['tombstone', 'other'],
    ['forget', 'other'],
  ])('of kind %s is listed under %s', (kind, group) => {
    expect(groupOf({ ...conflict, kind, conflicts: [] })).toBe(group)
  })
  test('that asks is listed under decisions, whatever its kind', () =>
    expect(groupOf(conflict)).toBe('decide'))
})

describe('an outcome is the same', () => {
  const same = (change: Partial<Change>) =>
    sameOutcome(contactDomain('US'), conflict, { ...conflict, ...change })
  test('if it was only planned on other versions, or for other reasons', () => {
    expect(same({ localVersion: '9', reasons: [] })).toBe(true)
  })
  test('unless it writes something else, or over something else', () => {
    expect(same({ remote: null })).toBe(false)
    expect(same({ remote: { from: there.value, to: here.value } })).toBe(false)
    expect(same({ remote: { from: here.value, to: conflict.remote?.to ?? null } })).toBe(false)
    expect(same({ remote: { from: there.value, to: null } })).toBe(false)
  })
  test('unless it is of another kind, or makes a person a company', () => {
    expect(same({ kind: 'link' })).toBe(false)
    expect(same({ tombstone: 'local' })).toBe(false)
    const to = conflict.remote?.to ?? EMPTY_CONTACT
    expect(same({ remote: { from: there.value, to: { ...to, kind: 'company' } } })).toBe(false)
  })
})
