// The emulator's own expansion of rules, checked against the examples of RFC 5545 3.8.5.3 and in several time zones.
import { expect, test } from 'vitest'
import { expand, readRule } from './rules'
import { occurs, originals, stampOf } from './series'
import { clockText, dateText, inGap, instantOf, instantText, isZone, offsetAt } from './zones'

const START = Date.UTC(1997, 8, 2, 9)

function days(text: string, start = START, most = 10): string[] {
  const rule = readRule(text)
  if (!rule) throw new Error(`unread: ${text}`)
  const found: string[] = []
  for (const wall of expand(rule, start)) {
    if (found.length === most) break
    found.push(dateText(wall).slice(2).replaceAll('-', ''))
  }
  return found
}

test.each([
  ['FREQ=DAILY;INTERVAL=10', START, ['970902', '970912', '970922', '971002', '971012']],
  [
    'FREQ=YEARLY;BYMONTH=1;BYDAY=SU',
    Date.UTC(1998, 0, 1, 9),
    ['980104', '980111', '980118', '980125', '990103'],
  ],
  ['FREQ=WEEKLY;INTERVAL=2;WKST=SU;BYDAY=TU,TH', START, ['970902', '970904', '970916', '970918', '970930']],
  ['FREQ=MONTHLY;BYDAY=1FR', Date.UTC(1997, 8, 5, 9), ['970905', '971003', '971107', '971205', '980102']],
  ['FREQ=MONTHLY;BYDAY=-2MO', Date.UTC(1997, 8, 22, 9), ['970922', '971020', '971117', '971222', '980119']],
  [
    'FREQ=MONTHLY;BYMONTHDAY=-3',
    Date.UTC(1997, 8, 28, 9),
    ['970928', '971029', '971128', '971229', '980129'],
  ],
  [
    'FREQ=MONTHLY;BYMONTHDAY=31',
    Date.UTC(1997, 9, 31, 9),
    ['971031', '971231', '980131', '980331', '980531'],
  ],
  [
    'FREQ=MONTHLY;INTERVAL=18;BYMONTHDAY=10,11',
    Date.UTC(1997, 8, 10, 9),
    ['970910', '970911', '990310', '990311', '000910'],
  ],
  ['FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13', START, ['980213', '980313', '981113', '990813', '001013']],
  [
    'FREQ=MONTHLY;BYDAY=TU,WE,TH;BYSETPOS=3',
    Date.UTC(1997, 8, 4, 9),
    ['970904', '971007', '971106', '971204', '980107'],
  ],
  [
    'FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1',
    Date.UTC(1997, 8, 30, 9),
    ['970930', '971031', '971128', '971231', '980130'],
  ],
  ['FREQ=YEARLY;BYDAY=20MO', Date.UTC(1997, 4, 19, 9), ['970519', '980518', '990517', '000515', '010514']],
  [
    'FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO',
    Date.UTC(1997, 4, 12, 9),
    ['970512', '980511', '990517', '000515', '010514'],
  ],
  [
    'FREQ=YEARLY;INTERVAL=3;BYYEARDAY=1,100,200',
    Date.UTC(1997, 0, 1, 9),
    ['970101', '970410', '970719', '000101', '000409'],
  ],
  [
    'FREQ=YEARLY;INTERVAL=4;BYMONTH=11;BYDAY=TU;BYMONTHDAY=2,3,4,5,6,7,8',
    Date.UTC(1996, 10, 5, 9),
    ['961105', '001107', '041102', '081104', '121106'],
  ],
  ['FREQ=YEARLY;BYWEEKNO=53', Date.UTC(2010, 0, 2, 9), ['100102', '160102', '210102', '270102', '330101']],
  ['FREQ=YEARLY', Date.UTC(2024, 1, 29, 9), ['240229', '280229', '320229', '360229', '400229']],
  ['FREQ=DAILY;BYMONTH=1', Date.UTC(1998, 0, 30, 9), ['980130', '980131', '990101', '990102', '990103']],
])('%s', (text, start, expected) => {
  expect(days(text, start, 5)).toEqual(expected)
})

