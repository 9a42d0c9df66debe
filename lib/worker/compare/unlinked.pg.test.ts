// The cost of items without a link if Postgres has no statistics.
import { expect, test } from 'vitest'
import { setFirm } from '@/testing/database/firm-rows'
import { addLinks } from '@/testing/database/many-links'
import { rowsReadBy } from '@/testing/database/rows-read'
import { withDatabase } from '@/testing/database/test-database'
import { kindIn } from '@/testing/scenarios/kind'
import { danglingLinks } from './unlinked'

withDatabase()

const LINKS = 500

test('beside an item without a link, a check reads each item a few times, not once for each link', async () => {
  const rows = await setFirm('ours')
  await addLinks(rows, LINKS)
  const pending = { links: [], local: [rows.contact], remote: [rows.remoteId], same: LINKS }
  const read = await rowsReadBy(() => danglingLinks(kindIn({ id: rows.sync, firmId: rows.firm }), pending))
  expect(read.Item).toBeLessThan(10 * LINKS)
})
