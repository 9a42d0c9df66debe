// Takes a file of matters and shows what was read of it; nothing is imported yet.
import { uploadedFile } from '@/app/uploaded-file'
import { seeOther } from '@/lib/http/see-other'
import { storeMatterImport } from '@/lib/store/matters/matter-import'

/** 20,000 matters are some 3 MB. */
const MOST_BYTES = 10 * 1024 * 1024

export async function POST(request: Request): Promise<Response> {
  const uploaded = await uploadedFile(request, '/matters/import', MOST_BYTES)
  if (uploaded instanceof Response) return uploaded
  return seeOther(`/matters/import/${await storeMatterImport(uploaded.user, uploaded.file)}`)
}
