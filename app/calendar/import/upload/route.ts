// Takes an iCalendar file and shows what was read of it; nothing is imported yet.
import { z } from 'zod'
import { calendarZone } from '@/app/calendar/zone'
import { uploadedFile } from '@/app/uploaded-file'
import { seeOther } from '@/lib/http/see-other'
import { calendarOf, mayWrite } from '@/lib/store/calendar/calendars'
import { storeEventImport } from '@/lib/store/calendar/event-import'

const MOST_BYTES = 25 * 1024 * 1024

export async function POST(request: Request): Promise<Response> {
  const uploaded = await uploadedFile(request, '/calendar/import', MOST_BYTES)
  if (uploaded instanceof Response) return uploaded
  const { user, form, file } = uploaded
  const calendarId = z.uuid().safeParse(form?.get('calendarId'))
  const calendar = calendarId.success ? await calendarOf(user, calendarId.data) : null
  if (!calendar || !mayWrite(calendar.access)) return seeOther('/calendar/import?problem=readOnly')
  const into = { ...file, calendarId: calendar.id, zone: await calendarZone() }
  return seeOther(`/calendar/import/${await storeEventImport(user, into)}`)
}
