// A preview's additions as only mine: one by one, all that match, and as the default of the sync.
import { expect } from '@playwright/test'
import { expectAccessible, expectReflow } from './fixtures/accessible'
import { test } from './fixtures/app'
import { invite, signIn, signOut, startSignedIn } from './fixtures/people'
import { ANA, buildPreview, openRow, person, SYNC_PAGE, setUpSync, startSync } from './fixtures/sync'

const BEN = 'ben@example.com'

test('what a person adds as only mine is on no page of a colleague', async ({ page, app }) => {
  await startSignedIn(page, app, ANA)
  for (const last of ['Moss', 'Reed', 'Vale'])
    app.google.addPerson({ account: ANA, person: person('Pia', last) })
  await setUpSync(page, ANA)
  await buildPreview(page)
  await page.goto(`${SYNC_PAGE}/preview?view=addLocal`)
  await openRow(page, 'Pia Moss')
  const moss = page.getByRole('checkbox', { name: 'Only mine : Pia Moss' })
  await moss.check()
  await expect(page.getByText('Add to Clio, only mine')).toHaveCount(1)
  await expectAccessible(page)
  await expectReflow(page)
  // By keyboard, on the row that has the focus.
  await page.getByRole('button', { name: 'Pia Reed', exact: true }).focus()
  await page.keyboard.press('m')
  await expect(page.getByText('Add to Clio, only mine')).toHaveCount(2)
  await page.getByRole('button', { name: 'Share all 2 with the firm' }).click()
  await expect(page.getByText('Add to Clio, only mine')).toHaveCount(0)
  const byDefault = page.getByRole('checkbox', { name: 'New contacts from Google are only mine' })
  await byDefault.check()
  // Pia Vale follows the default; the other two were chosen.
  await expect(page.getByText('Add to Clio, only mine')).toHaveCount(1)
  const bar = page.getByRole('region', { name: 'Start' })
  await expect(bar.getByText('3 in Clio (1 only yours)')).toBeVisible()
  await startSync(page)
  await page.getByText(/^Conflicts: ask me/).click()
  await expect(page.getByRole('checkbox', { name: 'New contacts from Google are only mine' })).toBeChecked()
  await invite(page, BEN)
  await signOut(page)
  await signIn(page, BEN)
  await page.goto('/contacts')
  await expect(page.getByRole('link', { name: 'Pia Moss' })).toBeVisible()
  await expect(page.getByRole('link', { name: 'Pia Vale' })).toHaveCount(0)
})