test('several times of one day', () => {
  const rule = readRule('FREQ=DAILY;BYHOUR=9,14;BYMINUTE=0,30')
  if (!rule) throw new Error('unread')
  const walls = expand(rule, START)
  const four = Array.from({ length: 4 }, () => Number(walls.next().value))
  expect(four.map(clockText)).toEqual(['09:00', '09:30', '14:00', '14:30'])
})

test('a rule that never fits ends', () => {
  expect(days('FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30')).toEqual([])
})

test.each([
  '',
  'FREQ=HOURLY',
  'FREQ=WEEKLY;FREQ=DAILY',
  'FREQ=DAILY;INTERVAL=0',
  'FREQ=DAILY;COUNT=x',
  'FREQ=DAILY;BYDAY=XX',
  'FREQ=DAILY;BYMONTH=13',
  'FREQ=DAILY;UNTIL=tomorrow',
  'FREQ=DAILY;X-OWN=1',
])('"%s" is not read', (text) => {
  expect(readRule(text)).toBeUndefined()
})

const texts = (recurrence: string[], zone = 'Europe/Zurich', start = Date.UTC(2026, 9, 20, 8)) =>
  [...originals({ allDay: false, start, zone, recurrence })].map((at) => instantText(at, zone))

test('UNTIL is an instant, added and excluded dates count, and a series keeps its wall time over the change of clocks', () => {
  expect(texts(['RRULE:FREQ=WEEKLY;UNTIL=20261103T090000Z'])).toEqual([
    '2026-10-20T10:00:00+02:00',
    '2026-10-27T10:00:00+01:00',
    '2026-11-03T10:00:00+01:00',
  ])
  expect(texts(['RRULE:FREQ=WEEKLY;UNTIL=20261103T085959Z'])).toHaveLength(2)
  const more = ['RDATE;TZID=Europe/Zurich:20261021T120000', 'EXDATE:20261027T090000Z']
  expect(texts(['RRULE:FREQ=WEEKLY;COUNT=3', ...more])).toEqual([
    '2026-10-20T10:00:00+02:00',
    '2026-10-21T12:00:00+02:00',
    '2026-11-03T10:00:00+01:00',
  ])
  expect(texts(['RDATE:20261021T080000Z'])).toHaveLength(2)
  expect(texts(['RRULE:FREQ=DAILY;COUNT=4', 'EXRULE:FREQ=DAILY;INTERVAL=2'])).toHaveLength(2)
})

test('all-day series are dates alone', () => {
  const series = {
    allDay: true,
    start: Date.UTC(2026, 11, 30),
    zone: 'UTC',
    recurrence: ['RRULE:FREQ=DAILY;UNTIL=20270102', 'EXDATE;VALUE=DATE:20270101'],
  }
  expect([...originals(series)].map((at) => stampOf(at, true))).toEqual(['20261230', '20261231', '20270102'])
  const timed = { ...series, recurrence: ['RRULE:FREQ=DAILY;COUNT=2;BYMINUTE=1,2'] }
  expect([...originals(timed)].map((at) => stampOf(at, true))).toEqual(['20261230', '20261231'])
  expect([occurs(series, Date.UTC(2027, 0, 2)), occurs(series, Date.UTC(2027, 0, 1))]).toEqual([true, false])
})

test('zones by name, with gap and fold', () => {
  expect(['Europe/Zurich', 'UTC', 'America/Argentina/Buenos_Aires'].every(isZone)).toBe(true)
  expect(['Central Standard Time', '+02:00', 'Mars/Olympus', 'CET5'].some(isZone)).toBe(false)
  expect(offsetAt('Asia/Kathmandu', 0)).toBe(19_800_000)
  const gap = Date.UTC(2027, 2, 14, 2, 30)
  expect([
    inGap('America/Chicago', gap),
    instantText(instantOf('America/Chicago', gap), 'America/Chicago'),
  ]).toEqual([true, '2027-03-14T03:30:00-05:00'])
  const fold = Date.UTC(2026, 10, 1, 1, 30)
  expect(instantText(instantOf('America/Chicago', fold), 'America/Chicago')).toBe('2026-11-01T01:30:00-05:00')
  expect(instantText(0, 'UTC')).toBe('1970-01-01T00:00:00Z')
})
