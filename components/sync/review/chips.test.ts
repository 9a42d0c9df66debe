import { expect, it } from 'vitest'
import { decided } from './chips'

it('the chips of changes add up to what Start Sync says', () => {
  const whole = { addLocal: 100, addRemote: 120, update: 19, delete: 0 }
  expect(decided(whole, { changes: 241, partly: 0 })).toBe(2)
  expect(decided(whole, { changes: 240, partly: 1 })).toBe(0)
})
