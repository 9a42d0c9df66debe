// The firm's contacts as Google's contact CSV, sent while it is read. Its heading has to say how many columns each list takes, so
// the contacts are read twice.
import { Readable } from 'node:stream'
import { limited } from '@/lib/auth/limits'
import { requireUser } from '@/lib/auth/session'
import { countedWith, csvHeading, csvRow, NO_COUNTS } from '@/lib/contacts/google-csv-write'
import { allContacts } from '@/lib/db/contact-list'
import { contactFromRow } from '@/lib/db/contact-row'

const BATCH = 500

export async function GET(request: Request): Promise<Response> {
  const { firmId, userId } = await requireUser('/contacts')
  const refused = await limited(request, 'export', userId)
  if (refused) return refused
  const day = new Date().toISOString().slice(0, 10)
  return new Response(Readable.toWeb(Readable.from(rows(firmId))) as ReadableStream, {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="concord-contacts-${day}.csv"`,
      'cache-control': 'no-store',
    },
  })
}

async function* rows(firmId: string): AsyncGenerator<string> {
  let counts = NO_COUNTS
  for await (const batch of allContacts(firmId, BATCH))
    counts = batch.map(contactFromRow).reduce(countedWith, counts)
  yield csvHeading(counts)
  // What a contact gained between the two readings is in the next export.
  for await (const batch of allContacts(firmId, BATCH))
    yield batch.map((row) => csvRow(contactFromRow(row), counts)).join('')
}
