// Contacts that were deleted in Google: the sync's page counts them, and their list says what became of each and what can be done.
import { expect } from '@playwright/test'
import { expectAccessible, expectReflow } from './fixtures/accessible'
import { test } from './fixtures/app'
import { startSignedIn } from './fixtures/people'
import { ANA, SYNC_PAGE } from './fixtures/sync'
import { insertDeletedThere, insertPair, insertSync } from './fixtures/sync-rows'

test('what was deleted in Google is listed, and is restored there or deleted here too', async ({
  page,
  app,
}) => {
  await startSignedIn(page, app, ANA)
  const now = Date.now()
  const nextCheckAt = new Date(now + 3_600_000)
  const rows = await insertSync(app, ANA, {
    ...{ state: 'active', startedAt: new Date(now), lastSuccessAt: new Date(now), nextCheckAt },
  })
  for (const [firstName, days] of [
    ['Chloë', 2],
    ['Dmitri', 9],
  ] as const) {
    const { localId } = await insertPair(app, rows, { firstName }, { firstName })
    await insertDeletedThere(app, rows, localId, days)
  }
  await page.goto(SYNC_PAGE)
  await expect(page.getByText('2 contacts deleted in Google stay in Clio.')).toBeVisible()
  await page.getByRole('link', { name: 'See what was deleted' }).click()
  await expect(page.getByRole('heading', { name: 'Deleted in Google', level: 1 })).toBeVisible()
  await expect(page.getByRole('rowheader')).toHaveText([/Chloë/, /Dmitri/])
  await expect(page.getByRole('row', { name: /Dmitri/ })).toContainText('9 days ago')
  await expectAccessible(page, ['best-practice'])
  await expectReflow(page)
  await page.getByRole('button', { name: 'Restore to Google Chloë' }).click()
  await expect(page.getByText('The sync now adds the contact to Google again.')).toBeVisible()
  await expect(page.getByRole('rowheader')).toHaveText([/Dmitri/])
  await page.getByRole('link', { name: 'Delete in Clio too: Dmitri' }).click()
  await page.getByRole('button', { name: 'Delete contact' }).click()
  await expect(page.getByRole('heading', { name: 'Contacts', exact: true })).toBeVisible()
  await page.goto(`${SYNC_PAGE}/deleted`)
  await expect(page.getByText('No contact in Clio was deleted in Google')).toBeVisible()
})
