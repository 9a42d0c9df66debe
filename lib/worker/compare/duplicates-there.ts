// Contacts of the account that may be one person, found beside the comparison of a preview and shown before it.
import type { Candidate, Item } from '@/lib/domains/contacts/types'
import { duplicatesAmong } from '@/lib/matching/match-in-thread'
import { asContact } from '@/lib/store/address-book/values'
import { db } from '@/lib/store/database/client'
import { storeAccountDuplicates } from '@/lib/store/duplicates/in-accounts'
import { phoneRegionOf } from '@/lib/store/firm/firm'
import { inStep } from '../step'
import type { StepContext } from '../step-context'

/** Null where nobody looks: only a preview of contacts does. A failure does not keep a person from their preview. */
export async function duplicatesThere(context: StepContext): Promise<readonly Candidate[] | null> {
  const { run, sync, log } = context
  if (run.kind !== 'first' || sync.kind !== 'contacts') return null
  try {
    return await find(context)
  } catch (error) {
    log('looking for duplicates in the account failed', { runId: run.id, error })
    return null
  }
}

async function find({ sync: { id: syncId, firmId } }: StepContext): Promise<readonly Candidate[]> {
  const rows = await db(firmId).item.findMany({
    where: { firmId, syncId, deleted: false },
    select: { remoteId: true, value: true },
  })
  if (rows.length < 2) return []
  const items = rows.map(({ remoteId: id, value }): Item => {
    return { id, version: '', value: asContact(value), deleted: false, key: null, changedAt: null }
  })
  return duplicatesAmong(items, { region: await phoneRegionOf(firmId) })
}

/** Replaces what an earlier preview found. */
export async function keepDuplicates(
  context: StepContext,
  found: readonly Candidate[] | null,
): Promise<void> {
  const { id: syncId, firmId } = context.sync
  if (found) await inStep(context, (tx) => storeAccountDuplicates(tx, { firmId, syncId }, found))
}
