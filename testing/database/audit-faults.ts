// What is wrong with the audits of the test database; nothing, if every chain and every value beside it fits.
import { Client } from 'pg'
import { type Fault, verifyAudit } from '@/lib/ops/audit/verify'

export async function auditFaults(url: string): Promise<readonly Fault[]> {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    const found: Fault[] = []
    for await (const { fault } of verifyAudit(client)) if (fault) found.push(fault)
    return found
  } finally {
    await client.end()
  }
}
