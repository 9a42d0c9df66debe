// A run is loaded as Prisma would load it, whatever columns its rows get.
import { expect, it } from 'vitest'
import { db } from '@/lib/store/database/client'
import { ownerPool, withDatabase } from '@/testing/database/test-database'
import { setUpFixture } from '@/testing/scenarios/fixture'
import { loadRun } from './run-row'

withDatabase()

/** Sets every column of a time, so that none is compared as null. */
async function setAllTimes(): Promise<void> {
  const { rows } = await ownerPool().query<{ set: string }>(
    `select format('update %I set %s', table_name, string_agg(format('%I = now()', column_name), ', ')) as set
     from information_schema.columns
     where table_schema = 'public' and table_name in ('Run', 'Sync', 'Connection', 'Collection') and data_type like 'timestamp%'
     group by table_name`,
  )
  expect(rows).toHaveLength(4)
  await ownerPool().query('alter table "Sync" disable trigger user')
  await ownerPool().query(`update "Run" set "waitKind" = 'rate', "waitUntil" = now()`)
  // Only an active sync is paused.
  await ownerPool().query(`update "Sync" set state = 'active'`)
  for (const { set } of rows) await ownerPool().query(set)
}

const asPrisma = (id: string, firmId: string) =>
  db(firmId).run.findFirst({
    where: { id, firmId },
    include: {
      sync: {
        include: {
          remoteCollection: true,
          localCollection: { select: { calendarId: true } },
          connection: { include: { firm: { select: { phoneRegion: true } } } },
        },
      },
    },
  })

it('has every column with its type, and everything that belongs to it', async () => {
  const fixture = await setUpFixture()
  const { firmId } = fixture.actor
  const { id } = await fixture.preview()
  expect(await loadRun({ id, firmId })).toEqual(await asPrisma(id, firmId))
  await setAllTimes()
  expect(await loadRun({ id, firmId })).toEqual(await asPrisma(id, firmId))
})

it('is not found by another firm', async () => {
  const { id } = await (await setUpFixture()).preview()
  expect(await loadRun({ id, firmId: (await setUpFixture()).actor.firmId })).toBeNull()
})
