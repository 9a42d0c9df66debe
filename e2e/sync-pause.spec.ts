// Pause and Resume: by an administrator on Sync Status and by the person on their own page, who is told what was done for them.
import { expect } from '@playwright/test'
import { expectAccessible, expectReflow } from './fixtures/accessible'
import { test } from './fixtures/app'
import { startSignedIn } from './fixtures/people'
import { SYNC_PAGE } from './fixtures/sync'
import { contact, insertSync } from './fixtures/sync-rows'

const ANA = 'ana@example.com'
const active = () => ({
  ...{ state: 'active', startedAt: new Date(), lastSuccessAt: new Date() },
  nextCheckAt: new Date(Date.now() + 3_600_000),
})

test('a person pauses and resumes their own sync, and sees what waits', async ({ page, app }) => {
  await startSignedIn(page, app, ANA)
  const rows = await insertSync(app, ANA, active())
  await page.goto(SYNC_PAGE)
  await page.getByRole('button', { name: 'Pause' }).click()
  await expect(page.getByText('Paused by you')).toBeVisible()
  await app.database.query(`delete from "PendingItem" where "syncId" = $1`, [rows.syncId])
  await app.database.query(
    `insert into "Contact" (id, "firmId", "sortKey", search, value) values (gen_random_uuid(), $1, '', '', $2)`,
    [rows.firmId, JSON.stringify(contact({ firstName: 'Cho' }))],
  )
  await page.reload()
  await expect(page.getByText('1 edit in Clio waits')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Sync now' })).toHaveCount(0)
  await expectAccessible(page)
  await expectReflow(page)
  await page.goto('/admin/sync')
  await expect(page.getByText('1 connection is paused').first()).toBeVisible()
  await expect(page.getByText(/^Paused by .+ Since .+ 1 edit waits\.$/)).toBeVisible()
  await expectAccessible(page)
  await expectReflow(page)
  await page.goto(SYNC_PAGE)
  await page.getByRole('button', { name: 'Resume' }).click()
  await expect(page.getByRole('button', { name: 'Pause' })).toBeVisible()
})

test('what an administrator did is told until it was read', async ({ page, app }) => {
  await startSignedIn(page, app, ANA)
  const rows = await insertSync(app, ANA, active())
  await app.database.query(
    `with bea as (insert into "User" (id, "firmId", issuer, subject, email, name, role)
       values (gen_random_uuid(), $1, 'test', 'bea', 'bea@example.com', 'Bea Lim', 'admin') returning id)
     insert into "SyncNotice" (id, "firmId", "syncId", "userId", "byId", kind)
     select gen_random_uuid(), $1, $2, k."userId", bea.id, 'sync.stop' from bea, "Connection" k where k.id = $3`,
    [rows.firmId, rows.syncId, rows.connectionId],
  )
  await page.goto('/contacts')
  await page.getByRole('link', { name: 'See what' }).click()
  await expect(page.getByText('Bea Lim stopped your sync')).toBeVisible()
  await expectAccessible(page)
  await expectReflow(page)
  await page.getByRole('button', { name: 'Got it' }).click()
  await expect(page.getByText('Bea Lim stopped your sync')).toHaveCount(0)
  await page.goto('/contacts')
  await expect(page.getByRole('link', { name: 'See what' })).toHaveCount(0)
})
