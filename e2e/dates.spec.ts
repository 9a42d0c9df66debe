// Dates are the reader's own: what is written, its tooltip, and what the server writes at the next visit, with script and without.
import { expect } from '@playwright/test'
import { test } from './fixtures/app'
import { startSignedIn } from './fixtures/people'
import { ANA } from './fixtures/sync'

test.use({ timezoneId: 'America/Los_Angeles' })

test('a day is the day that it was where the reader is', async ({ page, app, browser }) => {
  await startSignedIn(page, app, ANA)
  await app.database.query(`update "User" set "createdAt" = '2026-11-27T03:52:00Z'`)
  await page.goto('/settings/profile')
  const joined = page.getByRole('definition').locator('time')
  await expect(joined).toHaveText('Nov 26, 2026')
  await expect(joined).toHaveAttribute('title', 'Nov 26, 2026, 7:52 PM')

  const context = await browser.newContext({ baseURL: app.url, javaScriptEnabled: false })
  await context.addCookies(await page.context().cookies())
  const plain = await context.newPage()
  await plain.goto('/settings/profile')
  await expect(plain.getByRole('definition').locator('time')).toHaveText('Nov 26, 2026')
  await context.close()
})

test('before the zone is known, a time says that it is UTC', async ({ page, app, browser }) => {
  await startSignedIn(page, app, ANA)
  await app.database.query(`update "User" set "createdAt" = '2026-11-27T03:52:00Z'`)
  const context = await browser.newContext({ baseURL: app.url, javaScriptEnabled: false })
  const cookies = await page.context().cookies()
  await context.addCookies(cookies.filter(({ name }) => name !== 'time-zone'))
  const plain = await context.newPage()
  await plain.goto('/settings/profile')
  const joined = plain.getByRole('definition').locator('time')
  await expect(joined).toHaveAttribute('title', 'Nov 27, 2026, 3:52 AM UTC')
  await context.close()
})
