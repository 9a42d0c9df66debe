// The cost of a check if Postgres has no statistics.
import { expect, test } from 'vitest'
import { mergedThere } from '@/lib/store/sync/merged'
import { setFirm } from '@/testing/database/firm-rows'
import { addLinks, itemsLookedAt } from '@/testing/database/many-links'
import { withDatabase } from '@/testing/database/test-database'
import { contactsIn } from '@/testing/scenarios/kind'
import { pendingComparison } from './comparison'

withDatabase()

const LINKS = 500

test('a check reads each item a few times, not once for each link', async () => {
  const rows = await setFirm('ours')
  await addLinks(rows, LINKS)
  const kind = contactsIn({ id: rows.sync, firmId: rows.firm })
  const before = await itemsLookedAt()
  const found = await pendingComparison(kind, {
    again: false,
    unproven: new Date(),
  })
  expect(found.same).toBeGreaterThanOrEqual(LINKS)
  const after = await itemsLookedAt()
  expect(after - before).toBeLessThan(10 * LINKS)
  expect((await mergedThere(kind, null, false)).size).toBe(0)
  expect((await itemsLookedAt()) - after).toBeLessThan(10 * LINKS)
})
