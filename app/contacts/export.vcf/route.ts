// **Export**: all contacts as one vCard 4.0 file, sent while it is read, so that its size does not matter.
import { Readable } from 'node:stream'
import { limited } from '@/lib/auth/limits'
import { requireUser } from '@/lib/auth/session'
import { vcardOf } from '@/lib/contacts/vcard-write'
import { allContacts } from '@/lib/db/contact-list'
import { contactFromRow } from '@/lib/db/contact-row'

const BATCH = 500

export async function GET(request: Request): Promise<Response> {
  const { firmId, userId } = await requireUser('/contacts')
  const refused = await limited(request, 'export', userId)
  if (refused) return refused
  const day = new Date().toISOString().slice(0, 10)
  return new Response(Readable.toWeb(Readable.from(cards(firmId))) as ReadableStream, {
    headers: {
      'content-type': 'text/vcard; charset=utf-8',
      'content-disposition': `attachment; filename="concord-contacts-${day}.vcf"`,
      'cache-control': 'no-store',
    },
  })
}

async function* cards(firmId: string): AsyncGenerator<string> {
  for await (const rows of allContacts(firmId, BATCH)) {
    yield rows
      .map((row) => vcardOf({ contact: contactFromRow(row), id: row.id, changedAt: row.updatedAt }))
      .join('')
  }
}
