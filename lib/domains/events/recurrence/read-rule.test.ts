import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { readRule } from '@/lib/domains/events/recurrence/read-rule'
import { ruleText } from '@/lib/domains/events/recurrence/rule'
import { ruleArbitrary, timeArbitrary } from '@/testing/events/arbitrary'

const canonical = (text: string) => {
  const read = readRule(text)
  return read.ok ? ruleText(read.rule) : read.reason
}

describe('a rule of the grammar is read', () => {
  it.each([
    ['FREQ=WEEKLY;BYDAY=MO,WE;COUNT=10', 'FREQ=WEEKLY;COUNT=10;BYDAY=MO,WE'],
    ['freq=daily', 'FREQ=DAILY'],
    ['WKST=SU;FREQ=WEEKLY;INTERVAL=1;BYDAY=FR,MO,FR', 'FREQ=WEEKLY;BYDAY=MO,FR'],
    ['FREQ=WEEKLY;INTERVAL=2;BYDAY=SU,TU;WKST=SU', 'FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,SU;WKST=SU'],
    ['FREQ=MONTHLY;BYDAY=-1FR,+2TU', 'FREQ=MONTHLY;BYDAY=-1FR,2TU'],
    ['FREQ=MONTHLY;BYMONTHDAY=31,1,-1', 'FREQ=MONTHLY;BYMONTHDAY=-1,1,31'],
    ['FREQ=YEARLY;UNTIL=20261231;BYMONTH=3', 'FREQ=YEARLY;UNTIL=20261231;BYMONTH=3'],
    ['FREQ=DAILY;UNTIL=20261231T235959Z', 'FREQ=DAILY;UNTIL=20261231T235959Z'],
    ['FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1', 'FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1'],
    ['FREQ=YEARLY;BYWEEKNO=20;WKST=SU', 'FREQ=YEARLY;BYWEEKNO=20;WKST=SU'],
  ])('%s', (text, expected) => expect(canonical(text)).toBe(expected))

  test('and its canonical text is read as the same rule', () => {
    fc.assert(
      fc.property(timeArbitrary.chain(ruleArbitrary), (rule) => {
        expect(canonical(ruleText(rule))).toBe(ruleText(rule))
      }),
    )
  })
})

describe('what is not in the grammar is refused, and the reason says what to change', () => {
  it.each([
    ['', 'FREQ='],
    ['FREQ=WEEKLY; BYDAY=TU;COUNT=3', 'space'],
    ['FREQ=WEEKLY;BYDAY=TU ', 'space'],
    ['BYDAY=TU', 'FREQ is missing'],
    ['FREQ=FORTNIGHTLY', 'not known'],
    ['FREQ=DAILY;FREQ=DAILY', 'twice'],
    ['FREQ=DAILY;COUNT=2;COUNT=3', 'twice'],
    ['FREQ=DAILY;COUNT=2;UNTIL=20261231', 'exclude'],
    ['FREQ=DAILY;COUNT=0', 'COUNT=0'],
    ['FREQ=DAILY;COUNT=-1', 'COUNT=-1'],
    ['FREQ=DAILY;COUNT=1.5', 'COUNT=1.5'],
    ['FREQ=DAILY;COUNT=', 'COUNT='],
    ['FREQ=DAILY;INTERVAL=0', 'INTERVAL=0'],
    ['FREQ=DAILY;INTERVAL=99999999999999999999', 'INTERVAL='],
    ['FREQ=DAILY;;COUNT=2', 'semicolon'],
    ['FREQ=DAILY;', 'semicolon'],
    ['FREQ', 'NAME=VALUE'],
    ['FREQ=DAILY;UNTIL=20260231', 'no date'],
    ['FREQ=DAILY;UNTIL=20260228T250000Z', 'no date'],
    ['FREQ=DAILY;UNTIL=2026-02-28', 'no date'],
    ['FREQ=DAILY;UNTIL=20260228T090000+0100', 'no date'],
    ['FREQ=DAILY;BYHOUR=24', 'BYHOUR=24'],
    ['FREQ=DAILY;BYMINUTE=60', 'BYMINUTE=60'],
    ['FREQ=DAILY;BYSECOND=61', 'BYSECOND=61'],
    ['FREQ=MONTHLY;BYMONTHDAY=0', 'BYMONTHDAY=0'],
    ['FREQ=MONTHLY;BYMONTHDAY=32', 'BYMONTHDAY=32'],
    ['FREQ=MONTHLY;BYMONTHDAY=1,,2', 'BYMONTHDAY='],
    ['FREQ=YEARLY;BYYEARDAY=367', 'BYYEARDAY=367'],
    ['FREQ=YEARLY;BYWEEKNO=54', 'BYWEEKNO=54'],
    ['FREQ=YEARLY;BYMONTH=13', 'BYMONTH=13'],
    ['FREQ=YEARLY;BYMONTH=-1', 'BYMONTH=-1'],
    ['FREQ=MONTHLY;BYDAY=MO;BYSETPOS=0', 'BYSETPOS=0'],
    ['FREQ=MONTHLY;BYSETPOS=1', 'another part'],
    ['FREQ=WEEKLY;BYDAY=XX', 'no weekday'],
    ['FREQ=MONTHLY;BYDAY=0MO', '1 to 53'],
    ['FREQ=WEEKLY;BYDAY=2MO', 'FREQ=MONTHLY'],
    ['FREQ=YEARLY;BYWEEKNO=20;BYDAY=1MO', 'BYWEEKNO'],
    ['FREQ=MONTHLY;BYWEEKNO=20', 'FREQ=YEARLY'],
    ['FREQ=MONTHLY;BYYEARDAY=20', 'BYYEARDAY'],
    ['FREQ=WEEKLY;BYMONTHDAY=20', 'BYMONTHDAY'],
    ['FREQ=DAILY;WKST=8', 'WKST'],
    ['FREQ=DAILY;X-EVERY=2', 'not a part'],
    ['FREQ=DAILY;__proto__=2', 'not a part'],
    ['RSCALE=CHINESE;FREQ=YEARLY', 'not supported'],
    [`FREQ=DAILY;BYHOUR=${'1,'.repeat(5_000)}1`, 'longer'],
  ])('%s', (text, reason) => {
    const read = readRule(text)
    expect(read.ok ? 'it was read' : read.reason).toContain(reason)
  })

  test('any other text gives a reason and never throws', () => {
    const part = fc.constantFrom(
      'FREQ=',
      'DAILY',
      ';',
      ',',
      'BYDAY=',
      'MO',
      '-1',
      'UNTIL=',
      '2026',
      ' ',
      '=',
      'COUNT=',
    )
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(part).map((parts) => parts.join('')),
        ),
        (text) => {
          const read = readRule(text)
          expect(read.ok ? readRule(ruleText(read.rule)).ok : read.reason.endsWith('.')).toBe(true)
        },
      ),
    )
  })
})
