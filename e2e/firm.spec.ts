import { expect } from '@playwright/test'
import { expectAccessible, expectReflow } from './fixtures/accessible'
import { test } from './fixtures/app'
import { signIn } from './fixtures/people'

test.use({ locale: 'en-GB' })

test('an administrator names the firm and says where its numbers are dialled', async ({ page }) => {
  await signIn(page, 'ana@example.com')
  await page.getByRole('button', { name: 'Settings' }).click()
  await page.getByRole('link', { name: 'Firm' }).click()
  await expect(page.getByRole('heading', { name: 'Firm', level: 1 })).toBeVisible()
  // Guessed from the browser in which the firm was created.
  const country = page.getByLabel('Country of phone numbers')
  await expect(country).toHaveValue('GB')
  await expectAccessible(page)
  await expectReflow(page)

  await page.getByLabel('Firm name').fill(' ')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('The firm needs a name. Fill in Firm name.')).toBeVisible()
  await page.getByLabel('Firm name').fill('Lima & Partners')
  await country.selectOption('Germany (DE)')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('Saved.')).toBeVisible()
  await page.reload()
  await expect(page.getByLabel('Firm name')).toHaveValue('Lima & Partners')
  await expect(country).toHaveValue('DE')
})
