// Takes an iCalendar file and shows what was read of it; nothing is imported yet.
import { z } from 'zod'
import { calendarZone } from '@/app/calendar/zone'
import { limited } from '@/lib/auth/limits'
import { refuseForeign } from '@/lib/auth/same-origin'
import { requireUser } from '@/lib/auth/session'
import { beginning } from '@/lib/domains/text/storable'
import { env } from '@/lib/env'
import { fileIn, uploadedForm } from '@/lib/http/uploaded-form'
import { calendarOf, mayWrite } from '@/lib/store/calendar/calendars'
import { storeEventImport } from '@/lib/store/calendar/event-import'

const MOST_BYTES = 25 * 1024 * 1024
/** Of the file's name, as much as is shown. */
const MOST_NAME = 200

export async function POST(request: Request): Promise<Response> {
  const foreign = refuseForeign(request.headers)
  if (foreign) return foreign
  const user = await requireUser('/calendar/import')
  const refused = await limited(request, 'upload', user.userId)
  if (refused) return refused
  const form = await uploadedForm(request, MOST_BYTES)
  if (form === 'too large') return to('/calendar/import?problem=tooLarge')
  const file = fileIn(form)
  if (!file) return to('/calendar/import?problem=noFile')
  const calendarId = z.uuid().safeParse(form?.get('calendarId'))
  const calendar = calendarId.success ? await calendarOf(user, calendarId.data) : null
  if (!calendar || !mayWrite(calendar.access)) return to('/calendar/import?problem=readOnly')
  const uploaded = {
    calendarId: calendar.id,
    fileName: beginning(file.name, MOST_NAME),
    bytes: new Uint8Array(await file.arrayBuffer()),
    zone: await calendarZone(),
  }
  return to(`/calendar/import/${await storeEventImport(user, uploaded)}`)
}

const to = (path: string) =>
  new Response(null, { status: 303, headers: { location: env().NEXTAUTH_URL + path } })
