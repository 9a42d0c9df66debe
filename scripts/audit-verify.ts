// `npm run audit:verify`: checks the audit of every firm and names the first row that does not fit. Exit code 1 if there is one.
import { Client } from 'pg'
import { type Fault, verifyAudit } from '@/lib/ops/audit/verify'
import { openDatabase } from '@/lib/store/database/open'
import { unusable } from './parts/migrated-database'

const WHY: Readonly<Record<Fault['why'], string>> = {
  changed: 'was changed, or the one before it was',
  missing: 'is missing',
  end: 'is missing: the chain ends before its head',
  anchor: 'is where the chain begins, but no row of it says that retention removed what was before',
  values: 'was written about other values than those that are stored beside it now',
}

const database = await openDatabase()
const client = new Client({ connectionString: database.url, application_name: 'concord audit:verify' })
try {
  await client.connect()
  await client.query('begin isolation level repeatable read read only; set local row_security = off')
  let firms = 0
  for await (const { firmId, rows, after, head, fault } of verifyAudit(client)) {
    firms += 1
    const from = after > 0n ? `, from row ${after + 1n} on` : ''
    if (fault) process.exitCode = 1
    console.log(
      fault
        ? `Firm ${firmId}: row ${fault.seq} ${WHY[fault.why]}.`
        : `Firm ${firmId}: ${rows} rows fit${from}. Head ${head}`,
    )
  }
  if (firms === 0) console.log('The audit has no rows yet.')
} catch (error) {
  throw unusable(error)
} finally {
  await client.end()
  await database.leave()
}
