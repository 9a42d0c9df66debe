// A form with a file, read only as far as it may be long.

/** What a form adds around its file. */
const ENVELOPE = 64 * 1024

/** Stops reading the request once it is larger than allowed; null where it is no form. */
export async function uploadedForm(
  request: Request,
  mostBytes: number,
): Promise<FormData | null | 'too large'> {
  const most = mostBytes + ENVELOPE
  if (Number(request.headers.get('content-length') ?? 0) > most) return 'too large'
  const chunks: Uint8Array<ArrayBuffer>[] = []
  let size = 0
  const reader = request.body?.getReader()
  for (let read = await reader?.read(); read && !read.done; read = await reader?.read()) {
    size += read.value.length
    if (size > most) {
      await reader?.cancel()
      return 'too large'
    }
    chunks.push(read.value)
  }
  return new Response(new Blob(chunks), {
    headers: { 'content-type': request.headers.get('content-type') ?? '' },
  })
    .formData()
    .catch(() => null)
}

/** The field **File**; null where none was chosen, or it is empty. */
export function fileIn(form: FormData | null): File | null {
  const file = form?.get('file')
  return file instanceof File && file.size > 0 ? file : null
}
