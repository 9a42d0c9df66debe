// Duplicates in an account are said before the preview, and have a page of their own.
import { expect } from '@playwright/test'
import { expectAccessible, expectReflow } from './fixtures/accessible'
import { test } from './fixtures/app'
import { startSignedIn } from './fixtures/people'
import { ANA, buildPreview, person, SYNC_PAGE, setUpSync } from './fixtures/sync'

test('a preview says how many look like how few, and its person decides', async ({ page, app }) => {
  await startSignedIn(page, app, ANA)
  for (const title of ['Clerk', 'Judge'])
    app.google.addPerson({ account: ANA, person: person('Maria', 'Silva', { organizations: [{ title }] }) })
  app.google.addPerson({ account: ANA, person: person('Cho', 'Min') })
  await setUpSync(page, ANA)
  await buildPreview(page)
  await expect(page.getByText('2 in Google look like 1 person.')).toBeVisible()
  await page.getByRole('link', { name: 'See duplicates' }).click()
  await expect(page.getByRole('heading', { name: 'Duplicates in Google' })).toBeVisible()
  await expect(page.getByRole('region', { name: 'Maria Silva' }).getByRole('listitem')).toHaveCount(2)
  await expectAccessible(page)
  await expectReflow(page)
  await page.screenshot({ path: 'test-results/duplicates-there.png', fullPage: true })
  await page.getByRole('button', { name: 'Not duplicates: Maria Silva' }).click()
  await expect(page.getByText('No duplicates found')).toBeVisible()
  await page.goto(`${SYNC_PAGE}/preview`)
  await expect(page.getByText('Nothing has changed yet')).toBeVisible()
  await expect(page.getByText('2 in Google look like 1 person.')).toHaveCount(0)
})
