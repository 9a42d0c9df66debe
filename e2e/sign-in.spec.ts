import { expect } from '@playwright/test'
import { expectAccessible, expectReflow } from './fixtures/accessible'
import { test } from './fixtures/app'
import { chooseAccount, signIn, signOut } from './fixtures/people'

test('the first person who signs in administers the firm', async ({ page }) => {
  await page.goto('/')
  await expect(page).toHaveTitle('Sign in · Concord')
  await expectAccessible(page)
  await expectReflow(page)
  await signIn(page, 'ana@example.com')
  await page.getByRole('button', { name: 'Settings' }).click()
  await expect(page.getByRole('link', { name: 'Manage Users' })).toBeVisible()
  await signOut(page)
})

test('someone who is not invited reads why', async ({ page }) => {
  await signIn(page, 'ana@example.com')
  await signOut(page)
  await page.getByRole('button', { name: 'Continue with Google' }).click()
  await chooseAccount(page, 'ben@example.com')
  await expect(page.getByRole('alert').filter({ hasText: 'has not been invited' })).toBeVisible()
  await expectAccessible(page)
})

test('after signing in the person is where they wanted to be', async ({ page }) => {
  await page.goto('/settings/profile')
  await page.getByRole('button', { name: 'Continue with Google' }).click()
  await chooseAccount(page, 'ana@example.com')
  await expect(page.getByRole('heading', { name: 'Profile' })).toBeVisible()
})

test('the Settings panel opens and closes by keyboard, and gives the focus back', async ({ page }) => {
  await signIn(page, 'ana@example.com')
  const gear = page.getByRole('button', { name: 'Settings' })
  await expect(gear).toHaveAttribute('aria-expanded', 'false')
  await gear.press('Enter')
  await expect(gear).toHaveAttribute('aria-expanded', 'true')
  await expect(page.getByRole('link', { name: 'Contact and Calendar Sync' })).toBeVisible()
  await expectAccessible(page)
  await page.keyboard.press('Escape')
  await expect(gear).toHaveAttribute('aria-expanded', 'false')
  await expect(page.getByRole('link', { name: 'Profile' })).toBeHidden()
  await expect(gear).toBeFocused()
})

test('signing in and the Settings panel need no script', async ({ browser, baseURL }) => {
  const context = await browser.newContext({ javaScriptEnabled: false, baseURL: baseURL ?? '' })
  const page = await context.newPage()
  await signIn(page, 'ana@example.com')
  await page.getByRole('button', { name: 'Settings' }).click()
  await page.getByRole('link', { name: 'Profile' }).click()
  await expect(page.getByRole('heading', { name: 'Profile' })).toBeVisible()
  await context.close()
})
