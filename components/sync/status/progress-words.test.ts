import { describe, expect, it } from 'vitest'
import { milestone, paceWords, pauseWords, progressWords, titleWords } from './progress-words'

describe('progress', () => {
  it('is told in true numbers', () => {
    expect(progressWords({ phase: 'reading', done: 4000, total: 12_318 }, 'Google', 'contacts')).toBe(
      'Reading Google contacts — 4,000 of 12,318',
    )
    expect(progressWords({ phase: 'reading', done: 4000, total: null }, 'Google', 'contacts')).toBe(
      'Reading Google contacts — 4,000 so far',
    )
    expect(progressWords({ phase: 'comparing', done: 0, total: null }, 'Google', 'contacts')).toBe(
      'Comparing…',
    )
    // A provider's total is an estimate: more may come than it promised.
    expect(progressWords({ phase: 'reading', done: 12_400, total: 12_318 }, 'Google', 'contacts')).toContain(
      '12,318 of 12,318',
    )
  })

  it('says how long it takes only once that is known', () => {
    expect(paceWords({ secondsLeft: null, perMinute: null })).toBe('')
    expect(paceWords({ secondsLeft: 250, perMinute: 150 })).toBe('about 4 min left · 150 a minute')
    expect(paceWords({ secondsLeft: 0, perMinute: null })).toBe('about 1 s left')
  })

  it('blames Google for slowness only where Google asked for it', () => {
    expect(pauseWords('rate', 'Google')).toBe(
      'Google asked us to slow down: it limits the number of calls per minute.',
    )
    expect(pauseWords('rateDay', 'Google')).toContain('the daily quota may be used up')
    expect(pauseWords('lists', 'Google')).toContain('do not yet show what was sent')
    expect(pauseWords('failure', 'Google')).toBe('The last step failed. Nothing is lost.')
  })

  it('stands in the title of the tab', () => {
    expect(titleWords({ done: 4200, total: 12_318 }, 'contacts')).toBe('(34 %) Contact sync')
    expect(titleWords({ done: 4200, total: null }, 'contacts')).toBe('Contact sync')
  })

  it('is read out at milestones only, the last one passed', () => {
    const rows: readonly (readonly [number, number, number | null])[] = [
      [0, 24, null],
      [24, 25, 25],
      [25, 26, null],
      [10, 80, 75],
      [99, 100, 100],
    ]
    for (const [before, now, spoken] of rows) expect(milestone(before, now)).toBe(spoken)
  })
})
