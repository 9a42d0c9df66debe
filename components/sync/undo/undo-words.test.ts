import { describe, expect, it } from 'vitest'
import { colleagueLines, keptWords, notNowWords, unseenWords, whyKept } from './undo-words'

describe('the words of an undo', () => {
  it('counts what is left as it is, and why', () => {
    expect(keptWords({ edited: 2, needed: 1, gone: 4 }, 'Google')).toEqual([
      '2 contacts: values that were edited since stay as they are',
      '1 contact: kept because of a matter',
    ])
  })

  it('counts events, and says what becomes of a series', () => {
    expect(keptWords({ occurrences: 1, slots: 2 }, 'Google', 'events')).toEqual([
      '1 event: kept, because dates of the series were changed or canceled since',
      '2 events: time and recurrence stay, because some dates of the series differ from it',
    ])
    expect(whyKept({ why: 'edited', side: 'local', fields: ['repeat', 'time'] }, 'Google', 'events')).toBe(
      'Changed in Clio since, so it stays: Repeats and Time',
    )
  })

  it('names a colleague, and what becomes of their account', () => {
    const ben = { name: 'Ben Cole', provider: 'google', synced: 3, asked: 1, onLocalDelete: 'keep' } as const
    expect(colleagueLines(ben, 'Google')).toEqual([
      '3 of these contacts are also synced with Ben Cole’s Google account: they stay there and are no longer synced',
      'Ben Cole has not answered 1 question about these. Undo closes it',
    ])
    expect(colleagueLines({ ...ben, synced: 1, asked: 0, onLocalDelete: 'delete' }, 'Google')).toEqual([
      '1 of these contacts is also synced with Ben Cole’s Google account: Ben Cole’s sync also deletes it there',
    ])
  })

  it('says what is not added while a question is open', () => {
    expect(keptWords({ asked: 2 }, 'Google')).toEqual([
      '2 contacts: not added again until it is decided whether another one is the same',
    ])
    expect(whyKept({ why: 'asked', side: 'local' }, 'Google')).toBe(
      'Not added to Clio again until it is decided whether another one there is the same',
    )
  })

  it('says to an administrator what the colleague has to do, and what stays private', () => {
    expect(notNowWords('lost', 'Google', null)).toBe(
      'Concord has lost access to Google. Connect again to undo.',
    )
    expect(notNowWords('lost', 'Google', 'Ben Cole')).toBe(
      'Concord has lost access to Google. This run can be undone after Ben Cole connects again.',
    )
    expect(notNowWords('busy', 'Google', 'Ben Cole')).toBe(
      'A sync is running or needs Ben Cole’s answer. You can undo after it finishes.',
    )
    expect(unseenWords(1, 'contacts')).toBe(
      '1 contact is not visible to you: it is undone too, and not listed here',
    )
    expect(unseenWords(2, 'events')).toBe(
      '2 events are not visible to you: they are undone too, and not listed here',
    )
  })

  it('names the fields that people edited since', () => {
    expect(whyKept({ why: 'edited', side: 'remote', fields: ['title', 'notes'] as never[] }, 'Google')).toBe(
      'Changed in Google since, so it stays: Title and Notes',
    )
  })
})
