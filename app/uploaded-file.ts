// What the uploads of all imports have in common: who may send a file, how large it may be, and where a problem leads.
import { limited } from '@/lib/auth/limits'
import { refuseForeign } from '@/lib/auth/same-origin'
import { requireUser } from '@/lib/auth/session'
import { beginning } from '@/lib/domains/text/storable'
import { seeOther } from '@/lib/http/see-other'
import { fileIn, uploadedForm } from '@/lib/http/uploaded-form'
import type { SignedIn } from '@/lib/store/firm/sessions'

/** Of the file's name, as much as is shown. */
const MOST_NAME = 200

interface Uploaded {
  readonly user: SignedIn
  readonly form: FormData | null
  readonly file: { readonly fileName: string; readonly bytes: Uint8Array<ArrayBuffer> }
}

/** The file that was sent, or the answer that refuses it. `page`: the import's own, which says the problem. */
export async function uploadedFile(
  request: Request,
  page: string,
  mostBytes: number,
): Promise<Uploaded | Response> {
  const foreign = refuseForeign(request.headers)
  if (foreign) return foreign
  const user = await requireUser(page)
  const refused = await limited(request, 'upload', user.userId)
  if (refused) return refused
  const form = await uploadedForm(request, mostBytes)
  if (form === 'too large') return seeOther(`${page}?problem=tooLarge`)
  const file = fileIn(form)
  if (!file) return seeOther(`${page}?problem=noFile`)
  const fileName = beginning(file.name, MOST_NAME)
  return { user, form, file: { fileName, bytes: new Uint8Array(await file.arrayBuffer()) } }
}
