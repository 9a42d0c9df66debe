// **Export CSV** of the audit, filtered as its page is, sent while it is read.
import { Readable } from 'node:stream'
import { readFilter } from '@/app/admin/audit/read-filter'
import { readerZone } from '@/app/zone'
import { auditHeading, auditLine } from '@/components/admin/audit/audit-csv'
import { limited } from '@/lib/auth/limits'
import { requireAdmin } from '@/lib/auth/session'
import type { Zone } from '@/lib/domains/events/value/event'
import { auditBatches } from '@/lib/store/audit/entries'
import { recordAlone } from '@/lib/store/audit/record'

const BATCH = 200

export async function GET(request: Request): Promise<Response> {
  const user = await requireAdmin('/admin/audit')
  const refused = await limited(request, 'export', user.userId)
  if (refused) return refused
  const query = Object.fromEntries(new URL(request.url).searchParams)
  const zone = await readerZone()
  const { filter, problems } = await readFilter(user, query, zone)
  if (!filter) return new Response(`${Object.values(problems).join('\n')}\n`, { status: 400 })
  const { firmId, userId } = user
  await recordAlone(firmId, { kind: 'export', userId, detail: { what: 'audit', format: 'csv' } })
  const day = new Date().toISOString().slice(0, 10)
  const text = Readable.from(table(auditBatches(user, filter, BATCH), zone ?? 'UTC'))
  return new Response(Readable.toWeb(text) as ReadableStream, {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="concord-audit-${day}.csv"`,
      'cache-control': 'no-store',
    },
  })
}

async function* table(batches: ReturnType<typeof auditBatches>, zone: Zone): AsyncGenerator<string> {
  yield auditHeading()
  for await (const entries of batches) yield entries.map((entry) => auditLine(entry, zone)).join('')
}
