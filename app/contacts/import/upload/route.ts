// Takes a file of contacts and shows what was read of it; nothing is imported yet. It is refused as soon as it is too large, and
// while another file of the firm is being read.
import { limited } from '@/lib/auth/limits'
import { refuseForeign } from '@/lib/auth/same-origin'
import { requireUser } from '@/lib/auth/session'
import { beginning } from '@/lib/domains/text/storable'
import { env } from '@/lib/env'
import { fileIn, uploadedForm } from '@/lib/http/uploaded-form'
import { ImportBusy, storeImport } from '@/lib/store/address-book/imports'

/** 25,000 cards without pictures are some 10 MB. */
const MOST_BYTES = 25 * 1024 * 1024
/** Of the file's name, as much as is shown. */
const MOST_NAME = 200

export async function POST(request: Request): Promise<Response> {
  const foreign = refuseForeign(request.headers)
  if (foreign) return foreign
  const user = await requireUser('/contacts/import')
  const refused = await limited(request, 'upload', user.userId)
  if (refused) return refused
  const form = await uploadedForm(request, MOST_BYTES)
  if (form === 'too large') return to('/contacts/import?problem=tooLarge')
  const file = fileIn(form)
  if (!file) return to('/contacts/import?problem=noFile')
  const fileName = beginning(file.name, MOST_NAME)
  try {
    const id = await storeImport(user, { fileName, bytes: new Uint8Array(await file.arrayBuffer()) })
    return to(`/contacts/import/${id}`)
  } catch (error) {
    if (error instanceof ImportBusy) return to('/contacts/import?problem=busy')
    throw error
  }
}

const to = (path: string) =>
  new Response(null, { status: 303, headers: { location: env().NEXTAUTH_URL + path } })
