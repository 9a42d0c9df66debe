import { describe, expect, it } from 'vitest'
import { sinceWords } from './asked-words'

const quiet = { editedSince: 0, settingsChanged: false }

describe('since it was compared', () => {
  it('nothing has changed', () => expect(sinceWords(quiet, 'guarded', 'contacts')).toEqual([]))
  it('contacts have: the next check handles them, or they wait for approval', () => {
    expect(sinceWords({ ...quiet, editedSince: 40 }, 'guarded', 'contacts')[0]).toMatch(
      /^40 contacts have changed in Clio since this was compared\. .*next check .*and asks you again/,
    )
    expect(sinceWords({ ...quiet, editedSince: 1 }, 'preview', 'contacts')[0]).toMatch(
      /^1 contact has .*wait for your approval/,
    )
  })
  it('the settings have', () =>
    expect(sinceWords({ ...quiet, settingsChanged: true }, 'preview', 'contacts')[0]).toContain(
      'Press Compare again',
    ))
})
