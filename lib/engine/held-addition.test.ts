// Additions that wait until the person approves them, since they may have the item as one that only they see.
import { describe, expect, it } from 'vitest'
import { groupOf, undecided, undecidedWith } from '@/lib/engine/decide'
import { heldLike, holdAdditions, isHeld, mineOf } from '@/lib/engine/held-addition'
import type { Change, ChangeKind } from '@/lib/engine/model'
import { NOTHING } from '@/lib/engine/planned-change'

const change = (kind: ChangeKind, localId: string): Change<unknown> => ({
  ...NOTHING,
  ...{ kind, localId, reasons: [{ kind: 'onlyOn', side: 'local' }] },
})
const mine = new Map([['shared', 'own']])

describe('what may be the person’s own', () => {
  it.each<readonly [ChangeKind, boolean, boolean]>([
    ['createRemote', true, true],
    ['question', true, false],
    ['update', false, false],
    ['createLocal', false, false],
  ])('of kind %s is named: %s, and held: %s', (kind, named, held) => {
    const [one, other] = holdAdditions([change(kind, 'shared'), change(kind, 'another')], mine)
    expect(one && mineOf(one)).toBe(named ? 'own' : null)
    expect(one && isHeld(one)).toBe(held)
    expect(other).toEqual(change(kind, 'another'))
  })

  it('waits for a person until it is approved, in the list of decisions', () => {
    const [held] = holdAdditions([change('createRemote', 'shared')], mine)
    if (!held) throw new Error('nothing was planned')
    expect([undecided(held), groupOf(held)]).toEqual([true, 'decide'])
    expect([undecidedWith(held, {}), undecidedWith(held, { approved: true })]).toEqual([true, false])
  })

  it('an answered question hands it on to the addition that follows', () => {
    const [question] = holdAdditions([change('question', 'shared')], mine)
    if (!question) throw new Error('nothing was planned')
    expect(isHeld(heldLike(change('createRemote', 'shared'), question))).toBe(true)
    expect(isHeld(heldLike(change('createLocal', 'shared'), question))).toBe(false)
    expect(isHeld(heldLike(change('createRemote', 'shared'), change('question', 'shared')))).toBe(false)
  })
})
