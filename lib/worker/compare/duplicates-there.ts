// Contacts of the account that may be one person, found beside the comparison of a preview and shown before it.
import type { Candidate, Item } from '@/lib/domains/contacts/types'
import { duplicatesAmong } from '@/lib/matching/match-in-thread'
import { asContact } from '@/lib/store/address-book/values'
import { db } from '@/lib/store/database/client'
import { Prisma } from '@/lib/store/database/generated/client'
import { jsonRows } from '@/lib/store/database/json-rows'
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

/** Items that are read at once. */
const CHUNK = 1_000

async function find({ sync }: StepContext): Promise<readonly Candidate[]> {
  const { id: syncId, firmId } = sync
  const count = await db(firmId).item.count({ where: { firmId, syncId, deleted: false } })
  if (count < 2) return []
  return duplicatesAmong(itemsOf(sync), count, { region: await phoneRegionOf(firmId) })
}

type Row = Readonly<{ remoteId: string; value: Prisma.JsonValue }>

async function* itemsOf({ id, firmId }: StepContext['sync']): AsyncGenerator<readonly Item[]> {
  for (let after: string | undefined = ''; after !== undefined; ) {
    const rows: readonly Row[] = await jsonRows<Row>(
      db(firmId),
      Prisma.sql`
        select "remoteId", value from "Item" where "firmId" = ${firmId}::uuid and "syncId" = ${id}::uuid
          and not deleted and "remoteId" > ${after} order by "remoteId" limit ${CHUNK}`,
    )
    yield rows.map(({ remoteId, value }): Item => {
      return {
        id: remoteId,
        version: '',
        value: asContact(value),
        deleted: false,
        key: null,
        changedAt: null,
      }
    })
    after = rows.length === CHUNK ? rows.at(-1)?.remoteId : undefined
  }
}

/** Replaces what an earlier preview found. */
export async function keepDuplicates(
  context: StepContext,
  found: readonly Candidate[] | null,
): Promise<void> {
  const { id: syncId, firmId } = context.sync
  if (found) await inStep(context, (tx) => storeAccountDuplicates(tx, { firmId, syncId }, found))
}
