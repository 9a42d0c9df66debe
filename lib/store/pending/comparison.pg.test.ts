// The cost of a check if Postgres has no statistics.
import { expect, test } from 'vitest'
import { mergedThere } from '@/lib/store/sync/merged'
import { setFirm } from '@/testing/database/firm-rows'
import { addLinks } from '@/testing/database/many-links'
import { rowsReadBy } from '@/testing/database/rows-read'
import { withDatabase } from '@/testing/database/test-database'
import { contactsIn } from '@/testing/scenarios/kind'
import { pendingComparison } from './comparison'

withDatabase()

const LINKS = 500

test('a check reads each item a few times, not once for each link', async () => {
  const rows = await setFirm('ours')
  await addLinks(rows, LINKS)
  const kind = contactsIn({ id: rows.sync, firmId: rows.firm })
  const compared = await rowsReadBy(async () => {
    const found = await pendingComparison(kind, { again: false, unproven: new Date() })
    expect(found.same).toBeGreaterThanOrEqual(LINKS)
  })
  expect(compared.Item).toBeLessThan(10 * LINKS)
  const merged = await rowsReadBy(async () => expect((await mergedThere(kind, null, false)).size).toBe(0))
  expect(merged.Item ?? 0).toBeLessThan(10 * LINKS)
})
