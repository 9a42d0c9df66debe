// What the Google calendar makes of the same drawn events, printed: run with TZ set to compare servers in different zones. The first line
// is the zone that the process has.
import fc from 'fast-check'
import { slotIn } from '@/lib/providers/google/calendar/times'
import { eventValue } from '@/lib/providers/google/calendar/value'
import { createBody } from '@/lib/providers/google/calendar/write/body'
import { eventArbitrary } from './arbitrary'

console.log(new Intl.DateTimeFormat().resolvedOptions().timeZone)
for (const event of fc.sample(eventArbitrary, { numRuns: 60, seed: 11 })) {
  const body = createBody(event)
  const stamped = { ...body, start: { dateTime: '2026-03-08T23:30:00-05:00', timeZone: 'America/New_York' } }
  const originals = [{ date: '2026-03-08' }, { dateTime: '2026-03-08T23:30:00-05:00' }]
  const slots = originals.map((originalStartTime) => slotIn({ originalStartTime }))
  console.log(JSON.stringify([body, eventValue(body, 'UTC'), eventValue(stamped, null), slots]))
}
