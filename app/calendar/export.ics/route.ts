// **Export**: the events of every calendar that the person may see, or of `?calendar=NAME`, as one iCalendar file.
import { Readable } from 'node:stream'
import { limited } from '@/lib/auth/limits'
import { requireUser } from '@/lib/auth/session'
import { calendarFile } from '@/lib/domains/events/icalendar/write'
import { recordAlone } from '@/lib/store/audit/record'
import { calendarsOf } from '@/lib/store/calendar/calendars'
import { eventsToWrite } from '@/lib/store/calendar/event-export'

export async function GET(request: Request): Promise<Response> {
  const user = await requireUser('/calendar')
  const refused = await limited(request, 'export', user.userId)
  if (refused) return refused
  const name = new URL(request.url).searchParams.get('calendar')
  const calendars = await calendarsOf(user)
  const chosen = name === null ? calendars : calendars.filter((one) => one.name === name)
  if (chosen.length === 0) return new Response('There is no calendar with this name.', { status: 404 })
  const detail = { what: 'events', format: 'ics', calendars: chosen.length }
  await recordAlone(user.firmId, { kind: 'export', userId: user.userId, detail })
  const now = new Date()
  const text = Readable.from(calendarFile(await eventsToWrite(user, chosen), now))
  return new Response(Readable.toWeb(text) as ReadableStream, {
    headers: {
      'content-type': 'text/calendar; charset=utf-8',
      'content-disposition': `attachment; filename="concord-calendar-${now.toISOString().slice(0, 10)}.ics"`,
      'cache-control': 'no-store',
    },
  })
}
