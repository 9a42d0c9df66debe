// What every export of contacts has in common: who may, how often, and a file that is sent while it is read.
import { Readable } from 'node:stream'
import { limited } from '@/lib/auth/limits'
import { requireUser } from '@/lib/auth/session'
import { allContacts } from '@/lib/store/address-book/contact-list'

const BATCH = 500

/** Reads all contacts of the firm from the beginning, some at a time. */
export type Batches = () => ReturnType<typeof allContacts>

interface Format {
  /** Media type, without the character set: it is UTF-8. */
  readonly type: string
  readonly extension: string
  readonly write: (batches: Batches) => AsyncGenerator<string>
}

export async function exportFile(request: Request, { type, extension, write }: Format): Promise<Response> {
  const { firmId, userId } = await requireUser('/contacts')
  const refused = await limited(request, 'export', userId)
  if (refused) return refused
  const day = new Date().toISOString().slice(0, 10)
  const text = Readable.from(write(() => allContacts(firmId, BATCH)))
  return new Response(Readable.toWeb(text) as ReadableStream, {
    headers: {
      'content-type': `${type}; charset=utf-8`,
      'content-disposition': `attachment; filename="concord-contacts-${day}.${extension}"`,
      'cache-control': 'no-store',
    },
  })
}
