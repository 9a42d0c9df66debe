// Takes a file of matters and shows what was read of it; nothing is imported yet.
import { limited } from '@/lib/auth/limits'
import { refuseForeign } from '@/lib/auth/same-origin'
import { requireUser } from '@/lib/auth/session'
import { beginning } from '@/lib/domains/text/storable'
import { env } from '@/lib/env'
import { fileIn, uploadedForm } from '@/lib/http/uploaded-form'
import { storeMatterImport } from '@/lib/store/matters/matter-import'

/** 20,000 matters are some 3 MB. */
const MOST_BYTES = 10 * 1024 * 1024
/** Of the file's name, as much as is shown. */
const MOST_NAME = 200

export async function POST(request: Request): Promise<Response> {
  const foreign = refuseForeign(request.headers)
  if (foreign) return foreign
  const user = await requireUser('/matters/import')
  const refused = await limited(request, 'upload', user.userId)
  if (refused) return refused
  const form = await uploadedForm(request, MOST_BYTES)
  if (form === 'too large') return to('/matters/import?problem=tooLarge')
  const file = fileIn(form)
  if (!file) return to('/matters/import?problem=noFile')
  const fileName = beginning(file.name, MOST_NAME)
  const id = await storeMatterImport(user, { fileName, bytes: new Uint8Array(await file.arrayBuffer()) })
  return to(`/matters/import/${id}`)
}

const to = (path: string) =>
  new Response(null, { status: 303, headers: { location: env().NEXTAUTH_URL + path } })
