// Undo of tags: what was done since by people stays, and undone twice it is as it was.
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { joinTags, type TagChange, undoTags } from './undo-tags'

const names = fc.uniqueArray(fc.constantFrom('Client', 'Court', 'Expert', 'Press'))
const change = fc
  .record({ added: names, removed: names })
  .map(({ added, removed }) => ({ added, removed: removed.filter((name) => !added.includes(name)) }))

/** What really changes, as the history has it. */
function carryOut(now: readonly string[], { added, removed }: TagChange) {
  const done = {
    added: added.filter((name) => !now.includes(name)),
    removed: removed.filter((name) => now.includes(name)),
  }
  return { done, now: [...now.filter((name) => !removed.includes(name)), ...done.added].sort() }
}

it('leads back to the tags before, and undone again to those after', () => {
  fc.assert(
    fc.property(names, fc.array(change, { minLength: 1, maxLength: 4 }), (before, changes) => {
      let now: readonly string[] = [...before].sort()
      const all = changes.map((one) => {
        const step = carryOut(now, one)
        now = step.now
        return step.done
      })
      const undo = carryOut(now, undoTags(joinTags(all), now))
      expect(undo.now).toEqual([...before].sort())
      expect(carryOut(undo.now, undoTags(undo.done, undo.now)).now).toEqual(now)
    }),
  )
})

it('leaves alone what a person has taken back already, whatever the spelling', () => {
  expect(undoTags({ added: ['Client'], removed: ['Court'] }, ['COURT'])).toEqual({ added: [], removed: [] })
})
