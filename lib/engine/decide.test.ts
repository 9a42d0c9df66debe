import { describe, expect, test } from 'vitest'
import { contactDomain } from '@/lib/domains/contacts/domain'
import type { Change, Item, PlanInput } from '@/lib/domains/contacts/types'
import { type Contact, EMPTY_CONTACT } from '@/lib/domains/contacts/value/contact'
import { decide, groupOf, sameOutcome, undecided } from '@/lib/engine/decide'
import type { Decision } from '@/lib/engine/model'
import { plan } from '@/lib/engine/plan'
import { ANYTHING } from '@/testing/engine/contacts'

const item = (id: string, said: Partial<Contact>): Item => ({
  id,
  version: '1',
  value: { ...EMPTY_CONTACT, firstName: 'Ana', ...said },
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
const said = (decision: Partial<Decision>): Decision => ({
  excluded: false,
  samePerson: null,
  conflicts: {},
  ...decision,
})

describe('a decision', () => {
  test('to exclude leaves nothing of a change', () => {
    expect(decide(conflict, said({ excluded: true }), seen, world(true))).toEqual([])
  })
  test('not yet made leaves the change as it is', () => {
    expect(decide(question, said({}), seen, world(false))).toEqual([question])
    expect(decide(conflict, said({}), seen, world(true))).toEqual([conflict])
  })
  test('that two are one links and merges them', () => {
    const [linked] = decide(question, said({ samePerson: 'link' }), seen, world(false))
    expect(linked).toMatchObject({ kind: 'update', reasons: [{ kind: 'linkedByPerson' }] })
    expect(linked?.remote?.to).toMatchObject({ suffix: 'Jr.', title: 'B' })
  })
  test('that two are two adds each to the other side', () => {
    const changes = decide(question, said({ samePerson: 'separate' }), seen, world(false))
    expect(changes.map(({ kind }) => kind)).toEqual(['createRemote', 'createLocal'])
    expect(changes.map(({ reasons }) => reasons)).toEqual([
      [{ kind: 'keptSeparate' }],
      [{ kind: 'keptSeparate' }],
    ])
  })
  test('of a conflict merges again with the answer', () => {
    const id = conflict.conflicts[0]?.id ?? ''
    const [change] = decide(conflict, said({ conflicts: { [id]: 'local' } }), seen, world(true))
    expect(change).toMatchObject({
      kind: 'update',
      conflicts: [],
      local: null,
      remote: { to: { title: 'A' } },
    })
  })
  test('of a linked conflict merges over its base', () => {
    const base = { local: item('', {}).value, remote: item('', {}).value }
    const link = {
      id: 'link',
      localId: 'here',
      remoteId: 'there',
      base,
      localVersion: '0',
      remoteVersion: '0',
      tombstone: null,
    }
    const input = { ...world(false), links: [link], candidates: [] }
    const change = planned(input)
    const id = change.conflicts[0]?.id ?? ''
    const [decided] = decide(change, said({ conflicts: { [id]: 'remote' } }), { ...seen, link }, input)
    expect(decided).toMatchObject({
      linkId: 'link',
      conflicts: [],
      local: { to: { title: 'B', suffix: 'Jr.' } },
    })
  })
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
