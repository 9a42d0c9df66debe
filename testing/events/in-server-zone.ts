// What this code makes of the same drawn events, printed: run with TZ set to compare servers in different zones. The first line is
// the zone that the process has.
import fc from 'fast-check'
import { split } from '@/lib/domains/events/recurrence/edit/split'
import { expand } from '@/lib/domains/events/recurrence/expand'
import { lastStart } from '@/lib/domains/events/recurrence/last-start'
import { normalEvent } from '@/lib/domains/events/value/normal'
import { slotOf, spanOf } from '@/lib/domains/events/value/time'
import { agendaWords, daysOf, whenWords } from '@/lib/domains/events/value/words'
import { eventArbitrary, ZONES } from './arbitrary'

const events = fc.sample(eventArbitrary, { numRuns: 60, seed: 7 }).map(normalEvent)
console.log(new Intl.DateTimeFormat().resolvedOptions().timeZone)
for (const [at, event] of events.entries()) {
  const zone = ZONES[at % ZONES.length] ?? 'UTC'
  const { occurrences } = expand(event, { from: '2024-01-01', to: '2031-01-01', zone })
  const some = occurrences.slice(0, 5)
  const cut = some[3]?.slot ?? slotOf(event.time)
  console.log(
    JSON.stringify([
      ...[event.time, event.repeat, some, lastStart(event), split(event, cut), spanOf(event.time, zone)],
      ...[daysOf(event.time, zone), whenWords(event.time, zone), agendaWords(event.time, zone, '2026-03-03')],
    ]),
  )
}
