// Takes a file of contacts and shows what was read of it; nothing is imported yet. It is refused as soon as it is too large, and
// while another file of the firm is being read.
import { uploadedFile } from '@/app/uploaded-file'
import { seeOther } from '@/lib/http/see-other'
import { ImportBusy, storeImport } from '@/lib/store/address-book/imports'

/** 25,000 cards without pictures are some 10 MB. */
const MOST_BYTES = 25 * 1024 * 1024

export async function POST(request: Request): Promise<Response> {
  const uploaded = await uploadedFile(request, '/contacts/import', MOST_BYTES)
  if (uploaded instanceof Response) return uploaded
  try {
    return seeOther(`/contacts/import/${await storeImport(uploaded.user, uploaded.file)}`)
  } catch (error) {
    if (error instanceof ImportBusy) return seeOther('/contacts/import?problem=busy')
    throw error
  }
}
