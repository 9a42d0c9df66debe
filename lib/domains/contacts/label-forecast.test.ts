import { expect, it } from 'vitest'
import { joinedAfter, labelChanges } from './label-forecast'
import { type Membership, type NameStep, planMembers } from './labels'

const NOW = new Date(1_000)
const known = (tagId: string, labelId: string | null) => ({
  ...{ tagId, labelId, name: tagId, refused: null, at: new Date(0) },
})
const both = { direction: 'both' } as const
const member = (tagId: string, now: Partial<Membership>): Membership => ({
  ...{ tagId, localId: 'ana', remoteId: 'people/1', here: false, there: false, base: false, at: null },
  ...now,
})
const nameOf = (tagId: string) => tagId.toUpperCase()

function changes(
  steps: readonly NameStep[],
  memberships: readonly Membership[] = [],
  before = [known('court', 'l1')],
) {
  const joined = joinedAfter(before, steps, nameOf, () => 'new tag')
  const members = planMembers(memberships, both, NOW)
  return labelChanges({ steps, joined, members, nameOf, others: (id) => (id === 'l1' ? 4 : 0) })
}
const nobody = { labelAdded: 0, labelRemoved: 0, tagAdded: 0, tagRemoved: 0 }

it('says nothing where labels and tags stay as they are', () => {
  expect(changes([], [member('court', { here: true, there: true, base: true, at: new Date(0) })])).toEqual([])
})

it('counts who gets and loses a label and a tag', () => {
  const agreed = { base: true, at: new Date(0) }
  const memberships = [
    member('court', { here: true }),
    member('court', { here: true }),
    member('court', { there: true, ...agreed }),
    member('court', { there: true }),
    member('court', { here: true, ...agreed }),
  ]
  expect(changes([], memberships)).toEqual([
    { kind: 'members', name: 'COURT', labelAdded: 2, labelRemoved: 1, tagAdded: 1, tagRemoved: 1 },
  ])
})

it('names what is made and renamed, with who gets it', () => {
  const steps: readonly NameStep[] = [
    { kind: 'createLabel', tagId: 'client', name: 'Client' },
    { kind: 'createTag', label: { id: 'l2', name: 'Family' } },
    { kind: 'renameLabel', tagId: 'court', label: { id: 'l1', name: 'Gericht' }, name: 'Court' },
    { kind: 'renameTag', tagId: 'old', label: { id: 'l3', name: 'New' } },
  ]
  const memberships = [member('client', { here: true }), member('new tag', { there: true })]
  expect(changes(steps, memberships, [known('court', 'l1'), known('old', 'l3')])).toEqual([
    { kind: 'createLabel', name: 'Client', ...nobody, labelAdded: 1 },
    { kind: 'renameLabel', from: 'Gericht', name: 'Court', ...nobody },
    { kind: 'createTag', name: 'Family', ...nobody, tagAdded: 1 },
    { kind: 'renameTag', from: 'OLD', name: 'New', ...nobody },
  ])
})

it('names what is parted and removed, and who keeps it', () => {
  const steps: readonly NameStep[] = [
    { kind: 'removeLabel', tagId: 'court', label: { id: 'l1', name: 'Court' } },
    { kind: 'removeLabel', tagId: 'gone', label: null },
    { kind: 'part', tagId: 'client' },
  ]
  expect(changes(steps, [], [known('court', 'l1'), known('client', 'l2')])).toEqual([
    { kind: 'part', name: 'CLIENT' },
    { kind: 'removeLabel', name: 'Court', others: 4 },
  ])
})

it('what was agreed about another label does not count for the one that a tag joins', () => {
  const join = (id: string) => [{ kind: 'join', tagId: 'court', label: { id, name: 'Court' } }] as const
  const fresh = (steps: readonly NameStep[]) =>
    joinedAfter([known('court', 'l1')], steps, nameOf, () => '').map((one) => one.fresh)
  expect(fresh(join('l2'))).toEqual([true])
  expect(fresh(join('l1'))).toEqual([false])
  expect(fresh([])).toEqual([false])
})
