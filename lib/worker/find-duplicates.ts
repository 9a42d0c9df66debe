// Looks for duplicates within a firm's contacts and stores what it finds for the page. Private contacts are
// compared with private contacts of the same person only.
import type { Item } from '@/lib/domains/contacts/types'
import { duplicatesAmong } from '@/lib/matching/match-in-thread'
import { allContacts } from '@/lib/store/address-book/contact-list'
import { itemOfContact } from '@/lib/store/address-book/contact-row'
import { asEveryone } from '@/lib/store/database/client'
import { dueScans } from '@/lib/store/database/cross-tenant'
import { type ComparedContacts, claimScan, storeGroups } from '@/lib/store/duplicates/groups'
import { phoneRegionOf } from '@/lib/store/firm/firm'

/** Contacts that are read at once. */
const BATCH = 1_000

/** Looks in the firm that has waited longest; nothing if none waits. */
export async function findDueDuplicates(now: Date): Promise<void> {
  const [firmId] = await dueScans(now, 1)
  if (firmId) await findDuplicatesOf(firmId, now)
}

/** Does nothing if no look is due, or if another worker looks. */
export async function findDuplicatesOf(firmId: string, now: Date): Promise<void> {
  const until = await claimScan(firmId, now)
  if (until === null) return
  const lists = new Map<string | null, Item[]>()
  for await (const rows of allContacts(asEveryone(firmId), BATCH))
    for (const row of rows) {
      const list = lists.get(row.ownerId) ?? []
      if (list.length === 0) lists.set(row.ownerId, list)
      list.push(itemOfContact(row))
    }
  const region = await phoneRegionOf(firmId)
  const found: ComparedContacts[] = []
  for (const [ownerId, local] of lists) {
    if (local.length < 2) continue
    found.push({ ownerId, candidates: await duplicatesAmong(local, { region }) })
  }
  await storeGroups(firmId, found, until, now)
}
