// Two people were linked as one: the row of their conflict and the contact's page lead to **Keep separate**, which says beforehand what it does.
import { expect } from '@playwright/test'
import { expectAccessible, expectReflow } from './fixtures/accessible'
import { test } from './fixtures/app'
import { startSignedIn } from './fixtures/people'
import { openRow } from './fixtures/sync'
import { insertRun, insertSync, insertTitleConflict } from './fixtures/sync-rows'

const ANA = 'ana@example.com'

test('two linked people are kept separate, from the row of their conflict and from the page of the contact', async ({
  page,
  app,
}) => {
  await startSignedIn(page, app, ANA)
  const rows = await insertSync(app, ANA, { state: 'active', startedAt: new Date() })
  const run = await insertRun(app, rows, { state: 'done', kind: 'scheduled', endedAt: new Date() })
  await insertTitleConflict(app, rows, run, { firstName: 'Mona', lastName: 'Berg' }, { state: 'waiting' })
  await insertTitleConflict(app, rows, run, { firstName: 'Cho', lastName: 'Min' }, { state: 'waiting' })
  await page.goto('/settings/sync/google/preview/waiting')
  await openRow(page, 'Mona Berg')
  await page.getByRole('link', { name: 'Keep separate: Mona Berg' }).click()
  await expect(page.getByRole('heading', { name: 'Keep Mona Berg separate?' })).toBeVisible()
  await expect(page.getByText('Mona Berg in Clio and Mona Berg in Google')).toBeVisible()
  await expect(page.getByRole('alert').filter({ hasText: 'right now' })).toHaveCount(0)
  await expect(page.getByText('Both contacts stay. Nothing is deleted.')).toBeVisible()
  const added = 'At the next check, Mona Berg is added to Google, and Google’s contact is added to Clio.'
  await expect(page.getByText(added)).toBeVisible()
  await expectAccessible(page)
  await expectReflow(page)

  // The way from the contact's page is the same.
  await page.getByRole('link', { name: 'Cancel' }).click()
  await expect(page.getByText('Title differs in Google: needs your decision')).toBeVisible()
  await page.getByRole('link', { name: 'Keep separate' }).click()
  await page.getByRole('button', { name: 'Keep separate' }).click()
  await expect(page.locator('#page').getByText('The two contacts are separate now.')).toBeVisible()
  await expect(page.getByText('Not in Google yet.')).toBeVisible()
  await expect(page.getByRole('link', { name: 'Keep separate' })).toHaveCount(0)
  await expectAccessible(page)

  await page.goto('/settings/sync/google/preview/waiting')
  await expect(page.getByRole('button', { name: 'Cho Min', exact: true })).toBeVisible()
  await expect(page.getByRole('button', { name: 'Mona Berg', exact: true })).toHaveCount(0)
})
