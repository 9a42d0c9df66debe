// Looks for duplicates within a firm's contacts and stores what it finds for the page. Private contacts are
// compared with private contacts of the same person only.
import type { Item } from '@/lib/domains/contacts/types'
import { duplicatesAmong } from '@/lib/matching/match-in-thread'
import { contactTexts, countByOwner } from '@/lib/store/address-book/contact-list'
import { contactFromRow } from '@/lib/store/address-book/contact-row'
import { asEveryone } from '@/lib/store/database/client'
import { dueScans } from '@/lib/store/database/cross-tenant'
import type { Prisma } from '@/lib/store/database/generated/client'
import { type ComparedContacts, claimScan, storeGroups } from '@/lib/store/duplicates/groups'
import { phoneRegionOf } from '@/lib/store/firm/firm'

/** Looks in the firm that has waited longest; nothing if none waits. */
export async function findDueDuplicates(now: Date): Promise<void> {
  const [firmId] = await dueScans(now, 1)
  if (firmId) await findDuplicatesOf(firmId, now)
}

/** Does nothing if no look is due, or if another worker looks. */
export async function findDuplicatesOf(firmId: string, now: Date): Promise<void> {
  const until = await claimScan(firmId, now)
  if (until === null) return
  const began = performance.now()
  const region = await phoneRegionOf(firmId)
  const found: ComparedContacts[] = []
  for (const [ownerId, count] of await countByOwner(asEveryone(firmId)))
    if (count > 1)
      found.push({ ownerId, candidates: await duplicatesAmong(itemsOf(firmId, ownerId), count, { region }) })
  await storeGroups(firmId, found, { until, now, tookMs: Math.round(performance.now() - began) })
}

async function* itemsOf(firmId: string, ownerId: string | null): AsyncGenerator<readonly Item[]> {
  for await (const json of contactTexts(asEveryone(firmId), { ownerId }))
    yield (JSON.parse(json) as readonly [string, Prisma.JsonObject][]).map(([id, value]): Item => {
      return { id, version: '', value: contactFromRow({ value }), deleted: false, key: null, changedAt: null }
    })
}
