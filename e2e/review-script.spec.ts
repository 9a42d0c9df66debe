// The review's script follows that of its page (components/sync/review/lazy-review.tsx): what it shows is in the server's answer all the same.
import { expect } from '@playwright/test'
import { scripts } from '@/bench/scripts'
import { test } from './fixtures/app'
import { PREVIEW, sceneOf } from './fixtures/states'

/** In thousands of bytes with Brotli: what a page may load before it is alive. */
const MOST_KB = 130

test('no page loads more script at once than the budget', async () => {
  const { routes } = await scripts()
  const over = Object.entries(routes).filter(([, { brotliKb }]) => brotliKb > MOST_KB)
  expect(over).toEqual([])
})

test('without script the rows of a preview can be read and the sync started, in the first answer of a server', async ({
  page,
  app,
  browser,
}) => {
  await sceneOf('preview').set(page, app)
  await app.killAndRestart()
  const context = await browser.newContext({
    baseURL: app.url,
    javaScriptEnabled: false,
    storageState: await page.context().storageState(),
  })
  const plain = await context.newPage()
  await plain.goto(`${PREVIEW}?view=all`)
  await expect(plain.getByRole('button', { name: 'Kim Zhang', exact: true })).toBeVisible()
  await expect(plain.getByRole('button', { name: 'Start Sync' })).toBeVisible()
  await plain.goto(PREVIEW)
  await expect(plain.getByRole('table', { name: 'Fields of Paula Quist' })).toBeVisible()
  await context.close()
})
