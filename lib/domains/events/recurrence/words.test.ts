import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { REPEAT_CHOICES } from '@/lib/domains/events/recurrence/choice-names'
import { choiceOf, repeatOf } from '@/lib/domains/events/recurrence/choices'
import { repeatProblems } from '@/lib/domains/events/recurrence/lines'
import { repeatWords } from '@/lib/domains/events/recurrence/words'
import { meeting, seriesArbitrary } from '@/testing/events/arbitrary'

describe('a rule in words', () => {
  it.each([
    ['FREQ=WEEKLY;BYDAY=MO,WE;COUNT=10', 'Every week on Monday and Wednesday, 10 times'],
    ['FREQ=DAILY', 'Every day'],
    ['FREQ=WEEKLY;INTERVAL=2;BYDAY=TU', 'Every 2 weeks on Tuesday'],
    ['FREQ=MONTHLY;BYMONTHDAY=1,15', 'Every month on day 1 and day 15'],
    ['FREQ=MONTHLY;BYMONTHDAY=-1', 'Every month on the last day'],
    ['FREQ=MONTHLY;BYDAY=2TU', 'Every month on the second Tuesday'],
    ['FREQ=MONTHLY;BYDAY=-1FR', 'Every month on the last Friday'],
    ['FREQ=MONTHLY;BYDAY=-2FR', 'Every month on the second to last Friday'],
    ['FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1', 'Every month on the last weekday'],
    ['FREQ=YEARLY;BYMONTH=11;BYDAY=4TH', 'Every year on the fourth Thursday in November'],
    ['FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=15', 'Every year on day 15 in March'],
    ['FREQ=WEEKLY;UNTIL=20261231T045959Z', 'Every week, until December 30, 2026'],
    ['FREQ=DAILY;COUNT=1', 'Every day, once'],
    ['FREQ=MONTHLY;INTERVAL=3', 'Every 3 months'],
    ['FREQ=DAILY;BYMONTH=1,2,12', 'Every day in January, February and December'],
  ])('%s', (rule, words) => expect(repeatWords(meeting({ repeat: [`RRULE:${rule}`] }))).toBe(words))

  it.each([
    [['RRULE:FREQ=YEARLY;BYWEEKNO=20']],
    [['RRULE:FREQ=YEARLY;BYYEARDAY=100']],
    [['RRULE:FREQ=YEARLY;BYDAY=20MO']],
    [['RRULE:FREQ=DAILY;BYHOUR=9,17']],
    [['RRULE:FREQ=HOURLY']],
    [['RRULE:FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13']],
    [['RRULE:FREQ=WEEKLY; BYDAY=TU']],
    [['RRULE:FREQ=DAILY', 'RDATE:20260401T130000Z']],
    [[]],
  ])('%s: no words rather than wrong ones', (repeat) => expect(repeatWords(meeting({ repeat }))).toBeNull())

  test('excluded dates take nothing from it', () => {
    expect(repeatWords(meeting({ repeat: ['RRULE:FREQ=DAILY', 'EXDATE:20260304T140000Z'] }))).toBe(
      'Every day',
    )
  })
})

describe('the choices of the form', () => {
  test('make lines, and are found again in them', () => {
    for (const choice of REPEAT_CHOICES) {
      const event = meeting({ repeat: repeatOf(choice, ' rrule:FREQ=WEEKLY;BYDAY=MO ') })
      expect(choiceOf(event)).toBe(choice)
      expect(repeatProblems(event.repeat, event.time)).toEqual([])
    }
  })

  test('any other series is a custom one', () => {
    expect(choiceOf(meeting({ repeat: ['RRULE:INTERVAL=1;FREQ=WEEKLY', 'EXDATE:20260310T130000Z'] }))).toBe(
      'week',
    )
    expect(choiceOf(meeting({ repeat: ['RRULE:FREQ=WEEKLY;COUNT=3'] }))).toBe('custom')
    expect(choiceOf(meeting({ repeat: ['RRULE:FREQ=NEVER'] }))).toBe('custom')
    fc.assert(fc.property(seriesArbitrary, (series) => choiceOf(series) !== 'never'))
  })
})
