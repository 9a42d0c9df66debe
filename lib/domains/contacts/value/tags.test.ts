import { describe, expect, it } from 'vitest'
import {
  distinctTags,
  LONGEST_TAG,
  MOST_TAGS,
  tagChanges,
  tagFault,
  tagsFromFile,
  tagsIn,
  tagsText,
} from './tags'

describe('tags', () => {
  it('are read from a line with commas, each once in its first spelling', () => {
    expect(tagsIn(' Client, court ,client,, Müller ,MÜLLER')).toEqual(['Client', 'court', 'Müller'])
    expect(tagsIn('')).toEqual([])
    expect(tagsIn(tagsText(['A', 'B c']))).toEqual(['A', 'B c'])
  })
  it('have one line', () => expect(distinctTags(['a\nb'])).toEqual(['a b']))
  it('have limits, with what to do', () => {
    expect(tagFault(['x'.repeat(LONGEST_TAG)])).toBeNull()
    expect(tagFault(['x'.repeat(LONGEST_TAG + 1)])).toContain('too long')
    expect(tagFault(Array.from({ length: MOST_TAGS + 1 }, (_, at) => `t${at}`))).toContain('at most 50')
  })
  it('of a file are kept as far as a contact can have them', () => {
    expect(tagsFromFile(['ok', 'x'.repeat(61)])).toEqual(['ok'])
  })
  it('change by what was added and removed, so that a colleague’s tag stays', () => {
    expect(tagChanges(['A', 'B'], ['b', 'C'])).toEqual({ added: ['C'], removed: ['A'] })
  })
})
