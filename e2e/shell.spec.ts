// What every page has: the command palette, the keys, the account menu and its theme, and the bar while a page loads.
import { expect } from '@playwright/test'
import { expectAccessible, expectReflow } from './fixtures/accessible'
import { test } from './fixtures/app'
import { startSignedIn } from './fixtures/people'
import { ANA } from './fixtures/sync'

test('the palette finds contacts, pages and actions, with keys alone', async ({ page, app }) => {
  await startSignedIn(page, app, ANA)
  await page.goto('/contacts/new?kind=person')
  await page.getByLabel('First name').fill('Zoe')
  await page.getByLabel('Last name').fill('Newman')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByRole('heading', { name: 'Zoe Newman' })).toBeVisible()

  await page.goto('/matters')
  await page.keyboard.press('Control+k')
  const palette = page.getByRole('dialog', { name: 'Find or jump to' })
  const field = palette.getByRole('combobox')
  await expect(field).toBeFocused()
  await expectAccessible(page)
  await field.fill('zoe n')
  await expect(palette.getByRole('option', { name: 'Zoe Newman' })).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'Zoe Newman' })).toBeVisible()
  await expect(palette).toBeHidden()

  await page.keyboard.press('Control+k')
  await field.fill('sync st')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'Sync Status', level: 1 })).toBeVisible()

  await page.getByRole('button', { name: 'Find or jump to' }).click()
  await field.fill('zzzz')
  await expect(palette.getByText('Nothing matches “zzzz”.')).toBeVisible()
  await field.fill('merge')
  await expect(palette.getByRole('option', { name: 'Duplicates' })).toBeVisible()
  expect((await page.request.get('/favicon.ico')).headers()['content-type']).toContain('image/svg+xml')
  await page.keyboard.press('Escape')
  await expect(palette).toBeHidden()
})

test('single keys lead to pages, search and say what they do, until they are turned off', async ({
  page,
  app,
}) => {
  await startSignedIn(page, app, ANA)
  await page.keyboard.press('g')
  await page.keyboard.press('m')
  await expect(page).toHaveURL(/\/matters$/)
  await page.keyboard.press('/')
  await expect(page.getByRole('searchbox')).toBeFocused()
  await page.keyboard.type('g?')
  await expect(page.getByRole('searchbox')).toHaveValue('g?')

  await page.goto('/contacts')
  await page.keyboard.press('?')
  const help = page.getByRole('dialog', { name: 'Keyboard shortcuts' })
  await expect(help).toBeVisible()
  await expectAccessible(page)
  await help.getByLabel('Single-key shortcuts').uncheck()
  await help.getByRole('button', { name: 'Close' }).click()
  await page.keyboard.press('?')
  await page.keyboard.press('Control+k')
  await expect(page.getByRole('dialog', { name: 'Find or jump to' })).toBeVisible()
  await expect(help).toBeHidden()
})

test('the account menu says who is signed in, and a chosen theme stays', async ({ page, app }) => {
  await startSignedIn(page, app, ANA)
  const account = page.getByRole('button', { name: 'Account of Ana Lima' })
  await account.click()
  await expect(page.getByText(ANA, { exact: true })).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Dark' }).click()
  const scheme = () => page.evaluate(() => getComputedStyle(document.documentElement).colorScheme)
  await expect.poll(scheme).toBe('dark')
  await page.goto('/settings/profile')
  expect(await scheme()).toBe('dark')
  await expectReflow(page)
  await account.click()
  await page.getByRole('button', { name: 'System' }).click()
  await expect.poll(scheme).toBe('light dark')
})

test('without script the account menu opens, and its theme is chosen', async ({ page, app, browser }) => {
  await startSignedIn(page, app, ANA)
  const context = await browser.newContext({ baseURL: app.url, javaScriptEnabled: false })
  await context.addCookies(await page.context().cookies())
  const plain = await context.newPage()
  await plain.goto('/contacts')
  await plain.getByRole('button', { name: 'Account of Ana Lima' }).click()
  await plain.getByRole('button', { name: 'Light' }).click()
  await expect(plain.locator('html')).toHaveAttribute('data-theme', 'light')
  await context.close()
})

test('a click shows at once that it was heard, however slow the page is', async ({ page, app }) => {
  await startSignedIn(page, app, ANA)
  let release = () => {}
  const released = new Promise<void>((resolve) => {
    release = resolve
  })
  await page.route(/\/matters(\?|$)/, async (route) => {
    await released
    await route.continue()
  })
  const bar = page.getByTestId('top-bar')
  await page.getByRole('link', { name: 'Matters', exact: true }).click()
  await expect(bar).toBeVisible()
  release()
  await expect(page.getByRole('heading', { name: 'Matters', level: 1 })).toBeVisible()
  await expect(bar).toBeHidden()
})
