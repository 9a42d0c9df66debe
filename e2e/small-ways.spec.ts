// Small ways through pages: Stop Sync and a question without script, a contact opened while a search rests, and History on a common screen.
import { expect } from '@playwright/test'
import { expectAccessible, expectReflow } from './fixtures/accessible'
import { type App, test } from './fixtures/app'
import { startSignedIn } from './fixtures/people'
import { ANA, SYNC_PAGE } from './fixtures/sync'
import { insertChange, insertPair, insertRun, insertSync } from './fixtures/sync-rows'

async function activeSync(app: App): Promise<void> {
  const rows = await insertSync(app, ANA)
  await insertRun(app, rows, { state: 'done', endedAt: new Date() })
  await app.database.query(
    `update "Sync" set state = 'active', "startedAt" = now(), "lastSuccessAt" = now(), "nextCheckAt" = now() + interval '1 day'`,
  )
}

test('Stop Sync needs no script: the question is a page', async ({ page, app, browser }) => {
  await startSignedIn(page, app, ANA)
  await activeSync(app)
  const context = await browser.newContext({ baseURL: app.url, javaScriptEnabled: false })
  await context.addCookies(await page.context().cookies())
  const plain = await context.newPage()
  await plain.goto(SYNC_PAGE)
  await plain.getByRole('button', { name: 'Stop Sync' }).click()
  await expect(plain.getByRole('heading', { name: 'Stop syncing contacts?' })).toBeVisible()
  await plain.getByRole('button', { name: 'Stop Sync' }).click()
  await expect(plain).toHaveURL(app.url + SYNC_PAGE)
  expect((await app.database.query('select state from "Sync"')).rows).toEqual([{ state: 'stopped' }])
  await context.close()
})

test('what a person is asked can be read without script', async ({ page, app, browser }) => {
  await startSignedIn(page, app, ANA)
  const rows = await insertSync(app, ANA)
  const run = await insertRun(app, rows, { state: 'ready', readyAt: new Date() })
  const name = { firstName: 'Cho', lastName: 'Min' }
  const ends = await insertPair(app, rows, { ...name, title: 'Partner' }, { ...name, title: 'Judge' })
  await insertChange(app, rows, run, {
    ...{ name: 'Cho Min', kind: 'question', group: 'decide' },
    body: { probability: 0.9, reasons: [{ kind: 'agrees', field: 'lastName', value: 'Min' }] },
    more: { ...ends, state: 'planned', undecided: true },
  })
  const context = await browser.newContext({ baseURL: app.url, javaScriptEnabled: false })
  await context.addCookies(await page.context().cookies())
  const plain = await context.newPage()
  await plain.goto(`${SYNC_PAGE}/preview`)
  await expect(plain.getByText('Partner').first()).toBeVisible()
  await expect(plain.getByText('Judge').first()).toBeVisible()
  await expect(plain.getByText('Loading')).toHaveCount(0)
  await context.close()
})

test('with script it is a dialog, and its page reads well at any width', async ({ page, app }) => {
  await startSignedIn(page, app, ANA)
  await activeSync(app)
  await page.goto(`${SYNC_PAGE}/stop`)
  await expect(page.getByRole('heading', { name: 'Stop syncing contacts?' })).toBeVisible()
  await expectAccessible(page)
  await expectReflow(page)
  await page.getByRole('link', { name: 'Keep syncing' }).click()
  await expect(page).toHaveURL(app.url + SYNC_PAGE)
  await page.getByRole('button', { name: 'Stop Sync' }).click()
  await expect(page.getByRole('alertdialog')).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('button', { name: 'Stop Sync' })).toBeFocused()
})

test('a contact that is opened while a search rests stays open', async ({ page, app }) => {
  await startSignedIn(page, app, ANA)
  await app.database.query(
    `insert into "Contact" (id, "firmId", value, "sortKey", search)
     select gen_random_uuid(), id, '{"firstName":"Zoe"}', 'zoe', 'zoe' from "Firm"`,
  )
  await page.reload()
  const link = page.getByRole('link', { name: 'Zoe' })
  await expect(link).toBeVisible()
  // The clock is stopped until the click is done, so that it comes while the search waits.
  await page.clock.install()
  await page.getByLabel('Search contacts').fill('zo')
  await link.click()
  await page.clock.runFor(5_000)
  await expect(page).toHaveURL(/\/contacts\/[0-9a-f-]{36}$/)
  await expect(page.getByRole('heading', { name: 'Zoe' })).toBeVisible()
  await page.clock.runFor(5_000)
  await expect(page).toHaveURL(/\/contacts\/[0-9a-f-]{36}$/)
})

test('all columns of History fit at 1280 px', async ({ page, app }) => {
  await startSignedIn(page, app, ANA)
  await activeSync(app)
  await page.setViewportSize({ width: 1280, height: 800 })
  await page.goto(SYNC_PAGE)
  const frame = page.getByRole('group', { name: 'Recent runs' })
  await expect(frame.getByText('API call')).toBeVisible()
  expect(await frame.evaluate((element) => element.scrollWidth - element.clientWidth)).toBeLessThanOrEqual(0)
})
