// What Google's page may bring back: a no, a box was not checked, a consent that was taken away later.
import { expect } from '@playwright/test'
import { expectAccessible } from './fixtures/accessible'
import { test } from './fixtures/app'
import { chooseAccount, startSignedIn } from './fixtures/people'
import {
  ANA,
  buildPreview,
  contactsPanel,
  expectInSync,
  SYNC_PAGE,
  setUpSync,
  startSync,
} from './fixtures/sync'

test.beforeEach(async ({ page, app }) => {
  await startSignedIn(page, app, ANA)
})

test('a denial comes back to the same page, in plain words, with a way to ask again', async ({ page }) => {
  await page.goto(SYNC_PAGE)
  await page.getByRole('button', { name: 'Set Up Sync' }).click()
  await chooseAccount(page, ANA)
  await page.getByRole('button', { name: 'Cancel' }).click()
  await expect(page).toHaveURL(/settings\/sync\/google/)
  await expect(page.getByRole('alert').filter({ hasText: 'You chose not to allow access' })).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Set Up Sync' }).click()
  await chooseAccount(page, ANA)
  await page.getByRole('button', { name: 'Allow' }).click()
  await expect(page.getByText(`You are currently authorized as ${ANA}`)).toBeVisible()
})

test('an unticked box is said so, and asked again', async ({ page, app }) => {
  await page.goto(SYNC_PAGE)
  await page.getByRole('button', { name: 'Set Up Sync' }).click()
  await chooseAccount(page, ANA)
  await page.getByRole('checkbox').uncheck()
  await page.getByRole('button', { name: 'Allow' }).click()
  await expect(page.getByText('was not checked')).toBeVisible()
  await expectAccessible(page)
  const { rows } = await app.database.query('select id from "Connection"')
  expect(rows).toEqual([])
  await page.getByRole('button', { name: 'Ask Google again' }).click()
  await chooseAccount(page, ANA)
  await page.getByRole('button', { name: 'Allow' }).click()
  await expect(page.getByText(`You are currently authorized as ${ANA}`)).toBeVisible()
})

test('a grant taken back at Google pauses the sync and says so; Reconnect resumes it', async ({
  page,
  app,
}) => {
  await setUpSync(page, ANA)
  await buildPreview(page)
  await startSync(page)
  app.google.revokeGrants({ account: ANA })
  await contactsPanel(page).getByRole('button', { name: 'Sync now' }).click()
  await expect(page.getByText(/Google no longer lets us read your contacts/).first()).toBeVisible({
    timeout: 60_000,
  })
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Reconnect' }).click()
  // Google gets the account as a hint, so that no other one is chosen by mistake.
  await page.getByRole('button', { name: 'Allow' }).click()
  await expectInSync(page)
})

test('another account than the one signed in with can be connected', async ({ page }) => {
  await setUpSync(page, 'office@example.com')
  await expect(page.getByText('You are currently authorized as office@example.com')).toBeVisible()
})
