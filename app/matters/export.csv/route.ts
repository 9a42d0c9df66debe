// The firm's matters as CSV, sent while they are read.
import { Readable } from 'node:stream'
import { limited } from '@/lib/auth/limits'
import { requireUser } from '@/lib/auth/session'
import { matterLine, mattersHeading } from '@/lib/domains/matters/csv'
import { recordAlone } from '@/lib/store/audit/record'
import { matterBatches } from '@/lib/store/matters/matter-list'
import { matterFromRow } from '@/lib/store/matters/matter-row'
import { namesIn } from '@/lib/store/matters/names'

const BATCH = 500

export async function GET(request: Request): Promise<Response> {
  const { firmId, userId } = await requireUser('/matters')
  const refused = await limited(request, 'export', userId)
  if (refused) return refused
  await recordAlone(firmId, { kind: 'export', userId, detail: { what: 'matters', format: 'csv' } })
  const day = new Date().toISOString().slice(0, 10)
  return new Response(Readable.toWeb(Readable.from(table(firmId))) as ReadableStream, {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="concord-matters-${day}.csv"`,
      'cache-control': 'no-store',
    },
  })
}

async function* table(firmId: string): AsyncGenerator<string> {
  yield mattersHeading()
  for await (const rows of matterBatches(firmId, BATCH)) {
    const matters = rows.map(matterFromRow)
    const name = await namesIn(firmId, matters)
    yield matters.map((matter) => matterLine(matter, name)).join('')
  }
}
