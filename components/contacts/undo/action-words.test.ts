import { expect, it } from 'vitest'
import { actionWords } from './action-words'

const imported = { kind: 'import', count: 5, name: 'old.vcf' } as const
const undone = { kind: 'undo', count: 5, name: '', undoes: imported } as const

it('the undo of an undo is named once', () => {
  expect(actionWords(undone)).toBe('Undid for 5 contacts: Imported 5 contacts from old.vcf')
  expect(actionWords({ ...undone, undoes: undone })).toBe('Undid an earlier undo for 5 contacts')
  expect(actionWords({ ...undone, undoes: null })).toBe('Undid an earlier action for 5 contacts')
})
