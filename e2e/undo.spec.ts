// Undo of a run: what it would do is shown first, then it is done on both sides, and can be undone itself.
import { expect, type Page } from '@playwright/test'
import { expectAccessible, expectReflow } from './fixtures/accessible'
import { type App, test } from './fixtures/app'
import { invite, signIn, startSignedIn } from './fixtures/people'
import { ANA, buildPreview, expectInSync, person, SYNC_PAGE, setUpSync, startSync } from './fixtures/sync'

const there = ({ google }: App) =>
  google
    .persons({ account: ANA })
    .map(({ names }) => names?.[0]?.displayName)
    .sort()

const latestRun = (page: Page) => page.getByRole('row').nth(1)

/** The undo that was started last is done. */
async function undone(page: Page) {
  await expect(async () => {
    await page.goto(SYNC_PAGE)
    await expect(latestRun(page)).toContainText('Undo by', { timeout: 500 })
    await expect(latestRun(page)).toContainText('Done', { timeout: 500 })
  }).toPass()
}

test('a person sees what undoing a run would do, undoes it on both sides, and undoes the undo', async ({
  page,
  app,
}) => {
  await startSignedIn(page, app, ANA)
  app.google.addPerson({ account: ANA, person: person('Cho', 'Min') })
  await page.goto('/contacts/new')
  await page.getByLabel('First name').fill('Ben')
  await page.getByLabel('Last name').fill('Okafor')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByRole('heading', { name: 'Ben Okafor' })).toBeVisible()
  await setUpSync(page, ANA)
  await buildPreview(page)
  await startSync(page)
  await expectInSync(page)
  expect(there(app)).toEqual(['Ben Okafor', 'Cho Min'])

  await page.goto(SYNC_PAGE)
  await page.getByRole('link', { name: 'Undo this run' }).click()
  await expect(page.getByRole('heading', { name: 'Undo this run' })).toBeVisible()
  await expect(page.getByText('1 contact that this run added to Clio')).toBeVisible()
  await expect(page.getByRole('heading', { name: 'Cho Min' })).toBeVisible()
  await expect(page.getByText('Goes to Deleted in Clio')).toBeVisible()
  await expect(page.getByText('Deleted in Google')).toBeVisible()
  await expectAccessible(page)
  await expectReflow(page)

  await page.getByRole('link', { name: 'Undo only Ben Okafor' }).click()
  await expect(page.getByText('Nothing changes unless you check the box')).toBeVisible()
  await page.getByRole('link', { name: 'Back to the whole run' }).click()
  await expect(page.getByRole('heading', { name: 'Undo this run' })).toBeVisible()
  await page.getByRole('checkbox', { name: 'Delete 1 contact in Google' }).check()
  await page.getByRole('button', { name: 'Undo' }).click()
  await page.waitForURL(SYNC_PAGE)
  await undone(page)
  expect(there(app)).toEqual(['Cho Min'])
  await page.goto('/contacts')
  await expect(page.getByRole('link', { name: 'Ben Okafor' })).toBeVisible()
  await expect(page.getByRole('link', { name: 'Cho Min' })).toHaveCount(0)

  await page.goto(SYNC_PAGE)
  await latestRun(page).getByRole('link', { name: 'Undo this run' }).click()
  await expect(page.getByText('Added to Clio again')).toBeVisible()
  await expect(page.getByText('Added to Google again')).toBeVisible()
  await page.getByRole('link', { name: 'Undo only Ben Okafor' }).click()
  await expect(page.getByRole('heading', { name: 'Undo Ben Okafor' })).toBeVisible()
  await expect(page.getByText('Added to Clio again')).toHaveCount(0)
  await page.getByRole('button', { name: 'Undo' }).click()
  await page.waitForURL(SYNC_PAGE)
  await undone(page)
  expect(there(app)).toEqual(['Ben Okafor', 'Cho Min'])
})

const BEN = 'ben@example.com'

test('an administrator undoes a colleague’s run, who is told; a member cannot', async ({
  page,
  app,
  browser,
}) => {
  await startSignedIn(page, app, ANA)
  app.google.addPerson({ account: ANA, person: person('Cho', 'Min') })
  app.google.addPerson({ account: ANA, person: person('Zoe', 'Vale') })
  await invite(page, BEN)
  await setUpSync(page, ANA)
  await buildPreview(page)
  await startSync(page)
  await app.database.query(
    `update "Contact" set "ownerId" = k."userId" from "Connection" k where "sortKey" like '%zoe%'`,
  )
  const ben = await (await browser.newContext({ baseURL: app.url })).newPage()
  await signIn(ben, BEN)
  const become = (role: string) =>
    app.database.query(`update "User" set role = $2::"Role" where email = $1`, [BEN, role])
  await become('admin')

  await ben.goto('/admin/sync')
  await ben.getByRole('table').getByRole('link', { name: /^Ana/ }).first().click()
  await ben.getByRole('region', { name: 'Runs' }).getByRole('link', { name: 'Undo this run' }).click()
  await expect(ben.getByRole('heading', { name: 'Undo this run' })).toBeVisible()
  await expect(ben.getByText('2 contacts that this run added to Clio go to Deleted')).toBeVisible()
  await expect(ben.getByText('1 contact is not visible to you: it is undone too')).toBeVisible()
  await expect(ben.getByText(/^Ana.* is told that you undid this\.$/)).toBeVisible()
  await expect(ben.getByRole('heading', { name: 'Cho Min' })).toBeVisible()
  await expect(ben.getByText('Zoe Vale')).toHaveCount(0)
  await expectAccessible(ben)
  await expectReflow(ben)

  // As a member: neither the page, nor the form that is still open.
  const address = ben.url()
  await become('member')
  expect((await ben.request.get(address)).status()).toBe(403)
  await ben.getByRole('button', { name: 'Undo' }).click()
  await expect(ben.getByRole('heading', { name: 'Undo this run' })).toHaveCount(0)
  const undos = () => app.database.query(`select 1 from "Run" where kind = 'undo'`)
  expect((await undos()).rowCount).toBe(0)

  await become('admin')
  await ben.goto(address)
  await ben.getByRole('button', { name: 'Undo' }).click()
  await ben.waitForURL((url) => /^\/admin\/sync\/[^/]+$/.test(url.pathname))
  await expect(latestRun(ben)).toContainText('Undo by Ben')
  await undone(page)
  await expect(page.getByText(/^Ben.* undid a run of your sync/)).toBeVisible()
  await page.goto('/contacts')
  await expect(page.getByRole('heading', { name: 'Contacts', exact: true })).toBeVisible()
  for (const name of ['Cho Min', 'Zoe Vale']) await expect(page.getByRole('link', { name })).toHaveCount(0)
  await ben.goto('/admin/audit?kind=sync.undo')
  await expect(ben.getByText(/^of a run of Ana.*’s sync$/)).toBeVisible()
  await ben.context().close()
})
