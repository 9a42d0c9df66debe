import { describe, expect, it } from 'vitest'
import { keptWords, whyKept } from './undo-words'

describe('the words of an undo', () => {
  it('counts what is left as it is, and why', () => {
    expect(keptWords({ edited: 2, needed: 1, gone: 4 }, 'Google')).toEqual([
      '2 contacts: values that were edited since stay as they are',
      '1 contact: kept, because a matter needs them',
    ])
  })

  it('names the fields that people edited since', () => {
    expect(whyKept({ why: 'edited', side: 'remote', fields: ['title', 'notes'] as never[] }, 'Google')).toBe(
      'Edited in Google since, so it stays: Title and Notes',
    )
  })
})
