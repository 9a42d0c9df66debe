// The webhook as an administrator sets it up: each step says what it did, and what cannot be taken back is asked about.
import { expect } from '@playwright/test'
import { expectAccessible, expectReflow } from './fixtures/accessible'
import { test } from './fixtures/app'
import { startSignedIn } from './fixtures/people'
import { ANA } from './fixtures/sync'

const ADDRESS = 'https://hooks.example.com/concord'

test('a webhook is saved, tested, given a new secret and removed, and the page says so each time', async ({
  page,
  app,
}) => {
  await startSignedIn(page, app, ANA)
  await page.goto('/admin/webhook')
  const address = page.getByRole('textbox', { name: 'Address' })
  await address.fill('no address')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(address).toHaveAttribute('aria-invalid', 'true')
  await expect(address).toHaveValue('no address')
  await address.fill(ADDRESS)
  await page.getByRole('button', { name: 'Save' }).click()
  const main = page.getByRole('main')
  await expect(main.getByText('Concord now notifies this address.')).toBeVisible()
  await expect(page).toHaveURL(/\/admin\/webhook$/)
  await expect(main.getByText('No requests have been sent yet.')).toBeVisible()

  await page.getByRole('button', { name: 'Send a test' }).click()
  await expect(main.getByText('A test is being sent.')).toBeVisible()
  await expect(page.getByRole('region', { name: 'Deliveries' }).getByRole('row')).toHaveCount(2)
  await page.getByRole('button', { name: 'New secret' }).click()
  await expect(main.getByText('There is a new secret.')).toBeVisible()
  await expect(main.getByText('The previous secret also signs requests until')).toBeVisible()
  await expectAccessible(page)
  await expectReflow(page)

  await page.getByRole('button', { name: 'Remove webhook' }).click()
  await expect(page.getByRole('alert').filter({ hasText: ADDRESS })).toBeVisible()
  await page.getByRole('link', { name: 'Cancel' }).click()
  await expect(page.getByRole('alert').filter({ hasText: ADDRESS })).toBeHidden()
  await expect(address).toHaveValue(ADDRESS)
  await page.getByRole('button', { name: 'Remove webhook' }).click()
  await page.getByRole('button', { name: 'Remove', exact: true }).click()
  await expect(main.getByText('The webhook was removed.')).toBeVisible()
  await expect(address).toHaveValue('')
  await expect(page.getByRole('button', { name: 'New secret' })).toHaveCount(0)
})
